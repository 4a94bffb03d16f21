"""Tables of accidents (职业危害事故): the record, who was told when, the four things to show, files.

People are numbers only: no column is for a name or an illness of anybody hurt. Nothing here refers to an
anonymous report, and nothing of one refers here (docs/anonymity.md).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

MAX_WHAT = 500
MAX_SHORT = 60
MAX_SHOWN = 300
MAX_RESULT = 1500


class Incident(Base):
    """An accident at an enterprise. `state`: open, closed, annulled (it was none; `result` says why).
    `token`: of the tap, so that it is recorded once.
    `jurisdiction_id`: the enterprise's place when it was recorded. `hurt`, `dead`: numbers, None: not known.
    `published_on`: the local day its result was made public, `published`: the text."""

    __tablename__ = "incidents"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(8), default="open")
    happened_at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(MAX_SHORT), default="")
    what: Mapped[str] = mapped_column(Text, default="")
    substance: Mapped[str] = mapped_column(String(MAX_SHORT), default="")
    hurt: Mapped[int | None]
    dead: Mapped[int | None]
    recorded_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    recorded_at: Mapped[datetime]
    by_enterprise: Mapped[bool]
    changes: Mapped[int] = mapped_column(default=0)
    """The number of changes the enterprise made to its account: each is told once."""
    inquiry: Mapped[str] = mapped_column(String(MAX_SHORT), default="")
    """The office that leads the inquiry (调查组)."""
    inquiry_on: Mapped[date | None] = mapped_column(Date)
    result: Mapped[str] = mapped_column(Text, default="")
    result_on: Mapped[date | None] = mapped_column(Date)
    published: Mapped[str] = mapped_column(Text, default="")
    published_on: Mapped[date | None] = mapped_column(Date)
    closed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_incidents_place", "jurisdiction_id", "state"),
        Index("ix_incidents_enterprise", "enterprise_id"),
    )


class IncidentTelling(Base):
    """That a party (`content.model.incidents.Party`) was told of an accident, and at which instant."""

    __tablename__ = "incident_tellings"
    incident_id: Mapped[int] = mapped_column(
        Key, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    party: Mapped[str] = mapped_column(String(20), primary_key=True)
    told_at: Mapped[datetime]
    noted_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    noted_at: Mapped[datetime]


class IncidentPoint(Base):
    """A point of 四不放过 of an accident: its sentence; `done_on`: the local day it was done."""

    __tablename__ = "incident_points"
    incident_id: Mapped[int] = mapped_column(
        Key, ForeignKey("incidents.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    sentence: Mapped[str] = mapped_column(String(MAX_SHOWN), default="")
    done_on: Mapped[date | None] = mapped_column(Date)
    noted_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    noted_at: Mapped[datetime]


class IncidentFile(Base):
    """A file of an accident: of one of the four things, or (`point` "") of the accident itself."""

    __tablename__ = "incident_files"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    incident_id: Mapped[int] = mapped_column(Key, ForeignKey("incidents.id", ondelete="CASCADE"))
    point: Mapped[str] = mapped_column(String(20), default="")
    kind: Mapped[str] = mapped_column(String(10))
    sha256: Mapped[str] = mapped_column(String(64))
    original_sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    pages: Mapped[int | None]
    preview_sha256: Mapped[str | None] = mapped_column(String(64))
    added_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    added_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("incident_id", "point", "original_sha256"),)
