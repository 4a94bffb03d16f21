"""Offices: jurisdictions, seats, messages to offices, recusal (回避)."""
