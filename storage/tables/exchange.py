"""Tables of what offices, and enterprises, hand to the office above: records of duties and their files."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key
from storage.tables.campaigns import MAX_NOTE


class DutyRecord(Base):
    """What was done for a duty on a local day `done_on`: by the office of a place, or by an enterprise of it.
    `period_on` names the occurrence (`content.calendar.duties`), ONCE for standing duties.

    `state`: kept, sent, received, returned. `removed_at`: withdrawn by its writers before it was taken.
    """

    __tablename__ = "duty_records"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    campaign_id: Mapped[int] = mapped_column(Key, ForeignKey("campaigns.id"))
    code: Mapped[str] = mapped_column(String(40))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    enterprise_id: Mapped[int | None] = mapped_column(Key, ForeignKey("enterprises.id"))
    period_on: Mapped[date] = mapped_column(Date)
    done_on: Mapped[date] = mapped_column(Date)
    sentence: Mapped[str] = mapped_column(String(MAX_NOTE), default="")
    recorded_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10), default="kept")
    sent_at: Mapped[datetime | None]
    sendings: Mapped[int] = mapped_column(default=0)
    """How often it was handed in: each time is told once."""
    answered_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(MAX_NOTE), default="")
    """Why it was returned."""
    removed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_duty_records_duty", "campaign_id", "jurisdiction_id", "code"),
        Index("ix_duty_records_enterprise", "enterprise_id"),
    )


class DutyFile(Base):
    """A file of a record: a photo, a PDF with the picture of its first page, a Word or Excel file."""

    __tablename__ = "duty_files"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    record_id: Mapped[int] = mapped_column(Key, ForeignKey("duty_records.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    pages: Mapped[int | None]
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("record_id", "original_sha256"),)
