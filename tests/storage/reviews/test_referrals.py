"""Tasks handed up to an authority outside: by whom, on which paper, until when; its answer decides them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from content.calendar.workdays import workday_after
from storage.base.errors import Conflict, Invalid, NotAllowed
from storage.changes import records
from storage.history import reading
from storage.offices import audit_trail
from storage.outbox.queue import GATHERED
from storage.reviews import cases as reviews
from storage.reviews import (
    escalation_views,
    escalations,
    measure_views,
    referral_papers,
    referral_views,
    referrals,
)
from storage.reviews.referral_views import ReferralView
from storage.tables.outbox import OutboxRow
from storage.tables.reviews import Escalation
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import Workshop, varied

__all__ = ["desk", "varied"]
DUE = TODAY + timedelta(days=15)
ASKED = ("市卫生健康委", "suspend", "可能中毒，<b>不改</b>")


async def task_of(desk: ReviewDesk, shop: Workshop) -> int:
    """A task of the county, above which there is no office."""
    await desk.do(reviews.claim, shop.check_id)
    await desk.decide(shop, "suspend", comment="可能中毒")
    (task,) = await desk.look(escalation_views.list_open, desk.county, actor=desk.above)
    return int(task.id)


async def test_an_answer_that_came_back_decides_the_task(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    task = await task_of(desk, shop)
    for actor in (desk.head, desk.stranger, desk.viewer):
        with pytest.raises(NotAllowed):
            await desk.do(referrals.send, task, *ASKED, actor=actor)
    for wrong, problem in (
        ((" ", "suspend", "不改"), "referral-authority"),
        (("局" * 61, "suspend", "不改"), "referral-authority"),
        (("市局", "exposure", "不改"), "referral-wanted"),
        (("市局", "suspend", " "), "text-empty"),
        (("市局", "suspend", "不改", TODAY - timedelta(days=1)), "referral-day"),
        (("市局", "suspend", "不改", TODAY + timedelta(days=400)), "referral-day"),
    ):
        with pytest.raises(Invalid, match=problem):
            await desk.do(referrals.send, task, *wrong, actor=desk.above)
    made = await desk.do(referrals.send, task, *ASKED, DUE, actor=desk.above)
    assert await desk.do(referrals.send, task, *ASKED, actor=desk.above) == made
    with pytest.raises(Conflict, match="referral-waits"):
        await desk.do(escalations.decide, task, "suspend", "同意", actor=desk.above)
    assert (await desk.look(escalation_views.get_escalation, task, actor=desk.above)).is_referred
    (told,) = await desk.queued("outbox-referral-late")
    assert (told["person_id"], told["values"]["authority"]) == (desk.above.person_id, ASKED[0])
    assert told["not_before"].date() == workday_after(DUE + timedelta(days=1))
    page = photo("盖章的请示")
    assert await desk.do(referrals.attach, made, page, actor=desk.above) == 1
    assert await desk.do(referrals.attach, made, page, actor=desk.above) == 1
    with pytest.raises(Invalid, match="paper"):
        await desk.do(referrals.attach, made, replace(page, kind="voice"), actor=desk.above)
    noted = await desk.do(referrals.note, made, number=" 县卫〔2026〕7号", actor=desk.above)
    assert (noted.number, noted.files, noted.answer_files) == ("县卫〔2026〕7号", 1, 0)
    facts = await desk.do(referral_papers.make, made, actor=desk.above)
    assert (facts.referral, facts.head.place, len(facts.faults)) == (noted, "某县", 1)
    told_on = TODAY
    for unfit, problem in (
        (("agreed", "同意", told_on), "referral-outcome"),
        (("suspend", " ", told_on), "text-empty"),
        (("suspend", "同意", TODAY + timedelta(days=1)), "measure-day"),
        (("suspend", "同意", TODAY - timedelta(days=1)), "measure-day"),
    ):
        with pytest.raises(Invalid, match=problem):
            await desk.do(referrals.answer, made, *unfit, actor=desk.above)
    with pytest.raises(NotAllowed):
        await desk.do(referrals.answer, made, "suspend", "同意", told_on, actor=desk.head)
    view = await desk.do(referrals.answer, made, "suspend", "同意停产", told_on, "市政府", actor=desk.above)
    assert isinstance(view, ReferralView)
    assert (view.state, view.outcome, view.answered_from) == ("answered", "suspend", "市政府")
    assert view == await desk.do(
        referrals.answer, made, "suspend", "同意停产", told_on, "市政府", actor=desk.above
    )
    with pytest.raises(Conflict, match="referral-over"):
        await desk.do(referrals.answer, made, "refused", "不同意", told_on, actor=desk.above)
    with pytest.raises(Conflict, match="referral-over"):
        await desk.do(referrals.withdraw, made, actor=desk.above)
    mended = await desk.do(referrals.answer, made, "suspend", "同意。", told_on, "市政府", actor=desk.above)
    assert mended.answer == "同意。"
    assert await desk.do(referrals.attach, made, photo("批复"), actor=desk.above) == 1
    assert [one.part for one in await desk.look(referral_views.list_files, made, actor=desk.above)] == [
        "paper",
        "answer",
    ]
    assert await desk.queued("outbox-referral-late") == []
    decided = await desk.look(escalation_views.get_escalation, task, actor=desk.above)
    assert (decided.state, decided.decision, decided.reason) == ("decided", "suspend", "同意停产")
    (measure,) = await desk.look(measure_views.list_measures, desk.town)
    assert (measure.kind, measure.since_on) == ("suspend", told_on)
    said = await desk.queued("outbox-escalation-decided")
    assert {row["values"]["office"] for row in said} == {"市政府"}
    events = [one.key for one in (await desk.look(reading.read_all, shop.enterprise_id)).events]
    assert {"history-referral", "history-referral-answered"} <= set(events)
    own = (await desk.look(reading.read_all, shop.enterprise_id, actor=shop.owner)).events
    assert not [one for one in own if one.key.startswith("history-referral")]
    deeds = await desk.look(audit_trail.list_deeds, desk.county, actor=desk.above)
    assert [one.code for one in deeds if one.subject == "referral"] == [
        "referral-attach",
        "referral-answer",
        "referral-answer",
        "referral-paper",
        "referral-note",
        "referral-attach",
        "referral-send",
    ]
    async with desk.database.read() as db:
        assert page.sha256 in await records._files(db, shop.enterprise_id)


async def test_what_is_refused_or_withdrawn_goes_back_to_the_office(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    task = await task_of(desk, shop)
    first = await desk.do(referrals.send, task, *ASKED, DUE, actor=desk.above)
    later = DUE + timedelta(days=30)
    await desk.do(referrals.note, first, answer_by=later, actor=desk.above)
    async with desk.database.read() as db:
        query = select(OutboxRow.not_before, OutboxRow.priority)
        rows = (await db.execute(query.where(OutboxRow.text_key == "outbox-referral-late"))).all()
    due = workday_after(later + timedelta(days=1))
    assert [tuple(row) for row in rows] == [
        (datetime(due.year, due.month, due.day, 0, 30, tzinfo=UTC), GATHERED)
    ]
    (view,) = await desk.look(referral_views.list_at, desk.county, actor=desk.above)
    assert view.is_late(later + timedelta(days=1))
    assert not view.is_late(later)
    assert await desk.do(referrals.withdraw, first, actor=desk.above)
    assert not await desk.do(referrals.withdraw, first, actor=desk.above)
    assert await desk.queued("outbox-referral-late") == []
    with pytest.raises(Conflict, match="referral-over"):
        await desk.do(referrals.note, first, answer_by=DUE, actor=desk.above)
    second = await desk.do(referrals.send, task, *ASKED, actor=desk.above)
    assert second != first
    refused = await desk.do(referrals.answer, second, "refused", "证据不足", TODAY, actor=desk.above)
    assert (refused.state, refused.answered_from) == ("answered", ASKED[0])
    still = await desk.look(escalation_views.get_escalation, task, actor=desk.above)
    assert (still.state, still.is_referred) == ("open", False)
    assert await desk.look(measure_views.list_measures, desk.town) == ()
    await desk.do(escalations.decide, task, "penalty", "罚", actor=desk.above)
    with pytest.raises(Conflict, match="escalation-over"):
        await desk.do(referrals.send, task, *ASKED, actor=desk.above)


async def test_where_there_is_an_office_above_it_is_handed_up_there(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    task = await task_of(desk, shop)
    async with desk.database.begin() as db:
        await db.execute(update(Escalation).values(jurisdiction_id=desk.town))
    with pytest.raises(Invalid, match="escalation-up"):
        await desk.do(referrals.send, task, *ASKED, actor=desk.head)


async def test_all_are_counted_though_a_page_lists_the_first(
    desk: ReviewDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2):
        task = await task_of(desk, await desk.workshop(number, fails=True))
        made = await desk.do(referrals.send, task, *ASKED, actor=desk.above)
        await desk.do(referrals.answer, made, "suspend", "同意", TODAY, actor=desk.above)
    monkeypatch.setattr(referral_views, "LISTED", 1)
    for campaign_id, count in ((None, 2), (desk.campaign_id, 2), (desk.campaign_id + 1, 0)):
        at = (desk.county,)
        listed = await desk.look(referral_views.list_at, *at, actor=desk.above, campaign_id=campaign_id)
        assert len(listed) == min(count, 1)
        counted = await desk.look(referral_views.count_at, *at, actor=desk.above, campaign_id=campaign_id)
        assert counted == count
    with pytest.raises(NotAllowed):
        await desk.look(referral_views.count_at, desk.county, actor=desk.stranger)
