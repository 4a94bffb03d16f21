"""An anonymous report: category, place, story, since when, photos; summary; sent."""

from bot.dialogs.report.windows import make_dialog

__all__ = ["make_dialog"]
