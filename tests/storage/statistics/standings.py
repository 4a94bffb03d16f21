"""Recounts from all rows how enterprises stand, and compares it with what is kept."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select

from storage.campaigns import progress as campaign_progress
from storage.campaigns import standings
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact, Person
from storage.tables.self_checks import SelfCheck
from storage.tables.statistics import NO_DAY
from tests.storage.desk import Desk


async def stood(desk: Desk, campaign_id: int, root: int) -> dict[int, tuple[Any, ...]]:
    """Standings of the enterprises of an open campaign, from all rows: reach, state of the form, whether the
    enterprise began it, whether something is to be put right, the earliest day; its people that can be
    reached, those of them who act for others."""
    async with desk.database.read() as db:
        rows = {
            table: (await db.execute(select(table.__table__))).mappings().all()
            for table in (Jurisdiction, Enterprise, Contact, Person, SelfCheck, Finding, Rectification)
        }
    parents = {one["id"]: one["parent_id"] for one in rows[Jurisdiction]}
    reached = {one["id"] for one in rows[Person] if one["unreachable_at"] is None}
    acts = Counter(one["person_id"] for one in rows[Contact])
    remedies = {one["finding_id"]: one for one in rows[Rectification]}
    found: dict[int, tuple[Any, ...]] = {}
    for unit in rows[Enterprise]:
        place = unit["jurisdiction_id"]
        while place not in (root, None):
            place = parents[place]
        if place is None or unit["state"] != "active":
            continue
        people = [one["person_id"] for one in rows[Contact] if one["enterprise_id"] == unit["id"]]
        there = [one for one in people if one in reached]
        check = next(
            (
                one
                for one in rows[SelfCheck]
                if (one["enterprise_id"], one["campaign_id"]) == (unit["id"], campaign_id)
            ),
            None,
        )
        faults = [
            remedies.get(one["id"])
            for one in rows[Finding]
            if check
            and check["submitted_at"]
            and one["self_check_id"] == check["id"]
            and one["state"] == "open"
        ]
        due = [one["due_on"] for one in faults if one is not None and one["state"] == "open"]
        found[unit["id"]] = (
            "reachable" if there else "blocked" if people else "unregistered",
            check["state"] if check else "",
            int(check is not None),
            int(bool(due) or None in faults),
            min(due, default=NO_DAY),
            1,
            len(there),
            sum(acts[one] > 1 for one in there),
        )
    return found


async def compare_standings(desk: Desk, campaign_id: int, root: int) -> None:
    """The sums by standing and the enterprises one by one, as they are kept, and as all rows say."""
    facts = await stood(desk, campaign_id, root)
    sums: dict[tuple[Any, ...], list[int]] = {}
    for one in facts.values():
        sums[one[:5]] = [old + more for old, more in zip(sums.get(one[:5], [0] * 3), one[5:], strict=True)]
    async with desk.database.read() as db:
        (here,) = (await standings.cover(db, root, campaign_id)).kept
        for kept_ones in (here, replace(here, marked=None)):  # the marked ones named, and looked for
            rows = kept_ones.sums.c
            of = [rows[name] for name in campaign_progress.STANDING]
            counted = select(*of, *(func.sum(rows[name]) for name in campaign_progress.OF_STANDINGS))
            kept = {
                tuple(row[:5]): [int(many) for many in row[5:]]
                for row in await db.execute(counted.group_by(*of), kept_ones.bound)
            }
            assert {how: many for how, many in kept.items() if any(many)} == sums
            units = kept_ones.units.c
            names = (*campaign_progress.STANDING, *campaign_progress.OF_STANDINGS)
            each = await db.execute(
                select(units.enterprise_id, *(units[name] for name in names)), kept_ones.bound
            )
            assert {row[0]: tuple(row[1:]) for row in each} == facts
            page = await kept_ones.page(db, lambda of: [of.unfixed == 1], 1, 2)
            assert page == sorted(id_ for id_, how in facts.items() if how[3])[1:3]
