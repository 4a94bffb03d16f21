"""Tables of enterprises: invites, requests to join, their own recurring dates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

_MERGED = text("merged_into IS NOT NULL")


class Enterprise(Base):
    """A unit in scope. `facts`: its latest profile; `hazards`: Chinese names. `state`: active, closed,
    merged, erased. `merged_into`: the enterprise that a double was merged into, never itself a double."""

    __tablename__ = "enterprises"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    name: Mapped[str] = mapped_column(String(120))
    credit_code: Mapped[str] = mapped_column(String(18), unique=True)
    industry: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200), default="")
    contact_name: Mapped[str] = mapped_column(String(64), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Telephone number that an office calls where the bot reaches nobody; from the office's list, or given by
    its people."""
    headcount: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hazards: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(10), default="active")
    registered_at: Mapped[datetime]
    merged_into: Mapped[int | None] = mapped_column(Key)
    __table_args__ = (
        Index("ix_enterprises_place", "jurisdiction_id", "state"),
        Index("ix_enterprises_merged", "merged_into", sqlite_where=_MERGED, postgresql_where=_MERGED),
    )


class Invite(Base):
    """`kind`: enterprise (link from the office), share (code of a contact), finding (responsible person).

    Only the SHA-256 of the token is kept; `uses_left` None means any number until it expires.
    """

    __tablename__ = "invites"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"), index=True)
    finding_id: Mapped[int | None] = mapped_column(Key, ForeignKey("findings.id"))
    created_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    uses_left: Mapped[int | None]
    revoked_at: Mapped[datetime | None]


REQUEST_OPEN = text("state = 'open'")


class JoinRequest(Base):
    """A request to act for an enterprise. `state`: open, granted, refused. `name`: the person's own;
    `own_phone` until it is decided: then it becomes the enterprise's number, where it has none, or is
    deleted."""

    __tablename__ = "join_requests"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    own_phone: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[str] = mapped_column(String(8), default="open")
    asked_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    __table_args__ = (
        Index(
            "uq_join_requests_open",
            "enterprise_id",
            "person_id",
            unique=True,
            sqlite_where=REQUEST_OPEN,
            postgresql_where=REQUEST_OPEN,
        ),
    )


UPKEEP_ACTIVE = text("state = 'active'")


class Upkeep(Base):
    """One kind of recurring date of an enterprise. `state`: active, stopped (by its owner).

    `last_on`: when it was done last, from an answer or a tap; `due_on`: the next time, whole local days.
    """

    __tablename__ = "upkeeps"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"))
    kind: Mapped[str] = mapped_column(String(20))
    last_on: Mapped[date] = mapped_column(Date)
    every_months: Mapped[int]
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[str] = mapped_column(String(8), default="active")
    changed_by: Mapped[int | None] = mapped_column(Key, ForeignKey("people.id"))
    changed_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("enterprise_id", "kind"),
        Index("ix_upkeeps_due", "due_on", sqlite_where=UPKEEP_ACTIVE, postgresql_where=UPKEEP_ACTIVE),
    )
