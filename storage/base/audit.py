"""Audit: who did what to what, written in the transaction of the operation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables.system import AuditRow


@dataclass(frozen=True, slots=True)
class Actor:
    """The actor of an operation: a person with a row, or the command line / the system (`person_id` None)."""

    kind: str
    """person, cli or system."""
    person_id: int | None = None


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
