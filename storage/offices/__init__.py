"""Offices: jurisdictions, seats, what offices are told, who is recused (回避)."""
