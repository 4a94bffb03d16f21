"""Restores a backup in the place of an installation: everything is checked first, and replaced at once."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path

from storage.base.bucket_files import BucketFiles
from storage.installation import backup, backup_bucket, postgres_backup, usage
from storage.installation.backup import Contents
from storage.installation.backup_bucket import Progress
from storage.installation.backup_evidence import FOLDER as EVIDENCE
from storage.installation.backup_keys import BackupError, Identity
from storage.reports import folder as reports_folder

UNPACKED = ".restore-"
"""Prefix of the names of folders into which backups are unpacked."""


def restore(
    source: Path,
    database: Path | str,
    evidence: Path | BucketFiles,
    reports: Path,
    *,
    force: bool,
    progress: Progress,
    identity: Identity | None = None,
) -> Contents:
    """Put a backup in the place of database, evidence and reports; return what was in it.

    Everything is unpacked beside them and checked first; what is replaced is gone. A database of PostgreSQL
    is filled in one transaction, and has this program's schema afterwards. In a bucket evidence is added and
    none is deleted. Evidence that was left in a bucket is looked for where evidence is now.

    Raises:
        BackupError: not a backup, damaged, from a newer version, or something is there and `force` is not;
            evidence and photos are another database's; the bucket cannot be reached. RestoreRefused: the same
            of PostgreSQL.
        InUse: some program uses what would be replaced.
    """
    if not source.exists():
        raise BackupError("cli-error-backup-none", file=source)
    if not force:
        _require_room(evidence, reports)
    if isinstance(database, Path):
        _require_place(database, reports, force=force)
        home, file = database.absolute().parent, database
    else:
        postgres_backup.prepare(database, reports, force=force)
        home, file = reports.absolute().parent, None
    for place in (home, reports.absolute().parent):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        usage.replacing(reports.parent, file),
        tempfile.TemporaryDirectory(prefix=UNPACKED, dir=home) as beside,
    ):
        folder = Path(beside)
        contents = backup.check(source, folder, progress, unpack=True, identity=identity)
        for name in (EVIDENCE, backup.REPORTS):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        _leave_out_strays(folder)
        contents, moves = _evidence_of(contents, evidence, folder, progress)
        with ExitStack() as held:
            commit = None
            if isinstance(database, str):
                commit = held.enter_context(
                    postgres_backup.filling(folder / backup.DATABASE, database, progress)
                )
            held.enter_context(_replacing(folder, *moves, (backup.REPORTS, reports)))
            reports_folder.forget(reports)  # they are the restored database's
            if commit is not None:
                commit()
            if file is not None:
                for left in ("-wal", "-shm", "-journal"):  # of the database that was here
                    file.with_name(file.name + left).unlink(missing_ok=True)
                (folder / backup.DATABASE).replace(file)
        for other in {*home.glob(f"{UNPACKED}*")} - {folder}:  # of a restore that was killed: people's data
            shutil.rmtree(other, ignore_errors=True)
    return contents


def _evidence_of(
    contents: Contents, evidence: Path | BucketFiles, folder: Path, progress: Progress
) -> tuple[Contents, list[tuple[str, Path]]]:
    """The contents, and the move of unpacked evidence to its place. Into a bucket it is sent now; what was
    left in one is looked for."""
    if contents.left_in:
        named = backup.named_by(folder / backup.DATABASE)
        return replace(contents, lost=backup_bucket.lost(named, evidence)), []
    if isinstance(evidence, Path):
        return contents, [(EVIDENCE, evidence)]
    backup_bucket.add(evidence, folder / EVIDENCE, progress)
    return contents, []


def _require_room(evidence: Path | BucketFiles, reports: Path) -> None:
    places = (reports, evidence) if isinstance(evidence, Path) else (reports,)
    if any(map(_has_files, places)):
        raise BackupError("cli-error-restore-there", folder=reports.parent)


def _require_place(database: Path, reports: Path, *, force: bool) -> None:
    if not force and database.exists():
        raise BackupError("cli-error-restore-there", folder=database.parent)
    if reports_folder.belongs_elsewhere(reports, database):
        file = reports.parent / reports_folder.OWNER_FILE
        raise BackupError("cli-error-restore-foreign", folder=reports.parent, file=file)


def _leave_out_strays(folder: Path) -> None:
    """Delete unpacked photos that the unpacked database does not name: they came in, or lost their row, while
    the backup was made."""
    with closing(sqlite3.connect(folder / backup.DATABASE)) as connection:
        try:
            named = {str(name) for (name,) in connection.execute("SELECT name FROM report_files")}
        except sqlite3.OperationalError:  # a database of before that table
            return
    for path in (folder / backup.REPORTS).iterdir():
        if path.name not in named:
            path.unlink()


def _has_files(folder: Path) -> bool:
    return folder.is_dir() and any(folder.iterdir())


@contextmanager
def _replacing(folder: Path, *moves: tuple[str, Path]) -> Iterator[None]:
    """Move unpacked folders to the place of others; these are restored if anything fails."""
    for name, place in moves:
        if place.exists():
            shutil.move(place, folder / f"replaced-{name}")
    try:
        for name, place in moves:
            shutil.move(folder / name, place)
        yield
    except BaseException:
        for name, place in moves:
            if (folder / f"replaced-{name}").exists():
                shutil.rmtree(place, ignore_errors=True)
                shutil.move(folder / f"replaced-{name}", place)
        raise
