"""Leaks in files of PostgreSQL and Redis about reporters, measured on servers that log everything.

docs/anonymity.md says what each of them tells. Here every sentence of it is looked at: what was mended stays
so, and what cannot be mended is not more than is said.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from content.typed.receipts import new_receipt
from scheduler.clock import Clock
from scheduler.planning.reports import ReportTicks
from simulator.client import Person
from storage.reports import intake, tips
from storage.reports import mail as reports_mail
from tests.conversations.reporting import receipt_in
from tests.conversations.walk import labels
from tests.privacy.people_at_work import STORY, Place, at_place
from tests.privacy.servers import Cluster, Noted, cluster, noted_redis
from tests.storage.reporting import DAY

pytestmark = [pytest.mark.postgres, pytest.mark.redis]
TIP_READER = 5_550_001_234
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences ORDER BY 1"


@dataclass
class Scene:
    """The running bot on both servers."""

    place: Place
    cluster: Cluster
    redis: Noted

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        async with self.place.work.app.database.read() as db:
            return [tuple(row) for row in await db.execute(text(query))]

    async def here(self) -> tuple[str, int, bytes]:
        """The ends of WAL, statement log and append-only file now."""
        await self.place.everything()  # what ordinary windows had left to write is written
        self.redis.monitored()
        ((lsn,),) = await self.rows("SELECT pg_current_wal_flush_lsn()::text")
        return str(lsn), self.cluster.log.stat().st_size, self.redis.appended()

    async def written(self, since: str) -> str:
        """The records of the WAL since then, as pg_waldump tells them, relations by their names."""
        ((until,),) = await self.rows("SELECT pg_current_wal_flush_lsn()::text")
        folder = str(self.cluster.directory / "pg_wal")
        told = self.cluster.run("pg_waldump", "-p", folder, "-s", since, "-e", str(until))
        files = await self.rows(
            "SELECT pg_relation_filenode(c.oid), coalesce(of.relname, c.relname) FROM pg_class c"
            " LEFT JOIN pg_index i ON i.indexrelid = c.oid LEFT JOIN pg_class t ON t.oid = i.indrelid"
            " LEFT JOIN pg_class of ON of.reltoastrelid = c.oid OR of.oid = t.oid"
            " OR of.reltoastrelid = t.oid WHERE pg_relation_filenode(c.oid) IS NOT NULL"
        )
        for number, name in files:
            told = re.sub(rf"rel \d+/\d+/{number}\b", f"rel {name} ", told)
        return told

    def dump(self) -> str:
        """The output of `pg_dump`."""
        url = make_url(self.cluster.url).set(drivername="postgresql")
        return self.cluster.run("pg_dump", "--inserts", url.render_as_string(hide_password=False))

    async def report(self, words: str) -> str:
        """A report by somebody else, as their process writes it down; its case number."""
        app = self.place.work.app
        assert app.reporting is not None
        kept = app.reporting
        ((town,),) = await self.rows("SELECT max(id) FROM jurisdictions")
        draft = intake.Draft("other", words, "days", town)
        made = await intake.prepare(kept.intake, kept.files, kept.rules, new_receipt(), draft, DAY)
        async with app.database.begin() as db:
            return await intake.submit(db, DAY, made)

    async def tell_offices(self) -> int:
        """Release the next batch, deliver it and delete its rows; return how many messages it was."""
        app = self.place.work.app
        assert app.reporting is not None
        kept, later = app.reporting, app.now() + timedelta(hours=16)
        clock = Clock(lambda: later, lambda: later)
        ticks = ReportTicks(app.database, clock, app.zone, kept.rules, kept.intake, kept.files)
        queued = await ticks.batch()
        told = [id_ for (id_,) in await self.rows("SELECT id FROM outbox WHERE topic = 'reports'")]
        async with app.database.begin() as db:
            await reports_mail.forget(db, told)  # as the digest of the next morning does
        assert len(told) == queued
        return queued


@pytest.fixture
def servers() -> Iterator[tuple[Cluster, Noted]]:
    with cluster() as postgres, noted_redis() as redis:
        yield postgres, redis


@pytest.fixture
async def scene(
    servers: tuple[Cluster, Noted], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Scene]:
    postgres, redis = servers
    async with at_place(tmp_path, monkeypatch, postgres.url, redis.client, redis.url) as place:
        yield Scene(place, postgres, redis)


async def whole_way(person: Person) -> None:
    """A report from its button in the home window on, looked up, added to, cleared."""
    await person.click("匿名举报")
    await person.click("开始")
    await person.click("其他问题")
    await person.click(labels(await person.last())[0])  # a town
    await person.click("不写厂名")
    await person.send(STORY)
    await person.click("说不清")
    await person.click("提交举报")
    receipt = receipt_in(await person.last())
    await person.click("我记下了")
    await person.send("/receipt")
    await person.send(receipt)
    await person.send("补充一句")
    await person.click("发给办公室")
    await person.click("清除本次对话")


async def test_leak_05_what_the_servers_of_an_office_write_down_of_a_report(scene: Scene) -> None:
    contact = scene.place.people["contact"]
    await contact.send("/start")
    await contact.click("更多")
    counters = await scene.rows(COUNTERS)
    lsn, logged, appended = await scene.here()
    await whole_way(contact)
    # Redis: nothing, neither in its file nor on its wire
    assert scene.redis.monitored() == []
    assert scene.redis.appended() == appended
    # the statement log: when a report came, with its number; nobody was looked up
    log = scene.cluster.log.read_bytes()[logged:].decode("utf-8", "replace")
    ((number,),) = await scene.rows("SELECT case_number FROM reports")
    assert re.search(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC .*INSERT INTO reports ", log, re.MULTILINE)
    assert number in log
    assert str(contact.id) not in log
    for table in ("people", "dialog_states", "outbox", "audit"):
        assert not re.search(rf"(FROM|INTO|UPDATE|JOIN) {table}\b", log), table
    # the WAL: the microsecond of each part, and no row of anybody's
    told = await scene.written(lsn)
    assert re.search(r"COMMIT \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}", told)
    records = [one for one in told.splitlines() if " PRUNE " not in one]  # of pages that anybody read
    touched = set(re.findall(r"rel (\S+) ", "\n".join(records)))
    touched = {name for name in touched if not name.startswith(("report", "pg_"))}
    assert touched <= {"jurisdictions"}, "locked as what a report refers to"
    assert number.encode() in scene.cluster.wal()
    # memory that every superuser sees: statements without values
    seen = str(await scene.rows("SELECT query, state_change FROM pg_stat_activity"))
    assert number not in seen
    assert str(contact.id) not in seen

    numbers = [number]
    for count in range(11):
        numbers.append(await scene.report(f"第{count}件"))
        async with scene.place.work.app.database.begin() as db:
            await tips.subscribe(db, TIP_READER + count, "zh", 1)
    # until the batch: their order in heap and dump, and by transaction who asked for the tip right afterwards
    assert re.findall("|".join(numbers), scene.dump()) == numbers
    xmin = "SELECT xmin::text::bigint FROM {} ORDER BY 1"
    reports, readers = [await scene.rows(xmin.format(one)) for one in ("reports", "tip_subscribers")]
    assert [one[0] + 1 for one in reports[1:]] == [one[0] for one in readers]
    assert await scene.tell_offices() >= 1
    # afterwards: one transaction for all, an order of chance, no counter moved and no number is missing
    rows = [await scene.rows(xmin.format(name)) for name in ("reports", "tip_subscribers")]
    assert len({one[0] for found in rows for one in found}) == 1
    dumped = scene.dump()
    assert sorted(re.findall("|".join(numbers), dumped)) == sorted(numbers)
    assert re.findall("|".join(numbers), dumped) != numbers, "by chance once in 479 million"
    accounts = [str(TIP_READER + count) for count in range(11)]
    assert sorted(re.findall("|".join(accounts), dumped)) == accounts
    assert await scene.rows(COUNTERS) == counters
    assert number.encode() in scene.cluster.wal(), "until as much new WAL was written as PostgreSQL keeps"
