"""A suspended enterprise asks to take up work again: words, photos, then the office decides (复产申请)."""

from bot.dialogs.resumption.windows import make_dialog

__all__ = ["make_dialog"]
