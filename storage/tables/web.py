"""Tables of the web door: inboxes, devices and logins of people who use the page in a browser."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key

HAS_FILE = text("sha256 IS NOT NULL")


class WebInbox(Base):
    """The counters of one web address. Every change of its messages updates this row first and so waits
    for the change before: versions become visible in order."""

    __tablename__ = "web_inboxes"
    address: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    message_id: Mapped[int] = mapped_column(BigInteger)
    """The newest message."""
    version: Mapped[int] = mapped_column(BigInteger)
    """The newest change: of an append, an edit or a deletion."""


class WebMessage(Base):
    """One message as a page shows it. `body`: text, rows of buttons, file. Once deleted: at most which input
    deleted it.

    Nothing of an anonymous report is ever written here, neither of who writes it nor of who handles it.
    """

    __tablename__ = "web_messages"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    address: Mapped[int] = mapped_column(BigInteger)
    message_id: Mapped[int] = mapped_column(BigInteger)
    """Counts up within an address, above all numbers that Telegram gives."""
    version: Mapped[int] = mapped_column(BigInteger)
    """The version of its last change."""
    body: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    sha256: Mapped[str | None] = mapped_column(String(64))
    """Its file, in the folder of the web door."""
    is_urgent: Mapped[bool] = mapped_column(default=False)
    is_silent: Mapped[bool] = mapped_column(default=False)
    """Nobody is told elsewhere that it waits: the bot's answers, and all that is about reports."""
    sent_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_web_messages_address", "address", "message_id", unique=True),
        Index("ix_web_messages_version", "address", "version"),
        Index("ix_web_messages_sent", "sent_at"),
        Index("ix_web_messages_file", "sha256", sqlite_where=HAS_FILE, postgresql_where=HAS_FILE),
    )


class WebSession(Base):
    """A device on which an account is open. Of its key only the SHA-256 is kept."""

    __tablename__ = "web_sessions"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(Key, ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    used_on: Mapped[date] = mapped_column(Date)
    ended_at: Mapped[datetime | None]


class WebLogin(Base):
    """A link that opens a person's page once, on one device. Of its token only the SHA-256 is kept."""

    __tablename__ = "web_logins"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class WebPin(Base):
    """The six-digit number that a further device is asked for (Argon2id), and the number of wrong tries."""

    __tablename__ = "web_pins"
    person_id: Mapped[int] = mapped_column(Key, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    pin_hash: Mapped[str] = mapped_column(String(120))
    failures: Mapped[int] = mapped_column(default=0)
    wait_until: Mapped[datetime | None]
