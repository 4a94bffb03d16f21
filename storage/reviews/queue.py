"""The queue of reviews: what waits, the riskiest first; one's own cases; random samples. Reading mostly."""

from __future__ import annotations

import hashlib
import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotFound
from storage.base.rows import from_row, from_rows
from storage.offices import jurisdictions, staff
from storage.offices.enterprises import LOOKED_AT, MANY, OWN, has_few
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.reviews import Review, SpotCheck
from storage.tables.self_checks import SelfCheck

COUNTED = 999
"""Most waiting forms that are counted; longer queues are shown as more than that."""
LARGEST_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A form in the queue. `reasons`: the number of times each reason holds; `reviewer`: its reviewer's
    name, "" for nobody."""

    self_check_id: int
    enterprise_id: int
    enterprise: str
    place: str
    state: str
    number: str
    submitted_at: datetime
    risk: int
    reasons: Mapping[str, int]
    industry: str
    reviewer_id: int | None = None
    reviewer: str = ""


def reviewer_name() -> Any:
    """The name of a review's reviewer, as a subquery; empty if they have left all offices."""
    return func.coalesce(
        select(func.max(Staff.name))
        .where(Staff.person_id == Review.reviewer_id, Staff.revoked_at.is_(None))
        .correlate(Review)
        .scalar_subquery(),
        "",
    )


_enterprise = Enterprise.name.label("enterprise")
_COLUMNS = (
    SelfCheck.id.label("self_check_id"),
    SelfCheck.enterprise_id,
    _enterprise,
    Jurisdiction.name.label("place"),
    SelfCheck.state,
    func.coalesce(SelfCheck.number, "").label("number"),
    SelfCheck.submitted_at,
    (-SelfCheck.priority).label("risk"),
    SelfCheck.reasons,
    SelfCheck.industry,
)
_lines = (
    select(*_COLUMNS)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
)
_places = select(below_cte().c.id)
_waits = (SelfCheck.campaign_id == bindparam("campaign"), SelfCheck.state == literal_column("'submitted'"))
_order = (SelfCheck.priority, SelfCheck.id)
# A place with many enterprises walks the index of risk and stops after a page; one with few looks at its own
# enterprises.
_walk = _lines.where(*_waits, *OWN).order_by(*_order).limit(bindparam("limit")).offset(bindparam("skip"))
_units = (
    select(Enterprise.id, Enterprise.name, Enterprise.jurisdiction_id).where(*OWN).limit(MANY).cte("units")
)
_look = (
    select(*(_units.c.name.label("enterprise") if column is _enterprise else column for column in _COLUMNS))
    .select_from(_units)
    .join(SelfCheck, SelfCheck.enterprise_id == _units.c.id)
    .join(Jurisdiction, Jurisdiction.id == _units.c.jurisdiction_id)
    .where(*_waits)
    .order_by(*_order)
    .limit(bindparam("limit"))
    .offset(bindparam("skip"))
)
_count = select(func.count()).select_from(
    select(SelfCheck.id)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .where(*_waits, *OWN)
    .limit(COUNTED + 1)
    .subquery()
)
_taken = (
    _lines.add_columns(Review.reviewer_id, reviewer_name().label("reviewer"))
    .join(Review, Review.self_check_id == SelfCheck.id)
    # Written out: by the index of reviews that go on.
    .where(Review.state.in_((literal_column("'open'"), literal_column("'second'"))), *LOOKED_AT[:1])
)


async def list_waiting(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int, skip: int = 0, limit: int = 20
) -> tuple[CaseLine, ...]:
    """A page of what waits for a review in a place and all below it, the riskiest first, then the oldest.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    places = {"places": list(await jurisdictions.below(db, jurisdiction_id))}
    few = await has_few(db, places["places"])
    rows = await db.execute(
        _look if few else _walk, {"campaign": campaign_id, "limit": limit, "skip": skip, **places}
    )
    return from_rows(CaseLine, rows)


async def count_waiting(db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int) -> int:
    """Count the forms that wait, at most COUNTED + 1.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    places = list(await jurisdictions.below(db, jurisdiction_id))
    found = await db.execute(_count, {"campaign": campaign_id, "places": places})
    return int(found.scalar_one())


async def list_taken(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, mine: bool, limit: int = 50
) -> tuple[CaseLine, ...]:
    """Cases under review in a place and all below it: one's own, or those of others.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    whose = Review.reviewer_id == actor.person_id if mine else Review.reviewer_id != actor.person_id
    query = _taken.where(whose)
    places = list(await jurisdictions.below(db, jurisdiction_id))
    rows = await db.execute(query.order_by(*_order).limit(limit), {"places": places})
    return from_rows(CaseLine, rows)


@dataclass(frozen=True, slots=True)
class Sample:
    """A random sample: the same `seed` over the same forms draws the same ones again."""

    id: int
    seed: str
    among: int
    lines: tuple[CaseLine, ...]


_SAMPLED = ("submitted", "in_review", "reviewed")


async def draw_sample(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    jurisdiction_id: int,
    count: int,
    seed: str | None = None,
) -> Sample:
    """Draw handed-in forms of a place and all below it by chance, for spot checks (抽查); kept with its seed.

    Raises:
        NotAllowed: no seat with `review.do` that reaches that place. Recused: one's own enterprise is among
            those that could be drawn. Invalid: "sample": not 1 to 200. NotFound: nothing was handed in there.
    """
    await staff.require(db, actor, "review.do", jurisdiction_id, of=(), campaign=campaign_id)
    if not 1 <= count <= LARGEST_SAMPLE:
        raise Invalid("error-invalid-sample", limit=LARGEST_SAMPLE)
    seed = seed or secrets.token_hex(8)
    query = (
        select(SelfCheck.id, SelfCheck.enterprise_id)
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .where(
            SelfCheck.campaign_id == campaign_id,
            SelfCheck.state.in_(_SAMPLED),
            Enterprise.state == "active",
            Enterprise.jurisdiction_id.in_(_places),
        )
        .order_by(SelfCheck.id)
    )
    pool = (await db.execute(query, {"root": jurisdiction_id})).all()
    if not pool:
        raise NotFound
    of = [row.enterprise_id for row in pool]
    await staff.require(db, actor, "review.do", jurisdiction_id, of=of, campaign=campaign_id)
    among = [row.id for row in pool]
    drawn = drawn_by(seed, among, count)
    made = insert(SpotCheck).values(
        campaign_id=campaign_id,
        jurisdiction_id=jurisdiction_id,
        seed=seed,
        among=len(among),
        self_checks=drawn,
        drawn_by=actor.person_id,
        drawn_at=now,
    )
    sample_id = int((await db.execute(made.returning(SpotCheck.id))).scalar_one())
    detail = {"seed": seed, "count": len(drawn), "among": len(among)}
    await audit.write(db, actor, now, "draw-sample", "spot_check", sample_id, detail)
    return Sample(sample_id, seed, len(among), await _drawn(db, drawn))


def drawn_by(seed: str, among: Sequence[int], count: int) -> list[int]:
    """Draw `count` ids from `among` by a seed, in the order drawn: the same on every machine."""
    # random.Random(str) hashes text in a way of its own version; a digest is stable.
    chance = random.Random(int.from_bytes(hashlib.sha256(seed.encode()).digest(), "big"))  # noqa: S311
    return chance.sample(sorted(among), min(count, len(among)))


async def get_sample(db: AsyncConnection, actor: Actor, sample_id: int) -> Sample:
    """A sample that was drawn.

    Raises:
        NotFound: there is none. NotAllowed: no seat that reaches its place.
    """
    row = (await db.execute(select(SpotCheck.__table__).where(SpotCheck.id == sample_id))).first()
    if row is None:
        raise NotFound
    await staff.require(db, actor, "review.see", row.jurisdiction_id)
    return Sample(row.id, row.seed, row.among, await _drawn(db, row.self_checks))


async def last_sample(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> Sample | None:
    """The newest sample of a place, or None.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "review.see", jurisdiction_id)
    query = select(func.max(SpotCheck.id)).where(
        SpotCheck.campaign_id == campaign_id, SpotCheck.jurisdiction_id == jurisdiction_id
    )
    found = (await db.execute(query)).scalar()
    return None if found is None else await get_sample(db, actor, found)


async def _drawn(db: AsyncConnection, ids: Sequence[int]) -> tuple[CaseLine, ...]:
    rows = (await db.execute(_lines.where(SelfCheck.id.in_(list(ids))))).all()
    by_id = {row.self_check_id: from_row(CaseLine, row) for row in rows}
    return tuple(by_id[one] for one in ids if one in by_id)


def _values(row: Any) -> list[Any]:
    return list(row)  # the type checker counts the columns of a Row
