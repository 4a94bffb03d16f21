"""Tables of reviews (复查): cases, judged items, questions, samples, escalations."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_ESCALATION_OPEN = text("state = 'open'")
_ESCALATION_DECIDED = text("state = 'decided'")
_WARNED = text("state = 'open' AND warned_on IS NOT NULL")


_GOING_ON = text("state IN ('open', 'second')")


class Review(Base):
    """One review of what was handed in. `state`: open, second (waits for a second person), decided, dropped.

    `submission`: which handing-in it is about (`SelfCheck.submissions`). `reviewer_id` None: given back.
    `due_on`: the local day a verdict gave.
    """

    __tablename__ = "reviews"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    round: Mapped[int]
    submission: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="open")
    reviewer_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    claimed_at: Mapped[datetime]
    verdict: Mapped[str | None] = mapped_column(String(12))
    comment: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    decided_at: Mapped[datetime | None]
    second_id: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    """The second person who confirmed, where two are needed."""
    had_by: Mapped[int | None] = mapped_column(Key)
    """The reviewer before it went back into the queue."""
    __table_args__ = (
        UniqueConstraint("self_check_id", "round"),
        Index(
            "uq_reviews_open",
            "self_check_id",
            unique=True,
            sqlite_where=_GOING_ON,
            postgresql_where=_GOING_ON,
        ),
        Index("ix_reviews_reviewer", "reviewer_id", sqlite_where=_GOING_ON, postgresql_where=_GOING_ON),
    )


class ReviewItem(Base):
    """A review's verdict on an answer. `verdict`: agree, overturn (符合 or 不涉及 does not hold)."""

    __tablename__ = "review_items"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    review_id: Mapped[int] = mapped_column(Key, ForeignKey("reviews.id"))
    question: Mapped[str] = mapped_column(String(8))
    verdict: Mapped[str] = mapped_column(String(8))
    comment: Mapped[str] = mapped_column(Text, default="")
    judged_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("review_id", "question"),)


class DepartmentOpinion(Base):
    """A department's opinion on an answer in a row the plan gives it. `verdict`: agree, object.

    `submission`: which handing-in it is about (`SelfCheck.submissions`); of an earlier one it counts no more.
    """

    __tablename__ = "department_opinions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    question: Mapped[str] = mapped_column(String(8))
    department: Mapped[str] = mapped_column(String(12))
    submission: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(8))
    comment: Mapped[str] = mapped_column(Text, default="")
    said_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    said_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("self_check_id", "question", "department"),)


class ReviewQuestion(Base):
    """A question sent back to the enterprise, and its answer (empty, and `answered_at` None: none yet)."""

    __tablename__ = "review_questions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    review_id: Mapped[int] = mapped_column(Key, ForeignKey("reviews.id"), index=True)
    question: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]


class SpotCheck(Base):
    """A random sample that was drawn: with its seed and what it drew from, so that it can be drawn again."""

    __tablename__ = "spot_checks"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    seed: Mapped[str] = mapped_column(String(32))
    among: Mapped[int]
    self_checks: Mapped[list[int]] = mapped_column(JSON)
    drawn_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    drawn_at: Mapped[datetime]
    __table_args__ = (Index("ix_spot_checks_place", "jurisdiction_id", "campaign_id"),)


class PhotoBand(Base):
    """A band of a handed-in photo's likeness: two that are nearly the same share one
    (`content.model.reviews`)."""

    __tablename__ = "photo_bands"
    evidence_id: Mapped[int] = mapped_column(Key, ForeignKey("evidence.id"), primary_key=True)
    band: Mapped[str] = mapped_column(String(5), primary_key=True)
    __table_args__ = (Index("ix_photo_bands_band", "band"),)


class NoteDigest(Base):
    """The digest of a note that was handed in, to see it copied from enterprise to enterprise."""

    __tablename__ = "note_digests"
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(8), primary_key=True)
    digest: Mapped[str] = mapped_column(String(32))
    __table_args__ = (Index("ix_note_digests_digest", "digest"),)


class Escalation(Base):
    """A task for a person to decide. `kind`: overdue, rejected, recheck (a form handed back and not handed in
    again), or the verdict that raised it. `made_on`: the local day it became one.

    `jurisdiction_id`: whose office decides now; `state`: open, decided (`decision`), dropped, moot, annulled
    (the decision was withdrawn).
    """

    __tablename__ = "escalations"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    finding_id: Mapped[int | None] = mapped_column(Key, ForeignKey("findings.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    state: Mapped[str] = mapped_column(String(8), default="open")
    reason: Mapped[str] = mapped_column(Text, default="")
    warned: Mapped[int] = mapped_column(default=0)
    warned_on: Mapped[date | None] = mapped_column(Date)
    """The local day of the last warning."""
    raised: Mapped[int] = mapped_column(default=0)
    """Number of times it was handed up."""
    decision: Mapped[str | None] = mapped_column(String(12))
    raised_at: Mapped[datetime]
    made_on: Mapped[date | None] = mapped_column(Date)
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_escalations_place",
            "jurisdiction_id",
            sqlite_where=_ESCALATION_OPEN,
            postgresql_where=_ESCALATION_OPEN,
        ),
        Index("ix_escalations_finding", "finding_id"),
        Index("ix_escalations_enterprise", "enterprise_id", "state"),
        Index(
            "ix_escalations_decided",
            "decision",
            "self_check_id",
            sqlite_where=_ESCALATION_DECIDED,
            postgresql_where=_ESCALATION_DECIDED,
        ),
        Index("ix_escalations_warned", "warned_on", sqlite_where=_WARNED, postgresql_where=_WARNED),
        Index(
            "ix_escalations_made", "made_on", sqlite_where=_ESCALATION_OPEN, postgresql_where=_ESCALATION_OPEN
        ),
    )
