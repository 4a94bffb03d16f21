"""Reviews: whose a case is, item by item, questions, verdicts and what follows."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from content.catalog import Catalog
from scheduler.messages.wording import sentence
from storage.base.errors import Conflict, Invalid, Locked, NotAllowed, NotFound, Stale
from storage.findings import photos, plans, verification_views, verifications
from storage.findings import views as finding_views
from storage.people import contacts
from storage.reminders import escalation_planning
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, escalations, evidence, questions, verdicts
from storage.reviews import queue as review_queue
from storage.reviews import views as review_views
from storage.statistics import units as office_units
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Staff
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck
from tests.storage.conftest import CLI
from tests.storage.review_desk import LATER, RULES, ReviewDesk, desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import COUNTED, DUSTY, PLAIN, SHOWN, Workshop, outcome, varied

__all__ = ["desk", "varied"]


async def state(shop: Workshop) -> str:
    return str(await shop.scalar(select(SelfCheck.state).where(SelfCheck.id == shop.check_id)))


async def fault(shop: Workshop) -> int:
    found = await shop.scalar(select(Finding.id).where(Finding.self_check_id == shop.check_id))
    assert found is not None
    return int(found)


async def test_of_two_at_once_one_gets_the_case_and_the_other_hears_who(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    results = await asyncio.gather(
        *(outcome(desk.do(reviews.claim, shop.check_id, actor=who)) for who in (desk.chen, desk.zhou))
    )
    won = [one for one in results if isinstance(one, int)]
    (lost,) = [one for one in results if isinstance(one, Conflict)]
    assert len(won) == 1
    assert lost.key == "error-conflict-review-claimed"
    assert lost.values["name"] in ("chen", "zhou")
    assert await state(shop) == "in_review"
    with pytest.raises(Locked):
        await shop.withdraw()


async def test_claiming_again_is_the_same_and_giving_back_keeps_what_was_judged(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    first = await desk.do(reviews.claim, shop.check_id)
    assert await desk.do(reviews.claim, shop.check_id) == first
    await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "照片看不出")
    assert await desk.do(reviews.give_back, shop.check_id)
    assert not await desk.do(reviews.give_back, shop.check_id)
    assert await desk.do(reviews.claim, shop.check_id, actor=desk.zhou) == first
    case = await desk.case(shop, desk.zhou)
    assert case.overturned == (PLAIN,)
    assert case.is_mine
    assert not (await desk.case(shop)).is_mine


async def test_only_a_head_takes_a_case_from_who_has_it(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(NotAllowed):
        await desk.do(reviews.give_back, shop.check_id, actor=desk.zhou)
    assert await desk.do(reviews.give_back, shop.check_id, actor=desk.head)


@pytest.mark.parametrize("who", ["viewer", "stranger"])
async def test_who_may_not_review_does_nothing(desk: ReviewDesk, who: str) -> None:
    shop = await desk.workshop(1)
    actor = getattr(desk, who)
    for doing in (
        desk.do(reviews.claim, shop.check_id, actor=actor),
        desk.do(reviews.judge, shop.check_id, PLAIN, "agree", actor=actor),
        desk.decide(shop, "pass", actor=actor),
        desk.do(review_queue.draw_sample, desk.campaign_id, desk.town, 1, actor=actor),
    ):
        with pytest.raises(NotAllowed):
            await doing
    if who == "stranger":
        with pytest.raises(NotAllowed):
            await desk.case(shop, actor)


async def test_a_form_never_handed_in_is_nobodys_case(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await shop.withdraw()
    with pytest.raises(Conflict):
        await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(NotAllowed):
        await desk.look(review_views.get_case, 4711)


async def test_passing_an_honest_form_needs_a_claim_and_a_verdict(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    with pytest.raises(Conflict):
        await desk.decide(shop, "pass")
    await desk.do(reviews.claim, shop.check_id)
    made = await desk.decide(shop, "pass")
    assert (made.confirmed, made.closed, made.new) == (True, 0, 0)
    assert await desk.decide(shop, "pass") == verdicts.Decided(made.review_id, "pass", confirmed=True)
    assert await state(shop) == "reviewed"
    told = await desk.queued("outbox-reviewed")
    assert len(told) == 2  # both phones, once
    assert {row["values"]["verdict"] for row in told} == {"pass"}
    with pytest.raises(Conflict):
        await desk.do(reviews.claim, shop.check_id, actor=desk.zhou)


async def test_an_overturned_answer_becomes_a_finding_with_the_offices_day(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "现场没有抽风罩")
    with pytest.raises(Invalid) as clean:
        await desk.decide(shop, "pass")
    assert clean.value.problem == "review-clean"
    with pytest.raises(Invalid) as day:
        await desk.decide(shop, "correct", due_on=TODAY - timedelta(days=1))
    assert day.value.problem == "review-day"
    made = await desk.decide(shop, "correct", due_on=LATER)
    assert made.new == 1
    async with desk.database.read() as db:
        (view,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    # nobody said how, who and for how much: the reviewer's words stand as the reviewer's
    assert (view.remedy, view.due_on, view.measure, view.responsible) == ("plan", LATER, "", "")
    assert view.objection == "现场没有抽风罩"
    # the owner puts it right as any other
    with pytest.raises(Invalid):
        await shop.do(plans.complete, view.id)
    await shop.do(photos.attach_after, view.id, photo("after"))
    await shop.do(plans.complete, view.id)
    (waiting,) = await desk.look(verification_views.list_waiting, desk.town)
    assert (waiting.finding_id, waiting.measure, waiting.matter) == (view.id, "", "现场没有抽风罩")


async def test_the_owner_plans_what_was_overturned_and_the_offices_day_stays(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "现场没有抽风罩")
    await desk.decide(shop, "correct", due_on=LATER)
    async with desk.database.read() as db:
        (view,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    parts: dict[str, Any] = {"measure": "装抽风罩", "responsible": "李四", "funds_fen": 80_000}
    for part, value, problem in (("measure", " ", "text-empty"), ("funds_fen", -1, "funds")):
        with pytest.raises(Invalid) as refused:
            await shop.do(plans.plan_for_the_day, view.id, **{**parts, part: value})
        assert refused.value.problem == problem
    for _ in range(2):
        await shop.do(plans.plan_for_the_day, view.id, **parts)
    await shop.do(plans.plan_for_the_day, view.id, **{**parts, "responsible": "王五"})
    async with desk.database.read() as db:
        (view,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    assert (view.measure, view.responsible, view.funds_fen) == ("装抽风罩", "王五", 80_000)
    assert (view.due_on, view.objection) == (LATER, "现场没有抽风罩")
    await shop.do(photos.attach_after, view.id, photo("after"))
    await shop.do(plans.complete, view.id)
    with pytest.raises(Locked):
        await shop.do(plans.plan_for_the_day, view.id, **parts)


async def test_a_plan_of_ones_own_stays_shut_after_the_form_was_handed_in(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    async with desk.database.read() as db:
        (view,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    with pytest.raises(Locked):
        await shop.do(plans.plan_for_the_day, view.id, measure="装抽风罩", responsible="李四", funds_fen=0)


async def test_what_an_undated_verdict_overturned_is_told_with_its_own_day(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "现场没有抽风罩")
    await desk.decide(shop, "suspend", comment="机器没有防护")
    async with desk.database.read() as db:
        (view,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    values = (await desk.queued("outbox-reviewed"))[0]["values"]
    assert view.due_on is not None
    assert (values["dated"], values["due_month"], values["due_day"]) == (
        "no",
        view.due_on.month,
        view.due_on.day,
    )
    said = sentence(Catalog.load(), "zh", "outbox-reviewed", values)
    assert f"这 1 项请在 {view.due_on.month}月{view.due_on.day}日前改好" in said


async def test_nothing_to_correct_is_refused_and_so_is_a_missing_reason(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    for key, problem in (
        ("correct", "review-faults"),
        ("penalty", "review-reason"),
        ("praise", "review-verdict"),
    ):
        with pytest.raises(Invalid) as refused:
            await desk.decide(shop, key, due_on=LATER)
        assert refused.value.problem == problem


async def test_only_what_passed_or_did_not_apply_is_overturned(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await desk.do(reviews.claim, shop.check_id)
    with pytest.raises(Invalid):
        await desk.do(reviews.judge, shop.check_id, PLAIN, "overturn", "不对")
    with pytest.raises(Stale):
        await desk.do(reviews.judge, shop.check_id, DUSTY, "agree")
    with pytest.raises(Invalid):
        await desk.do(reviews.judge, shop.check_id, SHOWN, "overturn", "  ")
    await desk.do(reviews.judge, shop.check_id, SHOWN, "overturn", "<b>看不清</b>😀")
    await desk.do(reviews.judge, shop.check_id, SHOWN, None)
    assert not (await desk.case(shop)).judged


async def test_what_was_put_right_before_is_closed_with_the_review(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    assert not await desk.look(verification_views.list_waiting, desk.town)  # looked at with its form
    await desk.do(reviews.claim, shop.check_id)
    made = await desk.decide(shop, "pass")
    assert made.closed == 1
    assert (await desk.done(finding)).finding_state == "closed"
    (asked, _) = await desk.queued("outbox-holds")
    assert asked["not_before"] - desk.clock.now() >= timedelta(days=RULES.holds_days)


async def test_a_rejected_rectification_wants_a_newer_photo_and_is_counted(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    await desk.decide(shop, "pass")
    with pytest.raises(Conflict):
        await desk.do(verifications.accept, RULES, finding)
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    desk.clock.move(minutes=5)
    view = await desk.do(verifications.reject, RULES, finding, "照片看不清", TODAY)
    assert (view.state, view.rejections, view.due_on) == ("open", 1, TODAY + timedelta(days=7))
    again = await desk.do(verifications.reject, RULES, finding, "照片看不清", TODAY)
    assert again.rejections == 1
    desk.clock.move(minutes=5)
    with pytest.raises(Invalid) as old:
        await shop.do(plans.complete, finding)
    assert old.value.problem == "after-photo-new"
    await shop.do(photos.attach_after, finding, photo("newer"))
    await shop.do(plans.complete, finding)
    assert await desk.do(verifications.accept, RULES, finding)
    assert not await desk.do(verifications.accept, RULES, finding)
    assert (await desk.done(finding)).finding_state == "closed"
    assert len(await desk.queued("outbox-verify-rejected")) == 2
    with pytest.raises(Locked):
        await shop.do(plans.complete, finding)


async def test_weeks_later_it_does_not_hold_and_is_open_again(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "pass")
    assert not await shop.do(verifications.still_holds, RULES, finding, holds=True, today=TODAY)
    with pytest.raises(NotFound):
        await desk.do(verifications.still_holds, RULES, finding, holds=False, today=TODAY)
    assert await shop.do(verifications.still_holds, RULES, finding, holds=False, today=TODAY)
    assert not await shop.do(verifications.still_holds, RULES, finding, holds=False, today=TODAY)
    view = await desk.done(finding)
    assert (view.finding_state, view.state) == ("open", "open")
    assert {row["person_id"] for row in await desk.queued("outbox-fails-again")} == {
        desk.chen.person_id,
        desk.zhou.person_id,
        desk.head.person_id,
    }


async def test_a_question_goes_to_the_enterprise_and_its_answer_to_the_reviewer(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    other = await desk.workshop(2)
    await desk.do(reviews.claim, shop.check_id)
    asked = await desk.do(questions.ask, shop.check_id, SHOWN, "请补一张全景")
    assert await desk.do(questions.ask, shop.check_id, SHOWN, "请补一张全景") == asked
    assert len(await desk.queued("outbox-review-asked")) == 2
    with pytest.raises(NotFound):
        await other.do(questions.answer, asked, "不是我们")
    assert await shop.do(evidence.attach_reply, asked, photo("wide")) == 1
    await shop.do(questions.answer, asked, "补了", actor=shop.mate)
    await shop.do(questions.answer, asked, "补了", actor=shop.mate)
    (told,) = await desk.queued("outbox-review-answered")
    assert told["person_id"] == desk.chen.person_id
    (seen,) = (await desk.case(shop)).asked
    assert (seen.answer, seen.question) == ("补了", SHOWN)
    assert [file.stage for file in await shop.files(SHOWN)] == ["answer", "reply"]
    await desk.decide(shop, "pass")
    with pytest.raises(Conflict):
        await shop.do(questions.answer, asked, "再补")
    with pytest.raises(Conflict):
        await shop.do(evidence.attach_reply, asked, photo("late"))


async def test_exposure_needs_a_second_person(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id, actor=desk.head)
    made = await desk.decide(shop, "exposure", actor=desk.head, comment="拒不整改")
    assert not made.confirmed
    assert await state(shop) == "in_review"
    assert not await desk.queued("outbox-reviewed")
    asked = await desk.queued("outbox-review-second")
    assert [one["person_id"] for one in asked] == [desk.above.person_id], "not the one who decided"
    with pytest.raises(Conflict):
        await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=True, today=TODAY, actor=desk.head)
    with pytest.raises(NotAllowed):
        await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=True, today=TODAY, actor=desk.zhou)
    sent = await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=False, today=TODAY, actor=desk.above)
    assert not sent.confirmed
    desk.clock.move(hours=1)
    await desk.decide(shop, "exposure", actor=desk.head, comment="拒不整改,第二次")
    (anew,) = await desk.queued("outbox-review-second")
    assert anew["values"]["reason"] == "拒不整改,第二次", "the first waited for the morning and is taken back"
    await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=True, today=TODAY, actor=desk.above)
    assert await state(shop) == "reviewed"
    row = await shop.scalar(select(Review.second_id).where(Review.self_check_id == shop.check_id))
    assert row == desk.above.person_id
    assert await listed_as(desk, "exposed") == ([shop.enterprise_id], 1)


async def listed_as(desk: ReviewDesk, step: str) -> tuple[list[int], int]:
    """The enterprises of the county that are so far, and how many are counted."""
    async with desk.database.read() as db:
        found, _ = await office_units.list_units(db, CLI, desk.county, TODAY, state=step)
        counted = await office_units.count_states(db, CLI, desk.county, TODAY)
    return [one.id for one in found], counted[step]


async def test_only_what_was_decided_puts_an_enterprise_among_the_sanctioned(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id, actor=desk.head)
    await desk.decide(shop, "suspend", actor=desk.head, comment="机器没有防护")
    assert await listed_as(desk, "sanctioned") == ([], 0)
    task = await shop.scalar(select(Escalation.id))
    await desk.do(escalations.decide, task, "penalty", "罚款两万", actor=desk.above)
    assert await listed_as(desk, "sanctioned") == ([shop.enterprise_id], 1)
    assert await listed_as(desk, "exposed") == ([], 0)


async def test_handed_back_the_form_is_a_draft_again_and_the_next_round_counts(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "again", due_on=LATER, comment="走过场")
    assert await state(shop) == "draft"
    await shop.answer(COUNTED, "pass", done=17, total=17)
    await desk.hand_in(shop)
    await desk.do(reviews.claim, shop.check_id, actor=desk.zhou)
    view = (await desk.case(shop, desk.zhou)).review
    assert view is not None
    assert (view.round, view.state) == (2, "open")


async def due_days(shop: Workshop) -> list[tuple[date, date]]:
    """Due day and first day of the rectifications of an enterprise."""
    async with shop.database.read() as db:
        query = select(Rectification.due_on, Rectification.first_due_on).order_by(Rectification.id)
        rows = await db.execute(query.where(Rectification.enterprise_id == shop.enterprise_id))
        return [(row.due_on, row.first_due_on) for row in rows]


@pytest.mark.parametrize("planned_on", [TODAY, date(2026, 12, 20)], ids=["overdue", "far"])
async def test_the_day_of_a_verdict_is_the_due_day_of_every_open_finding(
    desk: ReviewDesk, planned_on: date
) -> None:
    shop = await desk.workshop(1, fails=True)
    await shop.change(update(Rectification).values(due_on=planned_on, first_due_on=planned_on))
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, COUNTED, "overturn", "人数对不上")
    await desk.decide(shop, "correct", due_on=LATER)
    assert await due_days(shop) == [(LATER, planned_on), (LATER, LATER)]
    assert await shop.audited("set-due-day") == 1
    (told,) = {row["values"]["moved"] for row in await desk.queued("outbox-reviewed")}
    assert told == 1
    await desk.decide(shop, "correct", due_on=LATER + timedelta(days=9))  # the same press again
    assert await due_days(shop) == [(LATER, planned_on), (LATER, LATER)]


async def test_a_form_with_open_faults_passes_only_once_each_was_looked_at(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await desk.do(reviews.claim, shop.check_id)
    assert verdicts.unfinished(await desk.case(shop)) == (PLAIN,)
    with pytest.raises(Invalid) as refused:
        await desk.decide(shop, "pass")
    assert (refused.value.problem, refused.value.values) == ("review-unseen", {"count": 1})
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    assert verdicts.unseen(await desk.case(shop)) == ()
    assert (await desk.decide(shop, "pass")).confirmed
    assert (await fault(shop)) is not None  # it stays open: passing a form closes nothing that is not done


async def test_a_verdict_without_a_day_leaves_the_owners_day(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    await desk.decide(shop, "pass")
    assert await due_days(shop) == [(TODAY, TODAY)]
    assert await shop.audited("set-due-day") == 0


async def test_what_is_put_right_already_keeps_its_day(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await shop.do(photos.attach_after, await fault(shop), photo("after"))
    await shop.do(plans.complete, await fault(shop))
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, COUNTED, "overturn", "人数对不上")
    await desk.decide(shop, "correct", due_on=LATER)
    assert await due_days(shop) == [(TODAY, TODAY), (LATER, LATER)]


async def recheck_day(shop: Workshop) -> date | None:
    day: date | None = await shop.scalar(select(SelfCheck.recheck_on).where(SelfCheck.id == shop.check_id))
    return day


async def test_the_day_of_a_handed_back_form_lasts_until_the_next_verdict(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "again", due_on=LATER, comment="走过场")
    assert await recheck_day(shop) == LATER
    await desk.hand_in(shop)
    await shop.withdraw()
    assert await recheck_day(shop) == LATER  # taking it back wins no time
    await desk.hand_in(shop)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "pass")
    assert await recheck_day(shop) is None


async def test_a_handed_back_form_that_stays_away_becomes_one_task(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "again", due_on=LATER, comment="走过场")
    for late, made in ((6, 0), (7, 1), (8, 0)):
        async with desk.database.begin() as db:
            today = LATER + timedelta(days=late)
            assert await escalation_planning.has_due(db, RULES, today) is bool(made)
            assert await escalation_planning.plan_due(db, desk.clock.now(), RULES, today) == made
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    assert (task.kind, task.finding_id, task.due_on) == ("recheck", None, LATER)
    await desk.do(escalations.warn, task.id)
    assert len(await desk.queued("outbox-warned")) == 2
    await desk.hand_in(shop)
    assert not await desk.look(escalation_views.list_open, desk.town)
    with pytest.raises(Conflict):
        await desk.do(escalations.decide, task.id, "penalty", "罚")


async def test_a_grave_verdict_is_a_task_of_the_office_above(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "suspend", comment="可能中毒")
    (task,) = await desk.look(escalation_views.list_open, desk.county, actor=desk.above)
    assert (task.kind, task.jurisdiction_id, task.raised) == ("suspend", desk.county, 1)
    assert {row["person_id"] for row in await desk.queued("outbox-escalation")} == {desk.above.person_id}
    with pytest.raises(NotAllowed):
        await desk.do(escalations.decide, task.id, "suspend", "同意", actor=desk.head)
    with pytest.raises(NotAllowed):
        await desk.look(escalation_views.get_escalation, task.id, actor=desk.stranger)
    done = await desk.do(escalations.decide, task.id, "suspend", "同意", actor=desk.above)
    assert done.state == "decided"
    again = await desk.do(escalations.decide, task.id, "suspend", "同意", actor=desk.above)
    assert again == done
    with pytest.raises(Conflict):
        await desk.do(escalations.decide, task.id, None, "不用了", actor=desk.above)
    assert len(await desk.queued("outbox-escalation-decided")) == 2


async def test_what_is_long_overdue_becomes_one_task_and_rises(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    for late, made in ((6, 0), (7, 1), (7, 0), (30, 0)):
        async with desk.database.begin() as db:
            today = TODAY + timedelta(days=late)
            assert await escalation_planning.plan_due(db, desk.clock.now(), RULES, today) == made
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    assert (task.kind, task.finding_id, task.warned) == ("overdue", finding, 0)
    assert (await desk.do(escalations.warn, task.id)).warned == 1
    await desk.do(escalations.warn, task.id)
    assert len(await desk.queued("outbox-warned")) == 2  # once a day
    raised = await desk.do(escalations.hand_up, task.id, "一直不改")
    assert (raised.jurisdiction_id, raised.raised) == (desk.county, 1)
    with pytest.raises(NotAllowed):
        await desk.do(escalations.warn, task.id)
    with pytest.raises(Invalid):
        await desk.do(escalations.hand_up, task.id, "再上报", actor=desk.above)
    # put right meanwhile: nothing is left to decide
    await shop.do(photos.attach_after, finding, photo("after"))
    await shop.do(plans.complete, finding)
    assert not await desk.look(escalation_views.list_open, desk.county, actor=desk.above)
    with pytest.raises(Conflict):
        await desk.do(escalations.decide, task.id, "penalty", "罚", actor=desk.above)


async def test_twice_rejected_becomes_a_task_once_it_is_late(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = await fault(shop)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, PLAIN, "agree")
    await desk.decide(shop, "pass")
    for round_number in range(2):
        desk.clock.move(minutes=1)
        await shop.do(photos.attach_after, finding, photo(f"after {round_number}"))
        await shop.do(plans.complete, finding)
        await desk.do(verifications.reject, RULES, finding, f"不行{round_number}", TODAY, TODAY)
    async with desk.database.begin() as db:
        assert await escalation_planning.plan_due(db, desk.clock.now(), RULES, TODAY + timedelta(days=1)) == 1
    kind = await shop.scalar(select(Escalation.kind))
    assert kind == "rejected"


async def test_a_reviewers_own_photo_stays_with_the_answer(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    with pytest.raises(Conflict):
        await desk.do(evidence.attach_review, shop.check_id, SHOWN, photo("site"))
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(evidence.attach_review, shop.check_id, SHOWN, photo("site"))
    (own,) = await shop.files(SHOWN, "review")
    with pytest.raises(Locked):
        await shop.do(photos.remove, own.id)


async def test_who_lost_their_seat_goes_on_with_nothing(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    async with desk.database.begin() as db:
        await db.execute(
            update(Staff).where(Staff.person_id == desk.chen.person_id).values(revoked_at=desk.clock.now())
        )
    with pytest.raises(NotAllowed):
        await desk.decide(shop, "pass")
    assert await desk.do(reviews.give_back, shop.check_id, actor=desk.head)
    assert await people_of(desk, shop) == 2


async def people_of(desk: ReviewDesk, shop: Workshop) -> int:
    async with desk.database.read() as db:
        return len(await contacts.list_contacts(db, shop.enterprise_id))


async def test_handing_in_again_is_weighed_anew(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    before = (await desk.case(shop)).reasons
    assert before == {"failure": 1}
    await shop.withdraw()
    await shop.answer(PLAIN, "pass")
    await desk.hand_in(shop)
    assert (await desk.case(shop)).reasons == {}
