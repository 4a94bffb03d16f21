"""Tables of the program itself: dialog states, leases, trust in the clock, audit trail, operators."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from storage.base.schema import Base, Key


class DialogState(Base):
    """Data of one FSM key (an HMAC, so that no account id is in it)."""

    __tablename__ = "dialog_states"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    chat: Mapped[str] = mapped_column(String(64), index=True)
    """HMAC of the chat, so that a whole chat is purged together (style T3)."""
    data: Mapped[str | None] = mapped_column(Text)
    updated_at: Mapped[datetime]


class LeaseRow(Base):
    """A lease held by `holder` until `until`; afterwards another holder may take it."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime]


class ClockTrust(Base):
    """One row. `believed_at`: the last time that was believed. `later_at`: what the clock showed when it was
    last looked at, if that was too much later; `even_seconds`: how long it has gone evenly since.
    `back_from`, `back_to`: the latest time believed before the clock was set back, and the earliest it showed
    afterwards, until it is past `back_from` again."""

    __tablename__ = "clock_trust"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    believed_at: Mapped[datetime]
    later_at: Mapped[datetime | None]
    even_seconds: Mapped[int] = mapped_column(default=0)
    back_from: Mapped[datetime | None]
    back_to: Mapped[datetime | None]


class AuditRow(Base):
    """One operation. `detail` holds codes and numbers, never free text of a person."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int | None] = mapped_column(Key)
    action: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[int] = mapped_column(Key)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    __table_args__ = (Index("ix_audit_subject", "subject", "subject_id"),)


class OperatorInvite(Base):
    """A single-use link for an operator's chat: the SHA-256 of its token, deleted when it is used."""

    __tablename__ = "operator_invites"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime]


class Operator(Base):
    """A chat that is told when the installation fails; no person of the campaign, and no right of theirs."""

    __tablename__ = "operators"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    """Its address: a Telegram chat, or one of the page (`storage.people.accounts`)."""
    language: Mapped[str] = mapped_column(String(5))
    joined_at: Mapped[datetime]


class OperatorAlert(Base):
    """A trouble whose begin operators were told of, and whose end they were not. The process that stores
    the row tells them."""

    __tablename__ = "operator_alerts"
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    since: Mapped[datetime]
