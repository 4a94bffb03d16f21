"""The window of StaffJoinSG."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.staff_join.getters import invited_getter
from bot.dialogs.staff_join.handlers import on_accept
from bot.states.offices import StaffJoinSG
from bot.states.people import start_home
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.widgets import Given, T, Tap, going


def make_dialog() -> Dialog:
    """The dialog of StaffJoinSG."""
    return Dialog(
        confirm_window(
            Confirm(Given("accept"), "accept", on_accept, "place", when="works"),
            back=Tap(T("join-not-now"), "not_now", going(start_home)),
            state=StaffJoinSG.invited,
            getter=invited_getter,
        ),
    )
