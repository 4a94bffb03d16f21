"""Visits: planned, recorded by several officers, ended with findings; what is refused and not said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update

from storage.base.errors import ChenanError, NotAllowed, NotFound, Recused, Stale
from storage.changes import campaign_ending, records
from storage.changes import enterprises as enterprise_keeping
from storage.findings import photos, plans, verification_views, verifications
from storage.findings import views as finding_views
from storage.inspections import days, ending, figures, planning, recording, voiding
from storage.offices import audit_trail
from storage.self_checks import attachments, submissions
from storage.self_checks.state import load
from storage.statistics import overviews
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding
from storage.tables.inspections import Inspection
from storage.tables.people import Contact
from storage.tables.self_checks import SelfCheck
from storage.tables.system import AuditRow
from tests.storage.inspections.visiting import DUE, Visiting, visiting
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import COUNTED, DEEP, DUSTY, PLAIN, SHOWN, Workshop, varied

__all__ = ["desk", "varied", "visiting"]


async def problem(deed: Any) -> str:
    """The problem that refused it."""
    with pytest.raises(ChenanError) as caught:
        await deed
    return str(getattr(caught.value, "problem", type(caught.value).__name__))


async def rows(desk: ReviewDesk, query: Any) -> list[dict[str, Any]]:
    async with desk.database.read() as db:
        return [dict(row._mapping) for row in await db.execute(query)]


# --- planned ----------------------------------------------------------------------------------------


async def test_a_visit_is_planned_once_whoever_of_the_department_plans_it(visiting: Visiting) -> None:
    shop = await visiting.enterprise(1)
    first = await visiting.schedule(shop, 3)
    assert await visiting.schedule(shop, 3, visiting.desk.zhou) == first
    assert await visiting.schedule(shop, 4) != first
    assert await visiting.schedule(shop, 3, visiting.health) != first
    assert await problem(visiting.schedule(shop, -1)) == "inspection-day"
    assert await problem(visiting.schedule(shop, 91)) == "inspection-day"
    assert await problem(visiting.schedule(shop, 0, announced=True)) == "inspection-announced"
    listed = await visiting.desk.look(planning.list_planned)
    assert [(one.department, one.planned_on) for one in listed] == [
        ("safety", TODAY + timedelta(days=days)) for days in (3, 4)
    ]


async def test_an_announced_visit_is_told_once_and_its_end_too(visiting: Visiting) -> None:
    shop = await visiting.enterprise(1)
    visit = await visiting.schedule(shop, 3)
    assert await visiting.desk.queued("outbox-inspection") == []
    for _ in range(2):
        assert await visiting.schedule(shop, 3, announced=True) == visit
    told = await visiting.desk.queued("outbox-inspection")
    assert {row["person_id"] for row in told} == {shop.owner.person_id, shop.mate.person_id}
    assert len(told) == 2
    assert (told[0]["values"]["day_month"], told[0]["values"]["day_day"]) == (11, 5)
    await visiting.sent()
    for _ in range(2):
        await visiting.desk.do(planning.drop, visit)
    assert len(await visiting.desk.queued("outbox-inspection-off")) == 2
    again = await visiting.schedule(shop, 3, announced=True)
    assert again == visit
    visiting.desk.clock.move(minutes=1)
    await visiting.sent()
    await visiting.desk.do(planning.drop, visit)
    assert len(await visiting.desk.queued("outbox-inspection-off")) == 4


async def test_what_is_not_announced_is_told_nobody_and_leaves_no_trace_before_it_begins(
    visiting: Visiting,
) -> None:
    """Nor does its number count: beside which routine visit one was planned would tell where it came from."""
    shop = await visiting.enterprise(1)
    await visiting.schedule(shop, 3)
    async with visiting.desk.database.begin() as db:
        await planning.plan(
            db, visiting.desk.town, "safety", shop.enterprise_id, TODAY + timedelta(days=4), TODAY
        )
    (routine, reported) = await rows(visiting.desk, select(Inspection).order_by(Inspection.planned_on))
    differs = {name for name in routine if routine[name] != reported[name]}
    assert differs == {"id", "planned_on"}
    assert abs(routine["id"] - reported["id"]) > 1000
    assert await rows(visiting.desk, select(AuditRow).where(AuditRow.subject == "inspection")) == []
    assert await visiting.desk.queued("outbox-inspection") == []
    kept = await visiting.desk.look(records.records, shop.enterprise_id, actor=shop.owner)
    assert not any(kept.tables[name] for name in kept.tables if name.startswith("inspection"))


async def test_who_may_visit(visiting: Visiting) -> None:
    shop, own = await visiting.enterprise(1), await visiting.enterprise(2)
    desk = visiting.desk
    for actor in (desk.viewer, desk.stranger):
        with pytest.raises(NotAllowed):
            await visiting.schedule(shop, actor=actor)
    async with desk.database.begin() as db:
        await db.execute(
            insert(Contact).values(
                enterprise_id=own.enterprise_id,
                person_id=desk.chen.person_id,
                role="member",
                joined_at=desk.clock.now(),
            )
        )
    with pytest.raises(Recused):
        await visiting.schedule(own)
    with pytest.raises(NotFound):
        await visiting.schedule(Workshop(desk.database, desk.clock, desk.chen, desk.chen, 999, 1, 1))
    visit = await visiting.schedule(own, actor=desk.zhou)
    later = {"today": TODAY}
    for deed, given, named in (
        (planning.drop, (), {}),
        (planning.join, ("health",), {"joins": True}),
        (recording.begin, (), later),
        (recording.answer, (PLAIN, "pass"), {}),
        (recording.choose, ("danger",), {}),
        (recording.set_due, ({PLAIN: TODAY},), later),
        (days.move, (TODAY,), later),
        (ending.finish, (), later),
        (voiding.void_fault, (PLAIN, "记错了"), later),
        (voiding.void, ("记错了",), later),
    ):
        for actor in (desk.chen, desk.viewer, desk.stranger, visiting.health):  # of another department too
            with pytest.raises(NotFound):
                await desk.do(deed, visit, *given, actor=actor, **named)
    with pytest.raises(NotFound):
        await visiting.look(visit)
    assert [one.id for one in await desk.look(planning.list_planned, actor=desk.zhou)] == [visit]
    assert await desk.look(planning.list_planned) == ()


# --- on the spot ------------------------------------------------------------------------------------


async def test_a_visit_begins_on_its_day_once(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.schedule(shop, 1)
    assert await problem(desk.do(recording.begin, visit, today=TODAY)) == "inspection-early"
    assert await problem(visiting.answer(visit, PLAIN, "pass")) == "inspection-planned"
    for actor in (desk.chen, desk.zhou, desk.chen):
        await desk.do(recording.begin, visit, actor=actor, today=TODAY + timedelta(days=2))
    seen = await visiting.look(visit)
    assert seen.officers == (("chen", "safety"), ("zhou", "safety"))
    assert seen.campaign_id == desk.campaign_id
    assert seen.order == (PLAIN, SHOWN, COUNTED)
    assert DUSTY not in seen.deep
    assert DEEP in seen.deep
    begun = select(AuditRow.id).where(AuditRow.action == "inspection-begun")
    assert len(await rows(desk, begun)) == 1


async def test_two_officers_do_not_write_over_each_other_unseen(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.begin(shop)
    assert await visiting.answer(visit, PLAIN, "pass") == 1
    assert await visiting.answer(visit, PLAIN, "pass") == 1  # tapped twice
    late = visiting.answer(visit, PLAIN, "fail", "没有制度", actor=desk.zhou)
    assert await problem(late) == "inspection-answered"
    assert await visiting.answer(visit, PLAIN, "fail", "没有制度", actor=desk.zhou, seen=1) == 2
    assert await problem(visiting.answer(visit, PLAIN, None, seen=1)) == "inspection-answered"
    seen = (await visiting.look(visit)).seen[PLAIN]
    assert (seen.verdict, seen.note, seen.by) == ("fail", "没有制度", "zhou")
    assert await visiting.answer(visit, PLAIN, None, seen=2) == 0
    assert (await visiting.look(visit)).seen == {}


async def test_what_is_written_down_has_to_fit(visiting: Visiting) -> None:
    visit = await visiting.begin(await visiting.enterprise(1))
    assert await problem(visiting.answer(visit, PLAIN, "fail")) == "inspection-note"
    assert await problem(visiting.answer(visit, PLAIN, "fail", "长" * 501)) == "text-long"
    assert await problem(visiting.answer(visit, PLAIN, "owed")) == "review-verdict"
    for code in (DUSTY, "Q99.1"):
        with pytest.raises(Stale):
            await visiting.answer(visit, code, "pass")
    assert await problem(visiting.finish(visit)) == "inspection-empty"
    await visiting.answer(visit, PLAIN, "fail", "没有制度")
    for day in (None, TODAY - timedelta(days=1), TODAY + timedelta(days=366)):
        assert await problem(visiting.finish(visit, due_on=day)) == "review-day"
    for number in range(attachments.MAX_FILES):
        for _ in range(2):
            file = photo(f"现场 {number}")
            assert await visiting.desk.do(recording.attach, visit, PLAIN, file) == number + 1
    over = visiting.desk.do(recording.attach, visit, PLAIN, photo("再来一张"))
    assert await problem(over) == "files-many"


async def test_a_joint_visit_has_each_department_in_its_rows(visiting: Visiting) -> None:
    """联合执法: who reviews judges all rows, the union those that the plan gives it."""
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.begin(shop)
    for _ in range(2):
        await desk.do(planning.join, visit, "union", joins=True)
    (told,) = await desk.queued("outbox-inspection-joint")
    assert told["person_id"] == visiting.union.person_id
    assert (await visiting.look(visit)).departments == ("safety", "union")
    assert (await visiting.look(visit, visiting.union)).order == (SHOWN,)
    with pytest.raises(NotAllowed):
        await visiting.answer(visit, PLAIN, "pass", actor=visiting.union)
    await visiting.answer(visit, SHOWN, "fail", "没有集体合同", actor=visiting.union)
    assert await problem(desk.do(planning.join, visit, "union", joins=False)) == "inspection-department"
    assert await problem(desk.do(planning.join, visit, "safety", joins=True)) == "inspection-department"
    await visiting.answer(visit, PLAIN, "pass")
    done = await visiting.finish(visit)
    assert done.faults == 1
    assert (await visiting.look(visit)).ordered
    assert await problem(desk.do(planning.join, visit, "health", joins=True)) == "inspection-over"


async def test_a_union_alone_orders_nothing(visiting: Visiting) -> None:
    visit = await visiting.begin(await visiting.enterprise(1), visiting.union)
    await visiting.answer(visit, SHOWN, "fail", "没有集体合同", actor=visiting.union)
    await visiting.finish(visit, actor=visiting.union)
    seen = await visiting.look(visit)
    assert (seen.faults, seen.ordered, seen.may) == ((SHOWN,), False, False)


# --- ended ------------------------------------------------------------------------------------------


async def test_what_was_found_is_a_finding_like_any_other(visiting: Visiting) -> None:
    """A fault in a form that was begun and not handed in counts, is due, is put right and accepted."""
    shop, desk = await visiting.enterprise(1), visiting.desk
    await shop.answer(PLAIN, "pass")
    visit = await visiting.begin(shop)
    await visiting.answer(visit, PLAIN, "fail", "制度没有上墙")
    await visiting.answer(visit, SHOWN, "pass")
    await desk.do(recording.attach, visit, PLAIN, photo("现场"))
    for _ in range(2):
        assert (await visiting.finish(visit)).faults == 1
    told = await desk.queued("outbox-inspected")
    assert len(told) == 2
    assert told[0]["values"]["faults"] == 1
    (finding,) = await desk.look(finding_views.list_findings, actor=shop.owner)
    assert (finding.question, finding.due_on, finding.objection, finding.measure) == (
        PLAIN,
        DUE,
        "制度没有上墙",
        "",
    )
    async with desk.database.read() as db:
        files = await attachments.list_files(db, shop.check_id, PLAIN)
    assert [file.stage for file in files] == ["review"]
    overview = await desk.look(overviews.overview, desk.campaign_id, desk.town, DUE + timedelta(days=1))
    assert overview.remedies.overdue == 1
    # what the owner says does not undo what the office saw, and the day is the office's
    await shop.answer(PLAIN, "fail")
    await shop.answer(PLAIN, "pass")
    later = shop.plan(finding.id)
    assert await problem(later) == "Locked"
    await shop.do(plans.plan_for_the_day, finding.id, measure="贴到墙上", responsible="李四", funds_fen=0)
    await shop.do(attach_after, finding.id, photo("已贴"))
    await shop.do(plans.complete, finding.id)
    (waiting,) = await desk.look(verification_views.list_waiting, desk.town)
    assert waiting.finding_id == finding.id
    await desk.do(verifications.accept, RULES, finding.id)
    assert await desk.look(finding_views.list_findings, actor=shop.owner) == ()


async def attach_after(db: Any, actor: Any, now: Any, finding_id: int, file: Any) -> None:
    await photos.attach_after(db, actor, now, finding_id, file)


async def test_an_enterprise_without_a_form_has_it_opened(visiting: Visiting) -> None:
    """It counts as begun only when the enterprise begins it."""
    shop, desk = await visiting.enterprise(1), visiting.desk
    async with desk.database.begin() as db:
        await db.execute(delete(SelfCheck).where(SelfCheck.id == shop.check_id))
    visit = await visiting.begin(shop)
    await visiting.answer(visit, PLAIN, "pass")
    await visiting.answer(visit, COUNTED, "fail", "花名册缺三人")
    await visiting.finish(visit)
    (finding,) = await desk.look(finding_views.list_findings, actor=shop.owner)
    assert finding.question == COUNTED
    steps = (await desk.look(overviews.overview, desk.campaign_id, desk.town, TODAY)).steps
    assert (steps.joined, steps.started) == (1, 0)
    async with desk.database.read() as db:
        line = (await load(db, finding.self_check_id)).line(COUNTED)
    assert (line.verdict, line.finding_id, line.inspected) == (None, finding.id, True)
    for _ in range(2):
        begun = await shop.do(submissions.start, shop.enterprise_id, desk.campaign_id)
        assert begun == finding.self_check_id
    steps = (await desk.look(overviews.overview, desk.campaign_id, desk.town, TODAY)).steps
    assert steps.started == 1


async def test_a_closed_fault_found_again_is_open_again_with_the_offices_day(visiting: Visiting) -> None:
    desk = visiting.desk
    shop = await desk.workshop(1, fails=True)
    finding = (await shop.self_check()).line(PLAIN).finding_id
    async with desk.database.begin() as db:
        await db.execute(
            update(Finding)
            .where(Finding.id == finding)
            .values(state="closed", closed_at=desk.clock.now(), closed_by=desk.chen.person_id)
        )
    visit = await visiting.begin(shop)
    assert (await visiting.look(visit)).reported[PLAIN].verdict == "fail"
    await visiting.answer(visit, PLAIN, "fail", "又拆了")
    await visiting.finish(visit)
    (found,) = await desk.look(finding_views.list_findings, actor=shop.owner)
    assert (found.id, found.due_on, found.measure, found.state) == (finding, DUE, "装抽风罩", "open")
    assert found.first_due_on == TODAY


async def test_an_enterprise_closed_meanwhile(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit, planned = await visiting.begin(shop), await visiting.schedule(shop, actor=visiting.health)
    await visiting.answer(visit, PLAIN, "fail", "没有制度")
    await desk.do(enterprise_keeping.close_for, shop.enterprise_id, "stopped", actor=desk.head)
    begun = desk.do(recording.begin, planned, actor=visiting.health, today=TODAY)
    assert await problem(begun) == "inspection-over"  # called off with the enterprise
    done = await visiting.finish(visit)
    assert (done.faults, done.closed) == (0, True)
    assert await desk.queued("outbox-inspected") == []
    assert await rows(desk, select(Finding.id)) == []


async def test_a_campaign_ended_meanwhile(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit, planned = await visiting.begin(shop), await visiting.schedule(shop, actor=visiting.health)
    await visiting.answer(visit, PLAIN, "pass")
    await desk.do(campaign_ending.close, desk.campaign_id, "到期", actor=desk.above)
    assert await problem(visiting.answer(visit, SHOWN, "pass")) == "inspection-no-campaign"
    assert await problem(visiting.finish(visit)) == "inspection-no-campaign"
    begun = desk.do(recording.begin, planned, actor=visiting.health, today=TODAY)
    assert await problem(begun) == "inspection-no-campaign"
    await desk.do(planning.drop, visit)


async def test_signed_papers_come_after_the_end(visiting: Visiting) -> None:
    visit = await visiting.begin(await visiting.enterprise(1))
    await visiting.answer(visit, PLAIN, "pass")
    early = visiting.desk.do(recording.attach_signed, visit, photo("签字"))
    assert await problem(early) == "inspection-open"
    await visiting.finish(visit)
    for _ in range(2):
        assert await visiting.desk.do(recording.attach_signed, visit, photo("签字")) == 1
    assert len((await visiting.look(visit)).signed) == 1
    assert await problem(visiting.answer(visit, SHOWN, "pass")) == "inspection-over"
    assert await problem(visiting.schedule(await visiting.enterprise(2), 0, actor=visiting.desk.viewer))
    assert await problem(visiting.desk.do(planning.drop, visit)) == "inspection-over"


async def test_what_was_made_is_listed_and_covers(visiting: Visiting) -> None:
    shop, other, desk = await visiting.enterprise(1), await visiting.enterprise(2), visiting.desk
    for one, actor in ((shop, desk.chen), (shop, visiting.health), (other, desk.chen)):
        visit = await visiting.begin(one, actor)
        await visiting.answer(visit, COUNTED, "pass", actor=actor)
        if one is not other:
            await visiting.finish(visit, actor=actor)
    made = await desk.look(figures.list_made, desk.town, actor=desk.viewer)
    assert await desk.look(figures.list_made, desk.town, actor=desk.above) == made
    assert len(made) == await desk.look(figures.count_made, desk.town) == 2
    assert {one.departments for one in made} == {("safety",), ("health",)}
    assert all((one.checked, one.faults) == (1, 0) for one in made)
    with pytest.raises(NotAllowed):
        await desk.look(figures.list_made, desk.town, actor=desk.stranger)
    async with desk.database.read() as db:
        covered = await figures.coverage(db, desk.campaign_id, desk.county)
    assert (covered.visited, covered.visits, covered.joint) == (1, 2, 0)
    kept = await desk.look(records.records, shop.enterprise_id, actor=shop.owner)
    assert len(kept.tables["inspections"]) == 2
    assert len(kept.tables["inspection_answers"]) == 2
    kept = await desk.look(records.records, other.enterprise_id, actor=other.owner)
    assert not any(kept.tables[name] for name in kept.tables if name.startswith("inspection"))


async def test_the_trail_says_what_was_done_and_names_no_visit_before_it_began(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    await visiting.schedule(shop, 3)
    visit = await visiting.begin(shop)
    await visiting.answer(visit, PLAIN, "pass")
    await visiting.finish(visit)
    deeds = await desk.look(audit_trail.list_deeds, desk.town, actor=desk.head)
    assert [one.action for one in deeds if one.subject == "inspection"] == [
        "inspection-done",
        "inspection-answer",
        "inspection-begun",
    ]
    names = {one.enterprise for one in deeds if one.subject == "inspection"}
    async with desk.database.read() as db:
        of = select(Enterprise.name).where(Enterprise.id == shop.enterprise_id)
        assert names == {(await db.execute(of)).scalar_one()}
