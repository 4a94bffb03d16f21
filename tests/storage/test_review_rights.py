"""Every deed of reviews, lists and ledgers × every role and department × own place, one above, one
beside: what was let through is what the table of rights says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from storage import (
    audit_views,
    enterprise_imports,
    escalations,
    ledger,
    overviews,
    people,
    review_queue,
    review_verdicts,
    reviews,
    staff,
    verifications,
)
from storage.audit import Actor
from storage.database import Connection
from storage.errors import ChenanError, NotAllowed
from storage.rights import DEPARTMENTS, ROLES, allows
from tests.storage.review_desk import LATER, RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import PLAIN, varied

__all__ = ["desk", "varied"]
Deed = Callable[[Connection, Actor, ReviewDesk, dict[str, int]], Awaitable[Any]]


def _deeds() -> dict[tuple[str, str], Deed]:
    """Deeds by their name and the right each asks for, about the enterprise in the town of the desk."""

    def now(desk: ReviewDesk) -> Any:
        return desk.clock.now()

    return {
        ("queue", "review.see"): lambda db, who, desk, at: review_queue.list_waiting(
            db, who, desk.campaign_id, desk.town
        ),
        ("case", "review.see"): lambda db, who, desk, at: reviews.get_case(db, who, at["check"]),
        ("claim", "review.do"): lambda db, who, desk, at: reviews.claim(db, who, now(desk), at["check"]),
        ("judge", "review.do"): lambda db, who, desk, at: reviews.judge(
            db, who, now(desk), at["check"], PLAIN, "agree"
        ),
        ("decide", "review.do"): lambda db, who, desk, at: review_verdicts.decide(
            db, who, now(desk), RULES, at["check"], "again", today=TODAY, due_on=LATER, comment="重做"
        ),
        ("confirm", "review.confirm"): lambda db, who, desk, at: review_verdicts.confirm(
            db, who, now(desk), RULES, at["check"], agreed=True, today=TODAY
        ),
        ("sample", "review.do"): lambda db, who, desk, at: review_queue.draw_sample(
            db, who, now(desk), desk.campaign_id, desk.town, 1, "a"
        ),
        ("accept", "review.do"): lambda db, who, desk, at: verifications.accept(
            db, who, now(desk), RULES, at["finding"]
        ),
        ("reject", "review.do"): lambda db, who, desk, at: verifications.reject(
            db, who, now(desk), RULES, at["finding"], "不行", TODAY
        ),
        ("tasks", "escalation.see"): lambda db, who, desk, at: escalations.list_open(db, who, desk.town),
        ("overview", "office.see"): lambda db, who, desk, at: overviews.overview(
            db, who, desk.campaign_id, desk.town, TODAY
        ),
        ("ledger", "ledger.export"): lambda db, who, desk, at: ledger.head(
            db, who, desk.campaign_id, desk.town
        ),
        ("import", "enterprise.keep"): lambda db, who, desk, at: enterprise_imports.run(
            db, who, now(desk), desk.town, [], {}
        ),
        ("deeds", "audit.see"): lambda db, who, desk, at: audit_views.list_deeds(db, who, desk.town),
    }


DEEDS = _deeds()


async def outcome(desk: ReviewDesk, deed: Deed, actor: Actor, at: dict[str, int]) -> bool:
    """Whether the right was there; what was done is undone."""

    class _UndoneError(Exception):
        pass

    allowed = True
    try:
        async with desk.database.begin() as db:
            try:
                await deed(db, actor, desk, at)
            except NotAllowed:
                allowed = False
            except ChenanError:
                pass  # let through, and refused for what it is about
            raise _UndoneError
    except _UndoneError:
        return allowed


@pytest.mark.parametrize("role", ROLES)
async def test_what_is_let_through_is_what_the_table_says(desk: ReviewDesk, role: str) -> None:
    shop = await desk.workshop(1, fails=True)
    finding = (await shop.standing()).line(PLAIN).finding_id
    assert finding is not None
    at = {"check": shop.check_id, "finding": finding}
    places = {"own": (desk.town, True), "above": (desk.county, True), "beside": (desk.other, False)}
    seats: dict[tuple[str, str], Actor] = {}
    async with desk.database.begin() as db:
        for number, department in enumerate(DEPARTMENTS):
            for offset, (where, (place, _)) in enumerate(places.items()):
                person = await people.ensure_person(db, desk.clock.now(), 5000 + number * 10 + offset, "zh")
                await staff.seat(db, desk.clock.now(), person, place, role, department, "某")
                seats[department, where] = Actor("person", person)
        nobody = await people.ensure_person(db, desk.clock.now(), 4999, "zh")
    table: dict[tuple[str, str, str], bool] = {}
    for (name, right), deed in DEEDS.items():
        for (department, where), actor in seats.items():
            expected = places[where][1] and allows(right, role, department)
            table[name, department, where] = await outcome(desk, deed, actor, at)
            assert table[name, department, where] == expected, (name, role, department, where)
        assert not await outcome(desk, deed, Actor("person", nobody), at), name
        assert not await outcome(desk, deed, shop.owner, at), name
    assert len(table) == len(DEEDS) * len(DEPARTMENTS) * len(places)
    assert not all(table.values())
