"""Tables of offices: jurisdictions, seats of staff, invites to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

MAX_FULL_NAME, MAX_PATTERN = 60, 48


class Jurisdiction(Base):
    """A place with a safety office; `code` is what the command line calls it."""

    __tablename__ = "jurisdictions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    parent_id: Mapped[int | None] = mapped_column(Key, ForeignKey("jurisdictions.id"), index=True)
    level: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """city, county (or district), town (or park), village; empty: not said."""
    hotline: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Telephone number its office gives enterprises."""
    full_name: Mapped[str] = mapped_column(String(MAX_FULL_NAME), default="", server_default="")
    """Full name of its office (机关全称), which signs papers; empty: not given."""
    number_pattern: Mapped[str] = mapped_column(String(MAX_PATTERN), default="", server_default="")
    """发文字号 of its papers, with {year} and {number}; empty: not given."""
    zone: Mapped[str | None] = mapped_column(String(40))
    """IANA name of its time zone; None: that of the place above, at the top that of the settings."""
    ranked: Mapped[bool] = mapped_column(default=True, server_default=true())
    """Whether the places below are ranked; switched off, none further down are, either."""


class ReportHotline(Base):
    """A number that the office of a place publishes for reports by telephone (举报电话): whose it is and when
    somebody answers, in its own words."""

    __tablename__ = "report_hotlines"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    number: Mapped[str] = mapped_column(String(40))
    department: Mapped[str] = mapped_column(String(20), default="")
    hours: Mapped[str] = mapped_column(String(40), default="")
    __table_args__ = (UniqueConstraint("jurisdiction_id", "number"),)


SEAT_HELD = text("revoked_at IS NULL")


class Staff(Base):
    """A seat: a person working for the office of a place. `role` and `department` as in `rights`.

    A revoked seat stays as a record; a person has at most one active seat in a place.
    """

    __tablename__ = "staff"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"))
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    role: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(64), default="")
    joined_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    campaign_id: Mapped[int | None] = mapped_column(Key)
    """The campaign chosen at this seat, of several; None, or one not open there: the nearest."""
    __table_args__ = (
        Index(
            "uq_staff_seat",
            "person_id",
            "jurisdiction_id",
            unique=True,
            sqlite_where=SEAT_HELD,
            postgresql_where=SEAT_HELD,
        ),
        Index("ix_staff_place", "jurisdiction_id", sqlite_where=SEAT_HELD, postgresql_where=SEAT_HELD),
    )


INVITE_OPEN = text("used_at IS NULL AND revoked_at IS NULL")


class StaffInvite(Base):
    """A single-use link to a seat. Only the SHA-256 of the token is kept.

    `name`: what the person will be called in the office; empty: their own name in Telegram.
    """

    __tablename__ = "staff_invites"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    role: Mapped[str] = mapped_column(String(12))
    department: Mapped[str] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(64), default="")
    created_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    revoked_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "ix_staff_invites_open", "jurisdiction_id", sqlite_where=INVITE_OPEN, postgresql_where=INVITE_OPEN
        ),
    )
