"""撤销决定: a withdrawn measure is in force no longer, with all that hung on it."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from storage.base.errors import ChenanError, Conflict, Invalid, NotAllowed, Recused
from storage.changes import records
from storage.history import reading
from storage.offices import audit_trail, staff
from storage.reminders import escalation_planning
from storage.reviews import cases as reviews
from storage.reviews import (
    escalation_views,
    escalations,
    measure_views,
    measures,
    resumptions,
    signed_papers,
    verdicts,
    withdrawals,
)
from storage.reviews.measure_views import MeasureCounts, MeasureView
from storage.statistics import units
from storage.tables.reviews import Escalation
from tests.storage.conftest import CLI
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.reviews.test_measures import decided, listed
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import Workshop, varied

__all__ = ["desk", "varied"]
LATE = TODAY + timedelta(days=30)


async def asked(shop: Workshop, made: MeasureView) -> int:
    """A request to resume work that was sent."""
    draft = await shop.do(resumptions.write, made.id, "改好了")
    await shop.do(resumptions.attach, draft.id, photo("改好"))
    await shop.do(resumptions.ask, draft.id)
    return int(draft.id)


async def found_by(desk: ReviewDesk, state: str) -> int:
    """Number of enterprises in a state of the office's list."""
    where = (desk.town, TODAY, desk.campaign_id)
    _, total = await desk.look(units.list_units, *where, state=state, actor=desk.head)
    return int(total)


async def test_a_withdrawn_suspension_is_over_at_once_with_all_that_hung_on_it(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    request = await asked(shop, made)
    assert await found_by(desk, "sanctioned") == 1
    for who in (desk.head, desk.stranger, shop.owner):  # neither the town, which decided nothing, nor others
        with pytest.raises(NotAllowed):
            await desk.do(withdrawals.withdraw, made.id, "error", TODAY, actor=who)
    for wrong in (
        ("wrong", TODAY, "", ""),
        ("other", TODAY, " ", ""),
        ("error", TODAY + timedelta(days=1), "", ""),
        ("error", TODAY - timedelta(days=1), "", ""),
        ("review", TODAY, "", "文" * 61),
        ("error", TODAY, "字" * 501, ""),
    ):
        with pytest.raises(Invalid):
            await desk.do(withdrawals.withdraw, made.id, *wrong, actor=desk.above)
    with pytest.raises(Conflict) as stands:
        await desk.do(withdrawals.note, made.id, number="1", actor=desk.above)
    assert stands.value.key == "error-conflict-measure-stands"
    given: Any = ("review", TODAY, "适用法律错误。", "某复决〔2026〕3号")
    gone = await desk.do(withdrawals.withdraw, made.id, *given, actor=desk.above)
    assert await desk.do(withdrawals.withdraw, made.id, *given, actor=desk.above) == gone
    assert (gone.state, gone.ended_on, gone.asked, gone.withdrawn_on) == ("annulled", None, None, TODAY)
    assert (gone.cause, gone.withdrawn_on, gone.cause_text, gone.withdrawal_number) == given
    assert (gone.withdrawn_at_id, gone.withdrawn_at) == (desk.county, "某县")
    async with desk.database.read() as db:
        assert await measure_views.order_over(db, shop.enterprise_id) is None
        assert await measure_views.list_orders(db) == {}
    assert await listed(desk, shop) is None
    assert (await found_by(desk, "sanctioned"), await found_by(desk, "suspended")) == (0, 0)
    counts = await desk.look(measure_views.count_measures, desk.county, actor=desk.above)
    assert counts == MeasureCounts(total=1, open=0, suspended=0, asked=0)
    assert not await desk.queued("outbox-resumption-asked")  # the office is not asked to look
    last = await desk.look(resumptions.latest, made.id, actor=shop.owner)
    assert last is not None
    assert (last.id, last.state, last.decided_at is not None) == (request, "lapsed", True)
    told = await desk.queued("outbox-measure-withdrawn")
    assert len(told) == 2  # two phones of the shop, once
    assert (told[0]["values"]["order"], told[0]["values"]["text"]) == ("none", "适用法律错误")
    town = await desk.queued("outbox-withdrawn-office")
    assert desk.head.person_id in {row["person_id"] for row in town}
    assert desk.above.person_id not in {row["person_id"] for row in town}
    assert len({row["person_id"] for row in town}) == len(town)
    for stale in (
        (measures.end, made.id, TODAY),
        (resumptions.decide, request),
        (withdrawals.withdraw, made.id, "court", TODAY),
    ):
        named = {"agreed": True} if stale[0] is resumptions.decide else {}
        with pytest.raises(Conflict):
            await desk.do(*stale, actor=desk.above, **named)
    late: tuple[tuple[Any, ...], ...] = (
        (resumptions.write, made.id, "又改"),
        (resumptions.attach, request, photo("又一张")),
        (resumptions.ask, request),
    )
    for deed in late:
        with pytest.raises(Conflict) as over:
            await shop.do(*deed)
        assert over.value.key == "error-conflict-resumption-over"
    with pytest.raises(Conflict):
        await desk.do(measures.note_penalty, made.id, since_on=TODAY, actor=desk.above)
    assert (await desk.do(measures.note_penalty, made.id, number="某停〔2026〕1号", actor=desk.above)).number
    noted = await desk.do(
        withdrawals.note, made.id, number="某复决〔2026〕4号", text="程序违法", actor=desk.above
    )
    assert (noted.withdrawal_number, noted.cause_text) == ("某复决〔2026〕4号", "程序违法")
    for bad in ({"number": " "}, {"text": " "}):
        with pytest.raises(Invalid):
            await desk.do(withdrawals.note, made.id, actor=desk.above, **bad)
    deeds = await desk.look(audit_trail.list_deeds, desk.county, actor=desk.above)
    assert {("measure", "withdraw"), ("measure", "note-withdrawal"), ("resumption", "lapse")} <= {
        (one.subject, one.action) for one in deeds
    }
    kept = await desk.look(records.records, shop.enterprise_id, actor=shop.owner)
    (row,) = kept.tables["withdrawals"]
    assert (row["measure_id"], row["cause"]) == (made.id, "review")
    page = await desk.look(reading.read_all, shop.enterprise_id, actor=shop.owner)
    keys = [one.key for one in page.events]
    assert "history-measure-withdrawn" in keys
    assert "history-measure-over" not in keys


async def test_the_task_can_be_decided_anew_as_long_as_its_cause_holds(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    async with desk.database.begin() as db:
        await escalation_planning.plan_due(db, desk.clock.now(), RULES, LATE)
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    await desk.do(escalations.decide, task.id, "suspend", "依法决定", actor=desk.above)
    (made,) = await desk.look(measure_views.list_measures, desk.town)
    with pytest.raises(Conflict):
        await desk.do(withdrawals.raise_again, made.id, actor=desk.above)
    await desk.do(withdrawals.withdraw, made.id, "error", TODAY, actor=desk.above)
    assert (await desk.look(escalation_views.get_escalation, task.id)).state == "annulled"
    assert await desk.look(escalation_views.list_open, desk.town) == ()  # nothing begins by itself
    async with desk.database.begin() as db:
        assert await escalation_planning.plan_due(db, desk.clock.now(), RULES, LATE) == 0
    with pytest.raises(NotAllowed):
        await desk.do(withdrawals.raise_again, made.id, actor=desk.stranger)
    again = {await desk.do(withdrawals.raise_again, made.id, actor=desk.above) for _ in range(2)}
    (anew,) = await desk.look(escalation_views.list_open, desk.town)
    assert again == {anew.id}
    assert (anew.kind, anew.finding_id, anew.holds) == (task.kind, task.finding_id, True)
    await desk.do(escalations.decide, anew.id, "suspend", "补正程序后重新决定", actor=desk.above)
    assert [one.state for one in await desk.look(measure_views.list_measures, desk.town)] == [
        "open",
        "annulled",
    ]
    assert await listed(desk, shop) == "suspend"


@pytest.mark.parametrize("kind", ["penalty", "closure"])
async def test_what_was_carried_out_can_be_withdrawn_and_counts_as_carried_out_no_more(
    desk: ReviewDesk, kind: str
) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, kind)
    desk.clock.move(days=3)
    done = TODAY + timedelta(days=2)
    await desk.do(measures.end, made.id, done, actor=desk.above)
    gone = await desk.do(withdrawals.withdraw, made.id, "court", done, "", "（2026）某行初3号", actor=CLI)
    assert (gone.state, gone.ended_on, gone.withdrawn_on) == ("annulled", done, done)
    assert gone.withdrawn_at_id == desk.county
    async with desk.database.read() as db:
        assert await measure_views.order_over(db, shop.enterprise_id) is None
    assert await listed(desk, shop) is None
    assert await found_by(desk, "closed") == 0


async def test_a_withdrawn_refusal_is_no_refusal_and_is_not_stated_again_of_the_same_task(
    desk: ReviewDesk,
) -> None:
    shop = await desk.workshop(1, fails=True)
    async with desk.database.begin() as db:
        await escalation_planning.plan_due(db, desk.clock.now(), RULES, LATE)
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    await desk.do(measures.refuse, task.id, "三次上门不改", actor=desk.head)
    (made,) = await desk.look(measure_views.list_measures, desk.town)
    await desk.do(withdrawals.withdraw, made.id, "error", TODAY, actor=desk.head)
    assert await listed(desk, shop) is None
    with pytest.raises(Conflict) as again:
        await desk.do(measures.refuse, task.id, "三次上门不改", actor=desk.head)
    assert again.value.key == "error-conflict-measure-withdrawn"
    with pytest.raises(Conflict):
        await desk.do(withdrawals.raise_again, made.id, actor=desk.head)
    assert len(await desk.look(escalation_views.list_open, desk.town)) == 1  # it was open all the time


async def test_a_second_order_stays_in_force_and_the_owner_is_told_so(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    first = await decided(desk, shop, "suspend")
    async with desk.database.begin() as db:
        await escalation_planning.plan_due(db, desk.clock.now(), RULES, LATE)
    (task,) = await desk.look(escalation_views.list_open, desk.town)
    await desk.do(escalations.decide, task.id, "suspend", "另一处", actor=desk.above)
    await desk.do(withdrawals.withdraw, first.id, "error", TODAY, actor=desk.above)
    assert {row["values"]["order"] for row in await desk.queued("outbox-measure-withdrawn")} == {"suspend"}
    assert await listed(desk, shop) == "suspend"


async def test_an_exposure_that_rests_on_the_measure_alone_is_published_no_longer(desk: ReviewDesk) -> None:
    async def exposed(shop: Workshop, *, measure_first: bool) -> MeasureView:
        """A shop suspended for a finding that is long late, and named in public after a review."""
        async with desk.database.begin() as db:
            await escalation_planning.plan_due(db, desk.clock.now(), RULES, LATE)
        (task,) = await desk.look(escalation_views.list_open, desk.town)
        deeds = (
            lambda: desk.do(escalations.decide, task.id, "suspend", "依法决定", actor=desk.above),
            lambda: publish(shop),
        )
        for deed in deeds if measure_first else deeds[::-1]:
            await deed()
            desk.clock.move(minutes=1)
        made: tuple[MeasureView, ...] = await desk.look(measure_views.list_measures, desk.town)
        return next(one for one in made if one.enterprise_id == shop.enterprise_id)

    async def publish(shop: Workshop) -> None:
        await desk.do(reviews.claim, shop.check_id)
        await desk.decide(shop, "exposure", comment="已停产整顿")
        await desk.do(verdicts.confirm, RULES, shop.check_id, agreed=True, today=TODAY, actor=desk.head)

    where = (desk.town, desk.campaign_id)
    resting = await exposed(await desk.workshop(1, fails=True), measure_first=True)
    apart = await exposed(await desk.workshop(2, fails=True), measure_first=False)
    assert len(await desk.look(measure_views.list_exposed, *where)) == 2
    for made in (resting, apart):
        await desk.do(withdrawals.withdraw, made.id, "review", TODAY, actor=desk.above)
    (left,) = await desk.look(measure_views.list_exposed, *where)
    assert left.enterprise == apart.enterprise
    assert await found_by(desk, "exposed") == 1
    told = [row["values"]["exposed"] for row in await desk.queued("outbox-measure-withdrawn")]
    assert sorted(set(told)) == ["no", "yes"]
    deeds = await desk.look(audit_trail.list_deeds, desk.county, actor=desk.above)
    assert ("escalation", "withdraw-exposure") in {(one.subject, one.action) for one in deeds}


async def test_nobody_withdraws_what_was_decided_about_their_own_enterprise(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    async with desk.database.begin() as db:
        assert shop.owner.person_id is not None
        await staff.seat(db, desk.clock.now(), shop.owner.person_id, desk.county, "head", "safety", "王")
    with pytest.raises(Recused):
        await shop.do(withdrawals.withdraw, made.id, "error", TODAY)


async def test_of_two_at_once_one_withdraws_and_nothing_is_both_withdrawn_and_ended(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    request = await asked(shop, made)

    async def tried(operation: Any, *given: Any, **named: Any) -> bool:
        try:
            await desk.do(operation, *given, actor=desk.above, **named)
        except ChenanError:
            return False
        return True

    *withdrawn, agreed, refused = await asyncio.gather(
        tried(withdrawals.withdraw, made.id, "error", TODAY),
        tried(withdrawals.withdraw, made.id, "court", TODAY),
        tried(resumptions.decide, request, agreed=True),
        tried(resumptions.decide, request, agreed=False, reason="除尘没开"),
    )
    assert sum(withdrawn) == 1, "what was agreed to can be withdrawn too, but only once"
    view = await desk.look(measure_views.get_measure, made.id)
    (state,) = await rows(desk, "SELECT state FROM resumptions")
    assert view.state == "annulled"
    assert view.ended_on == (TODAY if state == "agreed" else None)
    assert (state == "lapsed") == (not agreed and not refused)
    assert not (agreed and refused)
    other = await desk.workshop(2, fails=True)
    fine = await desk_penalty(desk, other)
    ended, gone = await asyncio.gather(
        tried(measures.end, fine, TODAY), tried(withdrawals.withdraw, fine, "error", TODAY)
    )
    assert gone
    found = await desk.look(measure_views.get_measure, fine)
    assert (found.state, found.ended_on) == ("annulled", TODAY if ended else None)


async def desk_penalty(desk: ReviewDesk, shop: Workshop) -> int:
    """A penalty of the county about a shop."""
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "penalty", comment="无证生产")
    task = await shop.scalar(select(Escalation.id).where(Escalation.enterprise_id == shop.enterprise_id))
    await desk.do(escalations.decide, task, "penalty", "依法决定", actor=desk.above)
    made: tuple[MeasureView, ...] = await desk.look(measure_views.list_measures, desk.town)
    return next(one.id for one in made if one.enterprise_id == shop.enterprise_id)


async def rows(desk: ReviewDesk, query: str) -> list[Any]:
    """First column of a query's rows."""
    async with desk.database.read() as db:
        return list((await db.execute(text(query))).scalars())


async def test_its_papers_are_the_order_and_that_of_the_withdrawal(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    made = await decided(desk, shop, "suspend")
    await asked(shop, made)
    request = await desk.look(resumptions.for_office, made.id)
    assert signed_papers.papers_of(made, request) == ("order", "request", "answer")
    with pytest.raises(ChenanError):
        await desk.do(signed_papers.make, made.id, "withdraw", actor=desk.above)
    await desk.do(withdrawals.withdraw, made.id, "error", TODAY, actor=desk.above)
    gone = await desk.look(measure_views.get_measure, made.id)
    request = await desk.look(resumptions.for_office, made.id)
    assert signed_papers.papers_of(gone, request) == ("order", "request", "withdraw")
    paper = await desk.do(signed_papers.make, made.id, "withdraw", actor=desk.above)
    assert (paper.paper, paper.head.place) == ("withdraw", "某县")
    with pytest.raises(ChenanError):
        await desk.do(signed_papers.make, made.id, "answer", actor=desk.above)
    page = photo("盖章的撤销决定书")
    assert await desk.do(signed_papers.attach, made.id, "withdraw", page, actor=desk.above) == 1
