"""Small numbers: nothing that a person can open depends on a report they may not open. So there is nothing to
work out from sums and differences of it, over whatever places, departments, days and states.
"""

from __future__ import annotations

import ast
import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import storage
from storage.base.errors import ChenanError, NotAllowed
from storage.base.rights import ROLES, allows
from storage.changes import enterprises as enterprise_keeping
from storage.reports import closing as reports_closing
from storage.reports import figures as reports_figures
from storage.reports import handling as reports_handling
from storage.reports.access import reached, shut_to, visible
from storage.tables.reports import Report, ReportDepartment, random_key
from tests.storage.conftest import CLI
from tests.storage.reporting import DAY, RULES, Reports, reports
from tests.storage.reports.desks import Desk, desk, release
from tests.storage.reports.test_recusal import join, listed

__all__ = ["reports"]
STEPS = 14
CATEGORIES = ("ventilation", "checkups", "training")


async def opened(who: Desk, enterprises: list[int]) -> dict[str, Any]:
    """All that a person is shown of how many reports there are."""
    reports = who.reports
    shown: dict[str, Any] = {}
    for closed in (False, True):
        inbox = await who.inbox(closed=closed)
        shown[f"list {closed}"] = [line.id for line in inbox.lines]
        shown[f"counts {closed}"] = inbox.counts
    async with reports.database.read() as db:
        try:
            shown["figures"] = await reports_figures.figures(db, who.actor, reports.intake)
        except NotAllowed:
            shown["figures"] = None
        shown["against"] = await reports_figures.against(
            db, who.actor, reports.intake, RULES, enterprises, reports.today
        )
    return shown


async def may_open(who: Desk) -> set[int]:
    """Ids of the reports a person may open, on no page in particular."""
    assert who.actor.person_id is not None
    async with who.reports.database.read() as db:
        shut = await shut_to(db, who.reports.intake, who.actor.person_id)
        seen = reached("report.read").subquery()
        query = select(Report.id).where(Report.id.in_(select(seen.c.report_id)), visible(shut))
        return set((await db.execute(query, {"person_id": who.actor.person_id})).scalars())


async def happen(reports: Reports, chance: random.Random, heads: list[Desk], enterprises: list[int]) -> None:
    """A report comes in, or is closed, marked as spam, opened again, handed on, or a batch goes out."""
    ids = [row.id for row in await reports.rows(select(Report.id).order_by(Report.id))]
    kind = chance.choice(("new", "new", "new", "close", "spam", "reopen", "hand on"))
    if kind == "new" or not ids:
        of = chance.choice([*enterprises, *enterprises, None])
        where = {} if of is None else {"enterprise_id": of, "place": ""}
        place = reports.places[chance.choice(("cd", "jl", "hl", "gg"))]
        await reports.report(category=chance.choice(CATEGORIES), jurisdiction_id=place, **where)
        await release(reports)
        return
    report_id = chance.choice(ids)
    for head in heads:
        try:
            if kind == "close":
                await head.do(reports_closing.close, report_id, random_key(), "true", "属实")
            elif kind == "spam":
                await head.do(reports_closing.mark_spam, report_id)
            elif kind == "reopen":
                await head.do(reports_closing.reopen, report_id)
            else:
                to = reports.places[chance.choice(("cd", "jl", "gg"))]
                await head.do(reports_handling.hand_on, report_id, random_key(), to, "labour", "转交理由")
        except ChenanError:
            continue
        return


async def test_leak_17_nothing_somebody_can_open_depends_on_a_report_they_may_not(reports: Reports) -> None:
    """Over a month of days: what happens to a report changes nothing for a person who may open it
    neither before nor after."""
    chance = random.Random(17)
    enterprises = [await listed(reports, 5), await listed(reports, 6, "jl")]
    heads = [
        await desk(reports, place, department, "head")
        for place, department in (("hl", "health"), ("hl", "safety"), ("cd", "health"), ("gg", "labour"))
    ]
    both = await desk(reports, "hl", "safety", "head")
    await join(reports, both, enterprises[0])
    people = [
        *heads,
        both,
        await desk(reports, "jl", "labour"),
        await desk(reports, "hl", "health", "viewer"),
    ]
    kept_from = 0
    for step in range(STEPS):
        reports.today = DAY + timedelta(days=step)
        before = [await opened(one, enterprises) for one in people]
        could = [await may_open(one) for one in people]
        rows = dict(await states(reports))
        await happen(reports, chance, heads, enterprises)
        after = await states(reports)
        changed = {key for key in {*rows, *after} if rows.get(key) != after.get(key)}
        for one, shown, before_it in zip(people, before, could, strict=True):
            if not changed & (before_it | await may_open(one)):
                assert await opened(one, enterprises) == shown
                kept_from += bool(changed)
    assert kept_from > STEPS


async def states(reports: Reports) -> dict[int, tuple[Any, ...]]:
    """Reports with what is counted of them, and who holds them."""
    held: dict[int, set[tuple[int, str]]] = {}
    for row in await reports.rows(select(ReportDepartment.__table__)):
        held.setdefault(row.report_id, set()).add((row.jurisdiction_id, row.department))
    rows = await reports.rows(select(Report.id, Report.state, Report.result))
    return {row.id: (row.state, row.result, frozenset(held.get(row.id, ()))) for row in rows}


async def test_leak_17_a_named_enterprise_is_counted_from_what_one_may_open(reports: Reports) -> None:
    """举报 N: by the right `report.named`, from 3 on, doubles merged; one's own is left out."""
    double, kept = await listed(reports, 5), await listed(reports, 6)
    people = {
        (role, kind): await desk(reports, "hl", kind, role) for role in ROLES for kind in ("health", "union")
    }
    both = await desk(reports, role="head")
    await join(reports, both, kept)
    for number, of in enumerate((double, kept)):
        await reports.report(enterprise_id=of, place="", category="checkups", text=f"第{number}件")
    await release(reports)
    await reports.do(enterprise_keeping.merge, CLI, double, kept)
    reports.today = DAY + timedelta(days=7)

    async def counted(who: Desk) -> dict[int, int]:
        async with reports.database.read() as db:
            return await reports_figures.against(db, who.actor, reports.intake, RULES, [kept], reports.today)

    assert [await counted(one) for one in people.values()] == [{}] * len(people)  # two are too few
    reports.today = DAY
    await reports.report(enterprise_id=kept, place="", category="checkups", text="第三件")
    await release(reports)
    reports.today = DAY + timedelta(days=7)
    for (role, kind), who in people.items():
        knows = kind == "health" and allows("report.named", role, kind)
        assert await counted(who) == ({kept: 3} if knows else {}), (role, kind)
    assert await counted(both) == {}
    head = people["head", "health"]
    await head.do(reports_closing.mark_spam, (await head.inbox()).lines[0].id)
    assert await counted(head) == {}, "what is spam counts for nobody"


async def test_figures_are_those_of_ones_own_lists(reports: Reports) -> None:
    office, viewer = await desk(reports, role="head"), await desk(reports, role="viewer")
    for number in range(3):
        await reports.report(text=f"第{number}件")
    await reports.report(category="training", text="没培训")  # another department's
    await release(reports)
    line = (await office.inbox()).lines[0]
    await office.do(reports_closing.close, line.id, random_key(), "untrue", "没有发现")
    async with reports.database.read() as db:
        shown = await reports_figures.figures(db, office.actor, reports.intake)
        lists = [*(await office.inbox()).lines, *(await office.inbox(closed=True)).lines]
        assert sum(shown.by_category.values()) == len(lists)
        assert shown.by_result == {"open": len(lists) - 1, "untrue": 1}
        for who in (viewer.actor, CLI):
            with pytest.raises(NotAllowed):
                await reports_figures.figures(db, who, reports.intake)


def test_leak_17_no_other_figure_or_file_knows_of_reports() -> None:
    """Overview, league, ledger, summary, the office's home, notices: none of them can ask for reports."""
    root = Path(storage.__file__).parents[1]
    knowing = {
        path.relative_to(root).as_posix()
        for name in ("storage", "documents")
        for path in (root / name).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and any(
            part.startswith("reports")
            for part in ((node.module or "").split(".")[-1], *(one.name for one in node.names))
        )
        and node.module != "content.model.reports"
    }
    others = {one for one in knowing if not one.startswith("storage/reports")}
    assert others <= {
        "storage/installation/backup_restore.py",
        "storage/installation/clock_trust.py",
        "storage/installation/evidence_bucket.py",
        "storage/installation/evidence_folder.py",
        "storage/installation/postgres_backup.py",
        "storage/tables/__init__.py",
    }
