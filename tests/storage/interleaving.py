"""Two operations at once on PostgreSQL: the second one comes between two statements of the first."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.util import await_only

from storage.base.database import Connection, Database
from storage.base.errors import ChenanError

Work = Callable[[Connection], Awaitable[Any]]
_WAITS = "55P03"
"""PostgreSQL's code for an operation that would have to wait longer than `lock_timeout`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two operations on the same rows, and queries of one value each that say what stands afterwards.
    `polite`: a refusal that neither order gives and that is true: nothing of the refused one may stand."""

    mine: Work
    theirs: Work
    stands: tuple[Select[Any], ...]
    polite: str = ""


Found = tuple[Any, Any, tuple[Any, ...]]
"""The outcome of mine, the outcome of theirs, and what stands."""
OVER: Found = ("over", "over", ())
"""The first operation has fewer statements."""
WAITED: Found = ("waited", "waited", ())
"""The second operation has to wait until the first is over, from this statement on."""


async def check(database: Database, make: Callable[[], Awaitable[Pair]]) -> None:
    """Let each of two operations come between any two statements of the other one: that has to give what
    one after the other gives. `make` makes rows and operations of its own at each call."""
    orders = [await _one_after_the_other(database, await make(), swapped=one) for one in (False, True)]
    met = False
    for swapped in (False, True):
        for after in itertools.count(1):
            pair = await make()
            found = await _between(database, pair, after, swapped=swapped)
            met = met or found is not OVER
            if found is OVER or found is WAITED:
                break
            if pair.polite and pair.polite in found[:2]:
                assert found[2] in [one[2] for one in await _alone(database, make)], (after, found)
            else:
                assert found in orders, (after, found, orders)
    assert met, "the two must have met"


async def _stands(database: Database, pair: Pair) -> tuple[Any, ...]:
    async with database.read() as db:
        return tuple([(await db.execute(query)).scalar() for query in pair.stands])


async def _came_to(database: Database, work: Work) -> Any:
    """The outcome of an operation: the key of its refusal; else whether it says it did something."""
    try:
        return await database.run(work) is not False
    except ChenanError as refusal:
        return refusal.key


async def _alone(database: Database, make: Callable[[], Awaitable[Pair]]) -> list[Found]:
    found: list[Found] = []
    for name in ("mine", "theirs"):
        pair = await make()
        said = await _came_to(database, getattr(pair, name))
        found.append((said, said, await _stands(database, pair)))
    return found


async def _one_after_the_other(database: Database, pair: Pair, *, swapped: bool) -> Found:
    first = await _came_to(database, pair.theirs if swapped else pair.mine)
    second = await _came_to(database, pair.mine if swapped else pair.theirs)
    said = (second, first) if swapped else (first, second)
    return *said, await _stands(database, pair)


async def _between(database: Database, pair: Pair, after: int, *, swapped: bool) -> Found:
    """The outcomes where the second one is done after statement number `after` of the first; or OVER, or
    WAITED."""
    outer, inner = (pair.theirs, pair.mine) if swapped else (pair.mine, pair.theirs)
    statements = itertools.count(1)
    inside: list[Any] = []

    async def at_once(db: Connection) -> Any:
        await db.execute(text("SET LOCAL lock_timeout = '2ms'"))
        return await inner(db)

    async def second() -> None:
        try:
            inside.append(await _came_to(database, at_once))
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) != _WAITS:
                raise
            inside.append(WAITED)

    def executed(*_: object) -> None:
        if next(statements) == after:
            await_only(second())

    async def first(db: Connection) -> Any:
        event.listen(db.sync_connection, "after_cursor_execute", executed)
        return await outer(db)

    said = await _came_to(database, first)
    if not inside or inside[0] is WAITED:
        return inside[0] if inside else OVER
    return *((inside[0], said) if swapped else (said, inside[0])), await _stands(database, pair)
