"""The self-check: one question a screen, every answer stored before the next one shows."""

from bot.dialogs.self_check.windows import make_dialog

__all__ = ["make_dialog"]
