"""Findings: what did not pass, and who is allowed to look at one of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


class Finding(Base):
    """A fault born from a 不符合. `state`: open, withdrawn (the answer was changed), closed (by a review).

    How far it is put right is the rectification's state. `stopped_at`: the dangerous work was stopped.
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
