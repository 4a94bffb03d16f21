"""Tasks for a person to decide: warn, hand up, decide or drop one. Never by itself."""

from bot.dialogs.escalation.windows import make_dialog

__all__ = ["make_dialog"]
