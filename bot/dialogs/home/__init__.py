"""The home window: the state of things, not a menu; and the pages behind it."""

from bot.dialogs.home.handlers import leave_tips, open_self_check
from bot.dialogs.home.windows import make_dialog

__all__ = ["leave_tips", "make_dialog", "open_self_check"]
