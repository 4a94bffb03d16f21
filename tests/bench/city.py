"""A city of enterprises with handed-in forms and rectifications, written by set-based SQL in seconds.

The same on SQLite and PostgreSQL; furnished with what a planning tick and an office's overview go through.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Date, bindparam, text, update

from content import loader
from scheduler.planning.housekeeping import fold_progress
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.campaigns import opening as campaigns
from storage.offices import jurisdictions
from storage.tables.campaigns import Campaign

CLI = Actor("cli")
TOWNS = 100
ITEMS = 14
"""Rectifications, and answers, of an enterprise."""
DUE = 100
"""Rectifications that are due on a day of those that matter."""
TODAY = date(2026, 11, 2)
SPREAD = 90
"""Days over which all other rectifications are due, beginning so far off that no rule falls on them."""

_ENTERPRISES = """
INSERT INTO enterprises (id, jurisdiction_id, name, credit_code, industry, address, contact_name, phone,
                         headcount, facts, hazards, state, registered_at)
SELECT n.i, :first_town + n.i % :towns, '第' || n.i || '厂', '91320000' || (1000000000 + n.i), 'shoes', '',
       '', '', 8, '{}', '[]', 'active', k.opened_at
FROM n CROSS JOIN campaigns k"""
_PEOPLE = """
INSERT INTO people (id, account_id, language, enterprise_id, created_at)
SELECT n.i + 1000, n.i + 1000, 'zh', n.i, k.opened_at FROM n CROSS JOIN campaigns k"""
_ACCOUNTS = """
INSERT INTO accounts (id, person_id, channel, address, created_at)
SELECT n.i + 1000, n.i + 1000, 'telegram', 700000000 + n.i, k.opened_at FROM n CROSS JOIN campaigns k"""
_CONTACTS = """
INSERT INTO contacts (id, enterprise_id, person_id, name, role, joined_at)
SELECT n.i, n.i, n.i + 1000, 'P', 'owner', k.opened_at FROM n CROSS JOIN campaigns k"""
_SELF_CHECKS = """
INSERT INTO self_checks (id, campaign_id, enterprise_id, form_digest, industry, facts, state, revision,
                         started_at, submitted_at, submitted_by, submissions)
SELECT n.i, k.id, n.i, k.form_digest, 'shoes', '{}', 'submitted', 1, k.opened_at, k.opened_at, n.i + 1000, 1
FROM n CROSS JOIN campaigns k"""
_FINDINGS = """
INSERT INTO findings (id, enterprise_id, self_check_id, question, state, found_at, found_by)
SELECT n.i, 1 + (n.i - 1) / :items, 1 + (n.i - 1) / :items, 'Q' || (10 + n.i % :items), 'open', k.opened_at,
       1001 + (n.i - 1) / :items
FROM n CROSS JOIN campaigns k"""
# One of each of the first enterprises is due, one day after the other, so many each; all others are later
# than any rule looks.
_RECTIFICATIONS = """
INSERT INTO rectifications (id, finding_id, enterprise_id, kind, state, measure, responsible, funds_fen,
                            due_on, first_due_on, beyond_reason, planned_by, planned_at)
SELECT n.i, n.i, 1 + (n.i - 1) / :items, 'plan', 'open', '更换局部排风罩', '王师傅', 120000, days.due_on,
       days.due_on, '', 1001 + (n.i - 1) / :items, k.opened_at
FROM n CROSS JOIN campaigns k
JOIN days ON days.number = CASE
    WHEN n.i % :items = 1 AND n.i / :items < :near THEN n.i / :items / :due ELSE :far + n.i % :spread END"""


@dataclass(frozen=True)
class City:
    """A city made for the bench. `days`: local days on each of which `DUE` rectifications are to be reminded
    of."""

    campaign_id: int
    days: tuple[date, ...]


async def furnish(database: Database, enterprises: int, days: int) -> City:
    """Fill an empty database: `enterprises`, each with its form handed in and `ITEMS` rectifications."""
    opened_at = datetime(2026, 9, 1, 2, tzinfo=UTC)
    async with database.begin() as db:
        top = (await jurisdictions.add(db, CLI, opened_at, "city", "柳州市")).id
        towns = [
            (await jurisdictions.add(db, CLI, opened_at, f"t{number}", f"第{number}镇", "city")).id
            for number in range(TOWNS)
        ]
        opened = await campaigns.open_campaign(
            db, CLI, opened_at, loader.load(), "yangzhou", top, date(2026, 9, 1)
        )
        await db.execute(update(Campaign).values(planned_on=TODAY - timedelta(days=1)))
    assert towns == list(range(towns[0], towns[0] + TOWNS))
    numbers = {"towns": TOWNS, "items": ITEMS, "due": DUE, "near": DUE * days, "far": days, "spread": SPREAD}
    numbers["first_town"] = towns[0]
    due = [TODAY + timedelta(days=7 + day) for day in range(days)]
    due += [TODAY + timedelta(days=60 + day) for day in range(SPREAD)]
    for statement in (_ENTERPRISES, _PEOPLE, _ACCOUNTS, _CONTACTS, _SELF_CHECKS):
        async with database.begin() as db:
            await _fill(db, statement, enterprises, numbers, due)
    for statement in (_FINDINGS, _RECTIFICATIONS):
        async with database.begin() as db:
            await _fill(db, statement, enterprises * ITEMS, numbers, due)
    if not database.is_sqlite:
        await _count(database)
    return City(opened.id, tuple(TODAY + timedelta(days=day) for day in range(days)))


async def _fill(db: Connection, statement: str, count: int, numbers: dict[str, int], due: list[date]) -> None:
    days = ", ".join(f"({number}, :day{number})" for number in range(len(due)))
    sql = """WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT n.i + 1 FROM n WHERE n.i < :count)"""
    values: dict[str, Any] = {"count": count}
    if "days" in statement:
        sql += f", days (number, due_on) AS (VALUES {days})"
        values |= {f"day{number}": day for number, day in enumerate(due)}
    values |= {name: number for name, number in numbers.items() if f":{name}" in statement}
    binds = [bindparam(name, type_=Date() if name.startswith("day") else BigInteger()) for name in values]
    await db.execute(text(_with(statement, sql)).bindparams(*binds), values)


def _with(statement: str, tables: str) -> str:
    """The statement with its tables where both databases take them: between INSERT and SELECT."""
    head, select, rest = statement.partition("SELECT")
    return f"{head}{tables}\n{select}{rest}"


async def settle(database: Database) -> None:
    """Have everybody counted into what overviews rest on, as ticks do in the course of months."""
    async with database.begin() as db:
        await db.execute(text("DELETE FROM progress_marks"))
        await mark(db, every=1)
    await fold_progress(database)
    if not database.is_sqlite:
        await _count(database)


async def mark(db: Connection, every: int) -> None:
    """Mark one in so many enterprises as changed."""
    those = "INSERT INTO progress_marks (enterprise_id) SELECT id FROM enterprises WHERE id % :every = 0"
    await db.execute(text(those), {"every": every})


async def _count(database: Database) -> None:
    """Refresh PostgreSQL's statistics as autovacuum does within minutes, so that it plans by them."""
    async with database.begin() as db:
        await db.execute(text("ANALYZE"))
