"""A campaign's figures in a place, counted from the raw tables by queries of its own; and as they are shown
in the overview, the ledger and the summary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from sqlalchemy import text

from storage.base.audit import Actor
from storage.base.database import Connection
from storage.statistics import ledger, overviews, summary_figures

Counted = Mapping[str, int]

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
_OF = f"""JOIN self_checks c ON c.id = x.self_check_id AND c.campaign_id = :campaign
    JOIN enterprises e ON {_MINE}"""
_NOTICES = """FROM notices n WHERE n.campaign_id = :campaign AND n.jurisdiction_id IN (SELECT id FROM p)
    AND n.started_at IS NOT NULL AND n.state <> 'withdrawn'"""
_COPIES = f"FROM notice_copies k WHERE k.number = 1 AND EXISTS (SELECT 1 {_NOTICES} AND n.id = k.notice_id"

STEPS = {
    "enterprises": _UNITS,
    "joined": f"{_UNITS} AND {_HAS}",
    "started": _FORM,
    "submitted": f"{_FORM} AND c.state <> 'draft'",
    "reviewed": f"{_FORM} AND c.state = 'reviewed'",
    "closed": f"{_FORM} AND c.state = 'reviewed' AND NOT {_OPEN}",
}
REMEDIES = {
    "undecided": f"{_FOUND} AND f.state = 'open' AND r.id IS NULL",
    "open": f"{_FOUND} AND f.state = 'open' AND r.state = 'open' AND r.due_on >= :today",
    "overdue": f"{_FOUND} AND f.state = 'open' AND r.state = 'open' AND r.due_on < :today",
    "done": f"{_FOUND} AND f.state = 'open' AND r.state <> 'open'",
    "closed": f"{_FOUND} AND f.state = 'closed'",
}
HAPPENED = {
    "reviewed": f"FROM reviews x {_OF} AND e.id = c.enterprise_id WHERE x.state = 'decided'",
    "escalated": f"FROM escalations x {_OF} AND e.id = c.enterprise_id",
    "handed_up": f"FROM escalations x {_OF} AND e.id = c.enterprise_id WHERE x.raised > 0",
    "notices": _NOTICES,
    "people": f"{_COPIES}) AND k.sent_at IS NOT NULL",
    "read": f"{_COPIES} AND n.revision = k.read_revision)",
}
UNTOUCHED = {f"findings.{name}": 0 for name in REMEDIES} | {
    f"steps.{name}": 0 for name in STEPS if name not in {"enterprises", "joined"}
}
"""Figures of a campaign that are 0 when it begins."""


async def recount(db: Connection, campaign_id: int, place_id: int, today: date) -> Counted:
    """Counts of the tables, by where each is shown."""

    async def count(queries: Mapping[str, str]) -> dict[str, int]:
        return {
            name: await _count(db, query, campaign_id, place_id, today) for name, query in queries.items()
        }

    steps, remedies, happened = await count(STEPS), await count(REMEDIES), await count(HAPPENED)
    found = sum(remedies.values())
    listed = {name: steps[name] for name in ("enterprises", "joined", "started", "submitted", "reviewed")}
    listed |= {"findings": found, "found": found, "open": found - remedies["closed"]}
    listed |= {"overdue": remedies["overdue"], "closed": remedies["closed"]}
    listed |= {"head": steps["enterprises"], "head_findings": found}
    happened |= {"started": steps["started"], "submitted": steps["submitted"]}
    happened |= {"found": found, "closed": remedies["closed"]}
    parts = {"steps": steps, "findings": remedies, "ledger": listed, "happened": happened}
    parts |= {"summary.steps": steps, "summary.findings": remedies}
    return {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}


async def _count(db: Connection, query: str, campaign_id: int, place_id: int, today: date) -> int:
    given = {"place": place_id, "campaign": campaign_id, "today": today}
    values = {name: value for name, value in given.items() if f":{name}" in _BELOW + query}
    if "today" in values and db.dialect.name == "sqlite":
        values["today"] = today.isoformat()
    return int((await db.execute(text(f"{_BELOW} SELECT count(*) {query}"), values)).scalar_one())


async def shown(
    db: Connection, actor: Actor, campaign_id: int, place_id: int, first: date, today: date
) -> Counted:
    """Figures an office is shown: the overview, the ledger's sheets, the summary of the days since
    `first`."""
    seen = await overviews.overview(db, actor, campaign_id, place_id, today)
    told = await summary_figures.figures(db, actor, campaign_id, place_id, first, today, today)
    parts = {"steps": asdict(seen.steps), "findings": asdict(seen.remedies)}
    parts |= {"summary.steps": asdict(told.steps), "summary.findings": asdict(told.remedies)}
    parts |= {"ledger": await _listed(db, actor, campaign_id, place_id, today)}
    parts |= {"happened": asdict(told.happened)}
    return {f"{part}.{name}": value for part, values in parts.items() for name, value in values.items()}


async def _listed(
    db: Connection, actor: Actor, campaign_id: int, place_id: int, today: date
) -> dict[str, int]:
    """The ledger's rows, added up."""
    head = await ledger.head(db, actor, campaign_id, place_id)
    units = [row async for page in ledger.enterprise_pages(db, head, today) for row in page]
    findings = [row async for page in ledger.finding_pages(db, head) for row in page]
    begun = [row for row in units if row.check_state is not None]
    return {
        "enterprises": len(units),
        "joined": sum(row.joined for row in units),
        "started": len(begun),
        "submitted": sum(row.check_state != "draft" for row in begun),
        "reviewed": sum(row.check_state == "reviewed" for row in begun),
        "findings": len(findings),
        "found": sum(row.found for row in units),
        "open": sum(row.open for row in units),
        "overdue": sum(row.overdue for row in units),
        "closed": sum(row.state == "closed" for row in findings),
        "head": head.enterprises,
        "head_findings": head.findings,
    }


def differing(said: Counted, counted: Counted) -> str:
    """The differences of two counts, for a person; empty where they are equal."""
    names = sorted({*said, *counted})
    return ", ".join(
        f"{name} {said.get(name)} ≠ {counted.get(name)}"
        for name in names
        if said.get(name) != counted.get(name)
    )
