"""The windows of CaseSG in one dialog."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.report_case import handing, inspecting, listing, reading, writing
from bot.memory import RememberingDialog


def make_dialog() -> Dialog:
    """The dialog of CaseSG."""
    return RememberingDialog(
        *listing.make_windows(),
        *reading.make_windows(),
        *writing.make_windows(),
        *handing.make_windows(),
        *inspecting.make_windows(),
    )
