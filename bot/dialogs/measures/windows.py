"""The windows of MeasuresSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.measures import papers, places, withdrawal
from bot.dialogs.measures.getters import ended_getter, kind_getter, list_getter, one_getter
from bot.dialogs.measures.handlers import (
    on_agree,
    on_amount,
    on_day,
    on_ended,
    on_ended_today,
    on_exposures,
    on_form,
    on_kind,
    on_list,
    on_number,
    on_one,
    on_photos,
    on_refusal,
    on_refuse,
    on_start,
)
from bot.states.offices import MeasuresSG
from bot.ui.confirmation import Confirm, ConfirmChoices, confirm_window
from bot.ui.office_seat import office_today
from bot.ui.pickers import a_sum
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import back_to, house_window, to_office
from storage.reviews.measures import MOST_FEN


def make_dialog() -> Dialog:
    """The dialog of MeasuresSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page", "list_"),
            Row(
                Tap(T("measure-exposures"), "exposures", on_exposures, when="has_exposed"),
                SwitchTo(T("place-exposures"), "to_places", MeasuresSG.places, when="names_places"),
            ),
            to_office(),
            state=MeasuresSG.list,
            getter=list_getter,
        ),
        house_window(
            Row(
                Confirm(T("measure-agree"), "agree", on_agree, "asked", when="may_decide"),
                Tap(T("measure-refuse"), "refuse", on_refuse, "asked", when="may_decide"),
                Tap(T("measure-photos"), "photos", on_photos, "asked", when="has_photos"),
            ),
            Row(
                SwitchTo(T("measure-set-number"), "number", MeasuresSG.number, when="may_number"),
                SwitchTo(T("measure-set-day"), "day", MeasuresSG.day, when="may_note"),
            ),
            Row(
                SwitchTo(T("measure-set-kind"), "kind", MeasuresSG.kind, when="may_fine"),
                SwitchTo(T("measure-set-amount"), "amount", MeasuresSG.amount, when="may_fine"),
            ),
            Row(
                SwitchTo(
                    T("withdrawal-set-number"),
                    "undo_number",
                    MeasuresSG.withdrawal_number,
                    when="may_note_withdrawal",
                ),
                SwitchTo(
                    T("withdrawal-set-text"),
                    "undo_text",
                    MeasuresSG.withdrawal_text,
                    when="may_note_withdrawal",
                ),
            ),
            SwitchTo(Given("end"), "end", MeasuresSG.ended, when="may_end"),
            Row(
                SwitchTo(T("measure-papers"), "to_papers", MeasuresSG.papers),
                Tap(T("measure-withdraw"), "withdraw", withdrawal.on_withdraw, when="may_withdraw"),
                Confirm(T("withdrawal-again"), "again", withdrawal.on_again, when="may_raise"),
            ),
            Row(
                Tap(T("escalation-form"), "form", on_form, "item"),
                Tap(T("measure-back"), "one_back", on_list),
            ),
            state=MeasuresSG.one,
            getter=one_getter,
        ),
        *withdrawal.make_windows(),
        *papers.make_windows(),
        *places.make_windows(),
        house_window(
            T("measure-refuse-ask"),
            back_to("refuse_back", MeasuresSG.one),
            Words(said("decide", on_refusal), numbers_too=True),
            state=MeasuresSG.refuse,
        ),
        house_window(
            T("measure-number-ask"),
            back_to("number_back", MeasuresSG.one),
            Words(on_number, numbers_too=True),
            state=MeasuresSG.number,
        ),
        confirm_window(
            T("measure-kind-ask"),
            ConfirmChoices("penalty", "kinds", on_kind, width=2),
            back=back_to("kind_back", MeasuresSG.one),
            state=MeasuresSG.kind,
            getter=kind_getter,
        ),
        house_window(
            T("measure-amount-ask"),
            back_to("amount_back", MeasuresSG.one),
            Words(on_amount, numbers_too=True, pickers=a_sum(MOST_FEN)),
            state=MeasuresSG.amount,
        ),
        house_window(
            T("measure-day-ask"),
            *typed_day("since", on_day, "past", today=office_today, unclear="measure-day-unclear"),
            back_to("day_back", MeasuresSG.one),
            state=MeasuresSG.day,
        ),
        house_window(
            Confirm(T("measure-today"), "today", on_ended_today, "today"),
            *typed_day("over", on_ended, "past", today=office_today, unclear="measure-day-unclear"),
            back_to("ended_back", MeasuresSG.one),
            state=MeasuresSG.ended,
            getter=ended_getter,
        ),
        on_start=on_start,
    )
