"""The windows of ShareSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.share.getters import code_getter, details_getter, leave_getter, main_getter
from bot.dialogs.share.handlers import (
    on_address,
    on_archive,
    on_headcount,
    on_leave,
    on_make_code,
    on_name,
    on_no_phone,
    on_phone,
)
from bot.memory import RememberingDialog
from bot.states.people import ShareSG, start_home
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.pickers import a_number
from bot.ui.widgets import T, Tap, Words, going
from bot.ui.window import back_to, house_window
from storage.enterprises.registry import MOST_WORKERS


def make_dialog() -> Dialog:
    """The dialog of ShareSG; codes just made are remembered in memory only."""
    return RememberingDialog(
        house_window(
            Tap(T("share-make"), "make", on_make_code, "invite"),
            SwitchTo(T("share-details"), "details", ShareSG.details),
            Tap(T("archive-button"), "archive", on_archive, when="owner"),
            SwitchTo(T("share-leave"), "leave", ShareSG.leave),
            Tap(T("share-home"), "home", going(start_home)),
            state=ShareSG.main,
            getter=main_getter,
        ),
        house_window(
            Tap(T("share-again"), "again", on_make_code, "invite"),
            back_to("code_back", ShareSG.main),
            state=ShareSG.code,
            getter=code_getter,
        ),
        house_window(
            T("share-registered"),
            Row(
                SwitchTo(T("join-fix-name"), "edit_name", ShareSG.edit_name),
                SwitchTo(T("join-fix-address"), "edit_address", ShareSG.edit_address),
                SwitchTo(T("join-fix-headcount"), "edit_headcount", ShareSG.edit_headcount),
                SwitchTo(T("join-fix-phone"), "edit_phone", ShareSG.edit_phone),
            ),
            back_to("details_back", ShareSG.main),
            state=ShareSG.details,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-name"),
            back_to("name_back", ShareSG.details),
            Words(on_name),
            state=ShareSG.edit_name,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-address"),
            back_to("address_back", ShareSG.details),
            Words(on_address),
            state=ShareSG.edit_address,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-headcount"),
            back_to("headcount_back", ShareSG.details),
            Words(on_headcount, numbers_too=True, pickers=a_number(1, MOST_WORKERS, "picker-people")),
            state=ShareSG.edit_headcount,
            getter=details_getter,
        ),
        house_window(
            T("share-edit-phone"),
            Confirm(T("share-no-phone"), "no_phone", on_no_phone, when="has_phone"),
            back_to("phone_back", ShareSG.details),
            Words(on_phone, numbers_too=True),
            state=ShareSG.edit_phone,
            getter=details_getter,
        ),
        confirm_window(
            Confirm(T("share-leave-yes"), "leave_yes", on_leave, "enterprise", when="may"),
            back=back_to("leave_back", ShareSG.main),
            state=ShareSG.leave,
            getter=leave_getter,
        ),
    )
