"""The enterprise's people and data: share a code, correct what was registered, leave."""

from bot.dialogs.share.windows import make_dialog

__all__ = ["make_dialog"]
