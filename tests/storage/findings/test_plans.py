"""Plans: who may decide what about a finding, until when, and in which order findings stand."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, insert, select

from storage.base.audit import Actor
from storage.base.errors import Invalid, Locked, NotAllowed, NotFound
from storage.findings import comments, photos, plans
from storage.findings import views as finding_views
from storage.self_checks import answers, attachments
from storage.tables.findings import Finding, Rectification
from storage.tables.outbox import OutboxRow
from storage.tables.self_checks import SelfCheck
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, credit_code, register
from tests.storage.shop import END, STRANGER, TODAY, Shop, photo, shop

__all__ = ["shop"]


async def test_a_plan_is_kept_and_doing_it_again_changes_nothing(shop: Shop) -> None:
    await shop.plan()
    await shop.plan()
    view = await shop.view()
    assert (view.remedy, view.remedy_state, view.measure) == ("plan", "open", "装抽风罩")
    assert (view.responsible, view.funds_fen, view.due_on) == ("李四", 300_000, TODAY + timedelta(days=7))
    assert await shop.scalar(select(func.count()).where(AuditRow.action == "plan")) == 1


async def test_the_first_day_stays_when_a_plan_is_moved(shop: Shop) -> None:
    await shop.plan()
    await shop.plan(due_on=TODAY + timedelta(days=9))
    view = await shop.view()
    assert (view.first_due_on, view.due_on) == (TODAY + timedelta(days=7), TODAY + timedelta(days=9))


async def test_what_could_not_be_done_today_has_the_plans_day_as_its_first(shop: Shop) -> None:
    await shop.at_once()
    assert (await shop.view()).due_on == TODAY
    await shop.plan()
    view = await shop.view()
    assert (view.remedy, view.first_due_on) == ("plan", TODAY + timedelta(days=7))


async def test_a_late_day_wants_a_reason_and_an_earlier_one_drops_it(shop: Shop) -> None:
    late = END + timedelta(days=1)
    with pytest.raises(Invalid) as refused:
        await shop.plan(due_on=late)
    assert refused.value.problem == "due-beyond"
    await shop.plan(due_on=late, beyond_reason="要等设备")
    assert (await shop.view()).beyond_reason == "要等设备"
    await shop.plan(due_on=END, beyond_reason="要等设备")
    assert (await shop.view()).beyond_reason == ""


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, "due-past"),
        ({"funds_fen": -1}, "funds"),
        ({"funds_fen": plans.MAX_FUNDS_FEN + 1}, "funds"),
        ({"measure": " \u0000 "}, "text-empty"),
        ({"measure": "改" * 1001}, "text-long"),
        ({"responsible": ""}, "text-empty"),
        ({"responsible": "王" * 41}, "text-long"),
    ],
)
async def test_a_plan_that_cannot_be_is_refused(shop: Shop, wrong: dict[str, Any], problem: str) -> None:
    with pytest.raises(Invalid) as refused:
        await shop.plan(**wrong)
    assert refused.value.problem == problem
    assert (await shop.view()).remedy is None


async def test_done_needs_a_decision_and_a_picture(shop: Shop) -> None:
    with pytest.raises(Invalid) as refused:
        await shop.do(plans.complete, shop.finding_id)
    assert refused.value.problem == "no-plan"
    await shop.plan()
    with pytest.raises(Invalid) as refused:
        await shop.do(plans.complete, shop.finding_id)
    assert refused.value.problem == "after-photo"
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    await shop.do(plans.complete, shop.finding_id)
    done_at = (await shop.view()).done_at
    shop.clock.move(hours=1)
    await shop.do(plans.complete, shop.finding_id)
    assert (await shop.view()).done_at == done_at is not None


async def test_what_is_done_is_neither_planned_nor_begun_again_but_can_be_opened(shop: Shop) -> None:
    await shop.at_once()
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    await shop.do(plans.complete, shop.finding_id)
    with pytest.raises(Locked):
        await shop.plan()
    await shop.at_once()
    assert (await shop.view()).remedy_state == "done"
    await shop.do(plans.reopen, shop.finding_id)
    await shop.do(plans.reopen, shop.finding_id)
    view = await shop.view()
    assert (view.remedy_state, view.done_at) == ("open", None)
    assert await shop.scalar(select(func.count()).where(AuditRow.action == "reopen")) == 1


async def test_after_handing_in_the_plan_stands_but_the_work_goes_on(shop: Shop) -> None:
    await shop.plan()
    await shop.set(SelfCheck, state="submitted")
    for change in (shop.plan(responsible="赵六"), shop.at_once(), shop.do(plans.reopen, shop.finding_id)):
        with pytest.raises(Locked):
            await change
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    await shop.do(plans.complete, shop.finding_id)
    assert (await shop.view()).remedy_state == "done"


async def test_what_a_review_closed_takes_nothing_more_and_leaves_the_list(shop: Shop) -> None:
    await shop.plan()
    await shop.set(Finding, state="closed")
    for change in (
        shop.do(photos.attach_after, shop.finding_id, photo("1")),
        shop.do(comments.comment, shop.finding_id, "还有问题"),
        shop.do(plans.complete, shop.finding_id),
    ):
        with pytest.raises(Locked):
            await change
    assert (await shop.view()).state == "closed"
    async with shop.database.read() as db:
        assert await finding_views.list_findings(db, shop.owner) == ()


async def test_a_guest_decides_nothing(shop: Shop) -> None:
    for change in (
        shop.plan(actor=shop.guest),
        shop.at_once(actor=shop.guest),
        shop.do(plans.mark_stopped, shop.finding_id, actor=shop.guest),
        shop.do(plans.complete, shop.finding_id, actor=shop.guest),
        shop.do(plans.reopen, shop.finding_id, actor=shop.guest),
    ):
        with pytest.raises(NotAllowed):
            await change
    view = await shop.view(shop.guest)
    assert (view.is_contact, view.remedy, view.stopped_at) == (False, None, None)


async def test_a_stranger_and_another_enterprise_see_nothing(shop: Shop, place: int) -> None:
    other = await register(shop.database, shop.clock, place, 3, name="别家厂", credit_code=credit_code(7))
    for actor in (STRANGER, CLI, Actor("person", other.person_id)):
        with pytest.raises(NotFound):
            await shop.view(actor)
        with pytest.raises(NotFound):
            await shop.plan(actor=actor)
        async with shop.database.read() as db:
            assert await finding_views.list_findings(db, actor) == ()
            with pytest.raises(NotFound):
                await comments.list_comments(db, actor, shop.finding_id)
            with pytest.raises(NotFound):
                await photos.list_finding_files(db, actor, shop.finding_id)


async def test_a_withdrawn_finding_is_gone_and_comes_back_with_its_plan(shop: Shop) -> None:
    await shop.plan()
    await shop.do(answers.record, shop.check_id, "Q01.1", "pass")
    with pytest.raises(NotFound):
        await shop.view()
    await shop.do(answers.record, shop.check_id, "Q01.1", "fail")
    assert (await shop.view()).remedy == "plan"


async def test_stopping_is_remembered_once(shop: Shop) -> None:
    await shop.do(plans.mark_stopped, shop.finding_id)
    first = (await shop.view()).stopped_at
    shop.clock.move(hours=2)
    await shop.do(plans.mark_stopped, shop.finding_id)
    assert (await shop.view()).stopped_at == first is not None


async def test_open_findings_stand_soonest_first_the_undecided_before_and_the_done_after(shop: Shop) -> None:
    async with shop.database.begin() as db:
        ids = {"undecided": shop.finding_id}
        for number, (name, due, state) in enumerate(
            [("later", 9, "open"), ("done", 1, "done"), ("sooner", 3, "open")], start=2
        ):
            made = await db.execute(
                insert(Finding)
                .values(
                    enterprise_id=shop.enterprise_id,
                    self_check_id=shop.check_id,
                    question=f"Q01.{number}",
                    state="open",
                    found_at=shop.clock.now(),
                    found_by=shop.owner.person_id,
                )
                .returning(Finding.id)
            )
            ids[name] = made.scalar_one()
            await db.execute(
                insert(Rectification).values(
                    finding_id=ids[name],
                    enterprise_id=shop.enterprise_id,
                    kind="plan",
                    state=state,
                    measure="m",
                    responsible="r",
                    funds_fen=0,
                    due_on=TODAY + timedelta(days=due),
                    first_due_on=TODAY,
                    beyond_reason="",
                    planned_by=shop.owner.person_id,
                    planned_at=shop.clock.now(),
                )
            )
    async with shop.database.read() as db:
        seen = await finding_views.list_findings(db, shop.owner, enterprise_id=shop.enterprise_id)
        guests = await finding_views.list_findings(db, shop.guest)
    assert [view.id for view in seen] == [ids[name] for name in ("undecided", "sooner", "later", "done")]
    assert [view.id for view in guests] == [shop.finding_id]


async def test_a_remark_reaches_the_other_side_once_in_its_language(shop: Shop) -> None:
    await shop.do(comments.comment, shop.finding_id, "明天装好", actor=shop.guest)
    await shop.do(comments.comment, shop.finding_id, "明天装好", actor=shop.guest)
    await shop.do(comments.comment, shop.finding_id, " 好的 ")
    async with shop.database.read() as db:
        said = await comments.list_comments(db, shop.guest, shop.finding_id)
        sent = (
            await db.execute(select(OutboxRow.person_id, OutboxRow.text_key).order_by(OutboxRow.id))
        ).all()
    assert [(remark.text, remark.by_guest) for remark in said] == [("明天装好", True), ("好的", False)]
    assert [tuple(row) for row in sent] == [
        (shop.owner.person_id, "outbox-comment"),
        (shop.guest.person_id, "outbox-comment"),
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.sampled_from(["at_once", "plan", "complete", "reopen", "photo"]), max_size=8))
async def test_whatever_is_done_a_finding_put_right_was_decided_and_shown(
    shop: Shop, moves: list[str]
) -> None:
    async with shop.database.begin() as db:
        await db.execute(delete(Rectification))
    doing: dict[str, Callable[[], Awaitable[Any]]] = {
        "at_once": shop.at_once,
        "plan": shop.plan,
        "complete": lambda: shop.do(plans.complete, shop.finding_id),
        "reopen": lambda: shop.do(plans.reopen, shop.finding_id),
        "photo": lambda: shop.do(photos.attach_after, shop.finding_id, photo("1")),
    }
    for move in moves:
        before = await shop.view()
        try:
            await doing[move]()
        except (Invalid, Locked):
            assert await shop.view() == before
    view = await shop.view()
    assert (view.remedy_state == "done") == (view.done_at is not None)
    if view.remedy_state == "done":
        async with shop.database.read() as db:
            assert await attachments.count(db, shop.check_id, "Q01.1", "after") == 1
