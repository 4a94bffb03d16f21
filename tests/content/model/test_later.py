"""Photos that only running work can show may be sent later: nobody answers 不涉及 for want of work."""

from __future__ import annotations

from content import rules
from content.loader import load
from content.rules import Answered

LATER = {"Q13.2": "Q13.1", "Q15.3": "Q15.1"}


def test_photos_of_work_going_on_may_follow_and_are_no_reason_for_not_applicable() -> None:
    questions = {one.code: one for item in load().items.values() for one in item.questions}
    assert {code: one.later.after for code, one in questions.items() if one.later} == LATER
    reasons = [reason.zh for one in questions.values() for reason in one.na_reasons]
    assert not [reason for reason in reasons if "改日" in reason or "没生产" in reason or "以后" in reason]


def test_a_row_that_owes_a_photo_neither_passes_nor_is_open() -> None:
    library = load()
    form = rules.build_form(library, library.packs["hailing"])
    row = next(item for item in form.items if item.check.code == "I15")
    given = {"Q15.1": Answered("pass", files=1), "Q15.3": Answered("owed")}
    fallen = [code for code in form.by_code if code not in given]
    assert rules.item_verdict(form, "I15", fallen, given) == "owed"
    counted = rules.tally(form, fallen, given)
    assert (counted.owed, counted.passed, counted.done) == (1, 0, counted.total)
    assert rules.missing(form, fallen, given, ()) == (), "the form can be handed in"
    failed = {**given, "Q15.1": Answered("fail")}
    assert rules.item_verdict(form, "I15", fallen, failed) == "fail", (
        f"row {row.number}: a fault outweighs it"
    )
