"""The windows of NoticeWriteSG in one dialog."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.notice_write import addressing, main, templates, timing, writing


def make_dialog() -> Dialog:
    """The dialog of NoticeWriteSG."""
    return Dialog(
        *writing.make_windows(),
        *main.make_windows(),
        *addressing.make_windows(),
        *timing.make_windows(),
        *templates.make_windows(),
        on_start=writing.on_start,
    )
