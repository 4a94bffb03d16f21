"""Tables of kept progress and of summaries (总结、月报)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

NO_DAY = date(9999, 12, 31)
"""Stored where nothing is due: a key has no NULL."""
_SHARED, _EMPTY = text("shared > 0"), text("enterprises = 0")


class _Counts:
    """Counts of an enterprise (0 or 1) or of a place. Enterprises: in scope, with somebody in the bot, that
    began, handed in, were reviewed, and have no open finding and owe no photo besides. Findings of forms
    handed in (`tables.self_checks.reported`): undecided, due by a day (overdue or not), done, closed."""

    enterprises: Mapped[int] = mapped_column(default=0)
    joined: Mapped[int] = mapped_column(default=0)
    started: Mapped[int] = mapped_column(default=0)
    submitted: Mapped[int] = mapped_column(default=0)
    reviewed: Mapped[int] = mapped_column(default=0)
    closed: Mapped[int] = mapped_column(default=0)
    undecided: Mapped[int] = mapped_column(default=0)
    to_do: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    settled: Mapped[int] = mapped_column(default=0)


class CampaignProgress(_Counts, Base):
    """An active enterprise in a campaign of its place or one above, as it was when it was last folded.

    Without foreign keys: what it was in is subtracted after the enterprise is gone, too.
    """

    __tablename__ = "campaign_progress"
    enterprise_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(Key, primary_key=True, autoincrement=False)
    jurisdiction_id: Mapped[int] = mapped_column(Key)
    industry: Mapped[str] = mapped_column(String(40), default="", server_default="")
    hazards: Mapped[str] = mapped_column(Text, default="[]", server_default="[]")
    """The JSON of `Enterprise.hazards`."""
    reach: Mapped[str] = mapped_column(String(12), default="unregistered", server_default="unregistered")
    """As `NoticeTarget.reach`: reachable, blocked, unregistered."""
    check_state: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """State of its form; empty: none."""
    due_on: Mapped[date] = mapped_column(Date, default=NO_DAY, server_default="9999-12-31")
    """The earliest day of its findings that are `to_do`."""
    people: Mapped[int] = mapped_column(default=0, server_default="0")
    """Its people that can be reached."""
    shared: Mapped[int] = mapped_column(default=0, server_default="0")
    """Those of `people` who act for other enterprises besides."""
    __table_args__ = (
        Index(
            "ix_campaign_progress_shared",
            "campaign_id",
            "jurisdiction_id",
            sqlite_where=_SHARED,
            postgresql_where=_SHARED,
        ),
    )


class StandingProgress(Base):
    """The sum over the enterprises of one place with the same standing, as they have it in
    `CampaignProgress`."""

    __tablename__ = "standing_progress"
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"), primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    reach: Mapped[str] = mapped_column(String(12), primary_key=True)
    check_state: Mapped[str] = mapped_column(String(10), primary_key=True)
    started: Mapped[int] = mapped_column(primary_key=True)
    unfixed: Mapped[int] = mapped_column(primary_key=True)
    """Whether it has findings that are undecided or `to_do`: 0 or 1."""
    due_on: Mapped[date] = mapped_column(Date, primary_key=True)
    enterprises: Mapped[int] = mapped_column(default=0)
    people: Mapped[int] = mapped_column(default=0)
    shared: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index("ix_standing_progress_empty", "campaign_id", sqlite_where=_EMPTY, postgresql_where=_EMPTY),
    )


class GroupProgress(Base):
    """The sum over the enterprises of one place that have an industry and exactly these hazards. `unsettled`:
    their findings that are not closed."""

    __tablename__ = "group_progress"
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"), primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    industry: Mapped[str] = mapped_column(String(40), primary_key=True)
    hazards: Mapped[str] = mapped_column(Text, primary_key=True)
    enterprises: Mapped[int] = mapped_column(default=0)
    submitted: Mapped[int] = mapped_column(default=0)
    reviewed: Mapped[int] = mapped_column(default=0)
    unsettled: Mapped[int] = mapped_column(default=0)


class PlaceProgress(_Counts, Base):
    """The sum over the enterprises of one place, those below not included."""

    __tablename__ = "place_progress"
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"), primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    overdue: Mapped[int] = mapped_column(default=0, server_default="0")
    """Those of `to_do` that were past their day when the campaign ended; in an open one it changes with the
    day."""


class PlaceDay(_Counts, Base):
    """The figures of a place's own enterprises in a campaign as they stood on a local day when they were
    first looked at on it; of the day a campaign ended, as it ended. Written once, never counted again."""

    __tablename__ = "place_days"
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    overdue: Mapped[int] = mapped_column(default=0)
    """Those of `to_do` that were past their day."""


class ProgressMark(Base):
    """A change of an enterprise, to be counted. One row a change, never shared: otherwise a mark that another
    transaction has not yet committed would be deleted with the older one."""

    __tablename__ = "progress_marks"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key)
    __table_args__ = (Index("ix_progress_marks_enterprise", "enterprise_id"),)


class Summary(Base):
    """A summary of a campaign in a place. `kind`: month, whole. `period_on`: the first day of the month; for
    the whole campaign `content.calendar.duties.ONCE`.

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
    """Number of times it was filed: corrected ones are filed again."""
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
