"""Findings as they are read: with their rectification, and only by those who may. Changes are in `plans`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, exists, func, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.base.rows import from_row, from_rows
from storage.campaigns.running import running
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.finding_states import last_day
from storage.tables.findings import Finding, FindingGuest, Rectification
from storage.tables.people import Contact
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its rectification, if there is one. Days are local, instants UTC, funds in fen.

    `state`: open, or closed by a review.
    `measure`: empty while only the office's day stands; `objection`: why a reviewer overturned the answer.
    `rejections`, `rejected_at`, `rejection`: how often, last when and why the office sent it back.
    `closed_on`: the last day of its campaign, if that has ended.
    `is_contact`: the reader acts for the enterprise (a guest may look, comment and add photos only).
    """

    id: int
    self_check_id: int
    enterprise_id: int
    enterprise: str
    question: str
    state: str
    found_at: datetime
    stopped_at: datetime | None
    check_state: str
    form_digest: str
    campaign_id: int
    remedy: str | None
    remedy_state: str | None
    measure: str | None
    responsible: str | None
    funds_fen: int | None
    due_on: date | None
    first_due_on: date | None
    beyond_reason: str | None
    done_at: datetime | None
    rejections: int | None
    rejected_at: datetime | None
    rejection: str | None
    objection: str | None
    closed_on: date | None
    is_contact: bool

    @property
    def is_settled(self) -> bool:
        """Whether it has a plan or was rectified at once; every finding of a submitted form is
        settled."""
        return self.remedy == "plan" or self.remedy_state in ("done", "accepted")

    def is_overdue(self, today: date) -> bool:
        """Whether it is not rectified and its due day is before today (local; in an ended campaign
        its last day)."""
        return self.days_over(today) > 0

    def days_over(self, today: date) -> int:
        """Number of days it is overdue; 0 where it is not."""
        if self.due_on is None or self.remedy_state != "open":
            return 0
        return max(0, (last_day(today, self.closed_on) - self.due_on).days)


def _values(row: Sequence[Any]) -> Sequence[Any]:
    return row  # the type checker counts the columns of a Row, and stops counting at ten


def _is_contact() -> Any:
    return exists().where(
        Contact.enterprise_id == Finding.enterprise_id, Contact.person_id == bindparam("who")
    )


def _is_guest() -> Any:
    return exists().where(FindingGuest.finding_id == Finding.id, FindingGuest.person_id == bindparam("who"))


def _mine() -> Any:
    """Ids of the findings a person may see, looked up from the person and not by scanning a town's
    findings."""
    found = aliased(Finding)
    return union(
        select(found.id)
        .join(Contact, Contact.enterprise_id == found.enterprise_id)
        .where(Contact.person_id == bindparam("who")),
        select(FindingGuest.finding_id).where(FindingGuest.person_id == bindparam("who")),
    )


_columns = (
    select(
        Finding.id,
        Finding.self_check_id,
        Finding.enterprise_id,
        Enterprise.name.label("enterprise"),
        Finding.question,
        Finding.state,
        Finding.found_at,
        Finding.stopped_at,
        SelfCheck.state.label("check_state"),
        SelfCheck.form_digest,
        SelfCheck.campaign_id,
        Rectification.kind.label("remedy"),
        Rectification.state.label("remedy_state"),
        Rectification.measure,
        Rectification.responsible,
        Rectification.funds_fen,
        Rectification.due_on,
        Rectification.first_due_on,
        Rectification.beyond_reason,
        Rectification.done_at,
        Rectification.rejections,
        Rectification.rejected_at,
        Rectification.rejection,
        Rectification.objection,
        Campaign.closed_on,
        _is_contact().label("is_contact"),
    )
    .join(Enterprise, Enterprise.id == Finding.enterprise_id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .outerjoin(Rectification, Rectification.finding_id == Finding.id)
)
_view = _columns.where(Finding.state != "withdrawn", or_(_is_contact(), _is_guest()))
_one = _view.where(Finding.id == bindparam("id"))
# Open ones soonest first (one without a day yet is the most urgent), then what is done. A finding without a
# rectification counts as open: NULL would sort differently on each database.
_order = (
    func.coalesce(Rectification.state, "open") == "done",
    Rectification.due_on.is_not(None),
    Rectification.due_on,
    Finding.id,
)


async def get_finding(db: AsyncConnection, actor: Actor, finding_id: int) -> FindingView:
    """A finding its reader may see.

    Raises:
        NotFound: withdrawn, unknown, or not the actor's to see (the answer is the same).
    """
    row = (await db.execute(_one, {"id": finding_id, "who": actor.person_id})).first()
    if row is None:
        raise NotFound
    return from_row(FindingView, row)


async def list_of_check(db: AsyncConnection, self_check_id: int) -> tuple[FindingView, ...]:
    """A form's findings, also those a review closed; the caller has checked who may read the form."""
    query = _columns.where(Finding.self_check_id == self_check_id, Finding.state != "withdrawn")
    rows = await db.execute(query.order_by(Finding.id), {"who": None})
    return from_rows(FindingView, rows)


async def list_findings(
    db: AsyncConnection, actor: Actor, *, enterprise_id: int | None = None, self_check_id: int | None = None
) -> tuple[FindingView, ...]:
    """Findings of open campaigns that the actor may see and no review has closed: open ones, soonest first,
    then those done."""
    statement = _view.where(Finding.state == "open", running()).order_by(*_order)
    if enterprise_id is not None:
        statement = statement.where(Finding.enterprise_id == enterprise_id)
    if self_check_id is not None:
        statement = statement.where(Finding.self_check_id == self_check_id)
    if enterprise_id is None and self_check_id is None:
        statement = statement.where(Finding.id.in_(_mine()))
    return from_rows(FindingView, await db.execute(statement, {"who": actor.person_id}))
