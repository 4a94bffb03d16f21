"""Windows of circulars between offices."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.circular.getters import (
    answers_getter,
    confirm_getter,
    kind_getter,
    list_getter,
    one_getter,
    sent_getter,
    whom_getter,
)
from bot.dialogs.circular.handlers import (
    on_all,
    on_answer,
    on_back,
    on_correct,
    on_day,
    on_deep,
    on_discard,
    on_file,
    on_files,
    on_got,
    on_kind,
    on_no_day,
    on_no_files,
    on_office,
    on_paper,
    on_read,
    on_recall,
    on_send,
    on_sent,
    on_sent_back,
    on_text,
    on_up,
    on_write,
)
from bot.states.exchange import CircularSG
from bot.states.offices import start_duties
from bot.ui.confirmation import Confirm
from bot.ui.incoming_files import PAPERS
from bot.ui.office_seat import office_today
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Media, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of CircularSG."""
    return Dialog(
        house_window(
            Choices("got", "choices", on_got),
            paging("page"),
            Row(
                Tap(T("circular-write"), "write", on_write, when="may_write"),
                SwitchTo(T("circular-to-sent"), "to_sent", CircularSG.sent, when="has_sent"),
            ),
            Row(
                Tap(T("duties-back"), "to_duties", going(start_duties)),
                to_office("to_office"),
            ),
            state=CircularSG.list,
            getter=list_getter,
        ),
        house_window(
            paging("part", "part_"),
            Tap(T("record-see-files"), "files", on_files, "id", when="has_files"),
            Confirm(T("circular-mark-read"), "read", on_read, "id", when="may_read"),
            SwitchTo(T("circular-to-answer"), "to_answer", CircularSG.answer, when="may_answer"),
            Tap(T("back"), "one_back", on_back),
            state=CircularSG.one,
            getter=one_getter,
        ),
        house_window(
            T("circular-ask-answer"),
            back_to("answer_back", CircularSG.one),
            Words(on_answer),
            state=CircularSG.answer,
        ),
        house_window(
            Choices("was_sent", "choices", on_sent),
            paging("sent_page", "sent_"),
            back_to("sent_back", CircularSG.list),
            state=CircularSG.sent,
            getter=sent_getter,
        ),
        house_window(
            paging("part", "answers_"),
            Tap(T("record-see-files"), "sent_files", on_files, "id", when="has_files"),
            Tap(T("paper-button"), "paper", on_paper, "id"),
            Row(
                SwitchTo(T("circular-recall"), "to_recall", CircularSG.recall, when="may_recall"),
                Tap(T("circular-correct"), "correct", on_correct, "id", when="may_correct"),
            ),
            Tap(T("back"), "answers_back", on_sent_back),
            state=CircularSG.answers,
            getter=answers_getter,
        ),
        house_window(
            T("circular-recall-ask"),
            back_to("recall_back", CircularSG.answers),
            Words(said("recall", on_recall), numbers_too=True),
            state=CircularSG.recall,
        ),
        house_window(
            T("circular-ask-kind"),
            Choices("kind", "choices", on_kind),
            back_to("kind_back", CircularSG.list),
            state=CircularSG.kind,
            getter=kind_getter,
        ),
        house_window(
            T("circular-ask-text"),
            back_to("text_back", CircularSG.kind),
            Words(on_text),
            state=CircularSG.text,
        ),
        house_window(
            T("circular-ask-whom"),
            Choices("office", "choices", on_office),
            paging("whom_page", "whom_"),
            Row(
                Tap(T("circular-all"), "all", on_all),
                Tap(T("circular-deep"), "deep", on_deep, when="is_deep"),
            ),
            Row(
                Tap(T("circular-up"), "up", on_up, "item", when="is_inside"),
                SwitchTo(T("circular-whom-done"), "whom_done", CircularSG.day, when="has_any"),
            ),
            back_to("whom_back", CircularSG.text),
            state=CircularSG.whom,
            getter=whom_getter,
        ),
        house_window(
            T("circular-ask-day"),
            *typed_day("due", on_day, "future", today=office_today),
            Tap(T("circular-no-day"), "no_day", on_no_day),
            back_to("day_back", CircularSG.whom),
            state=CircularSG.day,
        ),
        house_window(
            Confirm(T("circular-send"), "send", on_send, "token"),
            Row(
                SwitchTo(T("circular-change"), "change", CircularSG.text),
                Tap(T("circular-discard"), "discard", on_discard),
            ),
            Tap(T("circular-no-files"), "no_files", on_no_files, when="has_files"),
            back_to("confirm_back", CircularSG.day),
            Media(on_file, PAPERS),
            state=CircularSG.confirm,
            getter=confirm_getter,
        ),
    )
