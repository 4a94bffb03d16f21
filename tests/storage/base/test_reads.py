"""Every read of the product that a person waits for goes by an index, however the city is filled."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event, text

from storage.base.database import Connection, Database
from storage.tables import metadata
from tests.bench import filling, reads
from tests.bench.product_reads import product_reads

ENTERPRISES = 300
BELIEVED = 1000
"""PostgreSQL plans as if every table had so many times its rows: as a city of 300,000 enterprises."""
BIG = [
    "enterprises",
    "people",
    "accounts",
    "contacts",
    "self_checks",
    "answers",
    "findings",
    "rectifications",
    "evidence",
    "escalations",
    "notice_targets",
    "notice_copies",
    "audit",
    "outbox",
    "digests",
    "reminders",
]
"""Tables with a row an enterprise and more."""
_SOME_ROWS = "|".join(
    str(index.name)
    for name in BIG
    for index in metadata.tables[name].indexes
    if index.dialect_options["sqlite"]["where"] is not None
)
"""Indexes of a part of a table: of what is open, of what is to be sent."""
_WHOLE_ON_SQLITE = re.compile(rf"SCAN ({'|'.join(BIG)})\b(?! USING (?:COVERING )?INDEX (?:{_SOME_ROWS})\b)")
_UNTIL_FULL = re.compile(r"Limit .*\n *->  Seq Scan on \w+")
"""A scan that ends with a page: PostgreSQL chooses it where most rows are wanted."""
_WHOLE_ON_POSTGRES = re.compile(rf"Seq Scan on ({'|'.join(BIG)})\b")
EXPORTS = frozenset(
    {
        "changes.records.records",  # all rows about an enterprise, for its file
        "statistics.handing_in.list_handed_in",  # the forms of a campaign, for their archive
        "statistics.ledger.coverage",
        "statistics.ledger.enterprise_pages",
        "statistics.ledger.finding_pages",
        "statistics.ledger.measure_pages",
        "statistics.ledger.review_pages",
    }
)
"""Reads that go through a big table because all of it is written into a file."""
KNOWN = frozenset(
    {
        "changes.campaign_ending.look",
        "findings.verification_views.count_waiting",
        "notices.progress.progress",
        "notices.reading.by_place",
        "notices.reading.list_unreached",  # of a notice to few enterprises only, as here: else by portions
        "notices.reading.list_unread",
        "notices.why.why",
        "people.reachability.by_place",
        "people.reachability.count",
        "reminders.fact_planning.preview",
        "reviews.escalation_views.list_open",
        "statistics.groups.by_item",
        "statistics.office.figures",
        "statistics.readiness.of_office",
        "statistics.summary_views.contents",
        "statistics.units.list_units",
    }
)
"""Reads that go through a big table in one of these cities and are to be mended: they count a whole city's
findings, what is overdue, or copies, which is not kept, or ask by a condition that no index serves. One that
is mended is taken out; none comes in.
"""


@dataclass
class City:
    """A filled database and the reads over it."""

    database: Database
    filled: filling.Filled
    plans: dict[str, set[str]] = field(default_factory=dict)
    """The big tables that a statement goes through, by its text."""

    async def whole(self, read: reads.Read) -> set[str]:
        """The big tables that a read would go through from one end to the other."""
        said: list[tuple[str, Any]] = []

        def heard(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
            said.append((sql, values))

        async with self.database.read() as db:
            event.listen(db.sync_connection, "before_cursor_execute", heard)
            await read.run(db, self.filled)
            event.remove(db.sync_connection, "before_cursor_execute", heard)
            return {table for sql, values in said for table in await self._scanned(db, sql, values)}

    async def _scanned(self, db: Connection, sql: str, values: Any) -> set[str]:
        if sql not in self.plans:
            self.plans[sql] = await self._planned(db, sql, values) if "set_config" not in sql else set()
        return self.plans[sql]

    async def _planned(self, db: Connection, sql: str, values: Any) -> set[str]:
        prefix = "EXPLAIN QUERY PLAN " if self.database.is_sqlite else "EXPLAIN "
        looked = _WHOLE_ON_SQLITE if self.database.is_sqlite else _WHOLE_ON_POSTGRES
        rows = (await db.exec_driver_sql(prefix + sql, values)).all()
        plan = "\n".join(str(row[-1]) for row in rows)
        if self.database.is_sqlite and "LIMIT" in sql and "TEMP B-TREE FOR ORDER BY" not in plan:
            return set()  # along a key, until the page is full
        if not self.database.is_sqlite:
            plan = _UNTIL_FULL.sub("", plan)
        return set(looked.findall(plan))


@pytest.fixture(params=filling.FILLINGS)
async def city(request: pytest.FixtureRequest, database: Database) -> AsyncIterator[City]:
    """SQLite knows nothing of the rows when it plans: there is one city of it."""
    if database.is_sqlite and request.param != filling.FILLINGS[0]:
        pytest.skip("SQLite plans alike, however it is filled")
    url = database.url.render_as_string(hide_password=False)
    filled = await filling.furnish(url, ENTERPRISES, request.param)
    if not database.is_sqlite:
        await _believe(database)
    yield City(database, filled)
    if not database.is_sqlite:
        await _forget(database)


async def _forget(database: Database) -> None:
    """Have PostgreSQL plan by nothing again, as other tests do, and begin with small tables."""
    async with database.begin() as db:
        await db.execute(text("CALL testing.empty()"))
        of_ours = "IN (SELECT oid FROM pg_class WHERE relnamespace = CAST('public' AS regnamespace))"
        await db.execute(text(f"DELETE FROM pg_statistic WHERE starelid {of_ours}"))  # noqa: S608  our own
        await db.execute(text(f"UPDATE pg_class SET reltuples = -1 WHERE oid {of_ours}"))  # noqa: S608  our own


async def _believe(database: Database) -> None:
    """Have PostgreSQL plan as over a large city. It multiplies rows a page by the pages there are; what grows
    with the city (enterprises, not towns) is given as a share of the rows."""
    async with database.begin() as db:
        await db.execute(
            text("""
            UPDATE pg_statistic SET stadistinct = -(stadistinct / c.reltuples) FROM pg_class c
            WHERE c.oid = starelid AND c.reltuples > 0 AND stadistinct > :towns
              AND c.relnamespace = CAST('public' AS regnamespace)"""),
            {"towns": filling.TOWNS + 1},
        )
        await db.execute(
            text("""
            UPDATE pg_class c SET reltuples = c.reltuples * :times
            FROM pg_class t LEFT JOIN pg_index i ON i.indrelid = t.oid
            WHERE c.oid IN (t.oid, i.indexrelid) AND c.reltuples > 0 AND t.relname = ANY(:big)
              AND t.relnamespace = CAST('public' AS regnamespace)"""),
            {"times": BELIEVED, "big": BIG},
        )


async def test_no_read_goes_through_a_big_table(city: City) -> None:
    found = {read.name: tables for read in reads.all_reads() if (tables := await city.whole(read))}
    new = {
        name: tables
        for name, tables in found.items()
        if name.partition(" ")[0].partition("(")[0] not in EXPORTS | KNOWN
    }
    assert not new, "\n".join(f"{name}: {sorted(tables)}" for name, tables in sorted(new.items()))


async def test_a_read_through_a_big_table_would_be_noticed(database: Database) -> None:
    filled = filling.Filled(1, 1, 2, 0)
    async with database.read() as db:
        assert await City(database, filled)._scanned(db, "SELECT id FROM answers WHERE note = 'x'", ()) == {
            "answers"
        }


def test_every_read_of_the_product_is_in_the_list() -> None:
    """A new one is found by itself; what is left out says why, and exists."""
    listed = {read.found.name for read in reads.all_reads()}
    every = {found.name for found in product_reads()}
    assert every - listed == set(reads.NOT_WAITED_FOR)
    assert set(reads.VARIANTS) <= listed
    for name in ("reviews.queue.list_waiting", "statistics.overviews.overview", "notices.audiences.count"):
        assert name in listed
    assert not [name for name in listed if name.rpartition(".")[2].startswith(("set_", "add", "remove"))]
