"""Findings (隐患): plans, extensions, comments, verification (销号)."""
