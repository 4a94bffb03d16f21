"""Joining: by an invite, by a colleague's code, or by registering an enterprise."""

from bot.dialogs.join.windows import make_dialog

__all__ = ["make_dialog"]
