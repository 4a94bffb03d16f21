"""The office's home: the state of its place and below, and the way to everything an office does."""

from bot.dialogs.office.windows import make_dialog

__all__ = ["make_dialog"]
