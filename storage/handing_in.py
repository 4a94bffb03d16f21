"""Handing-in: when and by whom a self-check was last handed in. Reading only; `submissions` hands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class HandingIn:
    """The last time a form was handed in (UTC), and the person's id; still there after it is taken back."""

    at: datetime
    person_id: int


_last = select(SelfCheck.submitted_at, SelfCheck.submitted_by).where(
    SelfCheck.id == bindparam("id"), SelfCheck.submitted_at.is_not(None)
)


async def last_handing_in(db: AsyncConnection, self_check_id: int) -> HandingIn | None:
    """None: it was never handed in."""
    row = (await db.execute(_last, {"id": self_check_id})).first()
    return None if row is None or row[0] is None or row[1] is None else HandingIn(row[0], row[1])
