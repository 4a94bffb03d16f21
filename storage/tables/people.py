"""Tables of people who act for enterprises or offices, and of their accounts. Nobody else has a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

IS_LIVE = text("ended_at IS NULL")


class Person(Base):
    """Somebody who is contact or guest somewhere. Unknown people and reporters have no row."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int | None] = mapped_column(Key)
    """The account that gets their messages, the one used last; no foreign key, since accounts refer to
    people."""
    language: Mapped[str] = mapped_column(String(5), default="zh")
    enterprise_id: Mapped[int | None] = mapped_column(Key, ForeignKey("enterprises.id"))
    """The enterprise this person is working on now (one person may serve several)."""
    staff_id: Mapped[int | None] = mapped_column(Key)
    """The seat this person is working on now; no foreign key, since seats refer to people."""
    unreachable_at: Mapped[datetime | None]
    """Instant since which none of their accounts can be reached."""
    created_at: Mapped[datetime]


class Account(Base):
    """An address of a person. `channel`: telegram (the account's number) or web (a number of our own)."""

    __tablename__ = "accounts"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"), index=True)
    channel: Mapped[str] = mapped_column(String(8))
    address: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    """Instant at which somebody vouched for its owner; None: the person's first account."""
    ended_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    unreachable_reason: Mapped[str | None] = mapped_column(String(200))
    __table_args__ = (
        Index(
            "uq_accounts_live",
            "address",
            "channel",
            unique=True,
            sqlite_where=IS_LIVE,
            postgresql_where=IS_LIVE,
        ),
    )


is_live = Account.ended_at.is_(None)


class Contact(Base):
    """A person acting for an enterprise. `role`: owner (registered it), member (joined by a code)."""

    __tablename__ = "contacts"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(Key, ForeignKey("enterprises.id"), index=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(64), default="")
    role: Mapped[str] = mapped_column(String(10))
    joined_at: Mapped[datetime]
    __table_args__ = (
        UniqueConstraint("enterprise_id", "person_id"),
        Index("ix_contacts_joined", "joined_at"),  # who came after a standing notice
    )


class FormerContact(Base):
    """A person was contact of that enterprise while it was listed in that place, until `left_at`."""

    __tablename__ = "former_contacts"
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    enterprise_id: Mapped[int] = mapped_column(
        Key, ForeignKey("enterprises.id"), primary_key=True, index=True
    )
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"), primary_key=True)
    left_at: Mapped[datetime]
