"""Transactions: what a cancelled task, an error and a second writer leave behind."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from storage.base.audit import Actor
from storage.base.database import ATTEMPTS, Connection, Database
from storage.base.errors import ChenanError
from storage.offices import jurisdictions
from storage.tables.offices import Jurisdiction

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


async def write(database: Database, code: str) -> None:
    """One small operation."""
    async with database.begin() as db:
        await jurisdictions.add(db, Actor("system"), NOW, code, f"地方{code}")


async def count(database: Database) -> int:
    """Rows that were committed."""
    async with database.read() as db:
        return (await db.execute(select(func.count()).select_from(Jurisdiction))).scalar_one()


@pytest.mark.parametrize("turns", range(40))
async def test_task_cancelled_at_any_await_leaves_database_usable(tmp_path: Path, turns: int) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    await database.create_all()
    task = asyncio.ensure_future(write(database, "a"))
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(5):
        await write(database, "b")
    assert await count(database) in (1, 2)
    await database.close()


@pytest.mark.parametrize("turns", range(20))
async def test_read_cancelled_at_any_await_leaves_readers_usable(tmp_path: Path, turns: int) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'x.db'}")
    await database.create_all()
    for _ in range(5):
        task = asyncio.ensure_future(count(database))
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    await write(database, "a")
    assert [await count(database) for _ in range(6)] == [1] * 6
    await database.close()


async def test_error_rolls_back_and_the_next_writer_goes_on(database: Database) -> None:
    async def half() -> None:
        async with database.begin() as db:
            await jurisdictions.add(db, Actor("system"), NOW, "a", "地方")
            await jurisdictions.add(db, Actor("system"), NOW, "a", "别的地方")

    with pytest.raises(ChenanError):
        await half()
    assert await count(database) == 0
    await write(database, "b")
    assert await count(database) == 1


async def test_reader_sees_one_moment_while_a_writer_commits(database: Database) -> None:
    async with database.read() as db:
        assert (await db.execute(text("SELECT count(*) FROM jurisdictions"))).scalar() == 0
        await write(database, "a")
        assert (await db.execute(text("SELECT count(*) FROM jurisdictions"))).scalar() == 0
    assert await count(database) == 1


async def test_many_writers_at_once_all_commit(database: Database) -> None:
    await asyncio.gather(*(write(database, f"p{number}") for number in range(30)))
    assert await count(database) == 30


async def test_each_keeps_what_was_done_before_an_error_and_lets_others_write_in_between(
    database: Database,
) -> None:
    """Twenty at a time: somebody else's write need not wait for all of them."""
    async with database.begin() as db:
        await db.execute(text("CREATE TABLE IF NOT EXISTS each_test (number INTEGER)"))
        await db.execute(text("DELETE FROM each_test"))
    seen: list[int] = []

    async def work(db: Connection, number: int) -> int:
        if number == 6:
            raise LookupError(number)
        await db.execute(text("INSERT INTO each_test VALUES (:number)"), {"number": number})
        return number * number

    async def other() -> None:
        async with database.begin() as db:
            seen.extend((await db.execute(text("SELECT number FROM each_test ORDER BY 1"))).scalars())

    async def all_of_them(*numbers: int) -> list[int]:
        return await database.each(numbers, work, portion=2)

    try:
        made, _ = await asyncio.gather(all_of_them(1, 2, 3, 4), other())
        assert made == [1, 4, 9, 16]
        assert len(seen) % 2 == 0
        with pytest.raises(LookupError):
            await all_of_them(7, 8, 9, 6, 10)
        seen.clear()
        await other()
        assert seen == [1, 2, 3, 4, 7, 8]
    finally:
        async with database.begin() as db:
            await db.execute(text("DROP TABLE each_test"))


async def test_work_that_met_another_transaction_is_done_again(database: Database) -> None:
    """Two that lock the same rows the other way round: PostgreSQL breaks one off, neither is told."""
    for code in ("a", "b"):
        await write(database, code)
    tries: list[str] = []
    met = asyncio.Barrier(1 if database.is_sqlite else 2)

    async def rename(db: Connection, *codes: str) -> str:
        tries.append("".join(codes))
        if not database.is_sqlite:
            await db.execute(text("SET LOCAL deadlock_timeout = '10ms'"))
        for code in codes:
            changed = update(Jurisdiction).where(Jurisdiction.code == code)
            await db.execute(changed.values(name=Jurisdiction.name + codes[0]))
            if len(tries) <= 2 and code == codes[0]:  # both hold their first row
                await met.wait()
        return codes[0]

    done = await asyncio.gather(
        database.run(lambda db: rename(db, "a", "b")), database.run(lambda db: rename(db, "b", "a"))
    )
    assert list(done) == ["a", "b"]
    assert len(tries) == (2 if database.is_sqlite else 3)
    async with database.read() as db:
        names = (await db.execute(select(Jurisdiction.name))).scalars()
        assert {"".join(sorted(name)) for name in names} == {"".join(sorted(f"地方{one}ab")) for one in "ab"}


async def test_what_fails_each_time_is_an_error_after_all(database: Database) -> None:
    await write(database, "a")
    tries: list[int] = []

    async def twice(db: Connection) -> None:
        tries.append(1)
        (row,) = (await db.execute(select(Jurisdiction.__table__))).mappings()
        await db.execute(insert(Jurisdiction).values(**row))

    with pytest.raises(IntegrityError):
        await database.run(twice)
    assert len(tries) == (1 if database.is_sqlite else ATTEMPTS)
    assert await count(database) == 1


async def _fail(database: Database) -> None:
    async with database.begin() as db:
        await db.execute(text("SELECT 1"))
        raise ZeroDivisionError


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_no_connection_of_postgresql_compiles_queries(unshared: Database) -> None:
    """Nor after a rollback: a setting made inside a transaction would be gone with it."""
    with pytest.raises(ZeroDivisionError):
        await _fail(unshared)
    async with unshared.read() as db:
        assert (await db.execute(text("SHOW jit"))).scalar_one() == "off"
