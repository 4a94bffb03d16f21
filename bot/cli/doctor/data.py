"""An installation's files and folders, their rights, and its database file: for `chenan doctor`."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.config import Settings
from storage.base.urls import sqlite_file
from storage.installation import backup, clock_trust
from storage.reports import folder as reports_folder

Seen = tuple[str, str, str]
"""Name, what there is, and how to mend it ("": it is in order)."""
ENV_FILE = Path(".env")
SHOWN = 3


def look_at_rights(settings: Settings) -> list[Seen]:
    """Whether anybody else can read what is private, and whether the bot itself can."""
    found = [*_env_file(), *_open_to_others(settings), *_closed_to_the_bot(settings)]
    return found or [("rights", "files and folders are the bot's alone", "")]


def look_at_database(settings: Settings) -> list[Seen]:
    """Whether an SQLite file is sound; nothing where there is none."""
    file = sqlite_file(settings.database)
    if file is None or not file.exists():
        return []
    try:
        trouble = backup.what_is_damaged(file)
    except sqlite3.OperationalError as error:
        return [("database file", f"{file} cannot be read: {error}", "see who holds it, and its rights")]
    if trouble is None:
        return [("database file", "sound", "")]
    mend = (
        "stop the bot, keep a copy of the file, and bring the last good backup back: "
        "`chenan db verify FILE`, `chenan db restore FILE --force`"
    )
    return [("database file", f"{file} is damaged: {trouble}", mend)]


def say_missing(evidence: list[str], photos: list[str]) -> list[Seen]:
    """What the database names and the disk does not have."""
    return [*_missing("evidence", evidence), *_missing("photos of reports", photos)]


def say_folder(folder: reports_folder.Folder) -> list[Seen]:
    """Whether the folders of files are this database's; only then is anything deleted in them."""
    if folder.state == "own":
        return []
    strays = f"; {len(folder.strays)} of them are in no report here" if folder.strays else ""
    words = f"{reports_folder.WORDS[folder.state]}{strays}: no photo is deleted, nor any evidence"
    return [("photos of reports", words, reports_folder.MENDS[folder.state])]


def say_trust(trust: clock_trust.Trust) -> list[Seen]:
    """Whether the clock is so much later than before that nothing is deleted by it."""
    if trust.is_believed:
        return []
    hours = -(-trust.left // timedelta(hours=1))
    words = (
        f"{trust.ahead.days} days later than when this database last saw it: nothing is deleted for its age"
        f" until it has gone evenly for {hours} hours more of running"
    )
    return [("clock's leap", words, "set the clock; if it is right: `chenan db trust-clock`")]


def _missing(what: str, names: list[str]) -> Iterator[Seen]:
    if names:
        shown = ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")
        mend = "take them out of a backup (a tar, they lie in it under these names)"
        yield what, f"{len(names)} files are missing: {shown}", mend


def _env_file() -> Iterator[Seen]:
    if not ENV_FILE.exists():
        return
    if not os.access(ENV_FILE, os.R_OK):
        yield "settings file", f"{ENV_FILE.absolute()} cannot be read", "give it to the user of the bot"
    elif _mode(ENV_FILE) & 0o077:
        yield "settings file", f"others can read {ENV_FILE.absolute()}, and the token", "chmod 600 .env"


def _open_to_others(settings: Settings) -> Iterator[Seen]:
    home = settings.data_dir.absolute()
    if home.is_dir() and _mode(home) & 0o077:
        yield "rights", f"others can look into {home}: names, photos, reports", f"chmod 700 {home}"
    file = sqlite_file(settings.database)
    if file is not None and file.exists() and _mode(file) & 0o077 and _mode(file.absolute().parent) & 0o011:
        yield "rights", f"others can read {file}", f"chmod 600 {file}"


def _closed_to_the_bot(settings: Settings) -> Iterator[Seen]:
    home = settings.data_dir.absolute()
    if not home.is_dir():
        return
    owner = home.stat().st_uid
    for path in _of_the_bot(settings):
        if path.stat().st_uid != owner:
            mend = f"chown -R --reference={home} {path} (and run commands as the user of the bot)"
            yield "rights", f"{path} belongs to another user than {home}", mend
        elif not os.access(path, os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)):
            how = "700" if path.is_dir() else "600"
            yield "rights", f"{path} cannot be read and written", f"chmod {how} {path}"


def _of_the_bot(settings: Settings) -> list[Path]:
    file = sqlite_file(settings.database)
    files = [file.with_name(file.name + end) for end in ("", "-wal", "-shm")] if file else []
    return [path for path in (*files, settings.evidence_dir, settings.reports_dir) if path.exists()]


def _mode(path: Path) -> int:
    return path.stat().st_mode
