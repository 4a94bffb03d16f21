"""The windows of reviews."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.review import case, deciding, item, queue, signed, verifying
from bot.states.offices import ReviewSG, VerifySG, start_reviews, start_verify
from bot.ui.calendar import DayCalendar
from bot.ui.confirmation import Confirm
from bot.ui.incoming_files import PICTURES
from bot.ui.office_seat import office_today
from bot.ui.pickers import a_number
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, Media, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window
from storage.reviews.queue import LARGEST_SAMPLE


def make_dialog() -> Dialog:
    """The dialog of ReviewSG."""
    return Dialog(*_queue(), *_case(), *_verdict(), on_start=case.on_start)


def _queue() -> list[Any]:
    return [
        house_window(
            Choices("case", "choices", queue.on_case),
            paging("page", "queue_"),
            Choices("kind", "kinds", queue.on_kind, width=2),
            Row(
                Tap(T("review-to-verify"), "verify", going(start_verify), when="has_done"),
                SwitchTo(T("review-to-draw"), "to_draw", ReviewSG.draw, when="may_draw"),
                Tap(T("review-queue-file"), "queue_file", queue.on_file, when="may_export"),
            ),
            Tap(T("office-back"), "office", case.on_office),
            state=ReviewSG.queue,
            getter=queue.queue_getter,
        ),
        house_window(
            T("review-draw-ask"),
            Choices("number", "numbers", queue.on_draw, width=2),
            SwitchTo(T("review-last-sample"), "last", ReviewSG.sample, when="has_last"),
            SwitchTo(T("review-back"), "draw_back", ReviewSG.queue),
            Words(queue.on_draw_words, numbers_too=True, pickers=a_number(1, LARGEST_SAMPLE)),
            state=ReviewSG.draw,
            getter=queue.draw_getter,
        ),
        house_window(
            Choices("drawn", "choices", queue.on_case),
            paging("page", "sample_"),
            SwitchTo(T("review-back"), "sample_back", ReviewSG.queue),
            state=ReviewSG.sample,
            getter=queue.sample_getter,
        ),
    ]


def _case() -> list[Any]:
    return [
        house_window(
            Tap(T("review-pass"), "pass", deciding.on_pass, "item", when="may_pass"),
            Row(
                Tap(T("review-items"), "items", case.on_items, when="may_look"),
                Tap(T("review-decide"), "decide", deciding.on_verdicts, when="may_judge"),
            ),
            Row(
                Tap(T("review-photos"), "photos", case.on_photos, when="has_files"),
                Tap(T("review-signs"), "signs", case.on_signs, when="has_signs"),
                Tap(T("review-signed"), "signed", signed.on_signed, when="may_look"),
                Tap(T("review-pdf"), "pdf", case.on_pdf, when="may_look"),
            ),
            Row(
                Tap(T("review-claim"), "claim", case.on_claim, "item", when="may_claim"),
                Tap(T("review-give-back"), "give_back", case.on_give_back, "item", when="may_give_back"),
            ),
            Confirm(T("review-second-yes"), "second_yes", deciding.on_agreed, when="may_confirm"),
            Confirm(T("review-second-no"), "second_no", deciding.on_sent_back, when="may_confirm"),
            Tap(Given("back"), "case_back", case.on_queue),
            state=ReviewSG.case,
            getter=case.case_getter,
        ),
        signed.make_window(),
        house_window(
            back_to("signs_back", ReviewSG.case),
            state=ReviewSG.signs,
            getter=case.signs_getter,
        ),
        house_window(
            Row(
                Tap(T("review-agree"), "agree", item.on_agree, "item", when="may_agree"),
                SwitchTo(T("review-overturn"), "to_overturn", ReviewSG.overturn, when="may_overturn"),
                Tap(T("review-unsay"), "unsay", item.on_unsay, "item", when="may_unsay"),
            ),
            Row(
                Tap(
                    T("review-advise-agree"), "advise_agree", item.on_advise_agree, "item", when="may_advise"
                ),
                SwitchTo(T("review-advise-object"), "to_object", ReviewSG.object, when="may_advise"),
                Tap(T("review-advise-unsay"), "advise_unsay", item.on_advise_unsay, "item", when="advised"),
            ),
            Row(
                SwitchTo(T("review-ask"), "to_ask", ReviewSG.ask, when="may_ask"),
                Tap(T("review-evidence"), "evidence", item.on_evidence, "item", when="files"),
                Tap(T("review-visit-photos"), "visit_photos", item.on_visited, "item", when="visited"),
            ),
            Row(
                Tap(T("previous"), "item_before", item.on_turn, "previous"),
                Tap(Given("place"), "to_case", item.on_case),
                Tap(T("next"), "item_after", item.on_turn, "following"),
            ),
            Media(item.on_photo, PICTURES, item.on_caption),
            state=ReviewSG.item,
            getter=item.item_getter,
        ),
        house_window(
            T("review-overturn-ask"),
            Choices("remark", "remarks", item.on_overturn),
            back_to("overturn_back", ReviewSG.item),
            Words(said("overturn", item.on_overturn_words)),
            state=ReviewSG.overturn,
            getter=item.overturn_getter,
        ),
        house_window(
            T("review-object-ask"),
            Choices("objection", "remarks", item.on_object),
            back_to("object_back", ReviewSG.item),
            Words(said("overturn", item.on_object_words)),
            state=ReviewSG.object,
            getter=item.overturn_getter,
        ),
        house_window(
            T("review-ask-ask"),
            Choices("asking", "remarks", item.on_ask),
            back_to("ask_back", ReviewSG.item),
            Words(item.on_ask_words),
            state=ReviewSG.ask,
            getter=item.ask_getter,
        ),
    ]


def _verdict() -> list[Any]:
    return [
        house_window(
            Choices("verdict", "verdicts", deciding.on_verdict),
            back_to("verdict_back", ReviewSG.case),
            state=ReviewSG.verdict,
            getter=deciding.verdict_getter,
        ),
        house_window(
            T("review-day-ask"),
            *typed_day("due", deciding.on_day, today=office_today),
            Choices("usual", "days", deciding.on_usual_day),
            SwitchTo(T("extension-calendar"), "to_calendar", ReviewSG.calendar),
            back_to("day_back", ReviewSG.verdict),
            state=ReviewSG.day,
            getter=deciding.day_getter,
        ),
        house_window(
            T("review-calendar-ask"),
            *typed_day("calendar_due", deciding.on_day, today=office_today),
            DayCalendar("day", deciding.on_day),
            back_to("calendar_back", ReviewSG.day),
            state=ReviewSG.calendar,
        ),
        house_window(
            back_to("comment_back", ReviewSG.verdict),
            Words(deciding.on_comment, numbers_too=True),
            state=ReviewSG.comment,
            getter=deciding.comment_getter,
        ),
        house_window(
            Confirm(T("review-confirm"), "confirm", deciding.on_confirm, "item"),
            Row(
                SwitchTo(T("review-add-comment"), "to_comment", ReviewSG.comment),
                back_to("confirm_back", ReviewSG.case),
            ),
            Words(deciding.on_comment, numbers_too=True),
            state=ReviewSG.confirm,
            getter=deciding.confirm_getter,
        ),
    ]


def make_verify_dialog() -> Dialog:
    """The dialog of VerifySG."""
    return Dialog(
        house_window(
            Choices("one", "choices", verifying.on_one),
            paging("page", "list_"),
            Row(
                Tap(T("review-back"), "reviews", going(start_reviews)),
                Tap(T("office-back"), "office", case.on_office),
            ),
            state=VerifySG.list,
            getter=verifying.list_getter,
        ),
        house_window(
            Tap(T("review-photos"), "photos", verifying.on_photos, "item", when="files"),
            Row(
                Confirm(T("verify-accept"), "accept", verifying.on_accept, "item", when="may"),
                SwitchTo(T("verify-reject"), "to_reject", VerifySG.reject, when="may"),
            ),
            Tap(T("verify-back"), "list", verifying.on_list),
            state=VerifySG.one,
            getter=verifying.one_getter,
        ),
        house_window(
            T("verify-reject-ask"),
            Choices("remark", "remarks", verifying.on_reject),
            back_to("reject_back", VerifySG.one),
            Words(said("reject", verifying.on_reject_words)),
            state=VerifySG.reject,
            getter=verifying.reject_getter,
        ),
    )
