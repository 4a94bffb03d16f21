"""The windows of FindingSG in one dialog."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.finding import dating, deciding, pictures, planning, showing


def make_dialog() -> Dialog:
    """The dialog of FindingSG."""
    return Dialog(
        *deciding.make_windows(),
        *planning.make_windows(),
        *dating.make_windows(),
        *showing.make_windows(),
        *pictures.make_windows(),
        on_start=deciding.on_start,
    )
