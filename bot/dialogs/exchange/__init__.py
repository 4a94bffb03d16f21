"""What is handed to the office above: records of duties, of offices and of enterprises."""

from bot.dialogs.exchange import own_duties, records

__all__ = ["own_duties", "records"]
