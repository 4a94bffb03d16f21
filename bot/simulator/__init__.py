"""A local Bot API with a chat page."""
