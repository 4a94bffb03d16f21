"""A campaign's figures in a place, counted from the raw tables by a query of its own."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

from sqlalchemy import text

from storage.base.audit import Actor
from storage.base.database import Connection
from storage.statistics import overviews

Counted = tuple[int, ...]
"""应查, 已注册, 已开始, 已交, 已复查, 已办结; 未定期限, 整改中, 逾期, 已改好, 已销号."""

_BELOW = """WITH RECURSIVE p (id) AS (
    SELECT CAST(:place AS BIGINT) UNION ALL SELECT j.id FROM jurisdictions j JOIN p ON j.parent_id = p.id)"""
_MINE = "e.state = 'active' AND e.jurisdiction_id IN (SELECT id FROM p)"
_FORM = f"""FROM enterprises e JOIN self_checks c ON c.enterprise_id = e.id AND c.campaign_id = :campaign
    WHERE {_MINE}"""
_FOUND = f"""FROM enterprises e JOIN self_checks c ON c.enterprise_id = e.id AND c.campaign_id = :campaign
    JOIN findings f ON f.self_check_id = c.id LEFT JOIN rectifications r ON r.finding_id = f.id
    WHERE {_MINE} AND c.submitted_at IS NOT NULL"""
_OPEN = "EXISTS (SELECT 1 FROM findings f WHERE f.self_check_id = c.id AND f.state = 'open')"

_HAS = "EXISTS (SELECT 1 FROM contacts t WHERE t.enterprise_id = e.id)"
_UNITS = f"FROM enterprises e WHERE {_MINE}"

QUERIES = (
    _UNITS,
    f"{_UNITS} AND {_HAS}",
    _FORM,
    f"{_FORM} AND c.state <> 'draft'",
    f"{_FORM} AND c.state = 'reviewed'",
    f"{_FORM} AND c.state = 'reviewed' AND NOT {_OPEN}",
    f"{_FOUND} AND f.state = 'open' AND r.id IS NULL",
    f"{_FOUND} AND f.state = 'open' AND r.state = 'open' AND r.due_on >= :today",
    f"{_FOUND} AND f.state = 'open' AND r.state = 'open' AND r.due_on < :today",
    f"{_FOUND} AND f.state = 'open' AND r.state <> 'open'",
    f"{_FOUND} AND f.state = 'closed'",
)


async def recount(db: Connection, campaign_id: int, place_id: int, today: date) -> Counted:
    """What the tables hold."""
    given = {"place": place_id, "campaign": campaign_id, "today": today}
    found = []
    for query in QUERIES:
        values = {name: value for name, value in given.items() if f":{name}" in _BELOW + query}
        if "today" in values and db.dialect.name == "sqlite":
            values["today"] = today.isoformat()
        found.append((await db.execute(text(f"{_BELOW} SELECT count(*) {query}"), values)).scalar_one())
    return tuple(int(one) for one in found)


async def shown(db: Connection, actor: Actor, campaign_id: int, place_id: int, today: date) -> Counted:
    """What an office is shown."""
    seen = await overviews.overview(db, actor, campaign_id, place_id, today)
    return astuple(seen.steps) + astuple(seen.remedies)
