"""The record of an enterprise (一企一档): for its own people, and for offices that reach it."""

from bot.dialogs.history.windows import make_dialog

__all__ = ["make_dialog"]
