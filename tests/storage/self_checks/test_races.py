"""Several phones at once: in whatever order, no answer is lost, none comes after the lock, none twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, select

from content.model.library import Library
from storage.base.database import Database
from storage.base.errors import ChenanError, Incomplete, Invalid, Locked, NotFound
from storage.findings import photos, plans
from storage.findings import views as finding_views
from storage.self_checks import answers, submissions
from storage.self_checks.attachments import MAX_FILES
from storage.self_checks.state import Line, SelfCheckState
from storage.tables.findings import Finding
from storage.tables.outbox import OutboxRow
from storage.tables.self_checks import Evidence, SelfCheck
from tests.storage.conftest import Clock
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import (
    COUNTED,
    DEEP,
    PLAIN,
    SHOWN,
    Workshop,
    begin_workshop,
    open_varied,
    outcome,
    varied,
    workshop,
)

__all__ = ["varied", "workshop"]

ROUNDS = range(6)
ENTERPRISES = 40


async def at_once(*doings: Awaitable[Any]) -> list[Any]:
    """Do all at the same time; what came of each, its value or the error a person would read."""
    outcomes = await asyncio.gather(*(outcome(doing) for doing in doings))
    for one in outcomes:
        if isinstance(one, Exception) and not isinstance(one, ChenanError):
            raise one
    return outcomes


def kinds(outcomes: list[Any]) -> Counter[type]:
    return Counter(type(one) for one in outcomes)


async def test_different_questions_at_once_are_all_kept(workshop: Workshop) -> None:
    known = await workshop.self_check()
    for verdict in ("pass", "fail", "pass"):
        results = await at_once(
            *(
                workshop.answer(code, verdict, actor=actor, known=known)
                for code, actor in zip(
                    (PLAIN, DEEP, SHOWN, COUNTED), (workshop.owner, workshop.mate) * 2, strict=True
                )
            )
        )
        self_check = await workshop.self_check()
        assert {line.verdict for line in self_check.lines.values()} == {verdict}
        newest = max(results, key=lambda one: int(one.revision))
        assert newest == self_check
        known = results[0]
    assert await workshop.audited("answer") == 12


async def test_the_same_question_at_once_has_one_answer(workshop: Workshop) -> None:
    for _ in ROUNDS:
        await at_once(
            workshop.answer(PLAIN, "fail"),
            workshop.answer(PLAIN, "pass", actor=workshop.mate),
            workshop.answer(PLAIN, "fail", actor=workshop.mate),
        )
        line = (await workshop.self_check()).line(PLAIN)
        assert (line.verdict == "fail") == (line.finding_id is not None)
    assert await workshop.scalar(select(func.count(Finding.id))) == 1


async def test_a_double_tap_writes_once(workshop: Workshop) -> None:
    known = await workshop.self_check()
    await at_once(*(workshop.answer(PLAIN, "fail", known=known) for _ in range(5)))
    await at_once(
        *(workshop.do(answers.set_note, workshop.check_id, PLAIN, "好", known=known) for _ in range(5))
    )
    await at_once(*(workshop.do(answers.set_facts, workshop.check_id, {"dust": True}) for _ in range(5)))
    assert [await workshop.audited(deed) for deed in ("answer", "note", "profile")] == [1, 1, 1]
    assert await workshop.scalar(select(func.count(Finding.id))) == 1


async def test_no_answer_comes_after_the_lock_and_none_is_lost(workshop: Workshop) -> None:
    await workshop.complete()
    for number in ROUNDS:
        before = (await workshop.self_check()).lines
        answer, other, submitted = await at_once(
            workshop.answer(DEEP, "na", actor=workshop.mate, reason=f"没有 {number}"),
            workshop.answer(PLAIN, "na", actor=workshop.mate, reason=f"没有 {number}"),
            workshop.submit(),
        )
        self_check = await workshop.self_check()
        assert (self_check.state, self_check.number) == ("submitted", "XF-0001")
        for code, result in ((DEEP, answer), (PLAIN, other)):
            if isinstance(result, SelfCheckState):
                assert self_check.line(code) == Line("na", f"没有 {number}")
                assert result.revision < submitted.revision
            else:
                assert isinstance(result, Locked)
                assert self_check.line(code) == before.get(code, Line())
        assert submitted.lines == self_check.lines
        await workshop.withdraw()


async def test_a_fault_found_while_handing_in_is_in_time_or_too_late(workshop: Workshop) -> None:
    await workshop.complete()
    for _ in ROUNDS:
        answer, submitted = await at_once(
            workshop.answer(PLAIN, "fail", actor=workshop.mate), workshop.submit()
        )
        self_check = await workshop.self_check()
        if isinstance(answer, SelfCheckState):
            assert (type(submitted), self_check.state) == (Incomplete, "draft")
        else:
            assert (type(answer), self_check.state, self_check.line(PLAIN)) == (
                Locked,
                "submitted",
                Line("pass"),
            )
            await workshop.withdraw()
        await workshop.answer(PLAIN, "pass")


async def test_two_presses_hand_in_once(workshop: Workshop) -> None:
    await workshop.complete()
    for number in ROUNDS:
        results = await at_once(*(workshop.submit(actor) for actor in (workshop.owner, workshop.mate) * 2))
        assert {(one.state, one.number) for one in results} == {("submitted", "XF-0001")}
        assert await workshop.scalar(select(SelfCheck.submissions)) == number + 1
        assert await workshop.audited("submit") == number + 1
        taken = await at_once(*(workshop.withdraw(actor) for actor in (workshop.owner, workshop.mate) * 2))
        assert {one.state for one in taken} == {"draft"}
        assert await workshop.audited("withdraw") == number + 1
    assert await workshop.scalar(select(func.count(OutboxRow.id))) == 2 * len(ROUNDS)


async def test_a_whole_town_at_once_is_numbered_without_gap_or_double(
    database: Database, clock: Clock, place: int, varied: Library
) -> None:
    campaign = await open_varied(database, clock, place, varied)
    town = [await begin_workshop(database, clock, place, campaign, number) for number in range(ENTERPRISES)]
    await asyncio.gather(*(one.complete() for one in town[1:]))
    results = await at_once(*(one.submit() for one in town))
    assert kinds(results) == {Incomplete: 1, SelfCheckState: ENTERPRISES - 1}
    numbers = sorted(one.number for one in results[1:])
    assert numbers == [f"XF-{number:04d}" for number in range(1, ENTERPRISES)]
    await town[0].complete()
    assert (await town[0].submit()).number == f"XF-{ENTERPRISES:04d}"


async def test_beginning_twice_at_once_begins_one(
    workshop: Workshop, database: Database, clock: Clock, place: int
) -> None:
    await workshop.change(delete(SelfCheck))
    begun = await at_once(
        *(
            workshop.do(submissions.start, workshop.enterprise_id, workshop.campaign_id, actor=actor)
            for actor in (workshop.owner, workshop.mate) * 3
        )
    )
    assert len(set(begun)) == 1
    assert await workshop.scalar(select(func.count(SelfCheck.id))) == 1
    assert await workshop.audited("start") == 2  # one of them before


async def test_the_same_photo_at_once_is_one(workshop: Workshop) -> None:
    counts = await at_once(
        *(workshop.attach(SHOWN, "1", actor) for actor in (workshop.owner, workshop.mate) * 3)
    )
    assert counts == [1] * 6
    assert len(await workshop.files()) == await workshop.audited("attach") == 1


async def test_no_tenth_photo_fits_from_several_phones(workshop: Workshop) -> None:
    results = await at_once(
        *(
            workshop.attach(SHOWN, f"{number}", (workshop.owner, workshop.mate)[number % 2])
            for number in range(14)
        )
    )
    assert sorted(one for one in results if isinstance(one, int)) == list(range(1, MAX_FILES + 1))
    assert kinds(results)[Invalid] == 14 - MAX_FILES
    assert len(await workshop.files()) == await workshop.audited("attach") == MAX_FILES


async def test_a_photo_is_taken_away_once(workshop: Workshop) -> None:
    for number in ROUNDS:
        await workshop.attach(SHOWN, "1")
        (file,) = await workshop.files()
        await at_once(
            *(
                workshop.do(photos.remove, file.id, actor=actor)
                for actor in (workshop.owner, workshop.mate) * 2
            )
        )
        assert await workshop.files() == ()
        assert await workshop.audited("remove") == number + 1
    assert await workshop.scalar(select(func.count(Evidence.id))) == 1


async def test_the_only_photo_goes_before_handing_in_or_not_at_all(workshop: Workshop) -> None:
    await workshop.complete()
    for number in ROUNDS:
        (file,) = await workshop.files(SHOWN)
        removed, submitted = await at_once(
            workshop.do(photos.remove, file.id, actor=workshop.mate), workshop.submit()
        )
        self_check = await workshop.self_check()
        if isinstance(submitted, Incomplete):
            assert (removed, self_check.state, self_check.line(SHOWN).files) == (None, "draft", 0)
            await workshop.attach(SHOWN, f"{number + 2}")
        else:
            assert (type(removed), self_check.state, self_check.line(SHOWN).files) == (Locked, "submitted", 1)
            await workshop.withdraw()


async def test_a_plan_meets_a_changed_answer(workshop: Workshop) -> None:
    finding = (await workshop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    assert finding is not None
    for number in ROUNDS:
        planned, answered = await at_once(
            workshop.plan(finding, actor=workshop.mate, measure=f"措施 {number}"),
            workshop.answer(PLAIN, "pass"),
        )
        assert planned is None or isinstance(planned, NotFound)
        assert isinstance(answered, SelfCheckState)
        assert (await workshop.self_check()).line(PLAIN) == Line("pass")
        line = (await workshop.answer(PLAIN, "fail")).line(PLAIN)
        assert line.finding_id == finding
        if planned is None:
            assert line.remedy == "plan"
            async with workshop.database.read() as db:
                assert (
                    await finding_views.get_finding(db, workshop.owner, finding)
                ).measure == f"措施 {number}"


async def test_two_plans_at_once_leave_one_whole(workshop: Workshop) -> None:
    finding = (await workshop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    assert finding is not None
    await at_once(
        workshop.plan(finding, measure="甲"),
        workshop.plan(finding, actor=workshop.mate, measure="乙"),
        workshop.do(plans.fix_at_once, finding, measure="丙", today=TODAY),
    )
    async with workshop.database.read() as db:
        view = await finding_views.get_finding(db, workshop.owner, finding)
    whole = {("plan", "甲", "李四"), ("plan", "乙", "李四"), ("at_once", "丙", "")}
    assert (view.remedy, view.measure, view.responsible) in whole


async def test_done_meets_its_photo_taken_away(workshop: Workshop) -> None:
    finding = (await workshop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    await workshop.do(plans.fix_at_once, finding, measure="扫干净", today=TODAY)
    for number in ROUNDS:
        await workshop.do(photos.attach_after, finding, photo(f"{number}"))
        (file,) = await workshop.files(PLAIN, "after")
        completed, removed = await at_once(
            workshop.do(plans.complete, finding),
            workshop.do(photos.remove, file.id, actor=workshop.mate),
        )
        line = (await workshop.self_check()).line(PLAIN)
        if completed is None:
            assert (type(removed), line.remedy_state) == (Locked, "done")
            await workshop.do(plans.reopen, finding)
            await workshop.do(photos.remove, file.id)
        else:
            assert (type(completed), removed, line.remedy_state) == (Invalid, None, "open")


async def test_a_profile_changed_while_answering_leaves_finding_and_answer_agreed(workshop: Workshop) -> None:
    await workshop.set_facts(dust=True)
    for _ in ROUNDS:
        await at_once(
            workshop.answer("Q04.1", "fail", actor=workshop.mate),
            workshop.set_facts(),
            workshop.answer(PLAIN, "fail"),
        )
        self_check = await workshop.self_check()
        assert self_check.line("Q04.1").finding_id is None
        back = await workshop.set_facts(dust=True)
        line = back.line("Q04.1")
        assert (line.verdict == "fail") == (line.finding_id is not None)
        assert replace(back.line(PLAIN), finding_id=None) == Line("fail", finding_state="open")
        await workshop.answer("Q04.1", "pass")
