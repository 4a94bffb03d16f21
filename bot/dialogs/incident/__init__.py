"""Accidents: telephone numbers and first aid first, then the record, who was told, what was shown."""

from bot.dialogs.incident.windows import make_dialog

__all__ = ["make_dialog"]
