"""Joining an office by a link: what it leads to is read before it is accepted. Texts in staff.ftl."""

from bot.dialogs.staff_join.windows import make_dialog

__all__ = ["make_dialog"]
