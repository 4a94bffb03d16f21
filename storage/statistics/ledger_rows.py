"""Rows of the ledger (台账, domain 1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """Scope of a ledger: a campaign in a place and all below it. `zone`: where its days are counted."""

    campaign_id: int
    jurisdiction_id: int
    pack: str
    place: str
    zone: str
    enterprises: int
    findings: int
    calls: bool
    """Whether telephone numbers may be in it."""
    closed_on: date | None
    """The last day of a campaign that has ended: all of it is as it was then."""

    @property
    def ended(self) -> bool:
        """Whether the campaign has ended."""
        return self.closed_on is not None


@dataclass(frozen=True, slots=True)
class DatedAnswer:
    """The day something was done last, as a form handed in says. `severe`: the profile's 危害严重."""

    form_digest: str
    question: str
    last_on: date
    severe: bool


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """An enterprise in scope. `verdict` of the last review that is over; `overdue` on the day asked for."""

    id: int
    name: str
    credit_code: str
    place: str
    industry: str
    address: str
    headcount: int
    contact: str
    phone: str
    joined: bool
    check_state: str | None
    number: str | None
    submitted_at: datetime | None
    verdict: str | None
    found: int
    open: int
    overdue: int
    signed: int = 0
    """Pages of its signed form (盖章件)."""
    dated: tuple[DatedAnswer, ...] = ()
    """Days of recurring actions as its form states them."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with all that was done about it. Days local, instants UTC, funds in fen."""

    id: int
    found_at: datetime
    enterprise: str
    place: str
    form_digest: str
    question: str
    by_office: bool
    state: str
    remedy: str | None
    remedy_state: str | None
    measure: str | None
    objection: str | None
    """The reviewer's objection to the answer that was overturned."""
    responsible: str | None
    funds_fen: int | None
    due_on: date | None
    first_due_on: date | None
    extensions: int
    done_at: datetime | None
    rejections: int | None
    closed_by: str
    closed_at: datetime | None
    enterprise_id: int = 0


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that is over."""

    id: int
    enterprise: str
    place: str
    number: str | None
    round: int
    reviewer: str
    verdict: str
    comment: str
    due_on: date | None
    second: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure on an enterprise. `kind`: suspend, penalty, closure, refusal; of a refusal that follows from
    a warning alone, `office` is empty and `since_on` the day of the warning. `cause` and `cause_text`: why it
    was withdrawn."""

    id: int
    kind: str
    enterprise: str
    credit_code: str
    place: str
    office: str
    since_on: date
    number: str
    penalty: str
    amount_fen: int | None
    reason: str
    state: str
    ended_on: date | None
    withdrawn_on: date | None
    cause: str
    cause_text: str


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A place with its own enterprises (not those of places below it)."""

    place: str
    enterprises: int
    joined: int
    submitted: int
    reviewed: int
