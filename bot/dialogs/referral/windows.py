"""The windows of ReferralSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.referral import getters as get
from bot.dialogs.referral import handlers as on
from bot.states.offices import ReferralSG
from bot.ui.confirmation import Confirm, ConfirmChoices
from bot.ui.incoming_files import PAPERS
from bot.ui.office_seat import office_today
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Media, T, Tap, Words, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of ReferralSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on.on_one),
            paging("page", "list_"),
            Row(Tap(T("escalation-back"), "to_tasks", on.on_tasks), to_office("to_office")),
            state=ReferralSG.list,
            getter=get.list_getter,
        ),
        house_window(
            Row(
                Tap(T("measure-paper-print"), "print", on.on_print, "item"),
                Tap(T("record-see-files"), "files", on.on_files, "item", when="has_files"),
            ),
            Row(
                SwitchTo(T("referral-to-outcome"), "to_outcome", ReferralSG.outcome, when="waits"),
                Tap(T("referral-correct"), "correct", on.on_correct, when="answered"),
                SwitchTo(T("measure-set-number"), "to_number", ReferralSG.number, when="may"),
            ),
            Row(
                SwitchTo(T("referral-to-day"), "to_day", ReferralSG.day, when="waits"),
                Confirm(T("referral-withdraw"), "withdraw", on.on_withdraw, "item", when="waits"),
            ),
            Tap(T("referral-back"), "one_back", on.on_list),
            Media(on.on_file, PAPERS),
            state=ReferralSG.one,
            getter=get.one_getter,
        ),
        house_window(
            Choices("to", "choices", on.on_to),
            Tap(T("back"), "to_back", on.on_task),
            Words(on.on_to_typed),
            state=ReferralSG.to,
            getter=get.to_getter,
        ),
        house_window(
            Choices("wanted", "choices", on.on_wanted),
            back_to("wanted_back", ReferralSG.to),
            state=ReferralSG.wanted,
            getter=get.wanted_getter,
        ),
        house_window(
            T("referral-ask-day"),
            ConfirmChoices("in_days", "choices", on.on_days, width=3),
            *typed_day("due", on.on_day, "future", today=office_today),
            Tap(T("referral-no-day"), "no_day", on.on_no_day, when="is_new"),
            Tap(T("back"), "day_back", on.on_day_back),
            state=ReferralSG.day,
            getter=get.day_getter,
        ),
        house_window(
            T("referral-ask-reason"),
            back_to("reason_back", ReferralSG.day),
            Words(said("decide", on.on_reason), numbers_too=True),
            state=ReferralSG.reason,
        ),
        house_window(
            T("referral-ask-number"),
            back_to("number_back", ReferralSG.one),
            Words(on.on_number, numbers_too=True),
            state=ReferralSG.number,
        ),
        house_window(
            Choices("outcome", "choices", on.on_outcome),
            back_to("outcome_back", ReferralSG.one),
            state=ReferralSG.outcome,
            getter=get.outcome_getter,
        ),
        house_window(
            T("referral-ask-answered-on"),
            Tap(T("referral-today"), "answer_today", on.on_answer_today),
            *typed_day(
                "answered", on.on_answer_day, "past", today=office_today, unclear="measure-day-unclear"
            ),
            back_to("answer_day_back", ReferralSG.one),
            state=ReferralSG.answer_day,
        ),
        house_window(
            SwitchTo(T("referral-other-from"), "to_from", ReferralSG.answer_from),
            back_to("answer_back", ReferralSG.answer_day),
            Words(said("decide", on.on_answer), numbers_too=True),
            state=ReferralSG.answer,
            getter=get.answer_getter,
        ),
        house_window(
            T("referral-ask-from"),
            back_to("from_back", ReferralSG.answer),
            Words(on.on_from),
            state=ReferralSG.answer_from,
        ),
        on_start=on.on_start,
    )
