"""The windows of the record: its pages, and whom to call."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.history import getters as get
from bot.dialogs.history import handlers as on
from bot.states.people import HistorySG
from bot.ui.widgets import T, Tap, paging
from bot.ui.window import house_window


def make_dialog() -> Dialog:
    """The dialog of HistorySG."""
    return Dialog(
        house_window(
            paging("page"),
            Row(
                SwitchTo(T("history-call"), "call", HistorySG.call, when="may_call"),
                Tap(T("history-send-notice"), "send_notice", on.on_notice, "item", when="may_write"),
                Tap(T("inspection-new"), "inspect", on.on_inspect, "item", when="may_inspect"),
                Tap(T("incident-record-button"), "happened", on.on_happened, "item", when="may_keep"),
            ),
            Row(
                Tap(T("history-back"), "back", on.on_back),
                Tap(T("history-pdf"), "pdf", on.on_pdf, "item", when="total"),
            ),
            state=HistorySG.main,
            getter=get.main_getter,
        ),
        house_window(
            SwitchTo(T("history-back"), "call_back", HistorySG.main),
            state=HistorySG.call,
            getter=get.call_getter,
        ),
    )
