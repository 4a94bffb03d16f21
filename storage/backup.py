"""Backups of an installation on SQLite: one tar with database, evidence and the locked photos of reports.

Reports go in as they lie on the disk, sealed; their key does not.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from storage import migrate

DATABASE, EVIDENCE, REPORTS, MANIFEST = "chenan.db", "evidence", "reports", "manifest.json"
FORMAT = 1

Progress = Callable[[str, int, int], None]
"""Called with what is being done (database, evidence), how much of it is done, and how much there is."""


class BackupError(Exception):
    """A backup that cannot be made or used; the message says why, in English, for the command line."""

    exit_code = 1


def make(
    database: Path, evidence: Path, reports: Path, target: Path, now: datetime, progress: Progress
) -> tuple[int, int]:
    """Write a backup to `target`, whole or not at all, while the bot works on; how many files of evidence and
    locked photos of reports it has.

    The database is copied first: a file of evidence is on the disk before the row that names it, so every
    file the copy names is there to be packed.

    Raises:
        BackupError: no database, or `target` is there already.
    """
    if not database.exists():
        raise BackupError(f"there is no database at {database}")
    if target.exists():
        raise BackupError(f"{target} is there already; choose another name")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as name:
        folder = Path(name)
        revision = _copy(database, folder / DATABASE, progress)
        files = sorted(path for path in evidence.rglob("*") if _is_evidence(path))
        manifest = {
            "format": FORMAT,
            "revision": revision,
            "made_at": now.isoformat(),
            "files": len(files),
        }
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        packed = folder / "backup.tar"
        packed.touch(mode=0o600)  # people's names and photos are in it
        with tarfile.open(packed, "w") as tar:
            tar.add(folder / MANIFEST, MANIFEST)
            tar.add(folder / DATABASE, DATABASE)
            for done, path in enumerate(files, 1):
                tar.add(path, f"{EVIDENCE}/{path.relative_to(evidence).as_posix()}")
                progress("evidence", done, len(files))
            photos = _add_reports(tar, reports)
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        packed.replace(target)
    return len(files), photos


def restore(
    source: Path, database: Path, evidence: Path, reports: Path, *, force: bool, progress: Progress
) -> str | None:
    """Put a backup in the place of database, evidence and reports; the revision its database has.

    Everything is unpacked beside them and checked first; what is replaced is gone. Nothing may use the
    database meanwhile.

    Raises:
        BackupError: not a backup, damaged, from a newer version, or something is there and `force` is not.
    """
    if not force and (database.exists() or any(map(_has_files, (evidence, reports)))):
        raise BackupError(f"there are data in {database.parent} already; --force replaces them")
    for path in (database, evidence):
        path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=database.absolute().parent) as beside:
        folder = Path(beside)
        manifest = _unpack(source, folder)
        for name in (EVIDENCE, REPORTS):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        _inspect(folder, manifest, progress)
        with _replacing(folder, (EVIDENCE, evidence), (REPORTS, reports)):
            for left in ("-wal", "-shm", "-journal"):  # of the database that was here
                database.with_name(database.name + left).unlink(missing_ok=True)
            (folder / DATABASE).replace(database)
    revision: str | None = manifest["revision"]
    return revision


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


@contextmanager
def _replacing(folder: Path, *moves: tuple[str, Path]) -> Iterator[None]:
    """Put unpacked folders in the place of others; these come back if anything fails."""
    for name, place in moves:
        if place.exists():
            shutil.move(place, folder / f"replaced-{name}")
    try:
        for name, place in moves:
            shutil.move(folder / name, place)
        yield
    except OSError:
        for name, place in moves:
            if (folder / f"replaced-{name}").exists():
                shutil.rmtree(place, ignore_errors=True)
                shutil.move(folder / f"replaced-{name}", place)
        raise


def _add_reports(tar: tarfile.TarFile, reports: Path) -> int:
    """Pack the locked photos; one that is wiped meanwhile is left out."""
    count = 0
    for path in sorted(reports.glob("[0-9a-f]*")):
        with suppress(FileNotFoundError):
            tar.add(path, f"{REPORTS}/{path.name}")
            count += 1
    return count


def _is_evidence(path: Path) -> bool:
    """Files under their SHA-256; not the temporary ones of somebody writing just now."""
    return path.is_file() and len(path.name) == 64


def _copy(source: Path, target: Path, progress: Progress) -> str | None:
    """A consistent copy through SQLite's backup, whatever is written meanwhile; its revision."""
    with closing(sqlite3.connect(source, isolation_level=None)) as old:
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # holds one view, so nothing restarts it
        with closing(sqlite3.connect(target)) as new:
            old.backup(
                new, pages=2048, progress=lambda _, left, all_: progress("database", all_ - left, all_)
            )
            new.execute("PRAGMA journal_mode=DELETE")  # the copy travels as one file
            try:
                row = new.execute("SELECT version_num FROM alembic_version").fetchone()
            except sqlite3.OperationalError:
                return None
    return str(row[0]) if row else None


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    if not source.exists():
        raise BackupError(f"there is no file {source}")
    try:
        with tarfile.open(source) as tar:
            tar.extractall(folder, filter="data")  # nothing outside the folder, no links out of it
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        is_known = manifest["format"] == FORMAT and isinstance(manifest["files"], int)
        revision = manifest["revision"]
    except (tarfile.TarError, EOFError, KeyError, TypeError, ValueError, FileNotFoundError):
        raise BackupError(f"{source} is no backup of Chen'an, or it is damaged") from None
    if not is_known:
        raise BackupError(f"{source} was made by another version of Chen'an")
    if revision is not None and not migrate.knows(revision):
        raise BackupError(f"its database has version {revision}, made by a newer version; update first")
    return manifest


def _inspect(folder: Path, manifest: dict[str, Any], progress: Progress) -> None:
    files = sorted(path for path in (folder / EVIDENCE).rglob("*") if path.is_file())
    if len(files) != manifest["files"]:
        raise BackupError(f"damaged: {manifest['files']} files were packed, {len(files)} are there")
    for done, path in enumerate(files, 1):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != path.name:
                raise BackupError(f"damaged: the file of evidence {path.name} has changed")
        progress("evidence", done, len(files))
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as connection:
            is_sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        is_sound = False
    if not is_sound:
        raise BackupError("damaged: the database in it cannot be read")
