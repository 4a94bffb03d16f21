"""Queries of the self-check use an index on both databases, whatever a town has written."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import event, text

from content import loader
from content.model.reminders import wanted
from storage.base.database import Connection, Database
from storage.base.join_order import keep_order
from storage.findings import photos, plans
from storage.findings.photos import list_finding_files
from storage.findings.views import list_findings
from storage.reminders import digests
from storage.reminders.planning import Task, list_due, remind
from storage.self_checks import answers, attachments, submissions
from storage.self_checks.attachments import list_files
from storage.self_checks.state import load, previous_verdicts
from storage.statistics.handing_in import last_handing_in
from tests.bench import city
from tests.storage.shop import END, TODAY, photo
from tests.storage.workshop import PLAIN, SHOWN, Workshop, varied, workshop

__all__ = ["varied", "workshop"]


_SMALL = (
    "above|below|places|units|covered|marked|standings|anon_|campaigns|progress_marks"
    "|(?:place|group|standing)_progress"
)
"""Tables a query itself has gathered; campaigns, of which there are a few, sums for places and groups, and
marks, which are counted and removed every few seconds."""


@dataclass
class Explained:
    """The statements of a transaction, with the query plan of each."""

    database: Database
    db: Connection
    said: list[tuple[str, Any]] = field(default_factory=list)

    def heard(
        self, _connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool
    ) -> None:
        self.said.append((statement, values[0] if many else values))

    async def scans(self) -> list[str]:
        """Statements that read a whole table, with the plan's line that says so."""
        if self.database.is_sqlite:
            prefix, whole = "EXPLAIN QUERY PLAN ", re.compile(rf"SCAN (?!{_SMALL}|CONSTANT|\()\w+")
        else:
            # tables of three rows are read whole all the same, unless that is forbidden
            await self.db.execute(text("SET LOCAL enable_seqscan = off"))
            prefix, whole = "EXPLAIN ", re.compile(rf"Seq Scan on (?!{_SMALL})\w+")
        found = []
        for statement, values in self.said:
            if not statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")):
                continue
            # SQLite lists looking for children of a row that is new; it does so only where some are amiss.
            if re.match(r"INSERT INTO \w+ \([^)]*\) VALUES", statement):
                continue
            plan = [str(line) for line in (await self.db.exec_driver_sql(prefix + statement, values)).all()]
            if "LIMIT" in statement and any("SCAN campaign_progress" in line for line in plan):
                # along its key, until the page is full
                assert not any("TEMP B-TREE FOR ORDER BY" in line for line in plan), statement
                continue
            found += [f"{line}: {statement}" for line in plan if whole.search(line)]
        return found

    async def plan(self, number: int = -1) -> str:
        """The database's plan for a statement, the last one unless told otherwise."""
        statement, values = self.said[number]
        prefix = "EXPLAIN QUERY PLAN " if self.database.is_sqlite else "EXPLAIN "
        return "\n".join(str(row) for row in await self.db.exec_driver_sql(prefix + statement, values))


@asynccontextmanager
async def explained(database: Database) -> AsyncIterator[Explained]:
    """A transaction whose statements are listened to; afterwards none of them may read a whole table."""
    async with database.begin() as db:
        explaining = Explained(database, db)
        event.listen(db.sync_connection, "before_cursor_execute", explaining.heard)
        try:
            yield explaining
        finally:
            event.remove(db.sync_connection, "before_cursor_execute", explaining.heard)
        assert explaining.said
        assert await explaining.scans() == []


async def test_a_scan_would_be_noticed(workshop: Workshop) -> None:
    with pytest.raises(AssertionError, match="note = 'x'"):
        async with explained(workshop.database) as explaining:
            await explaining.db.execute(text("SELECT id FROM answers WHERE note = 'x'"))


async def test_no_deed_reads_a_whole_table(workshop: Workshop) -> None:
    await workshop.complete()
    check, actor, now = workshop.check_id, workshop.owner, workshop.clock.now()
    async with explained(workshop.database) as explaining:
        db = explaining.db
        await submissions.start(db, actor, now, workshop.enterprise_id, workshop.campaign_id)
        await answers.set_note(db, actor, now, check, PLAIN, "好")
        await answers.set_facts(db, actor, now, check, {"dust": True})
        await answers.set_facts(db, actor, now, check, {})
        finding = (await answers.record(db, actor, now, check, PLAIN, "fail")).line(PLAIN).finding_id
        assert finding is not None
        await attachments.attach(db, actor, now, check, PLAIN, photo("3"))
        await plans.mark_stopped(db, actor, now, finding)
        await plans.fix_at_once(db, actor, now, finding, measure="扫", today=TODAY)
        decided: dict[str, Any] = {"measure": "装", "responsible": "李四", "funds_fen": 0, "due_on": END}
        await plans.plan(db, actor, now, finding, today=TODAY, phase_end=END, **decided)
        await photos.attach_after(db, actor, now, finding, photo("4"))
        await plans.complete(db, actor, now, finding)
        await plans.reopen(db, actor, now, finding)
        for file in await list_files(db, check, PLAIN):
            await photos.remove(db, actor, now, file.id)
        await answers.record(db, actor, now, check, PLAIN, "pass")
        await submissions.submit(db, actor, now, check, form_prefix="XF")
        await submissions.withdraw(db, actor, now, check)


async def test_no_look_reads_a_whole_table(workshop: Workshop) -> None:
    finding = (await workshop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    assert finding is not None
    check, actor = workshop.check_id, workshop.owner
    async with explained(workshop.database) as explaining:
        db = explaining.db
        await load(db, check)
        await previous_verdicts(db, check)
        await last_handing_in(db, check)
        await submissions.find(db, workshop.enterprise_id, workshop.campaign_id)
        await list_files(db, check)
        await list_files(db, check, SHOWN, "answer")
        await attachments.count(db, check, SHOWN, "answer")
        await list_finding_files(db, actor, finding)
        await list_findings(db, actor, enterprise_id=workshop.enterprise_id)
        await list_findings(db, actor, self_check_id=check)
        await list_findings(db, actor)


BIG = "rectifications|findings|self_checks|enterprises"


async def test_planning_begins_with_what_is_due(database: Database) -> None:
    """The scan does not begin with what exists: nine in ten rectifications are open for months."""
    town = await city.furnish(database, 1000, days=1)
    (rule,) = [rule for rule in loader.load().reminders if rule.code == "rectification"]
    (day,) = town.days
    task = Task(rule, wanted(rule, day - timedelta(days=1), day), (town.campaign_id,), "Asia/Shanghai")
    async with database.begin() as db:
        explaining = Explained(database, db)
        await keep_order(db)
        event.listen(db.sync_connection, "before_cursor_execute", explaining.heard)
        ((_, found),) = await list_due(db, [task])
        assert len(found) == city.DUE
        plan = await explaining.plan()
    whole = re.compile(rf"Hash Join|Merge Join|Seq Scan on ({BIG})|SCAN [rfce]\b")
    assert not whole.search(plan), plan
    assert re.search(r"ix_rectifications_due \(state=\? AND due_on=\?\)|Index Cond: .*due_on", plan), plan


async def test_gathering_looks_each_line_up(database: Database) -> None:
    """Never a line with all others, whatever PostgreSQL believes of tables that it has not counted yet."""
    town = await city.furnish(database, 300, days=1)
    (rule,) = [rule for rule in loader.load().reminders if rule.code == "rectification"]
    (day,) = town.days
    zone = "Asia/Shanghai"
    now = datetime.combine(day, time(9), ZoneInfo(zone))
    task = Task(rule, wanted(rule, day - timedelta(days=1), day), (town.campaign_id,), zone)
    async with database.begin() as db:
        await keep_order(db)
        ((_, found),) = await list_due(db, [task])
        explaining = Explained(database, db)
        event.listen(db.sync_connection, "before_cursor_execute", explaining.heard)
        assert await remind(db, now, task, found) == len(found)
        assert await digests.collect(db, now, zone, day, 1000) == len(found)
        event.remove(db.sync_connection, "before_cursor_execute", explaining.heard)
        assert len(explaining.said) == 5
        plans = [await explaining.plan(number) for number in range(5)]
    # The index of what is open in the outbox would be read whole for each line.
    whole = re.compile(
        r"Hash|Merge|Gather|Seq Scan on|Rows Removed|SCAN [a-qs-z]\b|SCAN (reminders|digests|outbox)"
        r"|ix_outbox_open"
    )
    looked_up = r"subject_id = h\.subject_id\) AND \(planned_on|rule=\? AND subject=\? AND subject_id=\?"
    assert re.search(looked_up, plans[0]), plans[0]
    for plan in plans[1:]:
        assert not whole.search(plan), plan
