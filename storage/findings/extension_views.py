"""Extensions as they are read: by an office that decides, and by the enterprise that asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rows import from_row, from_rows
from storage.campaigns.running import running
from storage.findings.rectifications import matter
from storage.findings.views import get_finding
from storage.offices import jurisdictions, staff
from storage.offices.enterprises import LOOKED_AT, OWN, has_few, of_few
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.self_checks import SelfCheck

WAITING = (Extension.state == "asked", Rectification.state == "open", Finding.state == "open")
"""A question that waits for an answer, joined with its rectification and finding."""


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A question with the rectification it is about. Days are local; `due_on` is the current due day,
    `first_due_on` that of the first plan; `granted_before` counts earlier extensions."""

    id: int
    finding_id: int
    state: str
    enterprise_id: int
    enterprise: str
    place: str
    jurisdiction_id: int
    question: str
    form_digest: str
    measure: str
    matter: str
    """Its name in messages; see `rectifications.matter`."""
    responsible: str
    due_on: date
    first_due_on: date
    from_on: date
    wanted_on: date
    reason: str
    asked_at: datetime
    granted_on: date | None
    answer: str
    decided_by: str
    """Name of the officer who decided; empty if nobody has, or if the officer has left all offices."""
    granted_before: int
    decider_id: int | None
    self_check_id: int
    waits: bool
    """Whether it is undecided and its finding is still open."""


_before = aliased(Extension)
_view = (
    select(
        Extension.id,
        Extension.finding_id,
        Extension.state,
        Extension.enterprise_id,
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        Enterprise.jurisdiction_id,
        Finding.question,
        SelfCheck.form_digest,
        Rectification.measure,
        matter().label("matter"),
        Rectification.responsible,
        Rectification.due_on,
        Rectification.first_due_on,
        Extension.from_on,
        Extension.wanted_on,
        Extension.reason,
        Extension.asked_at,
        Extension.granted_on,
        Extension.answer,
        func.coalesce(
            select(func.max(Staff.name))
            .where(Staff.person_id == Extension.decided_by, Staff.revoked_at.is_(None))
            .scalar_subquery(),
            "",
        ).label("decided_by"),
        select(func.count())
        .where(
            _before.finding_id == Extension.finding_id,
            _before.state == "granted",
            _before.id != Extension.id,
        )
        .scalar_subquery()
        .label("granted_before"),
        Extension.decided_by.label("decider_id"),
        Finding.self_check_id,
        and_(*WAITING).label("waits"),
    )
    .join(Finding, Finding.id == Extension.finding_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Rectification, Rectification.finding_id == Finding.id)
    .join(Enterprise, Enterprise.id == Extension.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
)
# Correlated, and the state written out: SQLite begins with what was asked, not with all that is open.
# In the order of an index: the due day cannot be moved while it waits.
_is_to_do = (
    select(Rectification.id)
    .where(Rectification.finding_id == Extension.finding_id, Rectification.state == "open")
    .correlate(Extension)
    .exists()
)
_waiting: Any = (
    select(Extension.id)
    .join(Enterprise, Enterprise.id == Extension.enterprise_id)
    .join(Finding, Finding.id == Extension.finding_id)
    .where(
        Extension.state == literal_column("'asked'"),
        Finding.state == "open",
        _is_to_do,
    )
    .order_by(Extension.from_on, Extension.id)
)


def _of(*where: Any) -> Any:
    """Whether a finding is of a form in an open campaign of which this is true."""
    form = select(SelfCheck.id).join(Campaign, Campaign.id == SelfCheck.campaign_id)
    return form.where(SelfCheck.id == Finding.self_check_id, running(), *where).correlate(Finding).exists()


async def get_extension(db: AsyncConnection, actor: Actor, extension_id: int) -> ExtensionView:
    """A question, for who may see those of its place.

    Raises:
        NotAllowed: nobody with a seat that reaches the enterprise; an unknown one is refused like any other.
    """
    row = (await db.execute(_view.where(Extension.id == extension_id))).first()
    if row is None:
        raise NotAllowed
    view = from_row(ExtensionView, row)
    await staff.require(db, actor, "extension.see", view.jurisdiction_id)
    return view


async def list_waiting(
    db: AsyncConnection,
    actor: Actor,
    jurisdiction_id: int,
    limit: int = 200,
    *,
    campaign_id: int | None = None,
) -> tuple[ExtensionView, ...]:
    """List the undecided extensions in a place and all below it, in one campaign or in all open ones; the
    oldest due day first.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "extension.see", jurisdiction_id)
    places = list(await jurisdictions.below(db, jurisdiction_id))
    query = _waiting.where(_of(*([] if campaign_id is None else [SelfCheck.campaign_id == campaign_id])))
    if await has_few(db, places):
        query = query.where(*OWN, Extension.enterprise_id.in_(of_few()))
    else:
        query = query.where(*LOOKED_AT)
    ids = (await db.execute(query.limit(limit), {"places": places})).scalars().all()
    shown = _view.where(Extension.id.in_(ids)).order_by(Extension.from_on, Extension.id)
    return from_rows(ExtensionView, await db.execute(shown))


async def last_question(db: AsyncConnection, actor: Actor, finding_id: int) -> ExtensionView | None:
    """The latest question about a finding, for who may see the finding; None where none was asked.

    Raises:
        NotFound: as `get_finding`.
    """
    await get_finding(db, actor, finding_id)
    query = _view.where(Extension.finding_id == bindparam("finding_id")).order_by(Extension.id.desc())
    row = (await db.execute(query.limit(1), {"finding_id": finding_id})).first()
    return None if row is None else from_row(ExtensionView, row)
