"""Records which database owns the evidence in a bucket; another database deletes nothing in it.

As `reports.folder` does for folders, by an object beside the files that names the database's mark and place.
A bucket can be reached from everywhere, and does not move with a database: an SQLite file is known by its
path and by its number on the disk, which a copy of it has not.
"""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import stored_files
from storage.base.bucket_files import OWNER, BucketFiles
from storage.base.database import Database
from storage.reports import folder as reports_folder
from storage.reports.folder import State
from storage.tables.reports import ReportFolder


async def look(database: Database, store: BucketFiles) -> State:
    """Whose the evidence is; without a mark it is this database's where it names all of it. Reads only.

    Raises:
        StoreAway: the store cannot be reached.
    """
    owner = await _owner(store)
    async with database.read() as db:
        mark = (await db.execute(select(ReportFolder.mark))).scalar()
        place = await _place(db)
    if owner is None:
        there = (await store.sizes()).keys()
        async with database.read() as db:
            is_known = not there or there <= await stored_files.named_evidence(db)
        return "own" if is_known else "unknown"
    its_mark, _, its_place = owner.partition(" ")
    if mark is None or its_mark != mark:
        return "foreign"
    return "own" if its_place == place else "moved"


async def settle(database: Database, store: BucketFiles, *, claim: bool = False) -> State:
    """The same; evidence without an owner that is all this database's becomes its own.

    `claim`: it becomes this database's in any case, on an operator's word.

    Raises:
        StoreAway: the store cannot be reached.
    """
    found = await look(database, store)
    if not claim and (found != "own" or await _owner(store) is not None):
        return found
    async with database.begin() as db:
        words = f"{await reports_folder.mark_of(db)} {await _place(db)}".encode()
    if claim:
        await store.write(OWNER, words)
    elif not await store.write_once(OWNER, words):  # another database was faster
        return await look(database, store)
    return "own"


async def _owner(store: BucketFiles) -> str | None:
    try:
        return (await store.read(OWNER)).decode("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None


async def _place(db: AsyncConnection) -> str:
    """The digest of the database's location."""
    if db.dialect.name == "postgresql":
        return await reports_folder.place_of(db, Path())
    rows = (await db.execute(text("PRAGMA database_list"))).all()
    file = await asyncio.to_thread(Path(next(str(row[2]) for row in rows if row[1] == "main")).resolve)
    number = await asyncio.to_thread(lambda: file.stat().st_ino if file.exists() else 0)
    return hashlib.sha256(f"sqlite {file} {number}".encode()).hexdigest()[:32]
