"""From the outbox to Telegram: claiming, pace, sending, results. Only here python-telegram-bot is known."""
