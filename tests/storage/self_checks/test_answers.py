"""Answers: requirements of each verdict, findings it opens and withdraws, idempotence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select, update

from content.rules import Verdict
from storage.base.audit import Actor
from storage.base.errors import Locked, NotAllowed, NotFound, Stale
from storage.findings import plans
from storage.findings.views import get_finding, list_findings
from storage.self_checks import answers
from storage.self_checks.answers import TEXT_LIMIT
from storage.self_checks.state import Line
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import Answer, SelfCheck
from tests.storage.shop import TODAY
from tests.storage.workshop import (
    CORES,
    COUNTED,
    DEEP,
    DUSTY,
    FELLING,
    PLAIN,
    SHOWN,
    Workshop,
    refused,
    varied,
    workshop,
)

__all__ = ["varied", "workshop"]

STRANGER = Actor("person", 999)


@pytest.mark.parametrize(
    ("verdict", "values", "line"),
    [
        ("pass", {}, Line("pass")),
        ("pass", {"reason": "没有"}, Line("pass")),
        ("na", {"reason": " 没有喷漆 "}, Line("na", "没有喷漆")),
        ("pass", {"done": 18, "total": 18}, Line("pass", done=18, total=18)),
        ("na", {"reason": "没有", "done": 0, "total": 200_000}, Line("na", "没有", done=0, total=200_000)),
    ],
)
async def test_a_verdict_is_kept_as_given(
    workshop: Workshop, verdict: Verdict, values: dict[str, Any], line: Line
) -> None:
    assert (await workshop.answer(PLAIN, verdict, **values)).line(PLAIN) == line
    assert (await workshop.self_check()).line(PLAIN) == line


async def test_what_is_given_back_is_what_the_database_has(workshop: Workshop) -> None:
    calls: tuple[tuple[str, Verdict, dict[str, Any]], ...] = (
        (PLAIN, "fail", {}),
        (PLAIN, "pass", {}),
        (DEEP, "na", {"reason": "没有"}),
        (COUNTED, "fail", {"done": 3, "total": 4}),
        (COUNTED, "fail", {"done": 3, "total": 5}),
        (PLAIN, "fail", {}),
    )
    for question, verdict, more in calls:
        given_back = await workshop.answer(question, verdict, **more)
        assert given_back == await workshop.self_check()
    given_back = await workshop.do(answers.set_note, workshop.check_id, PLAIN, "看过了")
    assert given_back == await workshop.self_check()
    assert await workshop.set_facts(dust=True) == await workshop.self_check()


@pytest.mark.parametrize("reason", ["", " ", "\n", "\u200b", "\x00", "\ud800", "\u200e \u2060"])
async def test_what_falls_away_wants_a_reason_that_can_be_seen(workshop: Workshop, reason: str) -> None:
    assert (await refused(workshop.answer(PLAIN, "na", reason=reason))).problem == "reason"
    problem = await refused(workshop.answer(PLAIN, "na", reason="长" * (TEXT_LIMIT + 1)))
    assert (problem.problem, problem.values) == ("text-long", {"limit": TEXT_LIMIT, "length": TEXT_LIMIT + 1})
    assert not (await workshop.self_check()).lines


async def test_everybody_covered_is_no_fault(workshop: Workshop) -> None:
    problem = await refused(workshop.answer(COUNTED, "fail", done=9, total=9))
    assert (problem.problem, problem.values) == ("numbers-all", {"done": 9, "total": 9})


async def test_a_reason_goes_with_its_verdict(workshop: Workshop) -> None:
    await workshop.answer(PLAIN, "na", reason="没有")
    assert (await workshop.answer(PLAIN, "pass")).line(PLAIN) == Line("pass")


@pytest.mark.parametrize(
    ("done", "total"), [(1, None), (None, 1), (-1, 3), (4, 3), (3, -1), (0, 0), (0, 200_001), (2**40, 2**40)]
)
@pytest.mark.parametrize("verdict", ["pass", "fail"])
async def test_impossible_numbers_are_refused(
    workshop: Workshop, verdict: Verdict, done: int | None, total: int | None
) -> None:
    problem = await refused(workshop.answer(COUNTED, verdict, done=done, total=total))
    assert problem.problem == "numbers"
    assert not (await workshop.self_check()).lines


async def test_not_all_is_no_pass(workshop: Workshop) -> None:
    problem = await refused(workshop.answer(COUNTED, "pass", done=17, total=18))
    assert (problem.problem, problem.values) == ("numbers-short", {"done": 17, "total": 18})
    line = (await workshop.answer(COUNTED, "fail", done=17, total=18)).line(COUNTED)
    assert (line.verdict, line.done, line.total) == ("fail", 17, 18)
    assert line.finding_id is not None


@pytest.mark.parametrize("known", [False, True])
async def test_the_same_again_writes_nothing(workshop: Workshop, known: bool) -> None:
    calls: tuple[tuple[str, Verdict, dict[str, Any]], ...] = (
        (PLAIN, "fail", {}),
        (DEEP, "na", {"reason": "没有"}),
        (COUNTED, "pass", {"done": 2, "total": 2}),
    )
    for question, verdict, more in calls:
        self_check = await workshop.answer(question, verdict, **more)
        instant = workshop.clock.now()
        workshop.clock.move(minutes=1)
        again = await workshop.answer(
            question, verdict, actor=workshop.mate, known=self_check if known else None, **more
        )
        assert again.lines == self_check.lines
        written = select(Answer.answered_at).where(Answer.question == question)
        assert await workshop.scalar(written) == instant
    assert await workshop.audited("answer") == len(calls)
    assert await workshop.scalar(select(func.count(Finding.id))) == 1


async def test_a_fault_opens_a_finding_and_another_verdict_withdraws_it(workshop: Workshop) -> None:
    line = (await workshop.answer(PLAIN, "fail")).line(PLAIN)
    assert (line.finding_state, line.stopped, line.remedy, line.settled) == ("open", False, None, False)
    assert line.finding_id is not None
    async with workshop.database.read() as db:
        (view,) = await list_findings(db, workshop.mate)
    assert (view.id, view.question, view.found_at) == (line.finding_id, PLAIN, workshop.clock.now())
    assert (await workshop.answer(PLAIN, "na", reason="没有")).line(PLAIN) == Line("na", "没有")
    async with workshop.database.read() as db:
        assert await list_findings(db, workshop.owner) == ()
        with pytest.raises(NotFound):
            await get_finding(db, workshop.owner, line.finding_id)


async def test_failing_again_brings_the_finding_back_with_its_plan(workshop: Workshop) -> None:
    first = (await workshop.answer(PLAIN, "fail")).line(PLAIN)
    assert first.finding_id is not None
    await workshop.plan(first.finding_id)
    await workshop.do(plans.mark_stopped, first.finding_id)
    await workshop.answer(PLAIN, "pass")
    with pytest.raises(NotFound):
        await workshop.plan(first.finding_id, measure="别的")
    again = (await workshop.answer(PLAIN, "fail")).line(PLAIN)
    assert again == replace(first, stopped=True, remedy="plan", remedy_state="open")
    assert again.settled
    assert await workshop.scalar(select(Rectification.measure)) == "装抽风罩"


async def test_other_numbers_of_the_same_fault_leave_its_finding_alone(workshop: Workshop) -> None:
    first = (await workshop.answer(COUNTED, "fail", done=1, total=9)).line(COUNTED)
    second = (await workshop.answer(COUNTED, "fail", done=8, total=9)).line(COUNTED)
    assert second == replace(first, done=8)
    assert await workshop.audited("answer") == 2


@pytest.mark.parametrize("question", [DUSTY, FELLING, "Q09.1", "", "Q01.1' OR 1=1"])
async def test_what_is_not_asked_cannot_be_answered(workshop: Workshop, question: str) -> None:
    with pytest.raises(Stale):
        await workshop.answer(question, "pass")
    with pytest.raises(Stale):
        await workshop.do(answers.set_note, workshop.check_id, question, "x")
    assert not (await workshop.self_check()).lines


async def test_only_its_contacts_answer(workshop: Workshop) -> None:
    await workshop.answer(PLAIN, "pass")
    for stranger in (STRANGER, Actor("person"), Actor("cli"), Actor("system")):
        with pytest.raises(NotAllowed):
            await workshop.answer(PLAIN, "fail", actor=stranger)
        with pytest.raises(NotAllowed):  # knowing an id gives no right
            await workshop.answer(PLAIN, "fail", actor=stranger, known=await workshop.self_check())
        with pytest.raises(NotAllowed):
            await workshop.do(answers.set_note, workshop.check_id, PLAIN, "x", actor=stranger)
        with pytest.raises(NotAllowed):
            await workshop.do(answers.set_facts, workshop.check_id, {"dust": True}, actor=stranger)
    await workshop.answer(PLAIN, "na", actor=workshop.mate, reason="没有")
    self_check = await workshop.self_check()
    assert self_check.lines == {PLAIN: Line("na", "没有")}
    assert await workshop.audited("answer") == 2


async def test_there_is_no_such_self_check(workshop: Workshop) -> None:
    for operation, values in (
        (answers.record, (404, PLAIN, "pass")),
        (answers.set_note, (404, PLAIN, "x")),
        (answers.set_facts, (404, {})),
    ):
        with pytest.raises(NotFound):
            await workshop.do(operation, *values)


@pytest.mark.parametrize("state", ["submitted", "in_review", "reviewed"])
async def test_what_is_handed_in_is_locked(workshop: Workshop, state: str) -> None:
    known = await workshop.answer(PLAIN, "pass")
    await workshop.change(update(SelfCheck).values(state=state))
    for attempt in (
        workshop.answer(PLAIN, "fail"),
        workshop.answer(PLAIN, "fail", known=known),
        workshop.do(answers.set_note, workshop.check_id, PLAIN, "x"),
        workshop.set_facts(dust=True),
    ):
        with pytest.raises(Locked):
            await attempt
    self_check = await workshop.self_check()
    assert (self_check.lines, dict(self_check.facts)) == ({PLAIN: Line("pass")}, {})


async def test_what_the_caller_knows_saves_reading_only_while_it_is_true(workshop: Workshop) -> None:
    known = await workshop.answer(PLAIN, "fail")
    made_up = replace(known, lines={**known.lines, DEEP: Line("pass")})
    trusted = await workshop.answer(COUNTED, "pass", known=made_up)
    assert trusted.line(DEEP) == Line("pass")  # still true by its revision: nothing is read again
    await workshop.do(answers.set_note, workshop.check_id, PLAIN, "第二部手机", actor=workshop.mate)
    read_again = await workshop.answer(SHOWN, "pass", known=trusted)
    assert read_again == await workshop.self_check()
    assert DEEP not in read_again.lines
    for wrong in (
        replace(read_again, id=read_again.id + 1, lines={}),
        replace(read_again, revision=read_again.revision + 1, lines={}),
        replace(read_again, revision=read_again.revision - 1, lines={}),
        known,
    ):
        assert await workshop.answer(SHOWN, "fail", known=wrong) == await workshop.self_check()
        read_again = await workshop.answer(SHOWN, "pass", known=wrong)
        assert read_again == await workshop.self_check()


async def test_what_was_asked_a_moment_ago_may_have_fallen_away(workshop: Workshop) -> None:
    known = await workshop.set_facts(dust=True)
    assert DUSTY not in known.skips
    await workshop.do(answers.set_facts, workshop.check_id, {}, actor=workshop.mate)
    with pytest.raises(Stale):
        await workshop.answer(DUSTY, "pass", known=known)
    assert not (await workshop.self_check()).lines


async def test_a_changed_profile_withdraws_findings_and_brings_them_back(workshop: Workshop) -> None:
    await workshop.set_facts(dust=True)
    asked = await workshop.answer(DUSTY, "fail")
    before = asked.line(DUSTY)
    assert before.finding_id is not None
    await workshop.plan(before.finding_id)
    away = await workshop.set_facts()
    assert DUSTY in away.skips
    assert (away.line(DUSTY).verdict, away.line(DUSTY).finding_id) == ("fail", None)
    assert DUSTY not in away.answers
    async with workshop.database.read() as db:
        assert await list_findings(db, workshop.owner) == ()
    back = await workshop.set_facts(dust=True)
    assert back.line(DUSTY) == replace(before, remedy="plan", remedy_state="open")
    assert await workshop.scalar(select(func.count(Finding.id))) == 1


async def test_a_verdict_that_does_not_count_opens_nothing_when_it_counts_again(workshop: Workshop) -> None:
    await workshop.set_facts(dust=True)
    await workshop.answer(DUSTY, "fail")
    await workshop.answer(DUSTY, "pass")
    await workshop.set_facts()
    back = await workshop.set_facts(dust=True)
    assert back.line(DUSTY) == Line("pass")


async def test_the_same_profile_again_writes_nothing(workshop: Workshop) -> None:
    await workshop.set_facts(dust=True, n_workers=23)
    await workshop.set_facts(n_workers=23, dust=True)
    assert await workshop.audited("profile") == 1
    assert dict((await workshop.self_check()).facts) == {"dust": True, "n_workers": 23}


async def test_answering_all_is_counted(workshop: Workshop) -> None:
    for number, code in enumerate(CORES):
        counted = (await workshop.self_check()).tally
        assert (counted.done, counted.total, counted.left_out) == (number, len(CORES), 2)
        await workshop.answer(code, "pass")
    await workshop.answer(DEEP, "pass")
    assert (await workshop.self_check()).tally.done == len(CORES)


async def test_day_of_a_question_that_asks_for_none_is_refused(workshop: Workshop) -> None:
    with pytest.raises(Stale):
        await workshop.do(answers.set_date, workshop.check_id, PLAIN, TODAY, TODAY)


async def test_further_words_are_added_to_the_note_once(workshop: Workshop) -> None:
    self_check = await workshop.self_check()
    for words in ("门口", "门口", "<b>左边</b> 😀", "左边"):
        self_check = await workshop.do(answers.add_note, workshop.check_id, PLAIN, words)
    assert self_check.line(PLAIN).note == "门口\n<b>左边</b> 😀\n左边"
    problem = await refused(workshop.do(answers.add_note, workshop.check_id, PLAIN, "长" * (TEXT_LIMIT - 10)))
    assert problem.problem == "text-long"
    assert (await workshop.self_check()).line(PLAIN).note == self_check.line(PLAIN).note
