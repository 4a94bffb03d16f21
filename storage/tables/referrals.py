"""Tables of what an office hands up to an authority outside the installation (上报), and of its answers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_WAITING = text("state = 'waiting'")

MAX_AUTHORITY = 60
MAX_NUMBER = 60
WANTED = ("suspend", "penalty", "closure")
"""Measures that an authority is asked for: 停产整顿, 处罚, 关闭."""
OUTCOMES = (*WANTED, "refused", "other")
"""Answers of an authority: the measure it decided, 不同意, or something else (more material is wanted)."""


class Referral(Base):
    """A task handed up to an authority that has no office here. `state`: waiting, answered, withdrawn.

    `authority`: its name; `wanted`: of WANTED; `number`: 文号 of the paper; `handed_on`, `answer_by` (None:
    no day was agreed) and `answered_on` are whole local days. `outcome`: of OUTCOMES, None without an answer;
    `answered_from`: who answered, where that may be another authority.
    """

    __tablename__ = "referrals"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    escalation_id: Mapped[int] = mapped_column(Key, ForeignKey("escalations.id"))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    authority: Mapped[str] = mapped_column(String(MAX_AUTHORITY))
    wanted: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(Text)
    number: Mapped[str] = mapped_column(String(MAX_NUMBER), default="")
    handed_on: Mapped[date] = mapped_column(Date)
    answer_by: Mapped[date | None] = mapped_column(Date)
    handed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    handed_at: Mapped[datetime]
    answered_on: Mapped[date | None] = mapped_column(Date)
    answered_from: Mapped[str] = mapped_column(String(MAX_AUTHORITY), default="")
    outcome: Mapped[str | None] = mapped_column(String(8))
    answer: Mapped[str] = mapped_column(Text, default="")
    noted_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    noted_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_referrals_waiting",
            "escalation_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_referrals_place", "jurisdiction_id", "state"),
        Index("ix_referrals_enterprise", "enterprise_id"),
    )


class ReferralFile(Base):
    """A file of what was handed up (`part` paper) or of the answer (`part` answer): a photo, a PDF with the
    picture of its first page, a Word or Excel file."""

    __tablename__ = "referral_files"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    referral_id: Mapped[int] = mapped_column(Key, ForeignKey("referrals.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    pages: Mapped[int | None]
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("referral_id", "part", "original_sha256"),)
