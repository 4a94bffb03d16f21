"""Facts to files: PDF and pictures."""
