"""`chenan content`."""
