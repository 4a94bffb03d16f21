"""A local Bot API with a chat page: what stands in for Telegram in the demonstration and in tests."""
