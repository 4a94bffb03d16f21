"""Verdicts of a review: what they need, the findings and days they set, second persons, forms handed back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from content.catalog import Catalog
from scheduler.messages.wording import sentence
from storage.base.errors import Conflict, Invalid, Locked, NotAllowed
from storage.findings import extension_views, extensions, photos, plans, verification_views
from storage.findings import views as finding_views
from storage.reviews import cases as reviews
from storage.reviews import escalations, verdicts
from storage.statistics import units as office_units
from storage.tables.findings import Extension, Rectification
from storage.tables.outbox import OutboxRow
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck
from tests.storage.conftest import CLI
from tests.storage.review_desk import LATER, RULES, ReviewDesk, desk
from tests.storage.reviews.forms import fault, state
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import COUNTED, PLAIN, Workshop, varied

__all__ = ["desk", "varied"]


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


async def test_a_day_set_by_a_verdict_answers_what_was_asked_about_the_day_before(desk: ReviewDesk) -> None:
    """Else the request would go on holding the clock, and the verdict's day would bind nobody."""
    shop = await desk.workshop(1, fails=True)
    plan = update(Rectification).values(due_on=TODAY + timedelta(days=3), first_due_on=TODAY)
    await shop.change(plan)
    await shop.do(extensions.ask, await fault(shop), TODAY + timedelta(days=6), "设备下周才到货", TODAY)
    waits = select(OutboxRow.state).where(OutboxRow.text_key == "outbox-extension")
    assert await shop.scalar(waits) == "pending"
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(reviews.judge, shop.check_id, COUNTED, "overturn", "人数对不上")
    await desk.decide(shop, "correct", due_on=LATER)
    assert await desk.look(extension_views.list_waiting, desk.town) == ()
    assert await shop.scalar(select(Extension.state)) == "moot"
    assert await shop.scalar(waits) != "pending"
    told = (await desk.queued("outbox-reviewed"))[0]["values"]
    assert "您申请的延期不用再等答复" in sentence(Catalog.load(), "zh", "outbox-reviewed", told)


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
