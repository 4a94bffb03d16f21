"""Backups of an installation: one tar with database, evidence and the locked photos of reports.

Where several lie in one folder, their evidence may lie beside them, each file once (`backup_evidence`).

The database in it is an SQLite file, whichever kind it was: a backup of either restores into both. Reports go
in as they lie on the disk, sealed; their key does not.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from storage.base import stored_files
from storage.base.errors import OperatorError
from storage.installation import migrate, postgres_backup, usage
from storage.installation.backup_evidence import FOLDER as EVIDENCE
from storage.installation.backup_evidence import Progress, SharedEvidence, is_evidence
from storage.reports import folder as reports_folder

DATABASE, REPORTS, MANIFEST = "chenan.db", "reports", "manifest.json"
FORMAT, SHARED_FORMAT = 1, 2
"""The tar holds everything; its evidence lies beside it."""
UNPACKED = ".restore-"
"""Prefix of the names of folders into which backups are unpacked."""
MOST_TROUBLES = 3


class BackupError(OperatorError):
    """A backup that cannot be made or used."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents of a backup. `lost`: evidence the database names that is not in it. `is_whole`: it has digests
    of every part, which backups of older versions have not."""

    made_at: str
    revision: str | None
    files: int
    photos: int
    lost: tuple[str, ...]
    is_whole: bool


def make(
    database: Path | str,
    evidence: Path,
    reports: Path,
    target: Path,
    now: datetime,
    progress: Progress,
    *,
    shares: bool = False,
) -> Contents:
    """Write a backup to `target`, whole or not at all, while the bot works on; return what is in it.
    `database`: an SQLite file, or the address of a PostgreSQL database. `shares`: evidence goes into a folder
    beside `target`, as far as it is not there yet; the tar is compressed.

    Everything is checked as it is written, and read again afterwards. The database is copied first: a file
    of evidence is on the disk before the row that names it, so every file the copy names is there to be
    packed. Evidence that is lost or damaged is left out and named; nothing else is kept from its backup.

    Raises:
        BackupError: no database, a damaged one, or `target` is there already.
    """
    if isinstance(database, Path) and not database.exists():
        raise BackupError("cli-error-backup-nothing", database=database)
    if target.exists():
        raise BackupError("cli-error-backup-there", file=target)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.absolute().parent) as name:
        copy, packed = Path(name) / DATABASE, Path(name) / "backup.tar"
        revision = (
            _copy(database, copy, progress)
            if isinstance(database, Path)
            else postgres_backup.dump(database, copy, progress)
        )
        packed.touch(mode=0o600)  # people's names and photos are in it
        digests: dict[str, str] = {}
        shared: set[str] = set()
        with tarfile.open(packed, "w:gz", compresslevel=6) if shares else tarfile.open(packed, "w") as tar:
            digests[DATABASE] = _add_file(tar, DATABASE, copy)
            if shares:
                beside = SharedEvidence(target.absolute().parent / EVIDENCE)
                shared, wrong = beside.add_all(evidence, progress)
            else:
                wrong = _add_evidence(tar, evidence, digests, progress)
            photos = _add_reports(tar, reports, digests)
            files = len(shared) or len(digests) - 1 - photos
            lost = sorted(wrong | (_named(copy) - shared - {Path(one).name for one in digests}))
            manifest: dict[str, Any] = {
                "format": SHARED_FORMAT if shares else FORMAT,
                "revision": revision,
                "made_at": now.isoformat(),
                "files": files,
                "lost": lost,
                "digests": digests,
            }
            if shares:
                manifest["shared"] = sorted(shared)
            _add(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        with tarfile.open(packed) as tar:
            _compare(_read(tar, None), digests, "cli-error-backup-unreadable")
        packed.replace(target)
    return Contents(now.isoformat(), revision, files, photos, tuple(lost), is_whole=True)


def verify(source: Path, progress: Progress) -> Contents:
    """Check a backup whole, and touch nothing: digests, database, evidence; return what is in it.

    Raises:
        BackupError: not a backup, damaged, or from a newer version.
    """
    if not source.exists():
        raise BackupError("cli-error-backup-none", file=source)
    with tempfile.TemporaryDirectory(prefix="chenan-verify-") as name:
        return _check(source, Path(name), progress, unpack=False)


def restore(
    source: Path, database: Path | str, evidence: Path, reports: Path, *, force: bool, progress: Progress
) -> Contents:
    """Put a backup in the place of database, evidence and reports; return what was in it.

    Everything is unpacked beside them and checked first; what is replaced is gone. A database of PostgreSQL
    is filled in one transaction, and has this program's schema afterwards.

    Raises:
        BackupError: not a backup, damaged, from a newer version, or something is there and `force` is not;
            evidence and photos are another database's. RestoreRefused: the same of PostgreSQL.
        InUse: some program uses what would be replaced.
    """
    if not source.exists():
        raise BackupError("cli-error-backup-none", file=source)
    if not force and any(map(_has_files, (evidence, reports))):
        raise BackupError("cli-error-restore-there", folder=evidence.parent)
    if isinstance(database, Path):
        _require_place(database, reports, force=force)
        home, file = database.absolute().parent, database
    else:
        postgres_backup.prepare(database, reports, force=force)
        home, file = evidence.absolute().parent, None
    for folder in (home, evidence.absolute().parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (
        usage.replacing(evidence.parent, file),
        tempfile.TemporaryDirectory(prefix=UNPACKED, dir=home) as beside,
    ):
        folder = Path(beside)
        contents = _check(source, folder, progress, unpack=True)
        for name in (EVIDENCE, REPORTS):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
        _leave_out_strays(folder)
        with ExitStack() as held:
            commit = None
            if isinstance(database, str):
                commit = held.enter_context(postgres_backup.filling(folder / DATABASE, database, progress))
            held.enter_context(_replacing(folder, (EVIDENCE, evidence), (REPORTS, reports)))
            reports_folder.forget(reports)  # they are the restored database's
            if commit is not None:
                commit()
            if file is not None:
                for left in ("-wal", "-shm", "-journal"):  # of the database that was here
                    file.with_name(file.name + left).unlink(missing_ok=True)
                (folder / DATABASE).replace(file)
        for other in home.glob(f"{UNPACKED}*"):  # of a restore that was killed: people's data
            if other != folder:
                shutil.rmtree(other, ignore_errors=True)
    return contents


def _require_place(database: Path, reports: Path, *, force: bool) -> None:
    if not force and database.exists():
        raise BackupError("cli-error-restore-there", folder=database.parent)
    if reports_folder.belongs_elsewhere(reports, database):
        file = reports.parent / reports_folder.OWNER_FILE
        raise BackupError("cli-error-restore-foreign", folder=reports.parent, file=file)


def _leave_out_strays(folder: Path) -> None:
    """Delete unpacked photos that the unpacked database does not name: they came in, or lost their row, while
    the backup was made."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        try:
            named = {str(name) for (name,) in connection.execute("SELECT name FROM report_files")}
        except sqlite3.OperationalError:  # a database of before that table
            return
    for path in (folder / REPORTS).iterdir():
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


def _add_evidence(
    tar: tarfile.TarFile, evidence: Path, digests: dict[str, str], progress: Progress
) -> set[str]:
    """Pack the evidence, each file under its SHA-256; return the names of files whose bytes no longer
    match."""
    files = sorted(path for path in evidence.rglob("*") if is_evidence(path))
    wrong: set[str] = set()
    for done, path in enumerate(files, 1):
        with suppress(FileNotFoundError):  # erased meanwhile, with its row
            data = _bytes(path)
            if data is not None and hashlib.sha256(data).hexdigest() == path.name:
                name = f"{EVIDENCE}/{path.relative_to(evidence).as_posix()}"
                digests[name] = _add(tar, name, data, path)
            else:
                wrong.add(path.name)
        progress("evidence", done, len(files))
    return wrong


def _add_reports(tar: tarfile.TarFile, reports: Path, digests: dict[str, str]) -> int:
    """Pack the locked photos; one that is wiped meanwhile is left out."""
    count = 0
    for path in sorted(reports.glob("[0-9a-f]*")):
        with suppress(FileNotFoundError):
            name = f"{REPORTS}/{path.name}"
            digests[name] = _add(tar, name, path.read_bytes(), path)
            count += 1
    return count


def _bytes(path: Path) -> bytes | None:
    """The bytes of a file; None where the disk cannot read it."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise
    except OSError:
        return None


def _add(tar: tarfile.TarFile, name: str, data: bytes, path: Path | None = None) -> str:
    """Pack bytes under a name, with a file's own date and rights; their digest."""
    info = tarfile.TarInfo(name) if path is None else tar.gettarinfo(path, name)
    info.size = len(data)
    tar.addfile(info, io.BytesIO(data))
    return hashlib.sha256(data).hexdigest()


def _add_file(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    tar.add(path, name)
    return digest


def _copy(source: Path, target: Path, progress: Progress) -> str | None:
    """A consistent and checked copy through SQLite's backup, whatever is written meanwhile; return its
    revision."""
    try:
        with closing(sqlite3.connect(source, isolation_level=None)) as old:
            old.execute("BEGIN")
            old.execute("SELECT count(*) FROM sqlite_master").fetchone()  # one view: nothing restarts it
            with closing(sqlite3.connect(target)) as new:
                old.backup(
                    new, pages=2048, progress=lambda _, left, all_: progress("database", all_ - left, all_)
                )
                new.execute("PRAGMA journal_mode=DELETE")  # the copy travels as one file
    except sqlite3.DatabaseError as error:
        if isinstance(
            error, sqlite3.OperationalError
        ):  # a full disk, a locked file: not the database's fault
            raise BackupError("cli-error-backup-uncopied", database=source, problem=error) from None
        raise BackupError("cli-error-backup-damaged", database=source, trouble=error) from None
    if (trouble := what_is_damaged(target)) is not None:
        raise BackupError("cli-error-backup-damaged", database=source, trouble=trouble)
    return _revision(target)


def what_is_damaged(database: Path) -> str | None:
    """A short description of the damage SQLite finds in a file; None where it is sound.

    Raises:
        OperationalError of sqlite3: it is locked or may not be read.
    """
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute(f"PRAGMA integrity_check({MOST_TROUBLES})")]
            if found != ["ok"]:
                return "; ".join(" ".join(one.split()) for one in found)[:200]
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                return "rows that refer to nothing"
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        return str(error)
    return None


def _revision(database: Path) -> str | None:
    with closing(sqlite3.connect(database)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return str(row[0]) if row else None


def _named(database: Path) -> set[str]:
    """The evidence files that a database names."""
    names: set[str] = set()
    with closing(sqlite3.connect(database)) as connection:
        for query in stored_files.EVIDENCE:
            with suppress(sqlite3.OperationalError):  # a database of before that table
                names.update(str(name) for (name,) in connection.execute(query))
    return names


def _check(source: Path, folder: Path, progress: Progress, *, unpack: bool) -> Contents:
    """Read a backup to its end, unpack its database into `folder` (with `unpack` everything), and check
    all of it."""
    try:
        with tarfile.open(source) as tar:
            found = _read(tar, folder, unpack=unpack, progress=progress)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        is_known = manifest["format"] in {FORMAT, SHARED_FORMAT} and isinstance(manifest["files"], int)
        made_at, revision = str(manifest["made_at"]), manifest["revision"]
        digests, lost = manifest.get("digests"), frozenset(manifest.get("lost", ()))
        shared = frozenset(map(str, manifest.get("shared", ())))
    except (tarfile.TarError, EOFError, KeyError, TypeError, ValueError, FileNotFoundError):
        raise BackupError("cli-error-backup-foreign", file=source) from None
    if not is_known:
        raise BackupError("cli-error-backup-version", file=source)
    if revision in migrate.SQUASHED:
        raise BackupError("cli-error-backup-squashed", revision=revision, commit=migrate.LAST_WITH_STEPS)
    if revision is not None and not migrate.knows(revision):
        raise BackupError("cli-error-backup-newer", revision=revision)
    if digests is not None:
        _compare(found, digests, "cli-error-backup-parts")
    evidence = {Path(name).name for name in found if name.startswith(f"{EVIDENCE}/")}
    evidence |= shared
    if len(evidence) != manifest["files"]:
        raise BackupError("cli-error-backup-files", packed=manifest["files"], there=len(evidence))
    _check_database(folder / DATABASE, revision)
    beside = SharedEvidence(source.absolute().parent / EVIDENCE)
    missing = beside.unpack(shared, folder / EVIDENCE if unpack else None, progress)
    if shared and missing == shared:  # the tar was brought here alone
        raise BackupError("cli-error-backup-alone", file=source, folder=beside.root, count=len(shared))
    evidence -= missing
    lost |= missing | (_named(folder / DATABASE) - evidence)
    photos = sum(name.startswith(f"{REPORTS}/") for name in found)
    return Contents(made_at, revision, len(evidence), photos, tuple(sorted(lost)), digests is not None)


def shared_by(source: Path) -> frozenset[str]:
    """Names of the evidence files beside a backup that belong to it.

    Raises:
        BackupError: it is no backup, or damaged.
    """
    try:
        with tarfile.open(source) as tar, cast("io.BufferedReader", tar.extractfile(MANIFEST)) as file:
            return frozenset(map(str, json.load(file).get("shared", ())))
    except (tarfile.TarError, EOFError, KeyError, AttributeError, TypeError, ValueError, OSError):
        raise BackupError("cli-error-backup-foreign", file=source) from None


def _check_database(database: Path, revision: str | None) -> None:
    try:
        trouble = what_is_damaged(database)
        is_as_said = trouble is None and _revision(database) == revision
    except sqlite3.DatabaseError:
        trouble, is_as_said = "it cannot be read", False
    if trouble is not None:
        raise BackupError("cli-error-backup-unread", trouble=trouble)
    if not is_as_said:
        raise BackupError("cli-error-backup-exchanged")


def _read(
    tar: tarfile.TarFile, folder: Path | None, *, unpack: bool = False, progress: Progress = lambda *_: None
) -> dict[str, str]:
    """The digest of each file in a backup; its database and manifest are unpacked into `folder`."""
    digests: dict[str, str] = {}
    members = tar.getmembers()
    for done, member in enumerate(members, 1):
        if member.isdir():
            continue
        if (file := tar.extractfile(member)) is None:
            raise tarfile.ReadError("neither a file nor a folder")
        if folder is not None and (unpack or member.name in {DATABASE, MANIFEST}):
            tar.extract(member, folder, filter="data")  # nothing outside the folder, no links out of it
        with file:
            digest = hashlib.file_digest(cast("io.BufferedReader", file), "sha256").hexdigest()
        if member.name != MANIFEST:
            digests[member.name] = digest
        if member.name.startswith(f"{EVIDENCE}/") and digest != Path(member.name).name:
            raise BackupError("cli-error-backup-changed", name=Path(member.name).name)
        progress("backup", done, len(members))
    return digests


def _compare(found: Mapping[str, str], digests: Mapping[str, str], key: str) -> None:
    """Raise `key` where the contents of a backup differ from its manifest."""
    wrong = sorted(name for name in {*found, *digests} if found.get(name) != digests.get(name))
    if wrong:
        raise BackupError(key, name=wrong[0], more=len(wrong) - 1)
