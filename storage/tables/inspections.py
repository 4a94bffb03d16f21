"""Tables of inspections (现场检查): visits, the departments and officers of each, what was seen, files."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

STANDS = text("state <> 'voided'")
"""A voided visit leaves its day free for the right one."""


def random_key() -> int:
    """A random primary key: a counting one would tell beside which routine visit another was planned."""
    return secrets.randbits(62)


class Inspection(Base):
    """A visit of a department to an enterprise on a whole local day. `state`: planned, open (begun), done,
    dropped, ended (not done when its campaign ended), voided (作废: done, but recorded by mistake). Where it
    came from, by whom and when it was planned is not stored: it may be a report.

    `department` leads it; further ones are in `InspectionDepartment`. `announced`: the enterprise was told.
    `campaign_id`, `form_digest`, `industry`, `facts`: what is asked, decided when it begins.
    `present`: who was there for the enterprise; `due_on`: the local day by which faults are to be put right;
    `ordered`: by an order (责令限期整改) and not only in the record. `scope`: all that has to be answered,
    danger (⛔ questions alone), or rows: those of the check items `chosen` (抽查). `voided_on`: the local day
    on which it was voided, because of `void_reason`.
    """

    __tablename__ = "inspections"
    id: Mapped[int] = mapped_column(Key, primary_key=True, default=random_key)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    department: Mapped[str] = mapped_column(String(12))
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    planned_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="planned")
    announced: Mapped[bool] = mapped_column(default=False, server_default=false())
    campaign_id: Mapped[int | None] = mapped_column(Key)
    form_digest: Mapped[str | None] = mapped_column(String(32))
    industry: Mapped[str] = mapped_column(String(40), default="", server_default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    begun_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(Key)
    done_on: Mapped[date | None] = mapped_column(Date)
    """The local day it ended."""
    present: Mapped[str] = mapped_column(String(64), default="", server_default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    ordered: Mapped[bool] = mapped_column(default=False, server_default=false())
    scope: Mapped[str] = mapped_column(String(8), default="all", server_default="all")
    chosen: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[int | None] = mapped_column(Key)
    voided_on: Mapped[date | None] = mapped_column(Date)
    void_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    __table_args__ = (
        Index(
            "uq_inspections_visit",
            "enterprise_id",
            "jurisdiction_id",
            "department",
            "planned_on",
            unique=True,
            sqlite_where=STANDS,
            postgresql_where=STANDS,
        ),
        Index("ix_inspections_place", "jurisdiction_id", "state", "planned_on"),
        Index("ix_inspections_campaign", "campaign_id", "state", "enterprise_id"),
    )


class InspectionDepartment(Base):
    """A further department of a visit (联合执法)."""

    __tablename__ = "inspection_departments"
    inspection_id: Mapped[int] = mapped_column(
        Key, ForeignKey("inspections.id", ondelete="CASCADE"), primary_key=True
    )
    department: Mapped[str] = mapped_column(String(12), primary_key=True)


class InspectionOfficer(Base):
    """Somebody who took part, with name and department as they were then."""

    __tablename__ = "inspection_officers"
    inspection_id: Mapped[int] = mapped_column(
        Key, ForeignKey("inspections.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"), primary_key=True)
    department: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(64))


class InspectionAnswer(Base):
    """The record of a question at an inspection. `verdict`: pass, fail, na. `revision` grows with each
    change, so that a second officer's phone notices. `due_on`: the local day ordered for this fault; None:
    the visit's.

    `voided_on`: the local day on which a fault was voided (作废), because of `void_reason`. `before`: the
    finding as it was before the visit found it again, {} for none, to be restored when the fault is voided;
    None: not stored.
    """

    __tablename__ = "inspection_answers"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    inspection_id: Mapped[int] = mapped_column(Key, ForeignKey("inspections.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(8))
    verdict: Mapped[str] = mapped_column(String(4))
    note: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None] = mapped_column(Date)
    revision: Mapped[int] = mapped_column(default=1)
    answered_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    answered_at: Mapped[datetime]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[int | None] = mapped_column(Key)
    voided_on: Mapped[date | None] = mapped_column(Date)
    void_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    __table_args__ = (UniqueConstraint("inspection_id", "question"),)


class InspectionFile(Base):
    """A photo or PDF of a visit: of a question, or (`question` empty) a signed paper."""

    __tablename__ = "inspection_files"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    inspection_id: Mapped[int] = mapped_column(Key, ForeignKey("inspections.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(8), default="")
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    pages: Mapped[int | None]
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    width: Mapped[int | None]
    height: Mapped[int | None]
    taken_at: Mapped[datetime | None]
    likeness: Mapped[str | None] = mapped_column(String(16))
    added_by: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("inspection_id", "question", "original_sha256"),)
