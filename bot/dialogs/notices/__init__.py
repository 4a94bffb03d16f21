"""The notices of an office: lists, one on its way, who has read it, correcting and withdrawing."""

from bot.dialogs.notices.windows import make_dialog

__all__ = ["make_dialog"]
