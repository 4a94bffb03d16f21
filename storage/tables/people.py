"""Tables of people: accounts that act for enterprises or offices. Nobody else has a row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key


class Person(Base):
    """A Telegram account that is contact or guest somewhere. Unknown people and reporters have no row."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    language: Mapped[str] = mapped_column(String(5), default="zh")
    enterprise_id: Mapped[int | None] = mapped_column(Key, ForeignKey("enterprises.id"))
    """The enterprise this person is working on now (one person may serve several)."""
    staff_id: Mapped[int | None] = mapped_column(Key)
    """The seat this person is working on now; no foreign key, since seats refer to people."""
    unreachable_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


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
