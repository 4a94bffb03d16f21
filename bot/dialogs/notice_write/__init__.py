"""Writing a notice: what it says, who gets it, when; shown as it will look before it goes."""

from bot.dialogs.notice_write.windows import make_dialog

__all__ = ["make_dialog"]
