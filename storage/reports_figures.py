"""Figures of anonymous reports: by category and by result, where they are large enough to tell nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.reports import ReportRules, suppressed
from storage import staff
from storage.audit import Actor
from storage.jurisdictions import below_cte
from storage.reports import Report
from storage.reports_sealing import Intake


@dataclass(frozen=True, slots=True)
class Figures:
    """Numbers that may be shown: none below `rules.least`, none from which one could be worked out.

    `by_category`, `by_result` (open, and the results); `total` None: too small.
    """

    by_category: dict[str, int]
    by_result: dict[str, int]
    total: int | None


async def figures(
    db: AsyncConnection, actor: Actor, rules: ReportRules, jurisdiction_id: int, today: date
) -> Figures:
    """How many reports came from a place and below until the last Sunday, and what became of them.

    Whole weeks, so that two looks with one report between them do not tell it apart. Spam is not counted.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "report.statistics", jurisdiction_id)
    counted = (
        Report.jurisdiction_id.in_(select(below_cte().c.id)),
        Report.received_on < today - timedelta(days=today.weekday()),
        Report.result.is_distinct_from("spam"),
    )
    what = case((Report.state == "closed", Report.result), else_="open")
    root = {"root": jurisdiction_id}
    shown: list[dict[str, int]] = []
    total = 0
    for column in (Report.category, what):
        rows = await db.execute(select(column, func.count(Report.id)).where(*counted).group_by(column), root)
        counts = {str(key): int(count) for key, count in rows}
        shown.append(suppressed(counts, rules.least))
        total = sum(counts.values())
    return Figures(shown[0], shown[1], total if total >= rules.least else None)


async def against(
    db: AsyncConnection,
    actor: Actor,
    intake: Intake,
    rules: ReportRules,
    jurisdiction_id: int,
    enterprise_ids: Sequence[int],
    today: date,
) -> dict[int, int]:
    """How many reports came against each of these enterprises until the last Sunday, where there are at least
    `rules.least`; the others are left out, as those with none. Spam is not counted.

    Raises:
        NotAllowed: no seat that reaches the place.
    """
    await staff.require(db, actor, "report.statistics", jurisdiction_id)
    tags = {intake.tag_enterprise(one): one for one in enterprise_ids}
    rows = await db.execute(
        select(Report.enterprise_tag, func.count(Report.id))
        .where(
            Report.enterprise_tag.in_(list(tags)),
            Report.received_on < today - timedelta(days=today.weekday()),
            Report.result.is_distinct_from("spam"),
        )
        .group_by(Report.enterprise_tag)
        .having(func.count(Report.id) >= rules.least)
    )
    return {tags[bytes(tag)]: int(count) for tag, count in rows if tag is not None}
