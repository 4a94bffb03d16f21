"""Retention of reports: closed ones are wiped; stored rows are rewritten, so that their order tells no
time."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reports import ReportRules
from storage.base import audit
from storage.base.audit import Actor
from storage.tables.reports import TABLES, Report, ReportDepartment, ReportFile, ReportMessage, TipSubscriber

SYSTEM = Actor("system")
REWRITTEN = (*TABLES, TipSubscriber)
"""Tables whose rows are rewritten: people subscribe to the weekly tip right after a report, so an unchanged
list of subscribers would stand in the order of reports."""


async def wipe(db: AsyncConnection, ids: Collection[int]) -> tuple[str, ...]:
    """Delete reports with texts and photos' keys; return the names of the files to delete after the
    commit."""
    if not ids:
        return ()
    names = await db.execute(select(ReportFile.name).where(ReportFile.report_id.in_(ids)))
    files = tuple(names.scalars())
    for table, column in (
        (ReportFile, ReportFile.report_id),
        (ReportMessage, ReportMessage.report_id),
        (ReportDepartment, ReportDepartment.report_id),
        (Report, Report.id),
    ):
        await db.execute(delete(table).where(column.in_(ids)))
    return files


async def wipe_due(
    db: AsyncConnection, now: datetime, rules: ReportRules, today: date
) -> tuple[int, tuple[str, ...]]:
    """Wipe reports that have been closed for the days the content sets; return how many, and the files to
    delete.

    The audit trail says that something was wiped, and not what.
    """
    await _bring_back(db, today)
    ids = list((await db.execute(_due(rules, today).with_for_update())).scalars())
    files = await wipe(db, ids)
    if ids:
        await audit.write(db, SYSTEM, now, "wipe-reports", "report", 0, {"count": len(ids)})
    return len(ids), files


async def _bring_back(db: AsyncConnection, today: date) -> None:
    """Date reports closed by a clock that was ahead as closed today, so that they are not stored too long.

    Tomorrow may be another time zone's today.
    """
    ahead = (Report.state == "closed") & (Report.closed_on > today + timedelta(days=1))
    await db.execute(update(Report).where(ahead).values(closed_on=today))


async def keep_anew(db: AsyncConnection, first: date, last: date, today: date) -> int:
    """Date reports closed on the days from `first` to `last` as closed today; return how many.

    A clock that was behind had dated them: the receipt's holder would lose the answer before its time.
    """
    done = await db.execute(
        update(Report)
        .where(Report.state == "closed", Report.closed_on.between(first, last), Report.closed_on < today)
        .values(closed_on=today)
    )
    return done.rowcount


async def rewrite(db: AsyncConnection) -> dict[str, date]:
    """Rewrite all rows of reports and the list of the tip in random order; returns all files by name, with
    the day each came in.

    A page of a database shows the order in which its rows were written, and PostgreSQL's rows the number of
    their transaction (xmin), which grows with time: beside rows that bear an instant, both tell when a report
    came in. Afterwards they tell when this was.
    """
    if db.dialect.name == "postgresql":
        names = ", ".join(table.__tablename__ for table in REWRITTEN)
        await db.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))
    kept: list[tuple[Any, list[dict[str, Any]]]] = []
    for model in REWRITTEN:
        table: Any = model.__table__
        rows = [dict(row._mapping) for row in await db.execute(select(table))]
        secrets.SystemRandom().shuffle(rows)
        kept.append((table, rows))
        await db.execute(delete(table))
    for table, rows in reversed(kept):
        if rows:
            await db.execute(insert(table), rows)
    of = {table.name: rows for table, rows in kept}
    days = {row["id"]: row["day"] for row in of["report_messages"]}
    return {row["name"]: days[row["message_id"]] for row in of["report_files"]}


def _due(rules: ReportRules, today: date) -> Any:
    kept = Report.result.is_distinct_from("spam") & (
        Report.closed_on <= today - timedelta(days=rules.keep_days)
    )
    spam = (Report.result == "spam") & (Report.closed_on <= today - timedelta(days=rules.keep_spam_days))
    return select(Report.id).where(Report.state == "closed", or_(kept, spam))
