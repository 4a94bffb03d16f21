"""An installation's files and folders, their rights, and its database file: for `chenan doctor`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.cli.language import language, say
from bot.config import Settings, SettingsError
from bot.evidence_store import evidence_of
from storage.base import stored_files
from storage.base.bucket_files import BucketFiles
from storage.base.database import Database
from storage.base.errors import StoreAway
from storage.base.urls import sqlite_file
from storage.installation import backup, clock_trust, evidence_bucket
from storage.reports import folder as reports_folder

STORE_TROUBLES = {
    "away": ("cli-doctor-store-away", "cli-doctor-store-away-mend"),
    "refused": ("cli-doctor-store-refused", "cli-doctor-store-refused-mend"),
    "bucket": ("cli-doctor-store-bucket", "cli-doctor-store-bucket-mend"),
}
"""The sentence of each reason why a bucket cannot be used, and its remedy."""
Seen = tuple[str, str, str]
"""Name, what there is, and how to mend it ("": it is in order)."""
ENV_FILE = Path(".env")
SHOWN = 3


def look_at_rights(settings: Settings) -> list[Seen]:
    """Whether anybody else can read what is private, and whether the bot itself can."""
    found = [*_env_file(), *_open_to_others(settings), *_closed_to_the_bot(settings)]
    return found or [(say("cli-doctor-name-rights"), say("cli-doctor-rights-good"), "")]


def look_at_database(settings: Settings) -> list[Seen]:
    """Whether an SQLite file is sound; nothing where there is none."""
    file = sqlite_file(settings.database)
    if file is None or not file.exists():
        return []
    try:
        trouble = backup.what_is_damaged(file)
    except sqlite3.OperationalError as error:
        return [
            (
                say("cli-doctor-name-database-file"),
                say("cli-doctor-file-unread", file=file, problem=error),
                say("cli-doctor-file-unread-mend"),
            )
        ]
    if trouble is None:
        return [(say("cli-doctor-name-database-file"), say("cli-doctor-sound"), "")]
    mend = say("cli-doctor-file-mend")
    return [
        (
            say("cli-doctor-name-database-file"),
            say("cli-doctor-file-damaged", file=file, trouble=trouble),
            mend,
        )
    ]


async def look_at_evidence(settings: Settings, database: Database) -> list[Seen]:
    """Whether the bucket of evidence works and is this database's, and the files that the database names and
    nothing stores."""
    name, found = say("cli-doctor-name-store"), list[Seen]()
    try:
        store = evidence_of(settings)
        if isinstance(store, BucketFiles):
            if (reason := await store.check()) is not None:
                raise StoreAway(reason)
            found.append((name, say("cli-doctor-store-good", place=str(store.place)), ""))
            if await evidence_bucket.look(database, store) != "own":
                found.append(
                    (
                        name,
                        say("cli-doctor-store-owner", place=str(store.place)),
                        say("cli-doctor-store-owner-mend"),
                    )
                )
        evidence, photos = await stored_files.missing(database, store, settings.reports_dir)
    except SettingsError as problem:
        return [
            (
                name,
                problem.say_problem(language()),
                problem.say_mend(language()) or say("cli-doctor-store-mend"),
            )
        ]
    except StoreAway as away:
        words, mend = STORE_TROUBLES[away.reason]
        return [(name, say(words, url=settings.evidence_url or ""), say(mend))]
    return [
        *found,
        *_missing(say("cli-doctor-name-evidence"), evidence),
        *_missing(say("cli-doctor-name-photos-of-reports"), photos),
    ]


def say_folder(folder: reports_folder.Folder) -> list[Seen]:
    """Whether the folders of files are this database's; only then is anything deleted in them."""
    if folder.state == "own":
        return []
    strays = say("cli-doctor-folder-strays", count=len(folder.strays)) if folder.strays else ""
    keys = reports_folder.STATES[folder.state]
    words = say("cli-doctor-folder", words=say(keys.about), strays=strays)
    return [(say("cli-doctor-name-photos-of-reports"), words, say(keys.mend))]


def say_trust(trust: clock_trust.Trust) -> list[Seen]:
    """Whether the clock is so much later than before that nothing is deleted by it."""
    if trust.is_believed:
        return []
    hours = -(-trust.left // timedelta(hours=1))
    words = say("cli-doctor-leap", days=trust.ahead.days, hours=hours)
    return [(say("cli-doctor-name-clock-leap"), words, say("cli-doctor-leap-mend"))]


def _missing(what: str, names: list[str]) -> Iterator[Seen]:
    if names:
        shown = ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
        mend = say("cli-doctor-missing-mend")
        yield what, say("cli-doctor-missing", count=len(names), names=shown), mend


def _env_file() -> Iterator[Seen]:
    if not ENV_FILE.exists():
        return
    if not os.access(ENV_FILE, os.R_OK):
        yield (
            say("cli-doctor-name-settings-file"),
            say("cli-doctor-env-unread", file=ENV_FILE.absolute()),
            say("cli-doctor-env-unread-mend"),
        )
    elif _mode(ENV_FILE) & 0o077:
        yield (
            say("cli-doctor-name-settings-file"),
            say("cli-doctor-env-open", file=ENV_FILE.absolute()),
            "chmod 600 .env",
        )


def _open_to_others(settings: Settings) -> Iterator[Seen]:
    home = settings.data_dir.absolute()
    if home.is_dir() and _mode(home) & 0o077:
        yield say("cli-doctor-name-rights"), say("cli-doctor-home-open", home=home), f"chmod 700 {home}"
    file = sqlite_file(settings.database)
    if file is not None and file.exists() and _mode(file) & 0o077 and _mode(file.absolute().parent) & 0o011:
        yield say("cli-doctor-name-rights"), say("cli-doctor-file-open", file=file), f"chmod 600 {file}"


def _closed_to_the_bot(settings: Settings) -> Iterator[Seen]:
    home = settings.data_dir.absolute()
    if not home.is_dir():
        return
    owner = home.stat().st_uid
    for path in _of_the_bot(settings):
        if path.stat().st_uid != owner:
            mend = say("cli-doctor-owner-mend", home=home, path=path)
            yield say("cli-doctor-name-rights"), say("cli-doctor-owner", path=path, home=home), mend
        elif not os.access(path, os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)):
            how = "700" if path.is_dir() else "600"
            yield (
                say("cli-doctor-name-rights"),
                say("cli-doctor-path-closed", path=path),
                f"chmod {how} {path}",
            )


def _of_the_bot(settings: Settings) -> list[Path]:
    file = sqlite_file(settings.database)
    files = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")] if file else []
    return [path for path in (*files, settings.evidence_dir, settings.reports_dir) if path.exists()]


def _mode(path: Path) -> int:
    return path.stat().st_mode
