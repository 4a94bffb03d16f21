"""Anonymity of reports on the worker's side: nothing here writes to a disk."""
