"""What dialogs share: widgets, windows, paging, labels, typed days, confirmations."""
