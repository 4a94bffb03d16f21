"""Records which database owns the folders of locked photos and of evidence; another database deletes nothing
in them.

Two databases may come to share a data directory: a copy of the database for a trial, a second installation
with the first one's settings, a new database beside old files. Each would delete the other's photos as
orphans, or as its own to erase (`evidence_folder`). So every database has a random mark (table
`report_folder`), and a file beside the folders names the mark and the location of the database they belong
to.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from sqlalchemy import insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from content.registry import complete
from storage.base import stored_files
from storage.base.database import Database
from storage.base.errors import OperatorError
from storage.reports.files import ReportFiles
from storage.tables.reports import ReportFile, ReportFolder

OWNER_FILE = "reports.database"
"""Beside the folders, in the data directory: the mark and the place, a blank between them."""
REPORTS, EVIDENCE = "reports", "evidence"
State = Literal["own", "moved", "foreign", "unknown"]
"""own: this database's. moved: of this mark at another place: the database was moved, or this one is a copy.
foreign: another database's. unknown: nobody's, with files that this database does not name."""


@dataclass(frozen=True, slots=True)
class StateKeys:
    """Catalog keys about a state of the folder: what it means, its remedy ("": none needed), and the line of
    `chenan db claim`."""

    about: str
    mend: str
    claimed: str


STATES: Mapping[State, StateKeys] = complete(
    "storage.reports.folder.STATES",
    get_args(State),
    {
        "own": StateKeys("", "", "cli-db-folder-own"),
        "moved": StateKeys("cli-doctor-moved", "cli-doctor-moved-mend", "cli-db-folder-moved"),
        "foreign": StateKeys("cli-doctor-foreign", "cli-doctor-foreign-mend", "cli-db-folder-foreign"),
        "unknown": StateKeys("cli-doctor-unknown", "cli-doctor-unknown-mend", "cli-db-folder-unknown"),
    },
)


class ForeignFolder(OperatorError):
    """The folder of photos belongs to another database."""


@dataclass(frozen=True, slots=True)
class Folder:
    """State of the folder. `strays`: names of photos that no report of this database names."""

    state: State
    strays: tuple[str, ...]


async def look(db: AsyncConnection, files: ReportFiles) -> Folder:
    """State of the folder: whose it is, and the photos in it without a report. Reads only."""
    # first: the process that wrote it has committed its mark
    owner = await asyncio.to_thread(_read, files.root)
    mark = (await db.execute(select(ReportFolder.mark))).scalar()
    place = await place_of(db, files.root)
    named = set((await db.execute(select(ReportFile.name))).scalars())
    strays = await asyncio.to_thread(_strays, files.root, named)
    if owner is None:
        is_known = not strays and await _names_all_evidence(db, files.root.parent / EVIDENCE)
        return Folder("own" if is_known else "unknown", strays)
    its_mark, _, its_place = owner.partition(" ")
    if mark is None or its_mark != mark:
        return Folder("foreign", strays)
    return Folder("own" if its_place == place else "moved", strays)


async def settle(database: Database, files: ReportFiles, *, claim: bool = False) -> State:
    """State of the folder; one without an owner that holds only this database's photos becomes its own.

    `claim`: it becomes this database's in any case, on an operator's word.
    """
    async with database.read() as db:
        found = await look(db, files)
    if found.state == "own" and not claim:
        if await asyncio.to_thread(_owner(files.root).exists):
            return "own"
    elif not claim:
        return found.state
    async with database.begin() as db:
        mark = await mark_of(db)
        place = await place_of(db, files.root)
    await asyncio.to_thread(
        _write, files.root, f"{mark} {place}"
    )  # after the commit: no mark without its row
    return "own"


async def delete(database: Database, files: ReportFiles, names: Iterable[str]) -> None:
    """Delete photos whose rows are gone, if the folder is this database's; others are left as they lie: their
    keys went with the rows."""
    if (gone := tuple(names)) and await settle(database, files) == "own":
        await files.remove(gone)


def belongs_elsewhere(reports: Path, database: Path) -> bool:
    """Whether the files beside `reports` belong to another database than that of the file `database` (which
    may not exist yet)."""
    owner = _read(reports)
    return owner is not None and owner.partition(" ")[2] != _digest(_within(reports.parent, str(database)))


async def is_of_another(db: AsyncConnection, reports: Path) -> bool:
    """The same for an open database of either kind."""
    owner = await asyncio.to_thread(_read, reports)
    return owner is not None and owner.partition(" ")[2] != await place_of(db, reports)


def forget(reports: Path) -> None:
    """Remove the owner's mark of the folder: its files were just put there for the database beside it."""
    _owner(reports).unlink(missing_ok=True)


def _owner(reports: Path) -> Path:
    return reports.parent / OWNER_FILE


def _read(reports: Path) -> str | None:
    """The owner's mark of the folder; None: there is none."""
    try:
        return _owner(reports).read_text("ascii", errors="replace").strip()
    except FileNotFoundError:
        return None


def _strays(reports: Path, named: set[str]) -> tuple[str, ...]:
    there = [path.name for path in reports.iterdir()] if reports.is_dir() else []
    return tuple(sorted(name for name in there if not name.startswith(".") and name not in named))


async def _names_all_evidence(db: AsyncConnection, evidence: Path) -> bool:
    """Whether this database has, or had, a row for every file of evidence in the folder."""
    there = await asyncio.to_thread(stored_files.evidence_there, evidence)
    return not there or there <= await stored_files.named_evidence(db)


def _write(reports: Path, text_: str) -> None:
    reports.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = reports.parent / f".{secrets.token_hex(8)}"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(text_)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(_owner(reports))
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


async def mark_of(db: AsyncConnection) -> str:
    """The database's mark, drawn where it has none yet; one mark, however many processes begin at once."""
    if db.dialect.name == "postgresql":
        await db.execute(text(f"LOCK TABLE {ReportFolder.__tablename__} IN EXCLUSIVE MODE"))
    mark = (await db.execute(select(ReportFolder.mark))).scalar()
    if mark is None:
        mark = secrets.token_hex(16)
        await db.execute(insert(ReportFolder).values(mark=mark))
    return mark


async def place_of(db: AsyncConnection, reports: Path) -> str:
    """The digest of the database's location. A copy of its rows has another one: another cluster, another
    number, or another file. A file in the data directory may move with it."""
    if db.dialect.name == "postgresql":
        number = text("SELECT oid FROM pg_database WHERE datname = current_database()")
        may_ask = text("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')")
        cluster = text("SELECT system_identifier FROM pg_control_system()")
        named = [(await db.execute(number)).scalar_one()]
        if (await db.execute(may_ask)).scalar_one():
            named.append((await db.execute(cluster)).scalar_one())
        where = f"postgresql {named}"
    else:
        rows = (await db.execute(text("PRAGMA database_list"))).all()
        where = _within(reports.parent, next(str(row[2]) for row in rows if row[1] == "main"))
    return _digest(where)


def _digest(where: str) -> str:
    return hashlib.sha256(where.encode()).hexdigest()[:32]


def _within(home: Path, name: str) -> str:
    """A file's path relative to the data directory, where it lies in it."""
    file, home = Path(os.path.realpath(name)), Path(os.path.realpath(home))
    return f"sqlite {file.relative_to(home) if file.is_relative_to(home) else file}"
