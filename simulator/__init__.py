"""A local Bot API with a chat page: stands in for Telegram in the demonstration and in tests."""
