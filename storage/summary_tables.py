"""Tables of summaries (总结、月报): what an office tells the office above, and its typical cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class Summary(Base):
    """A summary of a campaign in a place. `kind`: month, whole. `period_on`: the first day of the month; for
    the whole campaign `content.duties.ONCE`.

    `problems`, `plans` and the cases are being worked on; `filed` is all of it as it was filed last.
    """

    __tablename__ = "summaries"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    kind: Mapped[str] = mapped_column(String(8))
    period_on: Mapped[date] = mapped_column(Date)
    problems: Mapped[str] = mapped_column(Text, default="")
    """存在问题, in the office's words."""
    plans: Mapped[str] = mapped_column(Text, default="")
    """下一步打算, in the office's words."""
    filed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    filings: Mapped[int] = mapped_column(default=0)
    """How often it was filed: corrected ones are filed anew."""
    begun_at: Mapped[datetime]
    filed_at: Mapped[datetime | None]
    filed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    __table_args__ = (
        UniqueConstraint("campaign_id", "jurisdiction_id", "kind", "period_on"),
        Index("ix_summaries_place", "jurisdiction_id", "campaign_id"),
    )


class SummaryCase(Base):
    """A typical case (典型事例): an enterprise's self-check, with a sentence of the office's own."""

    __tablename__ = "summary_cases"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    summary_id: Mapped[int] = mapped_column(Key, ForeignKey("summaries.id", ondelete="CASCADE"))
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    text: Mapped[str] = mapped_column(Text, default="")
    __table_args__ = (UniqueConstraint("summary_id", "self_check_id"),)
