"""An anonymous report: what, where, what happened, since when, photos; read through; sent."""

from bot.dialogs.report.windows import make_dialog

__all__ = ["make_dialog"]
