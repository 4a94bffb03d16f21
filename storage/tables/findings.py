"""Tables of findings: guests, comments, rectifications, extensions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key


class Finding(Base):
    """A fault from a 不符合, or found on a visit. `state`: open, withdrawn (the answer was changed), closed
    (by a review).

    Its progress is the rectification's state. `stopped_at`: when the dangerous work was stopped.
    """

    __tablename__ = "findings"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    self_check_id: Mapped[int] = mapped_column(Key, ForeignKey("self_checks.id"))
    question: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10), default="open")
    stopped_at: Mapped[datetime | None]
    found_at: Mapped[datetime]
    found_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    inspection_id: Mapped[int | None] = mapped_column(Key)
    """The visit that found it last: then it is the office's, and no answer of the enterprise withdraws it."""
    __table_args__ = (
        UniqueConstraint("self_check_id", "question"),
        Index("ix_findings_enterprise", "enterprise_id", "state"),
    )


class FindingGuest(Base):
    """The responsible person named in a plan, who may see this one finding and nothing else."""

    __tablename__ = "finding_guests"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_id: Mapped[int] = mapped_column(Key, ForeignKey("findings.id"))
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(64), default="")
    joined_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("finding_id", "person_id"),)


class FindingComment(Base):
    """A remark on a finding by a contact or a guest."""

    __tablename__ = "finding_comments"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_id: Mapped[int] = mapped_column(Key, ForeignKey("findings.id"), index=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class Rectification(Base):
    """The rectification of a finding, at most one each. `kind`: at_once, plan. `state`: open, done (waits for
    the office), accepted.

    `first_due_on` stays when the day is moved. `rejections`: how often the office did not accept it, the last
    time at `rejected_at` because of `rejection`: new evidence has to be newer.

    An empty `measure`: the office set the day, the owner has not yet given measure, responsible and funds.

    `due_on` is a whole local day, itself included; `funds_fen` are hundredths of a yuan.
    """

    __tablename__ = "rectifications"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_id: Mapped[int] = mapped_column(Key, ForeignKey("findings.id"), unique=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(10), default="open")
    measure: Mapped[str] = mapped_column(Text)
    responsible: Mapped[str] = mapped_column(String(64), default="")
    funds_fen: Mapped[int] = mapped_column(BigInteger, default=0)
    due_on: Mapped[date] = mapped_column(Date)
    first_due_on: Mapped[date] = mapped_column(Date)
    beyond_reason: Mapped[str] = mapped_column(Text, default="")
    """The reason its due day lies after the self-check phase."""
    objection: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The objection by which a reviewer overturned the answer and set the day; it is no measure of the
    owner's. Nobody's measure."""
    planned_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    planned_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    rejections: Mapped[int] = mapped_column(default=0, server_default="0")
    rejected_at: Mapped[datetime | None]
    rejection: Mapped[str] = mapped_column(Text, default="", server_default="")
    __table_args__ = (
        Index("ix_rectifications_due", "state", "due_on"),
        Index("ix_rectifications_enterprise", "enterprise_id", "state", "due_on"),
    )


_ASKED = text("state = 'asked'")


class Extension(Base):
    """A request for a later day. `state`: asked, granted, refused, withdrawn, moot (rectified before it was
    decided). The rectification's `first_due_on` stays.

    `from_on`: the day it was due when asked; `wanted_on`, `granted_on`: whole local days.
    """

    __tablename__ = "extensions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    finding_id: Mapped[int] = mapped_column(Key, ForeignKey("findings.id"))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    state: Mapped[str] = mapped_column(String(10), default="asked")
    from_on: Mapped[date] = mapped_column(Date)
    wanted_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    asked_at: Mapped[datetime]
    granted_on: Mapped[date | None] = mapped_column(Date)
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_extensions_finding", "finding_id"),
        # One open question a finding; and what an office has to decide.
        Index("uq_extensions_asked", "finding_id", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED),
        Index("ix_extensions_asked", "enterprise_id", sqlite_where=_ASKED, postgresql_where=_ASKED),
        Index("ix_extensions_oldest", "from_on", "id", sqlite_where=_ASKED, postgresql_where=_ASKED),
    )
