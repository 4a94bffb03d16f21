"""The windows of following a report up. Handlers and getters are beside them."""

from __future__ import annotations

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.receipt import getters, handlers
from bot.privacy.states import ReceiptSG
from bot.privacy.telltale import telltale_window
from bot.privacy.windows import Story, private_window
from bot.ui.confirmation import Confirm
from bot.ui.widgets import Given, T, Tap, Words, paging
from bot.ui.window import back_to


def make_dialog() -> Dialog:
    """The dialog of ReceiptSG."""
    return Dialog(
        private_window(
            Tap(T("report-leave"), "enter_leave", handlers.on_leave),
            Words(handlers.on_receipt, numbers_too=True),
            state=ReceiptSG.enter,
            getter=getters.enter_getter,
        ),
        private_window(
            SwitchTo(Given("add"), "to_add", ReceiptSG.add),
            Row(
                SwitchTo(T("receipt-all-said"), "to_said", ReceiptSG.said, when="has_said"),
                SwitchTo(T("report-proof-button"), "to_proof", ReceiptSG.proof),
            ),
            SwitchTo(T("receipt-close"), "to_close", ReceiptSG.close, when="open"),
            Row(
                Tap(T("receipt-clear"), "clear", handlers.on_clear),
                Tap(T("report-leave"), "view_leave", handlers.on_leave),
            ),
            Story(handlers.on_text, handlers.on_photo),
            state=ReceiptSG.view,
            getter=getters.view_getter,
        ),
        *_details(),
    )


def _details() -> tuple[Window, ...]:
    """The windows one tap behind the status."""
    return (
        private_window(
            paging("page", "said_"),
            back_to("said_back", ReceiptSG.view),
            Story(handlers.on_text, handlers.on_photo),
            state=ReceiptSG.said,
            getter=getters.said_getter,
        ),
        private_window(
            Confirm(T("receipt-send"), "send", handlers.on_send, when="written"),
            Tap(T("receipt-drop"), "drop", handlers.on_drop),
            Story(handlers.on_text, handlers.on_photo),
            state=ReceiptSG.add,
            getter=getters.add_getter,
        ),
        telltale_window(ReceiptSG.telltale, ReceiptSG.add, handlers.on_send),
        private_window(
            back_to("proof_back", ReceiptSG.view),
            state=ReceiptSG.proof,
            getter=getters.proof_getter,
        ),
        private_window(
            T("receipt-close-ask"),
            Given("stands"),
            Confirm(T("receipt-close-yes"), "close_yes", handlers.on_close),
            back_to("close_back", ReceiptSG.view),
            state=ReceiptSG.close,
            getter=getters.close_getter,
        ),
    )
