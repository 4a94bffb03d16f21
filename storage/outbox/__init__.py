"""What is to leave the bot unasked, and what became of it."""
