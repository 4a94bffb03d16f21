"""The windows of the self-check."""

from __future__ import annotations

from aiogram.enums import ContentType
from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo
from aiogram_dialog.widgets.media import DynamicMedia

from bot.dialogs.self_check import getters as get
from bot.dialogs.self_check import handlers as on
from bot.dialogs.self_check.place import on_start
from bot.states.people import SelfCheckSG
from bot.ui.confirmation import Confirm
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, Media, T, Tap, Words
from bot.ui.window import house_window

FILE_KINDS = (ContentType.PHOTO, ContentType.DOCUMENT, ContentType.VOICE)


def to_question(id: str) -> SwitchTo:
    """A button to the question, from any window about it."""
    return SwitchTo(T("check-back"), id, SelfCheckSG.question)


def make_dialog() -> Dialog:
    """The dialog of SelfCheckSG."""
    return Dialog(
        house_window(
            Row(
                Tap(T("check-pass"), "pass", on.on_pass, "seen"),
                Tap(T("check-fail"), "fail", on.on_fail, "seen"),
                Tap(T("check-na"), "na", on.on_na, "seen", when="draft"),
                when="may_answer",
            ),
            Tap(Given("put_off"), "put_off", on.on_put_off, "code", when="may_put_off"),
            Tap(T("check-pass-all"), "pass_all", on.on_pass_all, "pass_all", when="may_pass_all"),
            Tap(T("check-same"), "same", on.on_same, "same", when="may_same"),
            Tap(T("check-carry"), "carry", on.on_carry, "carry", when="may_carry"),
            Tap(T("check-to-submit"), "to_submit", on.on_to_submit, when="all_answered"),
            Tap(T("check-finding"), "finding", on.on_finding, "code", when="has_finding"),
            Row(
                SwitchTo(T("check-why"), "why", SelfCheckSG.why),
                SwitchTo(T("check-example"), "example", SelfCheckSG.example),
                Tap(T("check-deeper"), "deeper", on.on_deeper, "code", when="may_deepen"),
            ),
            Row(
                SwitchTo(T("check-files"), "files", SelfCheckSG.files, when="has_files"),
                SwitchTo(T("check-note"), "note", SelfCheckSG.note, when="has_note"),
                Tap(T("check-date"), "date", on.on_date, "code", when="may_date"),
            ),
            Row(
                Tap(T("check-previous"), "previous", on.on_previous, "code"),
                Tap(T("check-all"), "all", on.on_all),
                Tap(T("check-later"), "later", on.on_later, "code"),
            ),
            Media(on.on_file, FILE_KINDS, on.on_note),
            Words(on.on_note),
            state=SelfCheckSG.question,
            getter=get.question_getter,
        ),
        house_window(
            to_question("from_why"),
            Media(on.on_file, FILE_KINDS, on.on_note),
            Words(on.on_note),
            state=SelfCheckSG.why,
            getter=get.why_getter,
        ),
        house_window(
            to_question("from_example"),
            Media(on.on_file, FILE_KINDS, on.on_note),
            Words(on.on_note),
            state=SelfCheckSG.example,
            getter=get.example_getter,
        ),
        house_window(
            T("check-na-ask"),
            Choices("na_reason", "reasons", on.on_na_reason),
            to_question("from_na"),
            Words(said("na", on.on_na_words)),
            state=SelfCheckSG.na_reason,
            getter=get.na_getter,
        ),
        house_window(
            T("check-put-off-ask", when="may_choose"),
            T("check-put-off-over", when="is_over"),
            *typed_day("put_off_typed", on.on_put_off_typed),
            Choices("put_off_day", "days", on.on_put_off_day, width=2),
            to_question("from_put_off"),
            state=SelfCheckSG.put_off,
            getter=get.put_off_getter,
        ),
        house_window(
            T("check-numbers-ask"),
            Tap(T("check-numbers-all"), "numbers_all", on.on_numbers_all, "workers", when="offer_all"),
            Tap(T("check-numbers-other"), "numbers_other", on.on_numbers_other, "other", when="has_other"),
            to_question("from_numbers"),
            Words(on.on_numbers, numbers_too=True, pickers=get.counts_picked),
            state=SelfCheckSG.numbers,
            getter=get.numbers_getter,
        ),
        house_window(
            DynamicMedia("picture", when="picture"),
            T("check-file", when="any"),
            T("error-store-away", when="picture_away"),
            T("check-no-file", when="none"),
            Row(
                Tap(T("check-file-previous"), "file_previous", on.on_file_next, "previous", when="several"),
                Tap(T("check-file-gone"), "file_gone", on.on_file_gone, "file", when="any"),
                Tap(T("check-file-next"), "file_next", on.on_file_next, "next", when="several"),
            ),
            to_question("from_files"),
            Media(on.on_file, FILE_KINDS, on.on_note),
            Words(on.on_note),
            state=SelfCheckSG.files,
            getter=get.files_getter,
        ),
        house_window(
            Confirm(T("check-note-remove"), "note_gone", on.on_note_gone),
            to_question("from_note"),
            Words(on.on_note, numbers_too=True),
            state=SelfCheckSG.note,
            getter=get.note_getter,
        ),
        house_window(
            T("upkeep-ask"),
            *typed_day("date_typed", on.on_date_typed, "past", unclear="upkeep-day-unclear"),
            Tap(T("upkeep-today"), "date_today", on.on_date_today, "code"),
            to_question("from_date"),
            state=SelfCheckSG.date,
            getter=get.date_getter,
        ),
        house_window(
            Tap(T("check-fail"), "lapsed_fail", on.on_fail, "seen"),
            Tap(T("check-lapsed-pass"), "lapsed_pass", on.on_pass_after_all, "seen"),
            Row(
                SwitchTo(T("check-lapsed-date"), "lapsed_date", SelfCheckSG.date),
                to_question("from_lapsed"),
            ),
            state=SelfCheckSG.lapsed,
            getter=get.lapsed_getter,
        ),
        on_start=on_start,
    )
