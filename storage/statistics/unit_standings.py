"""The enterprises of an office by those states that are kept: counted, and found a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.campaigns import standings
from storage.campaigns.standings import Standings
from storage.tables.self_checks import HANDED_IN

KEPT = ("not_submitted", "unregistered", "not_started", "draft", "submitted", "reviewed", "overdue")
"""Those of `units.STATES` that are kept (`campaigns.standings`)."""


def conditions(of: Any, today: date) -> dict[str, ColumnElement[bool]]:
    """SQL conditions for each of KEPT, on the columns of kept standings; see `units`."""
    return {
        "not_submitted": of.check_state.not_in(HANDED_IN),
        "unregistered": of.reach == "unregistered",
        "not_started": (of.reach != "unregistered") & (of.check_state == ""),
        "draft": of.check_state == "draft",
        "submitted": of.check_state.in_(("submitted", "in_review")),
        "reviewed": of.check_state == "reviewed",
        "overdue": of.due_on < today,
    }


async def the_one(db: AsyncConnection, jurisdiction_id: int, campaign_id: int | None) -> Standings | None:
    """The standings of a list, where they are kept of all its enterprises; of one campaign, since a page is
    read at once."""
    covered = await standings.cover(db, jurisdiction_id, campaign_id)
    return covered.kept[0] if len(covered.kept) == 1 and not covered.rest else None


async def count(
    db: AsyncConnection,
    kept: Standings,
    where: Callable[[Any], list[ColumnElement[bool]]],
    *,
    single: bool,
) -> int:
    """Count the enterprises that stand so; `single`: by more than the sums are kept by."""
    rows = kept.units if single else kept.sums
    query = select(standings.total(rows.c.enterprises)).where(*where(rows.c))
    return int((await db.execute(query, kept.bound)).scalar_one())


async def count_states(db: AsyncConnection, kept: Standings, today: date) -> dict[str, int]:
    """Count the enterprises in each of KEPT."""
    rows = kept.sums
    holds = conditions(rows.c, today)
    sums = [standings.total(case((holds[state], rows.c.enterprises), else_=0)) for state in KEPT]
    return dict(zip(KEPT, (await db.execute(select(*sums), kept.bound)).one(), strict=True))
