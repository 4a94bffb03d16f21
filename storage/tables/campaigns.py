"""Tables of campaigns: their phases, duties and which duty was done."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key
from storage.base.zone import DEFAULT


class Campaign(Base):
    """A pack opened as a campaign in a jurisdiction and all below it. `state`: open, closed."""

    __tablename__ = "campaigns"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    pack: Mapped[str] = mapped_column(String(40))
    form_digest: Mapped[str] = mapped_column(String(32), ForeignKey("forms.digest"))
    start_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(10), default="open")
    opened_at: Mapped[datetime]
    zone: Mapped[str] = mapped_column(String(40), default=DEFAULT.key, server_default=DEFAULT.key)
    """IANA name of the time zone in which its days are counted."""
    planned_on: Mapped[date | None] = mapped_column(Date)
    """The last local day whose reminders are planned."""
    last_number: Mapped[int] = mapped_column(default=0)
    """Last number given to a handed-in form."""
    closed_on: Mapped[date | None] = mapped_column(Date)
    """The local day it ended: its figures are those of that day."""
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    announced_on: Mapped[date | None] = mapped_column(Date)
    """The local day on which its enterprises were told that the self-check has begun."""
    endings: Mapped[int] = mapped_column(default=0, server_default="0")
    """Number of times it was ended: an ending can be undone."""
    __table_args__ = (
        Index("ix_campaigns_open", "jurisdiction_id", "state"),
        Index("ix_campaigns_state", "state"),
    )


class CampaignPhase(Base):
    """A phase's whole local days, the end day included; both None: 时间待定."""

    __tablename__ = "campaign_phases"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)


class CampaignDuty(Base):
    """A duty's due day (local) and the day until which it is still accepted."""

    __tablename__ = "campaign_duties"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id", ondelete="CASCADE"))
    code: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date | None] = mapped_column(Date)
    grace_until: Mapped[date | None] = mapped_column(Date)
    __table_args__ = (UniqueConstraint("campaign_id", "code"),)


class CampaignMove(Base):
    """A day of an open campaign that an office moved. `kind`: phase, with its first and last day; duty, with
    the day it is due and the last on which it is taken."""

    __tablename__ = "campaign_moves"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(8))
    code: Mapped[str] = mapped_column(String(40))
    first_before: Mapped[date | None] = mapped_column(Date)
    last_before: Mapped[date | None] = mapped_column(Date)
    first_after: Mapped[date | None] = mapped_column(Date)
    last_after: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    moved_at: Mapped[datetime]
    moved_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    __table_args__ = (Index("ix_campaign_moves_campaign", "campaign_id", "id"),)


MAX_NOTE = 200


class DutyMark(Base):
    """A duty done by the office of a place. `period_on` names the occurrence (`content.calendar.duties`),
    `due_on` is the day it was due when it was marked."""

    __tablename__ = "duty_marks"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    code: Mapped[str] = mapped_column(String(40))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    period_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    done_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    done_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(MAX_NOTE), default="")
    __table_args__ = (UniqueConstraint("campaign_id", "code", "jurisdiction_id", "period_on"),)
