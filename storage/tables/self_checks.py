"""Tables of self-checks: forms as they were asked, answers, evidence."""

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
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key


class StoredForm(Base):
    """A form's JSON under its digest; never changed once written."""

    __tablename__ = "forms"
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    pack: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)


_HANDED_BACK = text("recheck_on IS NOT NULL")
_OPEN = text("state = 'open'")


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
    """Order of reviews, lower first: the points of its reasons, negative."""
    reasons: Mapped[dict[str, int]] = mapped_column(JSON, default=dict, server_default="{}")
    """Number of times each of `content.model.reviews.REASONS` holds, except for reports, which are never
    written down."""
    by_office: Mapped[bool] = mapped_column(default=False, server_default=false())
    """An office opened it for what a visit found; the enterprise has not begun it."""
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
"""States of a form that is handed in."""


def reported() -> ColumnElement[bool]:
    """SQL condition on `SelfCheck`: it was handed in once, so that an office knows its findings.

    What a draft found is its enterprise's own: no office counts it, is told of it or decides about it, except
    what a visit found (`finding_states.counts`).
    """
    return SelfCheck.submitted_at.is_not(None)


class Answer(Base):
    """`verdict`: pass, fail, na, owed, or None while only a note stands. `done`/`total`: 几人/共几人."""

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


class OwedPhoto(Base):
    """以后补照片: a photo that only running work can show, promised by a day. `state`: open, kept (answered
    since), withdrawn (not asked any longer, or the office answered it).

    `since_on`: the local day it was first postponed, which limits further postponing.
    """

    __tablename__ = "owed_photos"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    question: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10), default="open")
    since_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    promised_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    promised_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]
    __table_args__ = (
        UniqueConstraint("self_check_id", "question"),
        Index("ix_owed_photos_due", "due_on", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_owed_photos_enterprise", "enterprise_id", "state"),
    )


class Evidence(Base):
    """One file of a question (`stage` answer) or finding (before, after). `kind`: photo, document, voice.

    `sha256` names the stored bytes, `original_sha256` the bytes as they came.
    """

    __tablename__ = "evidence"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    question: Mapped[str] = mapped_column(String(8))
    finding_id: Mapped[int | None] = mapped_column(Key, ForeignKey("findings.id"), index=True)
    stage: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(60))
    size: Mapped[int]
    pages: Mapped[int | None]
    """Number of pages of a document."""
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    """The picture of a document's first page."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    taken_at: Mapped[datetime | None]
    """Shooting time from the file where it had one (a document keeps it, a photo does not)."""
    likeness: Mapped[str | None] = mapped_column(String(16))
    """64-bit dHash in hex: near-duplicates are found by the review."""
    added_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_evidence_of", "self_check_id", "question"),
        Index("ix_evidence_bytes", "original_sha256"),
        Index("uq_evidence_once", "self_check_id", "question", "stage", "original_sha256", unique=True),
    )
