"""The notices of an office: lists, one on its way, who has read it, correcting and withdrawing."""

from aiogram_dialog import Dialog

from bot.dialogs.notices import correcting, listing, reading, unreached, watching

__all__ = ["make_dialog"]


def make_dialog() -> Dialog:
    """The dialog of NoticesSG."""
    return Dialog(
        *listing.make_windows(),
        *watching.make_windows(),
        *correcting.make_windows(),
        *reading.make_windows(),
        *unreached.make_windows(),
    )
