"""Inspections (现场检查): planned, recorded on the phone, ended with papers."""

from bot.dialogs.inspection.windows import make_dialog

__all__ = ["make_dialog"]
