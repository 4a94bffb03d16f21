"""One module a task of one person."""
