"""Shared by dialogs: widgets, windows, paging, labels, typed days, confirmations."""
