"""Summaries and monthly reports: written by an office, previewed as files, filed to the office above."""

from bot.dialogs.summary.windows import make_dialog

__all__ = ["make_dialog"]
