"""Figures: kept progress, overviews, the ledger (台账), summaries (总结)."""
