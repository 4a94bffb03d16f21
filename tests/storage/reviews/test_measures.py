"""Measures after a decision: suspension until 复产验收, penalties, closures, refusals, the list to
publish."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound, Recused
from storage.changes import records
from storage.offices import audit_trail, staff
from storage.reminders import escalation_planning
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, escalations, measure_views, measures, resumptions, verdicts
from storage.reviews.measure_views import MeasureCounts, MeasureView
from storage.statistics import units
from storage.tables.measures import Measure
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.reviews.forms import fault
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import Workshop, varied

__all__ = ["desk", "varied"]


async def decided(desk: ReviewDesk, shop: Workshop, decision: str) -> MeasureView:
    """The measure of a decision of the county about the shop."""
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, decision, comment="可能中毒")
    (task,) = await desk.look(escalation_views.list_open, desk.county, actor=desk.above)
    await desk.do(escalations.decide, task.id, decision, "依法决定", actor=desk.above)
    (made,) = await desk.look(measure_views.list_measures, desk.town)
    assert isinstance(made, MeasureView)
    return made


async def listed(desk: ReviewDesk, shop: Workshop, days: int = 0) -> str | None:
    """The shop's state in the office's list, so many days from today."""
    (line,), _ = await desk.look(
        units.list_units, desk.town, TODAY + timedelta(days=days), desk.campaign_id, actor=desk.head
    )
    assert line.id == shop.enterprise_id
    return str(line.order) if line.order is not None else None


async def test_work_is_taken_up_again_only_after_an_office_has_looked(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    assert (made.kind, made.state, made.since_on, made.asked) == ("suspend", "open", TODAY, None)
    async with desk.database.read() as db:
        order = await measure_views.order_over(db, shop.enterprise_id)
        assert await measure_views.list_orders(db) == {shop.enterprise_id: order}
    assert order is not None
    assert (order.kind, order.measure_id, order.office) == ("suspend", made.id, "某县")
    assert await listed(desk, shop) == "suspend"
    with pytest.raises(NotAllowed):
        await desk.do(resumptions.write, made.id, "改好了")  # an officer asks for nobody
    draft = await shop.do(resumptions.write, made.id, "通风装好了")
    with pytest.raises(Invalid) as without:
        await shop.do(resumptions.ask, draft.id)
    assert without.value.key == "error-invalid-resumption-photo"
    for _ in range(2):
        assert await shop.do(resumptions.attach, draft.id, photo("新风机")) == 1
    assert (await shop.do(resumptions.write, made.id, "通风装好，已检测")).id == draft.id
    assert not await desk.queued("outbox-resumption-asked")
    asked = await shop.do(resumptions.ask, draft.id)
    assert await shop.do(resumptions.ask, draft.id) == asked
    assert (asked.state, asked.text, asked.photos) == ("asked", "通风装好，已检测", 1)
    assert {row["person_id"] for row in await desk.queued("outbox-resumption-asked")} == {
        desk.above.person_id
    }
    with pytest.raises(Conflict):
        await shop.do(resumptions.write, made.id, "又想改")
    with pytest.raises(Conflict):
        await shop.do(resumptions.attach, draft.id, photo("再一张"))
    (line,) = await desk.look(measure_views.list_measures, desk.county, actor=desk.above)
    assert line.asked == draft.id
    for campaign in (None, desk.campaign_id):
        counts = await desk.look(
            measure_views.count_measures, desk.county, actor=desk.above, campaign_id=campaign
        )
        assert counts == MeasureCounts(total=1, open=1, suspended=1, asked=1)
    beyond: dict[str, Any] = {"skip": 1, "limit": 6, "actor": desk.above}
    assert await desk.look(measure_views.list_measures, desk.county, **beyond) == ()
    with pytest.raises(NotAllowed):
        await desk.look(measure_views.count_measures, desk.county, actor=desk.stranger)
    (seen,) = await desk.look(resumptions.photos, draft.id)
    assert seen.sha256 == photo("新风机").sha256
    for who in (desk.head, desk.stranger):  # the town did not decide it, the neighbour least of all
        with pytest.raises(NotAllowed):
            await desk.do(resumptions.decide, draft.id, agreed=True, actor=who)
    with pytest.raises(Invalid):
        await desk.do(resumptions.decide, draft.id, agreed=False, reason=" ", actor=desk.above)
    no: Any = {"agreed": False, "reason": "除尘没开"}
    refused = await desk.do(resumptions.decide, draft.id, actor=desk.above, **no)
    assert await desk.do(resumptions.decide, draft.id, actor=desk.above, **no) == refused
    assert (refused.state, refused.answer) == ("refused", "除尘没开")
    assert len(await desk.queued("outbox-resumption-decided")) == 2  # two phones of the shop
    with pytest.raises(Conflict):
        await desk.do(resumptions.decide, draft.id, agreed=True, actor=desk.above)
    second = await shop.do(resumptions.write, made.id, "除尘开了")
    assert second.id != draft.id
    await shop.do(resumptions.attach, second.id, photo("除尘"))
    await shop.do(resumptions.ask, second.id)
    with pytest.raises(Conflict) as alone:
        await desk.do(measures.end, made.id, TODAY, actor=desk.above)
    assert alone.value.key == "error-conflict-measure-suspended"
    agreed = await desk.do(resumptions.decide, second.id, agreed=True, actor=desk.above)
    assert agreed.state == "agreed"
    over = await desk.look(measure_views.get_measure, made.id)
    assert (over.state, over.ended_on, over.asked) == ("done", TODAY, None)
    async with desk.database.read() as db:
        assert await measure_views.order_over(db, shop.enterprise_id) is None
        assert await measure_views.list_orders(db) == {}
    with pytest.raises(Conflict):
        await shop.do(resumptions.write, made.id, "还要")
    deeds = await desk.look(audit_trail.list_deeds, desk.county, actor=desk.above)
    assert {("resumption", "agree"), ("resumption", "refuse"), ("measure", "end-suspend")} <= {
        (one.subject, one.action) for one in deeds
    }
    kept = await desk.look(records.records, shop.enterprise_id, actor=shop.owner)
    assert len(kept.tables["resumptions"]) == 2
    assert (photo("除尘").sha256, "photo") in kept.files


async def test_a_penalty_has_number_kind_amount_and_a_day_it_was_paid(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "penalty")
    with pytest.raises(NotAllowed):
        await desk.do(measures.note_penalty, made.id, number="X", actor=desk.head)
    for wrong in (
        {"number": "\n"},
        {"number": "文" * 61},
        {"penalty": "prison"},
        {"amount_fen": -1},
        {"since_on": TODAY + timedelta(days=1)},
    ):
        with pytest.raises(Invalid):
            await desk.do(measures.note_penalty, made.id, **wrong, actor=desk.above)
    noted = await desk.do(
        measures.note_penalty,
        made.id,
        number="某应急罚〔2026〕7号",
        penalty="fine",
        amount_fen=2_000_000,
        since_on=TODAY - timedelta(days=2),
        actor=desk.above,
    )
    assert (noted.number, noted.penalty, noted.amount_fen) == ("某应急罚〔2026〕7号", "fine", 2_000_000)
    with pytest.raises(Invalid):
        await desk.do(measures.end, made.id, TODAY - timedelta(days=3), actor=desk.above)
    paid = await desk.do(measures.end, made.id, TODAY, actor=desk.above)
    assert await desk.do(measures.end, made.id, TODAY, actor=desk.above) == paid
    assert (paid.state, paid.ended_on) == ("done", TODAY)
    assert len(await desk.queued("outbox-measure-done")) == 2
    with pytest.raises(NotFound):
        await shop.do(resumptions.write, made.id, "复产")


async def test_a_closed_enterprise_stays_closed_on_its_windows(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "closure")
    async with desk.database.read() as db:
        assert await measure_views.order_over(db, shop.enterprise_id) is None  # asked for is not closed
    assert await listed(desk, shop) is None
    with pytest.raises(Invalid):
        await desk.do(measures.note_penalty, made.id, amount_fen=1, actor=desk.above)
    await desk.do(measures.end, made.id, TODAY, actor=desk.above)
    async with desk.database.read() as db:
        order = await measure_views.order_over(db, shop.enterprise_id)
        assert await measure_views.list_orders(db) == {shop.enterprise_id: order}
    assert order is not None
    assert (order.kind, order.since_on) == ("closure", TODAY)
    assert await listed(desk, shop) == "closed"


async def test_a_refusal_is_said_of_a_task_and_ends(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await fault(shop)
    async with desk.database.begin() as db:
        await escalation_planning.plan_due(db, desk.clock.now(), RULES, TODAY + timedelta(days=7))
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    await desk.do(escalations.warn, task.id, actor=desk.head)
    assert [await listed(desk, shop, days) for days in (6, 7)] == [None, "refusal"]  # warned, and still open
    with pytest.raises(Invalid):
        await desk.do(measures.refuse, task.id, "", actor=desk.head)
    for _ in range(2):
        await desk.do(measures.refuse, task.id, "拒签文书，三次上门不改", actor=desk.head)
    assert len(await desk.queued("outbox-refusal")) == 2
    assert await listed(desk, shop) == "refusal"
    (made,) = await desk.look(measure_views.list_measures, desk.town, campaign_id=desk.campaign_id)
    assert (made.kind, made.state, made.reason) == ("refusal", "open", "拒签文书，三次上门不改")
    assert len(await desk.look(escalation_views.list_open, desk.town)) == 1  # the task is still to be decided
    assert (await desk.do(measures.end, made.id, TODAY, actor=desk.head)).state == "done"


async def test_nobody_decides_what_follows_for_their_own_enterprise(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    draft = await shop.do(resumptions.write, made.id, "改好了")
    await shop.do(resumptions.attach, draft.id, photo("改好"))
    await shop.do(resumptions.ask, draft.id)
    async with desk.database.begin() as db:
        assert shop.owner.person_id is not None
        await staff.seat(db, desk.clock.now(), shop.owner.person_id, desk.county, "head", "safety", "王")
    with pytest.raises(Recused):
        await shop.do(resumptions.decide, draft.id, agreed=True)
    assert await shop.scalar(select(Measure.state)) == "open"


async def test_only_what_a_second_person_agreed_to_is_published(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "exposure", comment="拒不整改")
    where = (desk.town, desk.campaign_id)
    assert not await desk.look(measure_views.list_exposed, *where)
    assert not await desk.look(measure_views.list_exposed, *where)
    await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=True, today=TODAY, actor=desk.head)
    (one,) = await desk.look(measure_views.list_exposed, *where)
    assert await desk.look(measure_views.list_exposed, *where)
    assert (one.reason, one.place) == ("拒不整改", "某镇")
    with pytest.raises(NotAllowed):
        await desk.look(measure_views.list_exposed, *where, actor=desk.stranger)


async def test_what_an_office_above_decides_is_decided_in_its_own_name(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    async with desk.database.begin() as db:
        await escalation_planning.plan_due(db, desk.clock.now(), RULES, TODAY + timedelta(days=30))
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    assert task.jurisdiction_id == desk.town
    await desk.do(escalations.decide, task.id, "suspend", "依法决定", actor=desk.above)
    (made,) = await desk.look(measure_views.list_measures, desk.town)
    assert (made.jurisdiction_id, made.office) == (desk.county, "某县")
    said = await desk.queued("outbox-escalation-decided")
    assert {row["values"]["office"] for row in said} == {"某县"}
    assert shop.enterprise_id == made.enterprise_id
