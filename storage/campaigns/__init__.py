"""Campaigns: opening, days, duties, which one a jurisdiction takes part in."""
