"""The outbox: messages that leave the bot unasked, and their delivery results."""
