"""Referrals to authorities outside the installation, as they are read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.offices import jurisdictions, staff
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.referrals import Referral, ReferralFile
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck

SEE = "escalation.see"
LISTED = 200


@dataclass(frozen=True, slots=True)
class ReferralFileView:
    """A file of what was handed up (`part` paper), or of its answer."""

    id: int
    part: str
    kind: str
    sha256: str
    mime: str
    preview_sha256: str | None

    @property
    def picture(self) -> str | None:
        """The stored picture that shows it: itself, or the first page of a PDF."""
        return self.sha256 if self.kind == "photo" else self.preview_sha256


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A task handed up outside. `office`: name of the place whose office did so; `kind`: of its task; `files`
    and `answer_files`: how many there are of what was handed up, and of the answer."""

    id: int
    escalation_id: int
    kind: str
    enterprise_id: int
    enterprise: str
    place: str
    self_check_id: int
    jurisdiction_id: int
    office: str
    state: str
    authority: str
    wanted: str
    reason: str
    number: str
    handed_on: date
    answer_by: date | None
    answered_on: date | None
    answered_from: str
    outcome: str | None
    answer: str
    files: int
    answer_files: int

    def is_late(self, today: date) -> bool:
        """Whether its answer did not come by the day agreed."""
        return self.state == "waiting" and self.answer_by is not None and self.answer_by < today

    @property
    def as_shown(self) -> tuple[object, ...]:
        """The parts that must not have changed when a tap is confirmed."""
        return self.id, self.state, self.outcome, self.answer, self.answered_on


_office = Jurisdiction.__table__.alias("office")


def _count(part: str) -> Any:
    return (
        select(func.count(ReferralFile.id))
        .where(ReferralFile.referral_id == Referral.id, ReferralFile.part == part)
        .correlate(Referral)
        .scalar_subquery()
    )


_view: Any = (
    select(
        Referral.id,
        Referral.escalation_id,
        Escalation.kind,
        Referral.enterprise_id,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        Escalation.self_check_id,
        Referral.jurisdiction_id,
        _office.c.name.label("office"),
        Referral.state,
        Referral.authority,
        Referral.wanted,
        Referral.reason,
        Referral.number,
        Referral.handed_on,
        Referral.answer_by,
        Referral.answered_on,
        Referral.answered_from,
        Referral.outcome,
        Referral.answer,
        _count("paper").label("files"),
        _count("answer").label("answer_files"),
        Enterprise.jurisdiction_id.label("enterprise_place"),
    )
    .join(Escalation, Escalation.id == Referral.escalation_id)
    .join(Enterprise, Enterprise.id == Referral.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
    .join(_office, _office.c.id == Referral.jurisdiction_id)
)


def waits() -> Any:
    """A condition on `Escalation`: it was handed up outside, and no answer came."""
    return exists().where(Referral.escalation_id == Escalation.id, Referral.state == "waiting")


async def get_referral(db: AsyncConnection, actor: Actor, referral_id: int) -> ReferralView:
    """A referral.

    Raises:
        NotAllowed: no seat with `escalation.see` that reaches the enterprise; an unknown one is refused like
        any other.
    """
    row = (await db.execute(_view.where(Referral.id == referral_id))).first()
    if row is None:
        raise NotAllowed
    await staff.require(db, actor, SEE, row.enterprise_place)
    return from_row(ReferralView, row)


async def waiting_of(db: AsyncConnection, escalation_id: int) -> int | None:
    """The id of the referral of a task that has no answer; None: there is none. Checks no right."""
    query = select(Referral.id).where(Referral.escalation_id == escalation_id, Referral.state == "waiting")
    return (await db.execute(query)).scalar()


async def list_at(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, campaign_id: int | None = None
) -> tuple[ReferralView, ...]:
    """The referrals of the offices of a place and below, those without an answer first, then the latest.

    Raises:
        NotAllowed: no seat with `escalation.see` that reaches the place.
    """
    await staff.require(db, actor, SEE, jurisdiction_id)
    query = _view.where(*_at(campaign_id))
    query = query.order_by((Referral.state == "waiting").desc(), Referral.id.desc()).limit(LISTED)
    return from_rows(ReferralView, await db.execute(query, {"root": jurisdiction_id}))


async def count_at(
    db: AsyncConnection, actor: Actor, jurisdiction_id: int, *, campaign_id: int | None = None
) -> int:
    """The number of referrals of the offices of a place and below.

    Raises:
        NotAllowed: as `list_at`.
    """
    await staff.require(db, actor, SEE, jurisdiction_id)
    query = select(func.count()).select_from(Referral).where(*_at(campaign_id))
    return int((await db.execute(query, {"root": jurisdiction_id})).scalar_one())


def _at(campaign_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """Referrals of the offices of the place `root` and below, in a campaign."""
    here = Referral.jurisdiction_id.in_(select(below_cte().c.id))
    if campaign_id is None:
        return (here,)
    of = select(Escalation.id).join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
    return here, Referral.escalation_id.in_(of.where(SelfCheck.campaign_id == campaign_id))


async def pages_in_campaign(
    db: AsyncConnection, actor: Actor, campaign_id: int, jurisdiction_id: int
) -> AsyncIterator[list[ReferralView]]:
    """The referrals of a campaign about enterprises of a place and below, LISTED at a time.

    Raises:
        NotAllowed: no seat with `ledger.export` that reaches the place.
    """
    await staff.require(db, actor, "ledger.export", jurisdiction_id)
    places = await jurisdictions.below(db, jurisdiction_id)
    query = (
        _view.join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
        .where(SelfCheck.campaign_id == campaign_id, Enterprise.jurisdiction_id.in_(places))
        .order_by(Referral.id)
        .limit(LISTED)
    )
    after = 0
    while rows := list(from_rows(ReferralView, await db.execute(query.where(Referral.id > after)))):
        yield rows
        after = rows[-1].id


async def list_files(db: AsyncConnection, actor: Actor, referral_id: int) -> tuple[ReferralFileView, ...]:
    """The files of what was handed up, then those of the answer, in the order they came.

    Raises:
        NotAllowed: as `get_referral`.
    """
    await get_referral(db, actor, referral_id)
    rows = await db.execute(
        select(
            ReferralFile.id,
            ReferralFile.part,
            ReferralFile.kind,
            ReferralFile.sha256,
            ReferralFile.mime,
            ReferralFile.preview_sha256,
        )
        .where(ReferralFile.referral_id == referral_id)
        .order_by(ReferralFile.part.desc(), ReferralFile.id)
    )
    return from_rows(ReferralFileView, rows)
