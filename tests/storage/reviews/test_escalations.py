"""Escalations: what is overdue, rejected twice, not handed in again or grave becomes one task, and rises."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.base.errors import Conflict, Invalid, NotAllowed
from storage.findings import photos, plans, verifications
from storage.reminders import escalation_planning
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, escalations
from storage.tables.reviews import Escalation
from tests.storage.review_desk import LATER, RULES, ReviewDesk, desk
from tests.storage.reviews.forms import fault
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import PLAIN, varied

__all__ = ["desk", "varied"]


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
    # rectified meanwhile: nothing is left to decide
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
