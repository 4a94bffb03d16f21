"""`chenan review`."""
