"""The windows of UpkeepSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.upkeep.getters import day_getter, list_getter, one_getter
from bot.dialogs.upkeep.handlers import (
    on_again,
    on_back,
    on_calendar,
    on_day,
    on_done_today,
    on_kind,
    on_stop,
    on_today,
)
from bot.states.people import UpkeepSG, start_home
from bot.ui.confirmation import Confirm
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, T, Tap, going
from bot.ui.window import back_to, house_window


def make_dialog() -> Dialog:
    """The dialog of UpkeepSG."""
    return Dialog(
        house_window(
            Choices("kind", "kinds", on_kind),
            Row(
                Tap(T("upkeep-home"), "home", going(start_home)),
                Tap(T("deadline-button"), "calendar", on_calendar),
            ),
            state=UpkeepSG.list,
            getter=list_getter,
        ),
        house_window(
            Tap(T("upkeep-done-today"), "done_today", on_done_today, "time", when="active"),
            Row(
                SwitchTo(T("upkeep-change"), "change", UpkeepSG.day),
                Confirm(T("upkeep-stop"), "stop", on_stop, "id", when="may_stop"),
                Tap(T("upkeep-again"), "again", on_again, "id", when="silent"),
            ),
            back_to("to_list", UpkeepSG.list),
            state=UpkeepSG.one,
            getter=one_getter,
        ),
        house_window(
            T("upkeep-ask"),
            *typed_day("last", on_day, "past", unclear="upkeep-day-unclear"),
            Tap(T("upkeep-today"), "today", on_today, "kind"),
            Tap(T("back"), "from_day", on_back),
            state=UpkeepSG.day,
            getter=day_getter,
        ),
    )
