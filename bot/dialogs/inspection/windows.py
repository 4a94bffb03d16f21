"""The windows of inspections."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.inspection import getters, handlers, scope, visit, voiding
from bot.states.offices import InspectionSG
from bot.ui.confirmation import Confirm, ConfirmChoices, confirm_window
from bot.ui.incoming_files import PICTURES
from bot.ui.office_seat import office_today
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, Media, T, Tap, Words, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of InspectionSG."""
    return Dialog(*_plan(), *_visit(), *_end(), *_void(), on_start=visit.on_start)


def _plan() -> list[Any]:
    return [
        house_window(
            Choices("one", "choices", handlers.on_one),
            paging("page", "list_"),
            Row(
                Tap(T("inspection-new"), "new", handlers.on_new, when="may_plan"),
                SwitchTo(T("inspection-made"), "to_made", InspectionSG.made),
            ),
            to_office(),
            state=InspectionSG.list,
            getter=getters.list_getter,
        ),
        house_window(
            Choices("made", "choices", handlers.on_one),
            paging("made", "made_"),
            back_to("made_back", InspectionSG.list),
            state=InspectionSG.made,
            getter=getters.made_getter,
        ),
        house_window(
            T("inspection-find-ask"),
            T("inspection-find-none", when="none"),
            Choices("enterprise", "enterprises", handlers.on_enterprise),
            back_to("find_back", InspectionSG.list),
            Words(handlers.on_find),
            state=InspectionSG.find,
            getter=getters.find_getter,
        ),
        house_window(
            T("inspection-day-ask"),
            *typed_day(
                "day_typed",
                handlers.on_typed_day,
                today=office_today,
                unclear="inspection-day-unclear",
                keep=False,
            ),
            ConfirmChoices("day", "days", handlers.on_day, width=2),
            back_to("day_back", InspectionSG.find),
            state=InspectionSG.day,
            getter=getters.day_getter,
        ),
        confirm_window(
            T("inspection-sure"),
            Confirm(T("inspection-unannounced"), "unannounced", handlers.on_unannounced),
            Confirm(T("inspection-announced"), "announced", handlers.on_announced),
            back=back_to("sure_back", InspectionSG.day),
            state=InspectionSG.sure,
            getter=getters.sure_getter,
        ),
    ]


def _visit() -> list[Any]:
    return [
        house_window(
            Row(
                Tap(T("inspection-begin"), "begin", handlers.on_begin, "item", when="may_begin"),
                Tap(
                    T("inspection-begin-short"),
                    "begin_short",
                    handlers.on_begin_short,
                    "item",
                    when="may_begin",
                ),
            ),
            Tap(T("inspection-go-on"), "go_on", handlers.on_begin, "item", when="may_go_on"),
            Row(
                SwitchTo(T("inspection-items"), "to_items", InspectionSG.items, when="may_choose"),
                SwitchTo(T("inspection-scope"), "to_scope", InspectionSG.scope, when="may_choose"),
            ),
            Tap(T("inspection-end"), "end", handlers.on_end, when="may_end"),
            Row(
                Tap(T("inspection-record"), "record", handlers.on_record, when="has_record"),
                Tap(T("inspection-order"), "order", handlers.on_order, when="has_order"),
            ),
            Row(
                Tap(T("inspection-signed"), "signed", handlers.on_signed, when="has_signed"),
                SwitchTo(T("inspection-void"), "to_void", InspectionSG.void, when="may_void"),
            ),
            Row(
                SwitchTo(T("inspection-joint"), "to_joint", InspectionSG.departments, when="may_join"),
                SwitchTo(T("inspection-shift"), "to_shift", InspectionSG.shift, when="may_shift"),
                SwitchTo(T("inspection-drop"), "to_drop", InspectionSG.drop, when="may_drop"),
            ),
            Tap(T("inspection-back"), "one_back", handlers.on_list),
            Media(handlers.on_signed_photo, PICTURES),
            state=InspectionSG.one,
            getter=getters.one_getter,
        ),
        house_window(
            Choices("department", "departments", handlers.on_department),
            back_to("departments_back", InspectionSG.one),
            state=InspectionSG.departments,
            getter=getters.departments_getter,
        ),
        house_window(
            T("inspection-shift-ask"),
            *typed_day(
                "shift_typed",
                handlers.on_typed_shift,
                today=office_today,
                unclear="inspection-day-unclear",
                keep=False,
            ),
            ConfirmChoices("shift", "days", handlers.on_shift, width=2),
            back_to("shift_back", InspectionSG.one),
            state=InspectionSG.shift,
            getter=getters.shift_getter,
        ),
        confirm_window(
            Given("body"),
            T("inspection-drop-ask"),
            Confirm(T("inspection-drop-yes"), "drop", handlers.on_drop, "item"),
            back=back_to("drop_back", InspectionSG.one),
            state=InspectionSG.drop,
            getter=getters.one_getter,
        ),
        house_window(
            Row(
                Tap(T("verdict-pass"), "pass", handlers.on_pass, "item", when="may_say"),
                Tap(T("verdict-fail"), "fail", handlers.on_fail, "item", when="may_fail"),
                Tap(T("verdict-na"), "na", handlers.on_na, "item", when="may_say"),
            ),
            Row(
                Tap(T("inspection-unsay"), "unsay", handlers.on_unsay, "item", when="may_unsay"),
                Tap(T("inspection-photos"), "photos", handlers.on_photos, "code", when="has_photos"),
                Tap(
                    T("inspection-own-photos"),
                    "own_photos",
                    handlers.on_own_photos,
                    "code",
                    when="own_photos",
                ),
            ),
            Row(
                Tap(T("previous"), "item_before", handlers.on_turn, "previous"),
                Tap(Given("place"), "to_visit", handlers.on_visit),
                Tap(T("next"), "item_after", handlers.on_turn, "following"),
            ),
            Words(handlers.on_words),
            Media(handlers.on_photo, PICTURES),
            state=InspectionSG.item,
            getter=getters.item_getter,
        ),
        house_window(
            T("inspection-note-ask"),
            Given("stop"),
            Choices("usual", "usual", handlers.on_usual),
            back_to("note_back", InspectionSG.item),
            Words(handlers.on_note, numbers_too=True),
            state=InspectionSG.note,
            getter=getters.note_getter,
        ),
        house_window(
            T("inspection-items-head"),
            Choices("question", "choices", handlers.on_turn),
            paging("items", "items_"),
            back_to("items_back", InspectionSG.one),
            state=InspectionSG.items,
            getter=getters.items_getter,
        ),
        house_window(
            T("inspection-scope-ask"),
            Choices("scope", "scopes", scope.on_scope),
            SwitchTo(T("inspection-scope-rows"), "to_rows", InspectionSG.rows),
            back_to("scope_back", InspectionSG.one),
            state=InspectionSG.scope,
            getter=scope.scope_getter,
        ),
        house_window(
            T("inspection-rows-ask"),
            Choices("row", "choices", scope.on_row),
            paging("rows", "rows_"),
            Tap(T("inspection-rows-go"), "rows_go", scope.on_rows_go, when="is_chosen"),
            back_to("rows_back", InspectionSG.scope),
            state=InspectionSG.rows,
            getter=scope.rows_getter,
        ),
    ]


def _end() -> list[Any]:
    return [
        house_window(
            T("inspection-present-ask"),
            Tap(T("inspection-nobody"), "nobody", handlers.on_nobody),
            back_to("present_back", InspectionSG.one),
            Words(handlers.on_present),
            state=InspectionSG.present,
        ),
        house_window(
            T("inspection-due-ask"),
            *typed_day(
                "due_typed",
                handlers.on_typed_due,
                today=office_today,
                unclear="inspection-due-unclear",
                keep=False,
            ),
            Choices("due", "days", handlers.on_due),
            Tap(T("inspection-due-each"), "due_each", handlers.on_due_each, when="several"),
            back_to("due_back", InspectionSG.present),
            state=InspectionSG.due,
            getter=getters.due_getter,
        ),
        house_window(
            T("inspection-dues-head"),
            Choices("fault", "choices", handlers.on_fault),
            paging("dues", "dues_"),
            SwitchTo(T("inspection-dues-next"), "dues_next", InspectionSG.finish, when="all_dated"),
            back_to("dues_back", InspectionSG.due),
            state=InspectionSG.dues,
            getter=getters.dues_getter,
        ),
        house_window(
            T("inspection-due-one-ask"),
            *typed_day(
                "due_one_typed",
                handlers.on_typed_due_one,
                today=office_today,
                unclear="inspection-due-unclear",
                keep=False,
            ),
            Choices("due_one", "days", handlers.on_due_one),
            back_to("due_one_back", InspectionSG.dues),
            state=InspectionSG.due_one,
            getter=getters.due_one_getter,
        ),
        confirm_window(
            Confirm(T("inspection-finish"), "finish", handlers.on_finish),
            back=back_to("finish_back", InspectionSG.one),
            state=InspectionSG.finish,
            getter=getters.finish_getter,
        ),
    ]


def _void() -> list[Any]:
    return [
        house_window(
            T("inspection-void-ask"),
            Choices("void_one", "choices", voiding.on_what),
            paging("voids", "voids_"),
            Tap(T("inspection-void-all"), "void_all", voiding.on_whole, when="may_all"),
            back_to("void_back", InspectionSG.one),
            state=InspectionSG.void,
            getter=voiding.void_getter,
        ),
        house_window(
            T("inspection-void-reason-ask"),
            back_to("void_reason_back", InspectionSG.void),
            Words(said("void", voiding.on_reason), numbers_too=True),
            state=InspectionSG.void_reason,
            getter=voiding.reason_getter,
        ),
        confirm_window(
            T("inspection-void-sure"),
            Confirm(T("inspection-void-yes"), "void_yes", voiding.on_void, "item"),
            back=back_to("void_sure_back", InspectionSG.void_reason),
            state=InspectionSG.void_sure,
            getter=voiding.reason_getter,
        ),
    ]
