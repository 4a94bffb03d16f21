"""`chenan doctor`."""
