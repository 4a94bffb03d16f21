"""Files that are made and sent into the chat."""
