"""Circulars between offices: read and answered; written to the offices below."""

from bot.dialogs.circular.windows import make_dialog

__all__ = ["make_dialog"]
