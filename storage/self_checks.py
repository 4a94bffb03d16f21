"""Self-checks: one enterprise's answers in one campaign, from the first question to the form handed in.

Tables and the right to change them; what stands is read by `storage.standing`, changed by `storage.answers`
and `storage.submissions`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage.audit import Actor
from storage.base import Base, Key
from storage.campaign_tables import Campaign, held, running
from storage.errors import Ended, Locked, NotAllowed, NotFound
from storage.people import Contact

_HANDED_BACK = text("recheck_on IS NOT NULL")


class SelfCheck(Base):
    """`state`: draft → submitted → (withdrawn: draft again) | in_review → reviewed.

    `facts` is the profile the skip rules are decided by; `revision` grows with every change, so that a stale
    window or a second phone is noticed. `form_digest` freezes what was asked.
    """

    __tablename__ = "self_checks"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    form_digest: Mapped[str] = mapped_column(String(32), ForeignKey("forms.digest"))
    industry: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10), default="draft")
    revision: Mapped[int] = mapped_column(default=0)
    number: Mapped[str | None] = mapped_column(String(20))
    previous_id: Mapped[int | None] = mapped_column(Key, ForeignKey("self_checks.id"))
    """Last time's self-check, whose answers are offered."""
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    submissions: Mapped[int] = mapped_column(default=0)
    recheck_on: Mapped[date | None] = mapped_column(Date)
    """The local day by which the last review wants the form again; it counts while the form is a draft."""
    priority: Mapped[int] = mapped_column(default=0, server_default="0")
    """Of two that wait for a review the lower goes first: the points of its reasons, negative."""
    reasons: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    """How often each of `content.reviews.REASONS` holds, but for reports, which are never written down."""
    __table_args__ = (
        UniqueConstraint("campaign_id", "enterprise_id"),
        Index("ix_self_checks_state", "campaign_id", "state"),
        Index("ix_self_checks_risk", "campaign_id", "state", "priority", "id"),
        Index("ix_self_checks_unit", "enterprise_id", "campaign_id", "state"),
        Index(
            "ix_self_checks_recheck",
            "recheck_on",
            sqlite_where=_HANDED_BACK,
            postgresql_where=_HANDED_BACK,
        ),
    )


HANDED_IN = ("submitted", "in_review", "reviewed")
"""States in which a form stands handed in."""


def reported() -> ColumnElement[bool]:
    """Whether an office knows what a self-check found, as a condition on `SelfCheck`: it was handed in once.

    What a draft found is its enterprise's own: no office counts it, is told of it or decides about it.
    """
    return SelfCheck.submitted_at.is_not(None)


class Answer(Base):
    """`verdict`: pass, fail, na, or None while only a note stands. `done`/`total`: 几人/共几人."""

    __tablename__ = "answers"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    question: Mapped[str] = mapped_column(String(8))
    verdict: Mapped[str | None] = mapped_column(String(4))
    reason: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[int | None]
    total: Mapped[int | None]
    dated_on: Mapped[date | None] = mapped_column(Date)
    """The local day the owner gave, where the question asks when it was done last."""
    answered_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("self_check_id", "question"),)


HEAD = (
    SelfCheck.id,
    SelfCheck.enterprise_id,
    SelfCheck.campaign_id,
    SelfCheck.state,
    SelfCheck.revision,
    SelfCheck.number,
    SelfCheck.previous_id,
    SelfCheck.industry,
    SelfCheck.facts,
    SelfCheck.form_digest,
)
"""What `storage.standing` reads of a self-check."""


def _take(*states: str) -> Any:
    """One statement that checks right and state, takes the row, and lets its revision grow."""
    table: Any = SelfCheck.__table__
    contact: Any = Contact.__table__
    of_it: Any = table.alias("of_it")
    own = select(of_it.c.campaign_id).where(of_it.c.id == bindparam("of")).scalar_subquery()
    running_one = held(select(Campaign.id).where(Campaign.id == own, running())).scalar_subquery()
    return (
        update(table)
        .where(
            table.c.id == bindparam("of"),
            table.c.state.in_(states),
            table.c.campaign_id == running_one,
            table.c.enterprise_id.in_(
                select(contact.c.enterprise_id).where(contact.c.person_id == bindparam("who"))
            ),
        )
        .values(revision=table.c.revision + 1)
        .returning(*(table.c[column.key] for column in HEAD))
    )


_take_draft = _take("draft")
_take_any = _take("draft", "submitted", "in_review", "reviewed")


async def take(db: AsyncConnection, actor: Actor, self_check_id: int, *, draft: bool = True) -> Any:
    """The row with the columns of HEAD, its revision grown, held until the transaction ends.

    Raises:
        NotFound: no such self-check. NotAllowed: the actor is no contact of its enterprise.
        Locked: it is handed in (with `draft`). Ended: its campaign is over.
    """
    statement = _take_draft if draft else _take_any
    row = (await db.execute(statement, {"of": self_check_id, "who": actor.person_id})).first()
    if row is not None:
        return row
    found = (
        await db.execute(
            select(SelfCheck.state, Contact.id, Campaign.state)
            .join(Campaign, Campaign.id == SelfCheck.campaign_id)
            .outerjoin(
                Contact,
                (Contact.enterprise_id == SelfCheck.enterprise_id) & (Contact.person_id == actor.person_id),
            )
            .where(SelfCheck.id == self_check_id)
        )
    ).first()
    if found is None:
        raise NotFound
    contact: int | None = found[1]
    if contact is None:
        raise NotAllowed
    raise Locked if found[2] == "open" else Ended


_runs = held(
    select(Campaign.id)
    .join(SelfCheck, SelfCheck.campaign_id == Campaign.id)
    .where(SelfCheck.id == bindparam("of"), running())
)


async def require_running(db: AsyncConnection, self_check_id: int) -> None:
    """Let nothing of a campaign that is over be changed; an end waits until this transaction is over.

    Raises:
        Ended: that of this self-check is.
    """
    if (await db.execute(_runs, {"of": self_check_id})).first() is None:
        raise Ended
