"""Joining an office by a link: the seat is shown before it is accepted. Texts in staff.ftl."""

from bot.dialogs.staff_join.windows import make_dialog

__all__ = ["make_dialog"]
