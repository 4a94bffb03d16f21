"""Voiding of faults and of whole visits: the finding is as before, the enterprise is told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from storage.base.errors import ChenanError, NotAllowed, NotFound, Stale
from storage.changes import campaign_ending, records
from storage.findings import plans, verifications
from storage.findings import views as finding_views
from storage.inspections import figures, former, planning, recording, voiding
from storage.self_checks import attachments
from storage.statistics import overviews
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.people import Contact
from storage.tables.system import AuditRow
from tests.storage.inspections.test_visits import attach_after, problem, rows
from tests.storage.inspections.visiting import DUE, Visiting, visiting
from tests.storage.review_desk import RULES, desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import COUNTED, PLAIN, SHOWN, Workshop, varied

__all__ = ["desk", "varied", "visiting"]

WRONG = "记错了企业"


async def found(visiting: Visiting, shop: Workshop, *codes: str) -> int:
    """A visit that is done, with these faults."""
    visit = await visiting.begin(shop)
    for code in codes:
        await visiting.answer(visit, code, "fail", f"{code} 不行")
        await visiting.desk.do(recording.attach, visit, code, photo(f"现场 {visit} {code}"))
    await visiting.finish(visit)
    return visit


async def void(visiting: Visiting, visit: int, *codes: str, **named: Any) -> voiding.Voided:
    """Void a fault, or without one the whole visit."""
    deed = voiding.void_fault if codes else voiding.void
    done: voiding.Voided = await visiting.desk.do(deed, visit, *codes, WRONG, today=TODAY, **named)
    return done


async def open_findings(visiting: Visiting, shop: Workshop) -> list[str]:
    """The questions of the findings that the owner is shown."""
    listed = await visiting.desk.look(finding_views.list_findings, actor=shop.owner)
    return sorted(one.question for one in listed)


async def test_a_fault_noted_by_mistake_ends_with_all_that_followed(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await found(visiting, shop, PLAIN, SHOWN)
    listed = await desk.look(finding_views.list_findings, actor=shop.owner)
    finding, other = (next(one.id for one in listed if one.question == code) for code in (PLAIN, SHOWN))
    async with desk.database.begin() as db:
        await db.execute(
            insert(Extension).values(
                finding_id=finding, enterprise_id=shop.enterprise_id, from_on=DUE,
                wanted_on=DUE + timedelta(days=5), reason="人手不够", asked_by=shop.owner.person_id,
                asked_at=desk.clock.now(),
            )
        )  # fmt: skip
    for is_new in (True, False):  # tapped twice
        assert (await void(visiting, visit, PLAIN)).is_new is is_new
    assert await open_findings(visiting, shop) == [SHOWN]
    with pytest.raises(NotFound):
        await desk.look(finding_views.get_finding, finding, actor=shop.owner)
    told = await desk.queued("outbox-inspection-void-fault")
    assert [row["values"]["stays"] for row in told] == ["no", "no"]  # the owner and the mate, once each
    assert told[0]["values"]["reason"] == WRONG
    (asked,) = await rows(desk, select(Extension.state))
    assert asked["state"] == "moot"
    assert await rows(desk, select(Rectification.finding_id)) == [{"finding_id": other}]
    async with desk.database.read() as db:
        assert await attachments.list_files(db, shop.check_id, PLAIN) == ()
        seen = await former.last_seen(db, shop.enterprise_id, desk.campaign_id)
    assert set(seen) == {SHOWN}
    view = await visiting.look(visit)
    assert (view.faults, view.voided, view.seen[PLAIN].void_reason) == ((SHOWN,), (PLAIN,), WRONG)
    assert (view.corrected_on, len(view.files)) == (TODAY, 2)
    (line,) = await desk.look(figures.list_made, desk.town)
    assert (line.checked, line.faults, line.voids, line.is_void) == (1, 1, (WRONG,), False)
    overview = await desk.look(overviews.overview, desk.campaign_id, desk.town, DUE + timedelta(days=1))
    assert overview.remedies.overdue == 1
    audited = select(AuditRow.id).where(AuditRow.action == "inspection-void-fault")
    assert len(await rows(desk, audited)) == 1
    # what the enterprise finds itself is a finding of its own, without the office's day
    await shop.answer(PLAIN, "fail")
    own = (await shop.self_check()).line(PLAIN)
    assert (own.finding_id, own.inspected, own.remedy) == (finding, False, None)


async def test_the_finding_is_again_as_it_was_before(visiting: Visiting) -> None:
    """Closed before: closed; the enterprise's own plan: with its day; its visit before: of that visit."""
    desk = visiting.desk
    shop = await desk.workshop(1, fails=True)
    (own,) = await rows(desk, select(Rectification))
    visit = await found(visiting, shop, PLAIN)
    assert (await void(visiting, visit, PLAIN)).faults == 1
    told = await desk.queued("outbox-inspection-void-fault")
    assert {row["values"]["stays"] for row in told} == {"yes"}
    (again,) = await rows(desk, select(Rectification))
    assert again == own
    (line,) = await rows(desk, select(Finding.state, Finding.inspection_id))
    assert line == {"state": "open", "inspection_id": None}
    closed = {"state": "closed", "closed_at": desk.clock.now(), "closed_by": desk.chen.person_id}
    async with desk.database.begin() as db:
        await db.execute(update(Finding).values(**closed))
        await db.execute(update(Rectification).values(state="accepted"))
    desk.clock.move(minutes=1)
    second = await found(visiting, await visiting.enterprise(2), PLAIN)
    first = await visiting.begin(shop, visiting.health)
    await visiting.answer(first, PLAIN, "fail", "又坏了", actor=visiting.health)
    await visiting.finish(first, actor=visiting.health)
    await void(visiting, first, actor=visiting.health)
    of = select(Finding.state, Finding.closed_at, Finding.closed_by)
    (line,) = await rows(desk, of.where(Finding.enterprise_id == shop.enterprise_id))
    assert line == closed
    assert await problem(void(visiting, second, COUNTED)) == "Stale"


async def test_two_visits_found_the_same(visiting: Visiting) -> None:
    """The earlier one voided first, then the later one: there is no finding left."""
    shop = await visiting.enterprise(1)
    first = await found(visiting, shop, PLAIN)
    second = await visiting.begin(shop, visiting.health)
    await visiting.answer(second, PLAIN, "fail", "还没有改", actor=visiting.health)
    await visiting.finish(second, actor=visiting.health)
    await void(visiting, first)
    assert await open_findings(visiting, shop) == [PLAIN]
    await void(visiting, second, actor=visiting.health)
    assert await open_findings(visiting, shop) == []


async def test_what_the_owner_answered_meanwhile_decides_what_stays(visiting: Visiting) -> None:
    shop = await visiting.enterprise(1)
    visit = await found(visiting, shop, PLAIN, SHOWN)
    await shop.answer(PLAIN, "fail")  # by the office's finding it is shown already
    await void(visiting, visit)
    assert await open_findings(visiting, shop) == [PLAIN]
    line = (await shop.self_check()).line(PLAIN)
    assert (line.inspected, line.remedy) == (False, None)


async def test_a_fault_that_was_accepted_stays(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await found(visiting, shop, PLAIN)
    (finding,) = await desk.look(finding_views.list_findings, actor=shop.owner)
    await shop.do(plans.plan_for_the_day, finding.id, measure="贴到墙上", responsible="李四", funds_fen=0)
    await shop.do(attach_after, finding.id, photo("已贴"))
    await shop.do(plans.complete, finding.id)
    await desk.do(verifications.accept, RULES, finding.id)
    assert await problem(void(visiting, visit, PLAIN)) == "inspection-void-closed"
    assert await problem(void(visiting, visit)) == "inspection-void-closed"
    assert (await visiting.look(visit)).voided == ()


async def test_a_visit_to_the_wrong_enterprise_counts_nowhere(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await found(visiting, shop, PLAIN, SHOWN)
    await void(visiting, visit, SHOWN)
    await visiting.sent()
    assert (await void(visiting, visit)).faults == 1
    assert not (await void(visiting, visit)).is_new
    assert await open_findings(visiting, shop) == []
    assert len(await desk.queued("outbox-inspection-void")) == 2
    async with desk.database.read() as db:
        covered = await figures.coverage(db, desk.campaign_id, desk.town)
        assert await planning.made_of(db, shop.enterprise_id) == ()
    assert (covered.visited, covered.visits) == (0, 0)
    (line,) = await desk.look(figures.list_made, desk.town)
    assert (line.is_void, line.voids, line.faults, line.checked) == (True, (WRONG,), 0, 0)
    assert (line.ordered, line.due_on) == (False, None)
    assert await desk.look(figures.count_made, desk.town, is_void=True) == 1
    kept = await desk.look(records.records, shop.enterprise_id, actor=shop.owner)
    assert not any(kept.tables[name] for name in kept.tables if name.startswith("inspection"))
    assert (await visiting.look(visit, desk.head)).void_reason == WRONG
    assert await problem(desk.do(planning.drop, visit)) == "inspection-over"
    again = await visiting.begin(shop)  # the day is free for the right one
    assert again != visit
    await desk.do(recording.attach_signed, visit, photo("更正"))


async def test_an_enterprise_that_was_not_told_yet_is_told_nothing(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    await void(visiting, await found(visiting, shop, PLAIN))
    for key in ("outbox-inspected", "outbox-inspection-void"):
        assert await desk.queued(key) == []


async def test_who_may_void(visiting: Visiting) -> None:
    """A fault is voided by its author or a judge of its row, a whole visit by its leading department."""
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.begin(shop)
    await desk.do(planning.join, visit, "union", joins=True)
    await visiting.answer(visit, PLAIN, "fail", "没有制度")
    await visiting.answer(visit, SHOWN, "fail", "没有合同", actor=visiting.union)
    assert await problem(void(visiting, visit, PLAIN)) == "inspection-not-done"
    await visiting.finish(visit)
    for actor in (desk.viewer, desk.stranger, visiting.health, shop.owner):
        with pytest.raises(NotFound):
            await void(visiting, visit, PLAIN, actor=actor)
    for codes in ((PLAIN,), ()):
        with pytest.raises(NotAllowed):
            await void(visiting, visit, *codes, actor=visiting.union)
    seen = await visiting.look(visit, visiting.union)
    assert [seen.may_void(code) for code in (PLAIN, SHOWN)] == [False, True]
    assert not seen.may_void_all
    with pytest.raises(Stale):
        await void(visiting, visit, COUNTED)
    assert await problem(desk.do(voiding.void, visit, " ", today=TODAY)) == "text-empty"
    await void(visiting, visit, SHOWN, actor=visiting.union)
    async with desk.database.begin() as db:
        await db.execute(
            insert(Contact).values(
                enterprise_id=shop.enterprise_id, person_id=desk.chen.person_id, role="member",
                joined_at=desk.clock.now(),
            )
        )  # fmt: skip
    with pytest.raises(NotFound):
        await void(visiting, visit)
    await desk.do(campaign_ending.close, desk.campaign_id, "到期", actor=desk.above)
    assert await problem(void(visiting, visit, actor=desk.zhou)) == "inspection-void-ended"


async def test_two_officers_void_at_once(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await found(visiting, shop, PLAIN)
    await visiting.sent()
    deeds = [void(visiting, visit, PLAIN), void(visiting, visit), void(visiting, visit, actor=desk.zhou)]
    done = await asyncio.gather(*deeds, return_exceptions=True)
    assert not [one for one in done if isinstance(one, BaseException) and not isinstance(one, ChenanError)]
    assert sum(one.faults for one in done if isinstance(one, voiding.Voided)) == 1
    assert await open_findings(visiting, shop) == []
