"""`chenan enterprise`."""
