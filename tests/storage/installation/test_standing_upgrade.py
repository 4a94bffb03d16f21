"""The upgrade that counts the standing of enterprises counts as the program does, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, text

from storage.base.database import Database
from storage.campaigns import progress
from storage.installation import migrate
from tests.storage.installation.test_migrations import _ask, _put, empty

__all__ = ["empty"]


async def test_the_standing_of_enterprises_counted_before_is_that_of_a_count(empty: str) -> None:
    """Enterprise 1 is blocked, 2 and 3 share a person; 2 has handed in, with two days to keep. The upgrade
    counts the same as a new count."""
    await migrate.upgrade(empty, "0055")
    at = datetime(2026, 12, 1, tzinfo=UTC)

    def put(connection: Connection) -> None:
        _put(connection, "jurisdictions", id=1)
        _put(connection, "campaigns", id=1, jurisdiction_id=1, state="open")
        _put(connection, "people", id=1, unreachable_at=at)
        _put(connection, "people", id=2)
        for number, person in ((1, 1), (2, 2), (3, 2)):
            _put(connection, "enterprises", id=number, credit_code=str(number), state="active")
            _put(connection, "contacts", id=number, enterprise_id=number, person_id=person)
        _put(connection, "self_checks", id=1, enterprise_id=2, state="submitted", submitted_at=at)
        for number, day in ((1, date(2026, 12, 9)), (2, date(2026, 12, 3))):
            of = {"id": number, "enterprise_id": 2, "state": "open"}
            _put(connection, "findings", self_check_id=1, question=f"Q0{number}.1", **of)
            _put(connection, "rectifications", finding_id=number, due_on=day, **of)
        connection.commit()

    def found(connection: Connection) -> tuple[Any, ...]:
        of = "reach, check_state, started, due_on, people, shared"
        asked = (
            f"SELECT {of} FROM campaign_progress ORDER BY enterprise_id",  # noqa: S608
            f"SELECT {of}, unfixed, enterprises FROM standing_progress ORDER BY 2, 1",  # noqa: S608
        )
        found = (connection.execute(text(query)) for query in asked)
        return tuple([tuple(map(str, row)) for row in rows] for rows in found)

    await _ask(empty, put)
    await migrate.upgrade(empty)
    database = Database(empty)
    async with database.begin() as db:
        await progress.fold(db)
    await database.close()
    counted = await _ask(empty, found)
    never = "9999-12-31"
    assert counted == (
        [
            ("blocked", "", "0", never, "0", "0"),
            ("reachable", "submitted", "1", "2026-12-03", "1", "1"),
            ("reachable", "", "0", never, "1", "1"),
        ],
        [
            ("blocked", "", "0", never, "0", "0", "0", "1"),
            ("reachable", "", "0", never, "1", "1", "0", "1"),
            ("reachable", "submitted", "1", "2026-12-03", "1", "1", "1", "1"),
        ],
    )
    await migrate.downgrade(empty, "0055")
    await migrate.upgrade(empty)
    assert await _ask(empty, found) == counted
