"""The home window: the state of things, not a menu; and the pages behind it."""

from bot.dialogs.home.windows import make_dialog

__all__ = ["make_dialog"]
