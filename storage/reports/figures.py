"""Figures of anonymous reports, counted only from the reports that the reader may open.

So no sum or difference of what a person is shown tells of a report that they may not open, whatever places,
days and states they choose: everything is counted from their own list (`reports.access`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reports import ReportRules
from storage.base.audit import Actor
from storage.base.errors import NotAllowed
from storage.base.rights import require_person
from storage.offices import staff
from storage.reports.access import reached, shut_to, visible
from storage.reports.sealing import Intake
from storage.tables.enterprises import Enterprise
from storage.tables.reports import Report


@dataclass(frozen=True, slots=True)
class Figures:
    """Exact numbers of the reports one may open: by category, and by result (open, and the results)."""

    by_category: dict[str, int]
    by_result: dict[str, int]


async def figures(db: AsyncConnection, actor: Actor, intake: Intake) -> Figures:
    """Counts of the actor's own lists, open and closed.

    Raises:
        NotAllowed: not a person, or one without a seat that may open reports.
    """
    person_id = require_person(actor)
    if not await _has(db, person_id, "report.statistics"):
        raise NotAllowed
    seen = reached("report.statistics").cte("seen")
    theirs = (Report.id.in_(select(seen.c.report_id)), visible(await shut_to(db, intake, person_id)))
    what = case((Report.state == "closed", Report.result), else_="open")
    found: list[dict[str, int]] = []
    for column in (Report.category, what):
        query = select(column, func.count(Report.id)).where(*theirs).group_by(column).order_by(column)
        rows = await db.execute(query, {"person_id": person_id})
        found.append({str(key): int(count) for key, count in rows})
    return Figures(found[0], found[1])


async def _has(db: AsyncConnection, person_id: int, right: str) -> bool:
    return any(seat.allows(right) for seat in await staff.list_seats(db, person_id))


async def against(
    db: AsyncConnection,
    actor: Actor,
    intake: Intake,
    rules: ReportRules,
    enterprise_ids: Sequence[int],
    today: date,
) -> dict[int, int]:
    """Count the reports against each of these enterprises, or a double of it, until the last Sunday: only
    of reports that the actor may open themselves, with `report.named`, and where there are at least
    `rules.least`. Enterprises with fewer or none, and the actor's own, are left out. Spam is not counted.

    Raises:
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    if not await _has(db, person_id, "report.named"):
        return {}
    doubles = select(Enterprise.id, Enterprise.merged_into).where(Enterprise.merged_into.in_(enterprise_ids))
    into = {one: one for one in enterprise_ids}
    into |= {double: one for double, one in await db.execute(doubles) if one is not None}
    tags = {intake.tag_enterprise(double): one for double, one in into.items()}
    seen = reached("report.named").cte("seen")
    rows = await db.execute(
        select(Report.enterprise_tag, func.count(Report.id))
        .where(
            Report.id.in_(select(seen.c.report_id)),
            visible(await shut_to(db, intake, person_id)),
            Report.enterprise_tag.in_(list(tags)),
            Report.received_on < today - timedelta(days=today.weekday()),
            Report.result.is_distinct_from("spam"),
        )
        .group_by(Report.enterprise_tag),
        {"person_id": person_id},
    )
    counts: dict[int, int] = {}
    for tag, count in rows:
        one = tags[bytes(tag or b"")]
        counts[one] = counts.get(one, 0) + int(count)
    return {one: count for one, count in counts.items() if count >= rules.least}
