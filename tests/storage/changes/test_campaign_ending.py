"""The end of a campaign: it can no longer be changed, all of it stays, and the end can be undone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from scheduler.planning.housekeeping import fold_progress
from storage.base.audit import Actor
from storage.base.errors import Conflict, Ended, Invalid, NotAllowed, NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns import telling
from storage.changes import campaign_ending
from storage.changes import enterprises as enterprise_keeping
from storage.changes.campaign_ending import Ending
from storage.findings import comments, extension_views, extensions, plans, verification_views, verifications
from storage.findings import views as finding_views
from storage.notices import drafts, sending
from storage.notices import views as notice_views
from storage.notices.audiences import Audience
from storage.outbox.queue import GATHERED
from storage.reminders import escalation_planning
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, escalations
from storage.reviews import views as review_views
from storage.self_checks import answers, submissions
from storage.statistics import ledger, overviews, summaries, summary_views
from storage.tables.notices import Notice
from storage.tables.outbox import OutboxRow
from tests.storage.conftest import CLI, register
from tests.storage.desk import RULES as NOTICE_RULES
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, begin_workshop, outcome, varied

__all__ = ["desk", "varied"]

LATE = TODAY + timedelta(days=40)


async def fault_of(desk: ReviewDesk, shop: Workshop) -> int:
    """The finding of a workshop that has one."""
    async with desk.database.read() as db:
        (one,) = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
    return one.id


def phones(shop: Workshop) -> list[int]:
    """The people of a workshop."""
    return sorted(one.person_id for one in (shop.owner, shop.mate) if one.person_id)


async def end(desk: ReviewDesk, reason: str = "都办完了") -> bool:
    done: bool = await desk.do(campaign_ending.close, desk.campaign_id, reason, actor=desk.above)
    return done


async def told(desk: ReviewDesk) -> dict[str, list[int | None]]:
    """Messages about the campaign as a whole and their readers, by the key of the sentence; none of the
    opening."""
    async with desk.database.read() as db:
        rows = await db.execute(
            select(OutboxRow.text_key, OutboxRow.person_id)
            .where(OutboxRow.topic == telling.TOPIC, OutboxRow.text_key != "")
            .order_by(OutboxRow.person_id)
        )
        found: dict[str, list[int | None]] = {}
        for key, person in rows:
            found.setdefault(key, []).append(person)
        return found


async def test_it_says_beforehand_what_is_open(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    await desk.workshop(2, fails=True)
    draft = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 3)
    await draft.plan((await draft.answer(PLAIN, "fail")).lines[PLAIN].finding_id or 0)
    asked = await desk.workshop(4, fails=True)
    await asked.do(extensions.ask, await fault_of(desk, asked), LATE, "设备没到", TODAY)
    async with desk.database.read() as db:
        left = await campaign_ending.look(db, desk.above, desk.clock.now(), desk.campaign_id)
        for by in (desk.head, desk.chen, desk.stranger):  # a town's head does not end the county's campaign
            with pytest.raises(NotAllowed):
                await campaign_ending.look(db, by, desk.clock.now(), desk.campaign_id)
    assert left == Ending(4, 0, 1, 3, 2, 0, 0, 1, 0, 0, 0, 0)


async def test_a_person_says_why_and_everybody_concerned_is_told_once(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    for reason in ("", " ", "x", "长" * 201):
        with pytest.raises(Invalid, match="end-reason"):
            await end(desk, reason)
    with pytest.raises(NotAllowed):
        await desk.do(campaign_ending.close, desk.campaign_id, "都办完了", actor=desk.head)
    assert [await end(desk), await end(desk), await end(desk, "再来一次")] == [True, False, False]
    # the person who ended it knows.
    staff = [one.person_id for one in (desk.chen, desk.zhou, desk.head, desk.viewer, desk.stranger)]
    assert await told(desk) == {
        "campaign-ended": sorted(one for one in staff if one),
        "campaign-ended-owner": phones(shop),
    }
    async with desk.database.read() as db:
        view = await campaigns.get_campaign(db, desk.campaign_id)
    assert (view.state, view.closed_on) == ("closed", TODAY)


async def test_nothing_of_it_is_changed_any_more_and_everything_can_be_read(desk: ReviewDesk) -> None:
    shop, waits = await desk.workshop(1, fails=True), await desk.workshop(2, fails=True)
    draft = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 3)
    await draft.answer(PLAIN, "pass")
    late = await desk.workshop(4, fails=True)
    fault, asking = await fault_of(desk, shop), await fault_of(desk, waits)
    question = await waits.do(extensions.ask, asking, LATE, "设备没到", TODAY)
    overdue = date(2026, 12, 30)
    async with desk.database.begin() as db:
        assert await escalation_planning.plan_due(db, desk.clock.now(), RULES, overdue)
        (task, *_) = await escalation_views.list_open(db, desk.chen, desk.town)
    await desk.do(reviews.claim, late.check_id)
    await end(desk)
    refused: tuple[tuple[Any, Callable[..., Awaitable[Any]], tuple[Any, ...], dict[str, Any]], ...] = (
        (draft.owner, answers.record, (draft.check_id, PLAIN, "fail"), {}),
        (draft.owner, answers.set_note, (draft.check_id, PLAIN, "后来"), {}),
        (draft.owner, submissions.submit, (draft.check_id,), {"form_prefix": "XF"}),
        (shop.owner, submissions.withdraw, (shop.check_id,), {}),
        (shop.owner, plans.complete, (fault,), {}),
        (shop.owner, comments.comment, (fault, "改好了"), {}),
        (shop.owner, extensions.ask, (fault, LATE, "设备没到", TODAY), {}),
        (desk.chen, extensions.decide, (question, LATE, "", TODAY), {}),
        (desk.chen, reviews.claim, (shop.check_id,), {}),
        (desk.chen, reviews.give_back, (late.check_id,), {}),
        (desk.chen, verifications.accept, (RULES, fault), {}),
        (desk.chen, escalations.warn, (task.id,), {}),
        (desk.chen, escalations.decide, (task.id, None, "算了"), {}),
    )
    for actor, deed, values, named in refused:
        with pytest.raises(Ended):
            await desk.do(deed, *values, actor=actor, **named)
    async with desk.database.begin() as db:
        assert not await escalation_planning.plan_due(
            db, desk.clock.now(), RULES, overdue + timedelta(days=9)
        )
        assert not await escalation_views.list_open(db, desk.chen, desk.town)
        assert not await extension_views.list_waiting(db, desk.chen, desk.town)
        assert not await verification_views.count_waiting(db, desk.chen, desk.town)
        assert not await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
        assert (await review_views.get_case(db, desk.chen, shop.check_id)).self_check.number
        (one,) = await submissions.list_checks(db, shop.owner, shop.enterprise_id)
        assert (one.id, one.is_open, one.closed_on) == (shop.check_id, False, TODAY)
        assert await submissions.list_checks(db, waits.owner, shop.enterprise_id) == ()
        assert await campaigns.list_for(db, shop.enterprise_id) == ()
        (seen,) = await campaigns.list_at(db, desk.town)
        assert (seen.id, seen.is_open) == (desk.campaign_id, False)


async def test_its_figures_stay_whatever_becomes_of_the_enterprises(desk: ReviewDesk) -> None:
    first, second = await desk.workshop(1, fails=True), await desk.workshop(2)

    async def seen() -> list[Any]:
        later = TODAY + timedelta(days=300)
        async with desk.database.read() as db:
            of = await ledger.head(db, desk.above, desk.campaign_id)
            pages = [page async for page in ledger.enterprise_pages(db, of, later)]
            counted = await ledger.coverage(db, of)
            view = await overviews.overview(db, desk.above, desk.campaign_id, None, later)
        return [
            (of.enterprises, of.findings, counted, view),
            [(row.id, row.place, row.found, row.open, row.overdue) for page in pages for row in page],
        ]

    await end(desk)
    before = await seen()
    await desk.do(enterprise_keeping.move_to, first.enterprise_id, desk.other, actor=CLI)
    await desk.do(enterprise_keeping.close_for, second.enterprise_id, "stopped", actor=CLI)
    await register(desk.database, desk.clock, desk.town, 880_001)
    assert await seen() == before
    await fold_progress(desk.database)
    assert await seen() == before
    assert before[0][3].day == TODAY
    async with desk.database.begin() as db:
        summary = await summaries.begin(
            db, desk.above, desk.clock.now(), desk.campaign_id, desk.county, "whole", TODAY
        )
    said = await desk.look(summary_views.contents, summary, TODAY + timedelta(days=60), actor=desk.above)
    assert (said.figures.steps, said.figures.last, said.figures.day) == (before[0][3].steps, TODAY, TODAY)


async def test_the_end_is_taken_back_and_who_was_told_hears_of_it(desk: ReviewDesk) -> None:
    shop, other = await desk.workshop(1, fails=True), await desk.workshop(2)
    await end(desk)
    async with desk.database.begin() as db:
        of_shop = (OutboxRow.text_key == "campaign-ended-owner", OutboxRow.person_id == shop.owner.person_id)
        await db.execute(update(OutboxRow).where(*of_shop).values(state="sent", sent_at=desk.clock.now()))
    await desk.do(enterprise_keeping.close_for, other.enterprise_id, "stopped", actor=CLI)
    with pytest.raises(Invalid, match="end-reason"):
        await desk.do(campaign_ending.reopen, desk.campaign_id, "", actor=desk.above)
    with pytest.raises(NotAllowed):
        await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.head)
    assert await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.above)
    assert not await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.above)
    assert (await told(desk))["campaign-resumed-owner"] == [shop.owner.person_id]
    assert "campaign-resumed" not in await told(desk)  # no office had the message of the end yet
    await shop.do(comments.comment, await fault_of(desk, shop), "接着改")
    async with desk.database.read() as db:
        view = await overviews.overview(db, desk.above, desk.campaign_id, None, TODAY)
    assert (view.steps.enterprises, view.steps.submitted) == (1, 1)  # what happened meanwhile counts again
    assert await end(desk, "这回真的")
    assert (await told(desk))["campaign-ended-owner"] == sorted(
        [*phones(shop), *phones(shop), *phones(other)]
    )


async def test_who_takes_the_end_back_is_not_told_of_it(desk: ReviewDesk) -> None:
    await desk.do(campaign_ending.close, desk.campaign_id, actor=CLI)
    async with desk.database.begin() as db:
        await db.execute(update(OutboxRow).values(state="sent", sent_at=desk.clock.now()))
    assert await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.above)
    async with desk.database.read() as db:
        query = select(OutboxRow.priority).where(OutboxRow.text_key == "campaign-resumed")
        assert set((await db.execute(query)).scalars()) == {GATHERED}, "a line of the digest"
    heard = (await told(desk))["campaign-resumed"]
    assert desk.head.person_id in heard
    assert desk.above.person_id not in heard


async def test_it_is_not_resumed_beside_the_same_plan(desk: ReviewDesk, varied: Any) -> None:
    await end(desk)
    async with desk.database.begin() as db:
        await campaigns.open_campaign(db, CLI, desk.clock.now(), varied, "small", desk.county, TODAY)
    with pytest.raises(Conflict, match="campaign-open"):
        await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.above)


async def held_up(desk: ReviewDesk, db: Any, task: asyncio.Task[Any]) -> bool:
    """Whether a task waits for the transaction of `db`; False once it is over."""
    if desk.database.is_sqlite:  # has one writer
        await asyncio.sleep(0)
        return not task.done()
    own = (await db.execute(text("SELECT pg_backend_pid()"))).scalar_one()
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE :own = ANY(pg_blocking_pids(pid))")
    while not task.done():
        async with desk.database.read() as other:
            if (await other.execute(waiting, {"own": own})).scalar_one():
                return True
    return False


async def test_an_end_waits_for_deeds_that_have_begun(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    joined = await register(desk.database, desk.clock, desk.town, 880_002)
    new = Actor("person", joined.person_id)
    begin = (joined.enterprise_id, desk.campaign_id)
    deeds: tuple[tuple[Any, Any, tuple[Any, ...], tuple[int, int]], ...] = (
        (new, submissions.start, begin, (2, 1)),
        (shop.owner, submissions.withdraw, (shop.check_id,), (2, 0)),
    )
    for actor, deed, values, counted in deeds:
        async with asyncio.TaskGroup() as tasks, desk.database.begin() as db:
            await deed(db, actor, desk.clock.now(), *values)
            ending = tasks.create_task(end(desk))
            assert await held_up(desk, db, ending)
        assert ending.result()
        async with desk.database.read() as db:
            steps = (await overviews.overview(db, desk.above, desk.campaign_id, None, TODAY)).steps
        assert (steps.started, steps.submitted) == counted
        assert await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.above)


async def test_a_deed_that_meets_an_end_is_refused(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    joined = await register(desk.database, desk.clock, desk.town, 880_002)
    new = Actor("person", joined.person_id)
    begin = (joined.enterprise_id, desk.campaign_id)
    deeds: tuple[tuple[Any, Any, tuple[Any, ...], type[Exception]], ...] = (
        (new, submissions.start, begin, NotFound),
        (shop.owner, submissions.withdraw, (shop.check_id,), Ended),
        (desk.chen, reviews.claim, (shop.check_id,), Ended),
    )
    for actor, deed, values, refusal in deeds:
        async with asyncio.TaskGroup() as tasks, desk.database.begin() as db:
            assert await campaign_ending.close(db, desk.above, desk.clock.now(), desk.campaign_id, "都办完了")
            meanwhile = tasks.create_task(outcome(desk.do(deed, *values, actor=actor)))
            assert await held_up(desk, db, meanwhile)
        assert isinstance(meanwhile.result(), refusal)
        assert await desk.do(campaign_ending.reopen, desk.campaign_id, "点错了", actor=desk.above)


async def draft_of(desk: ReviewDesk, campaign_id: int | None, title: str) -> int:
    """A notice to the town, written by 陈."""
    body = f"请看：{title}"
    made: int = await desk.do(
        drafts.begin,
        Audience(desk.town),
        campaign_id=campaign_id,
        template="t",
        title=title,
        body=body,
    )
    return made


async def test_notices_not_begun_go_back_to_their_authors(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    later = desk.clock.now() + timedelta(days=3)
    made = []
    for campaign_id, title in ((desk.campaign_id, "催交"), (desk.campaign_id, "长期"), (None, "停电")):
        one = await draft_of(desk, campaign_id, title)
        await desk.do(drafts.choose_time, one, later)
        assert (await desk.do(sending.confirm, one, NOTICE_RULES)).state == "scheduled"
        made.append(one)
    unsent, standing, other = made
    async with desk.database.begin() as db:
        goes_on = update(Notice).where(Notice.id == standing)
        await db.execute(goes_on.values(state="sent", standing=True))
    left = await desk.look(campaign_ending.look, desk.clock.now(), desk.campaign_id, actor=desk.above)
    assert (left.notices, left.standing) == (1, 1)
    await end(desk)

    async def seen(notice_id: int) -> Any:
        async with desk.database.read() as db:
            return await notice_views.load(db, notice_id)

    back = await seen(unsent)
    assert (back.state, back.held, back.returned) == ("draft", "ended", "都办完了")
    assert ((await seen(standing)).state, (await seen(standing)).standing) == ("sent", False)
    assert (await seen(other)).state == "scheduled"  # about no campaign
    (said,) = await desk.queued("outbox-notice-returned-ended")
    assert (said["person_id"], said["values"]) == (desk.chen.person_id, {"title": "催交"})
    assert (await desk.do(sending.confirm, unsent, NOTICE_RULES)).state == "scheduled"
    assert (await seen(unsent)).held is None


async def test_an_end_gives_back_what_is_confirmed_meanwhile(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    notice = await draft_of(desk, desk.campaign_id, "催交")
    await desk.do(drafts.choose_time, notice, desk.clock.now() + timedelta(days=3))
    async with asyncio.TaskGroup() as tasks, desk.database.begin() as db:
        await sending.confirm(db, desk.chen, desk.clock.now(), notice, NOTICE_RULES)
        ending = tasks.create_task(end(desk))
        assert await held_up(desk, db, ending)
    assert ending.result()
    async with desk.database.read() as db:
        assert (await notice_views.load(db, notice)).state == "draft"
