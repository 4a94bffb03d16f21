"""The windows of NoticesSG in one dialog."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.notices import correcting, listing, reading, unreached, watching


def make_dialog() -> Dialog:
    """The dialog of NoticesSG."""
    return Dialog(
        *listing.make_windows(),
        *watching.make_windows(),
        *correcting.make_windows(),
        *reading.make_windows(),
        *unreached.make_windows(),
    )
