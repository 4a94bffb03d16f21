"""Handing-in: when and by whom a self-check was last handed in. Reading only; `submissions` hands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.rows import from_rows
from storage.offices.jurisdictions import below_cte
from storage.statistics import ledger
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class HandingIn:
    """The last time a form was handed in (UTC), and the person's id; still there after it is taken back."""

    at: datetime
    person_id: int


_last = select(SelfCheck.submitted_at, SelfCheck.submitted_by).where(
    SelfCheck.id == bindparam("id"), SelfCheck.submitted_at.is_not(None)
)


async def last_handing_in(db: AsyncConnection, self_check_id: int) -> HandingIn | None:
    """None: it was never handed in."""
    row = (await db.execute(_last, {"id": self_check_id})).first()
    return None if row is None or row[0] is None or row[1] is None else HandingIn(row[0], row[1])


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A form that was handed in, with its place."""

    self_check_id: int
    place_id: int
    place: str
    place_code: str


async def list_handed_in(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int | None = None
) -> tuple[HandedIn, ...]:
    """The forms of a campaign in a place (default: its own) and below that are handed in, by place.

    Raises:
        NotFound, NotAllowed: see `ledger.head`.
    """
    of = await ledger.head(db, actor, campaign_id, jurisdiction_id)
    rows = await db.execute(
        select(
            SelfCheck.id.label("self_check_id"),
            Jurisdiction.id.label("place_id"),
            Jurisdiction.name.label("place"),
            Jurisdiction.code.label("place_code"),
        )
        .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
        .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
        .where(
            SelfCheck.campaign_id == campaign_id,
            SelfCheck.state.in_(("submitted", "in_review", "reviewed")),
            Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
        )
        .order_by(Jurisdiction.id, SelfCheck.id),
        {"root": of.jurisdiction_id},
    )
    return from_rows(HandedIn, rows)
