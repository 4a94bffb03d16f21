"""Copies of an installation's database into another one, of either kind: SQLite, PostgreSQL.

Rows travel in the order of their keys, a portion at a time. What was written is noted in the same
transaction, so that a copy which was cut off goes on where it stopped: it reads again what is there, compares
digests, and begins again if the database it reads from has changed meanwhile. Until the end the target bears
no revision that any program would open. No content goes through a temporary file.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.base.urls import shown, sqlite_file
from storage.installation import health, migrate
from storage.installation.postgres_rows import PostgresSource, PostgresTarget
from storage.installation.sqlite_rows import SqliteSource, SqliteTarget
from storage.installation.table_rows import CopyError, Row, Shape, Source, Tally, Target

Progress = Callable[[str, int, int], None]
"""Callback of progress: the step (copy, compare), the amount done, and the total."""
_HEARTBEAT = "heartbeat"
_ALIVE = tuple(health.heartbeat_of(part) for part in health.PARTS)


@dataclass(frozen=True, slots=True)
class Copied:
    """Result of a copy. `tables`: their rows, by name. `mended`: rows whose texts held NUL characters, in
    whose place U+FFFD stands; `resumed`: an earlier attempt was gone on with."""

    tables: Mapping[str, int]
    mended: int
    resumed: bool

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(self.tables.values())


class _Changed(Exception):
    """The source has changed since an earlier attempt read it."""


def copy(source: str, target: str, now: datetime, *, live: bool, progress: Progress) -> Copied:
    """Copy all rows from the database `source` into the empty one `target`; return what was copied.

    Everything is counted and compared afterwards. After a kill the same call goes on. `live`: also while a
    program works on `source`; what it writes from now on is not in the copy.

    Raises:
        CopyError: `target` is not empty or of another version, a program works on `source`, a value does not
            fit. Unusable: one of them does not answer.
    """
    if _same(source, target):
        raise CopyError("cli-error-copy-same", database=shown(source))
    revision = asyncio.run(migrate.check(source))
    resumed = _prepare(target, revision)
    with closing(open_source(source)) as reading:
        if not live:
            _refuse_while_used(reading, now, source)
        with closing(_open_target(target)) as writing:
            if not resumed:
                _require_empty(writing, target)
            return transfer(reading, writing, revision, progress, resumed=resumed)


def open_source(url: str) -> SqliteSource | PostgresSource:
    """A database opened for reading as it is now, all of it at one moment."""
    file = sqlite_file(url)
    return PostgresSource(url) if file is None else SqliteSource(file)


def transfer(
    reading: SqliteSource | PostgresSource,
    writing: SqliteTarget | PostgresTarget,
    revision: str,
    progress: Progress,
    *,
    resumed: bool = False,
) -> Copied:
    """Copy and compare all tables, and finish the target; return what was copied. `resumed`: it was begun
    before.

    Raises:
        CopyError: a value does not fit, or what was written reads otherwise.
    """
    shapes = _of_both(reading, writing)
    if isinstance(reading, SqliteSource) and isinstance(writing, PostgresTarget):
        reading.check(shapes)
    if not resumed:
        writing.begin()
    total = sum(reading.count(shape) for shape in shapes)
    try:
        tallies = _rows(reading, writing, shapes, total, progress)
    except _Changed:
        writing.clear()
        tallies = _rows(reading, writing, shapes, total, progress)
    _compare(writing, shapes, tallies, total, progress)
    writing.finish(revision, reading.counters(shapes))
    mended = sum(reading.mended.values()) if isinstance(reading, SqliteSource) else 0
    return Copied({shape.name: tallies[shape.name].rows for shape in shapes}, mended, resumed)


def _rows(
    reading: Source, writing: Target, shapes: Sequence[Shape], total: int, progress: Progress
) -> dict[str, Tally]:
    done, tallies, before = writing.done(), {}, 0
    for shape in shapes:
        tally, there = Tally(), done.get(shape.name, Tally())
        for rows in reading.read(shape):
            _add(writing, shape, rows, tally, there)
            progress("copy", before + tally.rows, total)
        if tally.rows < there.rows:
            raise _Changed
        before += tally.rows
        tallies[shape.name] = tally
    return tallies


def _add(writing: Target, shape: Shape, rows: list[Row], tally: Tally, there: Tally) -> None:
    """Write rows except those already present, which have to be the same."""
    known = max(0, min(there.rows - tally.rows, len(rows)))
    if known:
        tally.add(rows[:known])
        if tally.rows == there.rows and tally.total != there.total:
            raise _Changed
    if new := rows[known:]:
        tally.add(new)
        writing.write(shape, new, tally)


def _compare(
    writing: Target, shapes: Sequence[Shape], tallies: Mapping[str, Tally], total: int, progress: Progress
) -> None:
    before = 0
    for shape in shapes:
        tally = Tally()
        for rows in writing.read(shape):
            tally.add(rows)
            progress("compare", before + tally.rows, total)
        if tally != tallies[shape.name]:
            raise CopyError(
                "cli-error-copy-differs", table=shape.name, read=tallies[shape.name].rows, there=tally.rows
            )
        before += tally.rows


def _of_both(reading: Source, writing: Target) -> tuple[Shape, ...]:
    """The target's tables; the source has to have all of them with the same columns."""
    there = {shape.name: {one.name for one in shape.columns} for shape in reading.shapes()}
    for shape in writing.shapes():
        if there.get(shape.name) != {one.name for one in shape.columns}:
            raise CopyError("cli-error-copy-tables", table=shape.name)
    return writing.shapes()


def _prepare(target: str, revision: str) -> bool:
    """Create the tables where there are none; return whether an earlier attempt is continued.

    Raises:
        CopyError: it has tables of another version.
    """
    file = sqlite_file(target)
    if file is not None and not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)  # people's names are in it
    found = asyncio.run(migrate.reached(target, lambda: migrate.current(target)))
    if found == migrate.COPYING:
        return True
    if found is None:
        if asyncio.run(migrate.count_tables(target)):
            raise CopyError("cli-error-copy-foreign", database=shown(target))
        asyncio.run(migrate.upgrade(target))
    elif found != revision:
        raise CopyError("cli-error-copy-version", database=shown(target), found=found, revision=revision)
    return False


def _open_target(url: str) -> SqliteTarget | PostgresTarget:
    file = sqlite_file(url)
    return PostgresTarget(url) if file is None else SqliteTarget(file)


def _require_empty(writing: Target, target: str) -> None:
    for shape in writing.shapes():
        if count := writing.count(shape):
            raise CopyError("cli-error-copy-full", database=shown(target), table=shape.name, count=count)


def _refuse_while_used(reading: Source, now: datetime, source: str) -> None:
    """Refuse where a heartbeat is fresh or a lease is held: rows written meanwhile would not be copied."""
    shape = next(one for one in reading.shapes() if one.name == "leases")
    names = [one.name for one in shape.columns]
    for rows in reading.read(shape):
        for row in rows:
            lease = dict(zip(names, row, strict=True))
            until = datetime.fromisoformat(lease["until"]).replace(tzinfo=now.tzinfo)
            beats = lease["holder"] == _HEARTBEAT
            if beats and lease["name"] in _ALIVE and now - until < health.SILENT:
                seconds = max(0, (now - until) // timedelta(seconds=1))
                raise CopyError(
                    "cli-error-copy-live", "cli-error-copy-live-mend", database=shown(source), seconds=seconds
                )
            if not beats and until > now:
                raise CopyError("cli-error-copy-held", "cli-error-copy-live-mend", database=shown(source))


def _same(one: str, other: str) -> bool:
    files = (sqlite_file(one), sqlite_file(other))
    if None in files:
        return one == other
    return os.path.realpath(str(files[0])) == os.path.realpath(str(files[1]))
