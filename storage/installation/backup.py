"""Backups of an installation: one tar with database, evidence and the locked photos of reports.

Where several lie in one folder, their evidence may lie beside them, each file once (`backup_evidence`).

The database in it is an SQLite file, whichever kind it was: a backup of either restores into both. Reports go
in as they lie on the disk, sealed; their key does not. All of it may be encrypted to public keys
(`backup_keys`); then the names of its evidence lie beside it, for those who cannot open it.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from storage.base import stored_files
from storage.base.bucket_files import BucketFiles
from storage.base.files import write_whole
from storage.installation import backup_bucket, migrate, postgres_backup
from storage.installation.backup_bucket import Progress
from storage.installation.backup_evidence import (
    ENCRYPTED,
    EncryptedEvidence,
    SharedEvidence,
    is_evidence,
)
from storage.installation.backup_evidence import FOLDER as EVIDENCE
from storage.installation.backup_keys import PREFIX, BackupError, Identity, Recipients, is_encrypted

DATABASE, REPORTS, MANIFEST = "chenan.db", "reports", "manifest.json"
FORMAT, SHARED_FORMAT, LEFT_FORMAT = 1, 2, 3
"""The tar holds everything; its evidence lies beside it; its evidence was left in a bucket."""
FORMATS = (FORMAT, SHARED_FORMAT, LEFT_FORMAT)
MOST_TROUBLES = 3


@dataclass(frozen=True, slots=True)
class Contents:
    """Contents of a backup. `lost`: evidence the database names that is not in it. `is_whole`: it has digests
    of every part, which backups of older versions have not. `left_in`: the bucket in which `left` files of
    evidence were left, which are not in it."""

    made_at: str
    revision: str | None
    files: int
    photos: int
    lost: tuple[str, ...]
    is_whole: bool
    left: int = 0
    left_in: str = ""


def make(
    database: Path | str,
    evidence: Path | BucketFiles,
    reports: Path,
    target: Path,
    now: datetime,
    progress: Progress,
    *,
    shares: bool = False,
    recipients: Recipients | None = None,
    leaves: bool = False,
) -> Contents:
    """Write a backup to `target`, whole or not at all, while the bot works on; return what is in it.
    `database`: an SQLite file, or the address of a PostgreSQL database. `shares`: evidence goes into a folder
    beside `target`, as far as it is not there yet; the tar is compressed. `recipients`: all of it is
    encrypted for them; until then it lies where the reports do. `leaves`: evidence in a bucket is left there,
    and only compared with the rows that name it.

    Everything is checked as it is written, and read again afterwards. The database is copied first: a file
    of evidence is on the disk before the row that names it, so every file the copy names is there to be
    packed. Evidence that is lost or damaged is left out and named; nothing else is kept from its backup.

    Raises:
        BackupError: no database, a damaged one, or `target` is there already; the bucket cannot be reached.
    """
    leaves = leaves and isinstance(evidence, BucketFiles)
    shares = shares and not leaves
    if isinstance(database, Path) and not database.exists():
        raise BackupError("cli-error-backup-nothing", database=database)
    if target.exists():
        raise BackupError("cli-error-backup-there", file=target)
    beside = target.absolute().parent
    made_in = beside if recipients is None else reports.absolute().parent
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=made_in) as name:
        copy, packed = Path(name) / DATABASE, Path(name) / "backup.tar"
        revision = (
            _copy(database, copy, progress)
            if isinstance(database, Path)
            else postgres_backup.dump(database, copy, progress)
        )
        packed.touch(mode=0o600)  # people's names and photos are in it
        digests: dict[str, str] = {}
        shared, left, wrong = set[str](), set[str](), set[str]()
        place = EVIDENCE
        with tarfile.open(packed, "w:gz", compresslevel=6) if shares else tarfile.open(packed, "w") as tar:
            digests[DATABASE] = _add_file(tar, DATABASE, copy)
            if leaves and isinstance(evidence, BucketFiles):
                left = {*backup_bucket.sizes(evidence)}
            elif shares:
                store = _shared_evidence(beside, recipients)
                shared, wrong = store.add_all(evidence, progress)
                place = store.root.name
            elif isinstance(evidence, BucketFiles):
                wrong = _add_bucket(tar, evidence, digests, progress)
            else:
                wrong = _add_evidence(tar, evidence, digests, progress)
            photos = _add_reports(tar, reports, digests)
            files = len(shared) or len(digests) - 1 - photos
            lost = sorted(wrong | (named_by(copy) - shared - left - {Path(one).name for one in digests}))
            manifest: dict[str, Any] = {
                "format": LEFT_FORMAT if leaves else SHARED_FORMAT if shares else FORMAT,
                "revision": revision,
                "made_at": now.isoformat(),
                "files": files,
                "lost": lost,
                "digests": digests,
            }
            if leaves:
                manifest |= {"left": len(left), "left_in": str(evidence)}
            if shares:
                manifest |= {"shared": sorted(shared), "folder": place}
            _add(tar, MANIFEST, json.dumps(manifest, indent=1).encode())
        with packed.open("rb") as written:
            os.fsync(written.fileno())
        with tarfile.open(packed) as tar:
            _compare(_read(tar, None), digests, "cli-error-backup-unreadable")
        if recipients is None:
            packed.replace(target)
        else:
            names = json.dumps({"shared": sorted(shared), "folder": place}).encode()
            write_whole(names_of(target), names)
            recipients.encrypt_file(packed, target)
    left_in = str(evidence) if leaves else ""
    return Contents(now.isoformat(), revision, files, photos, tuple(lost), True, len(left), left_in)


def names_of(target: Path) -> Path:
    """The file with the names of evidence that an encrypted backup shares with others."""
    return target.with_name(f"{target.name.split('.')[0]}.evidence.json")


def _shared_evidence(beside: Path, recipients: Recipients | None) -> SharedEvidence:
    if recipients is None:
        return SharedEvidence(beside / EVIDENCE)
    return EncryptedEvidence(beside / f"{ENCRYPTED}{recipients.fingerprint}", recipients=recipients)


def verify(source: Path, progress: Progress, identity: Identity | None = None) -> Contents:
    """Check a backup whole, and touch nothing: digests, database, evidence; return what is in it.
    `identity` opens an encrypted one.

    Raises:
        BackupError: not a backup, damaged, or from a newer version.
    """
    if not source.exists():
        raise BackupError("cli-error-backup-none", file=source)
    with tempfile.TemporaryDirectory(prefix="chenan-verify-") as name:
        return check(source, Path(name), progress, unpack=False, identity=identity)


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


def _add_bucket(
    tar: tarfile.TarFile, evidence: BucketFiles, digests: dict[str, str], progress: Progress
) -> set[str]:
    """The same of a bucket."""

    def add(name: str, data: bytes) -> None:
        inside = f"{EVIDENCE}/{name[:2]}/{name[2:4]}/{name}"
        digests[inside] = _add(tar, inside, data)

    return backup_bucket.read(evidence, sorted(backup_bucket.sizes(evidence)), add, progress)


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
    if path is None:
        info.mode = 0o600
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


def named_by(database: Path) -> set[str]:
    """The evidence files that a database names."""
    names: set[str] = set()
    with closing(sqlite3.connect(database)) as connection:
        for query in stored_files.EVIDENCE:
            with suppress(sqlite3.OperationalError):  # a database of before that table
                names.update(str(name) for (name,) in connection.execute(query))
    return names


def check(
    source: Path, folder: Path, progress: Progress, *, unpack: bool, identity: Identity | None
) -> Contents:
    """Read a backup to its end, unpack its database into `folder` (with `unpack` everything), and check
    all of it."""
    packed = _opened(source, folder, identity)
    try:
        with tarfile.open(packed) as tar:
            found = _read(tar, folder, unpack=unpack, progress=progress)
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        is_known = manifest["format"] in FORMATS and isinstance(manifest["files"], int)
        made_at, revision = str(manifest["made_at"]), manifest["revision"]
        digests, lost = manifest.get("digests"), frozenset(manifest.get("lost", ()))
        shared = frozenset(map(str, manifest.get("shared", ())))
        place = Path(str(manifest.get("folder", EVIDENCE))).name
        left, left_in = int(manifest.get("left", 0)), str(manifest.get("left_in", ""))
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
    root = source.absolute().parent / place
    beside = SharedEvidence(root) if packed == source else EncryptedEvidence(root, identity=identity)
    missing = beside.unpack(shared, folder / EVIDENCE if unpack else None, progress)
    if shared and missing == shared:  # the tar was brought here alone
        raise BackupError("cli-error-backup-alone", file=source, folder=beside.root, count=len(shared))
    evidence -= missing
    if not left_in:  # a bucket can be asked only where the settings name it
        lost |= missing | (named_by(folder / DATABASE) - evidence)
    photos = sum(name.startswith(f"{REPORTS}/") for name in found)
    if packed != source:
        packed.unlink()
    is_whole = digests is not None
    return Contents(made_at, revision, len(evidence), photos, tuple(sorted(lost)), is_whole, left, left_in)


def _opened(source: Path, folder: Path, identity: Identity | None) -> Path:
    """The tar of a backup: itself, or decrypted into `folder`.

    Raises:
        BackupError: it is encrypted, and `identity` is missing or another.
    """
    if not is_encrypted(source):
        return source
    if identity is None:
        raise BackupError("cli-error-backup-locked", file=source)
    opened = folder / "opened.tar"
    identity.decrypt_file(source, opened)
    return opened


def shared_by(source: Path) -> tuple[str, frozenset[str]]:
    """The folder of shared evidence beside a backup, and the names of those files that belong to it.

    Raises:
        BackupError: it is no backup, or damaged.
    """
    try:
        if is_encrypted(source):
            found = json.loads(names_of(source).read_text("utf-8"))
            return str(found["folder"]), frozenset(map(str, found["shared"]))
        with tarfile.open(source) as tar, cast("io.BufferedReader", tar.extractfile(MANIFEST)) as file:
            return EVIDENCE, frozenset(map(str, json.load(file).get("shared", ())))
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
