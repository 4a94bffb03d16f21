"""The windows of what is to be shown when inspectors come."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.readiness import getters as get
from bot.dialogs.readiness import handlers as on
from bot.states.exchange import ReadinessSG
from bot.states.offices import start_duties
from bot.states.people import start_more
from bot.ui.widgets import T, Tap, going, paging
from bot.ui.window import house_window


def make_dialog() -> Dialog:
    """The dialog of ReadinessSG."""
    return Dialog(
        house_window(
            paging("page"),
            Tap(T("readiness-print"), "print", on.on_print, when="there"),
            Tap(T("duties-back"), "duties", going(start_duties)),
            state=ReadinessSG.office,
            getter=get.office_getter,
        ),
        house_window(
            paging("page", "own_"),
            Tap(T("readiness-print"), "own_print", on.on_own_print, when="there"),
            Tap(T("back"), "own_more", going(start_more)),
            state=ReadinessSG.own,
            getter=get.own_getter,
        ),
    )
