"""Self-checks: one enterprise's answers in one campaign, from the first question to the form handed in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


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
    answered: Mapped[int] = mapped_column(default=0)
    """Core questions with a verdict: kept, so that offices count without reading answers."""
    number: Mapped[str | None] = mapped_column(String(20))
    previous_id: Mapped[int | None] = mapped_column(Key, ForeignKey("self_checks.id"))
    """Last time's self-check, whose answers are offered."""
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    submitted_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    submissions: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        UniqueConstraint("campaign_id", "enterprise_id"),
        Index("ix_self_checks_state", "campaign_id", "state"),
        Index("ix_self_checks_enterprise", "enterprise_id"),
    )


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
    answered_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("self_check_id", "question"),)
