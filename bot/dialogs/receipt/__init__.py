"""Following a report up by its receipt: status, questions and answers, adding, closing. See `bot.privacy`."""

from bot.dialogs.receipt.handlers import on_receipt as look_up
from bot.dialogs.receipt.windows import make_dialog

__all__ = ["look_up", "make_dialog"]
