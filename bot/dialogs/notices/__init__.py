"""The notices of an office: lists, one being sent, its reading, correcting and withdrawing."""

from bot.dialogs.notices.windows import make_dialog

__all__ = ["make_dialog"]
