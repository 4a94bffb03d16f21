"""Writing a notice: text, audience, time; previewed before it is sent."""

from bot.dialogs.notice_write.windows import make_dialog

__all__ = ["make_dialog"]
