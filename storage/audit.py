"""Audit: who did what to what, written in the transaction of the deed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, insert
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Key


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with a row, or the command line / the system (`person_id` None)."""

    kind: str
    """person, cli or system."""
    person_id: int | None = None


class AuditRow(Base):
    """One deed. `detail` holds codes and numbers, never free text of a person."""

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


_table: Any = AuditRow.__table__
_insert = insert(_table)


async def write(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    action: str,
    subject: str,
    subject_id: int,
    detail: dict[str, Any] | None = None,
) -> None:
    """Add one row; `now` is UTC-aware."""
    await db.execute(
        _insert,
        {
            "at": now,
            "actor": actor.kind,
            "person_id": actor.person_id,
            "action": action,
            "subject": subject,
            "subject_id": subject_id,
            "detail": detail or {},
        },
    )
