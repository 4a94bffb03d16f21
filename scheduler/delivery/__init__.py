"""Delivers the outbox to Telegram: claiming, pace, sending, results. Only this package knows
python-telegram-bot."""
