"""Tables of exchange between offices: records of duties with files, handed up; circulars, sent down."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key
from storage.tables.campaigns import MAX_NOTE


class DutyRecord(Base):
    """A record of a duty done on a local day `done_on`: by a place's office, or by an enterprise of it.
    `period_on` names the occurrence (`content.calendar.duties`), ONCE for standing duties.

    `state`: kept, sent, received, returned. `removed_at`: withdrawn by its writers before it was accepted.
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
    """Number of times it was handed in; the office above is told each time."""
    answered_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(MAX_NOTE), default="")
    """The reason it was returned."""
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


CIRCULARS = ("report", "urge", "criticism", "make_up")
"""情况通报, 督办, 批评, 补课."""
MAX_CIRCULAR = 1500
MAX_ANSWER = 500


class Circular(Base):
    """A note (情况通报) of an office to those below it. `kind`: of CIRCULARS; `token`: the draft's, so
    that it is sent once; `answer_by`: the local day by which they are to answer, None for no answer.

    `recalled_at`: set by a recall (撤回), for `recall_reason`, or by a correction (更正), whose `corrects_id`
    is this one. A recalled note needs no reading and no answer."""

    __tablename__ = "circulars"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    answer_by: Mapped[date | None] = mapped_column(Date)
    sent_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    sent_at: Mapped[datetime]
    recalled_at: Mapped[datetime | None]
    recalled_by: Mapped[int | None] = mapped_column(Key)
    recall_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    corrects_id: Mapped[int | None] = mapped_column(Key)
    __table_args__ = (
        Index("ix_circulars_jurisdiction", "jurisdiction_id"),
        Index("uq_circulars_corrects", "corrects_id", unique=True),
    )


class CircularCopy(Base):
    """A note as an office below has it: read (已阅), answered."""

    __tablename__ = "circular_copies"
    circular_id: Mapped[int] = mapped_column(
        Key, ForeignKey("circulars.id", ondelete="CASCADE"), primary_key=True
    )
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    __table_args__ = (Index("ix_circular_copies_jurisdiction", "jurisdiction_id"),)


class CircularFile(Base):
    """A file of a circular: a photo, a PDF with the picture of its first page, a Word or Excel file."""

    __tablename__ = "circular_files"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    circular_id: Mapped[int] = mapped_column(Key, ForeignKey("circulars.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    pages: Mapped[int | None]
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("circular_id", "original_sha256"),)
