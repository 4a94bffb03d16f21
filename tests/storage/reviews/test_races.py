"""Reviews, visits and tasks: operations that meet on PostgreSQL give what they give one after the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from storage.base.database import Connection
from storage.changes import enterprises as keeping
from storage.inspections import planning
from storage.membership import seats
from storage.reviews import cases, escalations, verdicts
from storage.tables.inspections import Inspection
from storage.tables.reviews import Escalation, Review
from storage.tables.self_checks import SelfCheck
from tests.storage.interleaving import Pair, check
from tests.storage.review_desk import LATER, RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.town import Town, audited, count
from tests.storage.workshop import PLAIN, Workshop, varied

__all__ = ["desk", "varied"]
pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
]


async def a_visit_is_planned_to_what_is_merged(town: Town) -> Pair:
    double, real = await town.shop(), await town.shop()
    unit, on = double.enterprise_id, TODAY + timedelta(days=3)
    return Pair(
        lambda db: planning.schedule(db, town.desk.chen, town.now, unit, on, today=TODAY),
        lambda db: keeping.merge(db, town.desk.head, town.now, unit, real.enterprise_id),
        (count(Inspection, Inspection.enterprise_id == unit, Inspection.state == "planned"),),
    )


async def _handed_in(town: Town) -> Workshop:
    shop = await town.shop()
    handed_in = {"state": "submitted", "submitted_at": town.now, "submissions": 1, "number": "XF-1"}
    await shop.change(update(SelfCheck).where(SelfCheck.id == shop.check_id).values(**handed_in))
    return shop


def _case(shop: Workshop) -> tuple[Any, ...]:
    had = (Review.self_check_id == shop.check_id, Review.state == "open", Review.reviewer_id.is_not(None))
    return count(Review, *had), select(SelfCheck.state).where(SelfCheck.id == shop.check_id)


async def a_case_is_taken_of_what_is_closed(town: Town) -> Pair:
    shop = await _handed_in(town)
    return Pair(
        lambda db: cases.claim(db, town.desk.chen, town.now, shop.check_id),
        lambda db: keeping.close_for(db, town.desk.head, town.now, shop.enterprise_id, "stopped"),
        _case(shop),
    )


async def a_case_is_taken_of_what_moves_away(town: Town) -> Pair:
    shop, desk = await _handed_in(town), town.desk
    return Pair(
        lambda db: cases.claim(db, desk.chen, town.now, shop.check_id),
        lambda db: keeping.move_to(db, desk.above, town.now, shop.enterprise_id, desk.other),
        _case(shop),
    )


async def a_case_is_taken_by_who_is_sent_away(town: Town) -> Pair:
    shop, (officer, seat) = await _handed_in(town), await town.head(town.place)
    return Pair(
        lambda db: cases.claim(db, officer, town.now, shop.check_id),
        lambda db: seats.revoke(db, town.desk.above, town.now, seat),
        _case(shop),
    )


async def a_visit_is_planned_to_what_moves_away(town: Town) -> Pair:
    shop, desk, on = await town.shop(), town.desk, TODAY + timedelta(days=3)
    unit = shop.enterprise_id
    return Pair(
        lambda db: planning.schedule(db, desk.chen, town.now, unit, on, today=TODAY),
        lambda db: keeping.move_to(db, desk.above, town.now, unit, desk.other),
        (count(Inspection, Inspection.enterprise_id == unit, Inspection.state == "planned"),),
    )


async def a_verdict_is_given_twice(town: Town) -> Pair:
    shop, chen = await _handed_in(town), town.desk.chen
    await town.do(lambda db: cases.claim(db, chen, town.now, shop.check_id))

    async def decide(db: Connection) -> Any:
        of = (RULES, shop.check_id, "again")
        return await verdicts.decide(db, chen, town.now, *of, today=TODAY, due_on=LATER, comment="重做")

    return Pair(decide, decide, (select(Review.state).where(Review.self_check_id == shop.check_id),))


async def a_task_is_decided_twice(town: Town) -> Pair:
    shop, head = await town.shop(), town.desk.head
    finding = (await shop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    assert finding is not None
    await shop.plan(finding)
    of = {"enterprise_id": shop.enterprise_id, "self_check_id": shop.check_id, "finding_id": finding}
    row = {**of, "key": f"overdue:{finding}", "kind": "overdue", "jurisdiction_id": town.place}

    async def raised(db: Connection) -> int:
        made = insert(Escalation).values(**row, raised_at=town.now).returning(Escalation.id)
        return int((await db.execute(made)).scalar_one())

    task = await town.do(raised)

    async def decide(db: Connection) -> Any:
        return await escalations.decide(db, head, town.now, task, None, "已整改")

    return Pair(decide, decide, (audited("decide", task),))


PAIRS = (
    a_visit_is_planned_to_what_is_merged,
    a_case_is_taken_of_what_is_closed,
    a_case_is_taken_of_what_moves_away,
    a_case_is_taken_by_who_is_sent_away,
    a_visit_is_planned_to_what_moves_away,
    a_verdict_is_given_twice,
    a_task_is_decided_twice,
)


@pytest.mark.parametrize("make", PAIRS, ids=lambda make: make.__name__)
async def test_who_comes_between_finds_and_leaves_what_an_order_gives(
    desk: ReviewDesk, make: Callable[[Town], Awaitable[Pair]]
) -> None:
    town = Town(desk)
    await check(desk.database, lambda: make(town))
