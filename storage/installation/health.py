"""Checks of an installation's health, for `/readyz`, `chenan status` and the operators' alerts."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import leases
from storage.base.database import Database
from storage.base.diagnosis import kind_of
from storage.outbox import backlog

Part = Literal["bot", "delivery", "planning"]
Name = Literal[
    "start",
    "database",
    "disk",
    "redis",
    "telegram",
    "web",
    "replica",
    "bot",
    "delivery",
    "planning",
    "queue",
    "backup",
    "evidence",
    "clock",
]

LEAST_FREE = 500_000_000
"""Bytes: some hundred forms with photos."""
LEAST_SHARE = 0.05
"""The least share of the disk that has to be free."""
DATABASE_SECONDS = 5.0
"""Seconds; a database that takes longer to store one row is a trouble."""
SILENT = timedelta(seconds=60)
"""Time without a heartbeat after which a part of the program counts as stopped."""
LATE = timedelta(minutes=10)
"""Delay after which a due message is late."""
BACKUP = "backup"
"""The heartbeat of backups: when the last one was made and read again without a fault."""
BACKUP_LATE = timedelta(days=8)
"""Once a week, and a day: an installation whose last backup is older should be backed up."""
BACKUP_FIRST = timedelta(hours=2)
"""Time a program that makes backups may run without one."""
NOT_WAITED_FOR: frozenset[Name] = frozenset({"backup", "clock"})
"""Troubles that operators are told of although no person is affected."""
PARTS: tuple[Part, ...] = ("bot", "delivery", "planning")
"""The parts that write heartbeats: the bot, and two parts of the scheduler."""


def heartbeat_of(part: str) -> str:
    """Heartbeat name of a part of the program."""
    return f"alive-{part}"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One trouble. `values`: its figures by name, none of them about a person."""

    name: Name
    values: Mapping[str, object] = field(default_factory=dict)


def nearest(folder: Path) -> Path:
    """A folder, or the nearest one above that exists."""
    folder = folder.absolute()
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def disk_usage(folder: Path) -> tuple[int, int]:
    """Free bytes on the disk of a folder, which need not exist yet, and the size of the disk."""
    usage = shutil.disk_usage(nearest(folder))
    return usage.free, usage.total


def look_at_disk(folder: Path) -> Trouble | None:
    """Report the disk of a folder if too little is free: bytes, or files (inodes), of which many small photos
    may use up the last while bytes are left."""
    free, size = disk_usage(folder)
    if free < LEAST_FREE or free < size * LEAST_SHARE:
        return Trouble("disk", {"free_bytes": free, "free_percent": int(free * 100 / size)})
    files = os.statvfs(nearest(folder))
    if files.f_files and files.f_favail < files.f_files * LEAST_SHARE:  # 0: the disk has no limit of them
        percent = int(files.f_favail * 100 / files.f_files)
        return Trouble("disk", {"free_files": files.f_favail, "free_percent": percent})
    return None


async def look_at_database(database: Database, wall: datetime) -> Trouble | None:
    """Report a database that cannot store a row within DATABASE_SECONDS; reading alone works on a full
    disk."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), database.begin() as db:
            await leases.record_heartbeat(db, "writable", wall)
            await database.prove_room(db)
    except TimeoutError:
        return Trouble("database", {"reason": "slow"})
    except (SQLAlchemyError, OSError) as error:
        return Trouble("database", {"reason": kind_of(error) or "away"})
    return None


async def look_at_parts(
    database: Database, now: datetime, wall: datetime, running: timedelta
) -> list[Trouble]:
    """Find parts of the program that have stopped, and messages that are late.

    `now`: the time by which messages are due. `wall`: the machine's, of heartbeats. `running`: for how long
    this process has been; what starts together with it is given SILENT to show itself.
    """
    found = []
    async with database.read() as db:
        seen = await leases.last_seen(db, [heartbeat_of(part) for part in PARTS])
        late = await backlog.oldest_due(db, now)
    for part in PARTS:
        since = seen.get(heartbeat_of(part))
        silent = None if since is None else wall - since
        if running > SILENT and (silent is None or silent > SILENT):
            seconds = None if silent is None else int(silent.total_seconds())
            found.append(Trouble(part, {"silent_seconds": seconds}))
    if late is not None and now - late > LATE:
        found.append(Trouble("queue", {"late_seconds": int((now - late).total_seconds())}))
    return found


async def note_backup(database: Database, wall: datetime) -> bool:
    """Record that a backup was made; False: the database has no table for it, or cannot be written."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), database.begin() as db:
            await leases.record_heartbeat(db, BACKUP, wall)
    except (TimeoutError, SQLAlchemyError, OSError):
        return False
    return True


async def last_backup(db: AsyncConnection) -> datetime | None:
    """The instant of the last backup, by command or on schedule; None: never, or it could not be noted."""
    return (await leases.last_seen(db, [BACKUP])).get(BACKUP)


async def look_at_backups(
    database: Database, wall: datetime, every: timedelta, running: timedelta
) -> Trouble | None:
    """Report failing backups of a program that makes them by itself: the last one is older than twice
    `every`."""
    async with database.read() as db:
        last = await last_backup(db)
    age = running if last is None else wall - last
    if age <= (BACKUP_FIRST if last is None else 2 * every):
        return None
    return Trouble("backup", {"age_hours": None if last is None else int(age.total_seconds() // 3600)})
