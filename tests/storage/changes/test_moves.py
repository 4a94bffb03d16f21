"""Moving people and places moves everything: nothing open without somebody who may act on it, nothing queued
to somebody who may not see it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, update

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict
from storage.changes import campaign_ending
from storage.changes import enterprises as enterprise_keeping
from storage.findings import extensions
from storage.membership import enterprise_contacts
from storage.membership import seats as staff_changes
from storage.offices import staff
from storage.outbox import parked
from storage.reviews import cases as reviews
from storage.reviews import questions
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow
from storage.tables.reviews import Escalation
from storage.tables.system import AuditRow
from tests.scheduler.planned import empty
from tests.sizes import size
from tests.storage.conftest import CLI, Clock
from tests.storage.moving import Moving
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, Workshop, varied

__all__ = ["desk", "varied"]

WORKS = (
    "claim",
    "ask",
    "expose",
    "refuse",
    "later",
    "escalate",
    "remind",
    "hand_up",
    "ask_to_join",
    "notify",
)
MOVES = (
    "move",
    "move_oneself",
    "close",
    "reopen",
    "merge",
    "leave",
    "join",
    "seat",
    "revoke",
    "change_role",
    "end",
)
_number = st.integers(0, 11)
_steps = st.lists(
    st.tuples(
        st.tuples(st.sampled_from(WORKS), _number, _number),
        st.tuples(st.sampled_from(WORKS), _number, _number),
        st.tuples(st.sampled_from(MOVES), _number, _number),
    ),
    min_size=3,
    max_size=8,
)


@settings(
    max_examples=size(4, 12),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=_steps)
async def test_whatever_moves_nothing_is_left_behind(
    database: Database, clock: Clock, library: Library, steps: list[tuple[tuple[str, int, int], ...]]
) -> None:
    await empty(database)
    world = Moving(database, clock, library)
    await world.build()
    for some in steps:
        for step in some:
            await world.step(*step)
        assert await world.faults() == [], some


# --- one by one ---------------------------------------------------------------------------------------------


async def asked_for_longer(desk: ReviewDesk, shop: Workshop) -> int:
    """The owner asks for more time in the evening: the office is told in the morning."""
    finding = (await shop.self_check()).line(PLAIN).finding_id
    desk.clock.move(hours=9)
    asked: int = await desk.do(
        extensions.ask, finding, TODAY + timedelta(days=40), "设备没到", TODAY, actor=shop.owner
    )
    return asked


async def task_of(desk: ReviewDesk, shop: Workshop, place: int) -> int:
    """A task that the office of a place decides."""
    row = {
        "key": f"overdue:{shop.check_id}",
        "kind": "overdue",
        "enterprise_id": shop.enterprise_id,
        "self_check_id": shop.check_id,
        "jurisdiction_id": place,
        "raised_at": desk.clock.now(),
    }
    async with desk.database.begin() as db:
        made = insert(Escalation).values(**row).returning(Escalation.id)
        return int((await db.execute(made)).scalar_one())


async def scalar(desk: ReviewDesk, query: Any) -> Any:
    async with desk.database.read() as db:
        return (await db.execute(query)).scalar()


async def seat_of(desk: ReviewDesk, who: Actor) -> int:
    return int(await scalar(desk, select(Staff.id).where(Staff.person_id == who.person_id)))


async def whom(desk: ReviewDesk, text_key: str) -> list[int]:
    return sorted(one["person_id"] for one in await desk.queued(text_key))


def ids(*people: Actor) -> list[int]:
    return [one.person_id for one in people if one.person_id is not None]


async def test_an_enterprise_takes_along_what_is_open(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await asked_for_longer(desk, shop)
    task = await task_of(desk, shop, desk.town)
    await desk.do(reviews.claim, shop.check_id)
    assert await whom(desk, "outbox-extension") == ids(desk.chen, desk.zhou, desk.head)
    await desk.do(enterprise_keeping.move_to, shop.enterprise_id, desk.other, actor=desk.above)
    assert await whom(desk, "outbox-extension") == ids(desk.stranger)
    assert await scalar(desk, select(Escalation.jurisdiction_id).where(Escalation.id == task)) == desk.other
    (told,) = await desk.queued("outbox-moved-in")
    assert told["person_id"] == desk.stranger.person_id
    counts = {"tasks": 1, "extensions": 1, "cases": 1}
    assert {name: told["values"][name] for name in counts} == counts
    assert await whom(desk, "outbox-moved-out") == ids(desk.chen, desk.zhou, desk.head)
    assert await whom(desk, "outbox-moved") == ids(shop.owner, shop.mate)
    detail = await scalar(desk, select(AuditRow.detail).where(AuditRow.action == "move"))
    assert detail == {"from": desk.town, "to": desk.other, **counts}
    await desk.do(reviews.claim, shop.check_id, actor=desk.stranger)


async def test_an_owner_who_moves_it_is_not_told_what_they_did(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(enterprise_keeping.move_own, shop.enterprise_id, desk.other, "新路 1 号", actor=shop.owner)
    assert await whom(desk, "outbox-moved") == ids(shop.mate)
    assert await whom(desk, "outbox-moved-in") == ids(desk.stranger)
    (told,) = await desk.queued("outbox-moved-in")
    assert told["values"]["along"] == "no"


async def test_a_revoked_inspectors_cases_go_back_at_once_with_who_had_them(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    asked = await desk.do(questions.ask, shop.check_id, PLAIN, "在哪儿？")
    await desk.do(questions.answer, asked, "在门口", actor=shop.owner)
    assert await whom(desk, "outbox-review-answered") == ids(desk.chen)
    assert await desk.do(staff_changes.revoke, await seat_of(desk, desk.chen), actor=desk.head)
    case = await desk.case(shop, desk.zhou)
    assert case.review is not None
    assert (case.self_check.state, case.review.reviewer_id, case.review.had) == ("submitted", None, "chen")
    assert await whom(desk, "outbox-review-answered") == []
    told = await desk.queued("outbox-cases-back")
    assert await whom(desk, "outbox-cases-back") == ids(desk.zhou, desk.head)
    assert told[0]["values"] == {"name": "chen", "named": "yes", "count": 1}
    found = select(AuditRow.detail).where(AuditRow.action == "give-back")
    assert await scalar(desk, found) == {"self_check": shop.check_id, "had_by": desk.chen.person_id}


async def test_the_office_above_is_asked_where_the_last_who_could_answer_is_gone(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await asked_for_longer(desk, shop)
    for one in (desk.chen, desk.zhou):
        await desk.do(staff_changes.revoke, await seat_of(desk, one), actor=CLI)
    assert await whom(desk, "outbox-extension") == ids(desk.head)
    await desk.do(staff_changes.revoke, await seat_of(desk, desk.head), actor=CLI)
    assert await whom(desk, "outbox-extension") == ids(desk.above)


async def test_what_was_parked_does_not_go_to_who_lost_the_right(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await asked_for_longer(desk, shop)
    async with desk.database.begin() as db:
        await db.execute(update(OutboxRow).values(state="failed"))
    await desk.do(staff_changes.change_role, await seat_of(desk, desk.chen), "viewer", actor=CLI)
    await desk.do(parked.try_again, (), actor=CLI)
    assert await whom(desk, "outbox-extension") == ids(desk.zhou, desk.head)


async def test_who_leaves_gets_nothing_that_was_queued(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(questions.ask, shop.check_id, PLAIN, "在哪儿？")
    assert await whom(desk, "outbox-review-asked") == ids(shop.owner, shop.mate)
    await desk.do(enterprise_contacts.leave, shop.enterprise_id, actor=shop.mate)
    assert await whom(desk, "outbox-review-asked") == ids(shop.owner)


async def test_of_a_closed_enterprise_nothing_goes_out_but_that(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await asked_for_longer(desk, shop)
    await desk.do(reviews.claim, shop.check_id)
    await desk.do(enterprise_keeping.close_for, shop.enterprise_id, "stopped", actor=desk.head)
    async with desk.database.read() as db:
        keys = (await db.execute(select(OutboxRow.text_key).where(OutboxRow.topic.is_(None)))).scalars().all()
    assert set(keys) == {"outbox-enterprise-closed"}
    with pytest.raises(Conflict):
        await desk.do(reviews.claim, shop.check_id, actor=desk.zhou)
    assert await desk.do(enterprise_keeping.reopen, shop.enterprise_id, actor=desk.head)
    await desk.do(reviews.claim, shop.check_id, actor=desk.zhou)


async def test_doubles_of_two_places_are_told_to_both_once(desk: ReviewDesk) -> None:
    shop, double = await desk.workshop(1), await desk.workshop(2, fails=True)
    await asked_for_longer(desk, double)
    await desk.do(enterprise_keeping.move_own, shop.enterprise_id, desk.other, "新路 1 号", actor=shop.owner)
    await desk.do(enterprise_keeping.merge, double.enterprise_id, shop.enterprise_id, actor=desk.above)
    assert await whom(desk, "outbox-merged-office") == ids(desk.chen, desk.zhou, desk.head, desk.stranger)
    assert await whom(desk, "outbox-merged") == sorted(ids(shop.owner, shop.mate, double.owner, double.mate))
    assert await whom(desk, "outbox-extension") == []  # the double keeps its form: nobody could answer


async def test_what_an_end_holds_back_goes_out_when_it_is_taken_back(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await asked_for_longer(desk, shop)
    states = select(OutboxRow.state).where(OutboxRow.text_key == "outbox-extension").distinct()
    await desk.do(campaign_ending.close, desk.campaign_id, actor=CLI)
    assert await scalar(desk, states) == "moot"
    await desk.do(staff_changes.revoke, await seat_of(desk, desk.chen), actor=CLI)
    await desk.do(campaign_ending.reopen, desk.campaign_id, actor=CLI)
    assert await scalar(desk, states) == "pending"
    assert await whom(desk, "outbox-extension") == ids(desk.zhou, desk.head)


async def test_who_comes_to_act_for_an_enterprise_is_asked_no_more_about_it(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1, fails=True)
    await asked_for_longer(desk, shop)
    async with desk.database.begin() as db:
        for one in ids(desk.chen, desk.zhou, desk.head):
            await enterprise_contacts.add_contact(db, desk.clock.now(), shop.enterprise_id, one, "member", "")
    assert await whom(desk, "outbox-extension") == ids(desk.above)
    async with desk.database.read() as db:
        assert not await staff.may(db, desk.chen, "extension.decide", desk.town, of=[shop.enterprise_id])
