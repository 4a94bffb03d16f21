"""Tables of reminders: lines, digests, what people and offices chose not to hear."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_WAITING = text("state = 'waiting'")


class Reminder(Base):
    """One line for one person. `subject`: enterprise, finding, duty, own_duty (of the
    enterprise with that id), upkeep or extension, with its id.

    `planned_on`: the local day it is for, one for each (rule, subject, campaign, day, person); `days`: that
    day counted from `due_on` (negative: before). `state`: waiting, queued (in a digest), sent, moot (no
    longer true when it was to be sent).
    """

    __tablename__ = "reminders"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    rule: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int] = mapped_column(Key)
    campaign_id: Mapped[int | None] = mapped_column(Key, ForeignKey("campaigns.id"))
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    planned_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date | None] = mapped_column(Date)
    days: Mapped[int]
    urgent: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    digest_id: Mapped[int | None] = mapped_column(Key, ForeignKey("digests.id"))
    created_at: Mapped[datetime]
    __table_args__ = (
        Index(
            "uq_reminders_once",
            "rule",
            "subject",
            "subject_id",
            "planned_on",
            "person_id",
            "campaign_id",
            unique=True,
        ),
        Index(
            "ix_reminders_waiting",
            "planned_on",
            "person_id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_reminders_digest", "digest_id"),
    )


class Digest(Base):
    """All reminders of a person on a local day as one message. `kind`: daily (one a day), urgent."""

    __tablename__ = "digests"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(8), default="daily")
    zone: Mapped[str] = mapped_column(String(40))
    """IANA name of the time zone in which `day` is counted."""
    created_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "day", "kind"),)


class ReminderMute(Base):
    """不再提醒: a person has muted a rule about a subject."""

    __tablename__ = "reminder_mutes"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    rule: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(12))
    subject_id: Mapped[int] = mapped_column(Key)
    muted_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("person_id", "rule", "subject", "subject_id"),)


class OfficeRule(Base):
    """An office's choice for a rule of facts; without a row the content's values hold.

    `first`: from which day of waiting on it is told, `again`: interval in days after that.
    """

    __tablename__ = "office_rules"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    rule: Mapped[str] = mapped_column(String(40))
    is_on: Mapped[bool]
    first: Mapped[int]
    again: Mapped[int]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    __table_args__ = (UniqueConstraint("jurisdiction_id", "rule"),)
