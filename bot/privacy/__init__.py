"""What keeps anonymous reports anonymous on the worker's side: nothing here writes to a disk."""
