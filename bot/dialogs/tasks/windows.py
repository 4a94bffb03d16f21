"""The windows of TasksSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.tasks.getters import done_getter, list_getter
from bot.dialogs.tasks.handlers import on_calendar, on_done_page, on_done_task, on_page, on_task
from bot.states.people import TasksSG, start_home
from bot.ui.widgets import Choices, Given, T, Tap, going
from bot.ui.window import back_to, house_window


def make_dialog() -> Dialog:
    """The dialog of TasksSG."""
    return Dialog(
        house_window(
            T("tasks-notice", when="notice"),
            T("tasks-head"),
            Given("campaigns"),
            T("tasks-empty", when="is_empty"),
            T("page-line", when="several"),
            Choices("task", "tasks", on_task),
            Row(
                Tap(T("previous"), "page_previous", on_page, "previous", when="several"),
                Tap(T("next"), "page_next", on_page, "following", when="several"),
            ),
            Row(
                Tap(T("tasks-home"), "home", going(start_home)),
                Tap(T("deadline-button"), "calendar", on_calendar, when="owner"),
                SwitchTo(T("tasks-to-done"), "to_done", TasksSG.done, when="has_done"),
            ),
            state=TasksSG.list,
            getter=list_getter,
        ),
        house_window(
            T("tasks-notice", when="notice"),
            T("tasks-done-head"),
            T("page-line", when="several"),
            Choices("done_task", "tasks", on_done_task),
            Row(
                Tap(T("previous"), "done_previous", on_done_page, "previous", when="several"),
                Tap(T("next"), "done_next", on_done_page, "following", when="several"),
            ),
            back_to("done_back", TasksSG.list),
            state=TasksSG.done,
            getter=done_getter,
        ),
    )
