"""Backups made by the program itself: folder, interval, and the number kept."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from storage.base.bucket_files import BucketFiles
from storage.installation import backup
from storage.installation.backup import Contents
from storage.installation.backup_evidence import ENCRYPTED, FOLDER, SharedEvidence
from storage.installation.backup_keys import ENDING, PREFIX, BackupError, Recipients

NAME = re.compile(r"chenan-\d{8}T\d{6}Z\.tar(\.gz)?(\.age)?")
"""File names of backups made on schedule, with the instant (UTC): only these are ever deleted."""
A_DAY = timedelta(days=1)
LEFT_SECONDS = 86_400
"""Age in seconds after which the leftovers of an interrupted backup are deleted."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A backup of the first three fields into `folder` at the interval `every`; the newest `keep` stay."""

    database: Path | str
    evidence: Path | BucketFiles
    reports: Path
    folder: Path
    every: timedelta
    keep: int
    hour: int | None = None
    """Local hour of `zone` at which backups are made; None, or an interval below a day: as soon as one is
    due."""
    zone: tzinfo = UTC
    shares: bool = True
    """Whether evidence lies once beside all backups, instead of in each of them."""
    recipients: Recipients | None = None
    """Those who can open the backups; None: they are not encrypted."""
    leaves: bool = False
    """Whether evidence in a bucket is left there."""

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        """Whether the last backup is too long ago; one dated in the future counts as none."""
        if last is None or last > now:
            return True
        if self.hour is None or self.every < A_DAY:
            return now - last >= self.every
        slot = now.astimezone(self.zone).replace(hour=self.hour, minute=0, second=0, microsecond=0)
        if slot > now:
            slot -= A_DAY
        return last < slot and slot - last >= self.every - A_DAY  # the last one began after its hour


def make(schedule: Schedule, now: datetime, go_on: Callable[[], None]) -> tuple[Path, Contents]:
    """Make a backup and delete those beyond `keep`; return the new file and its contents.

    `go_on` is called again and again meanwhile; what it raises ends the backup, and leaves nothing of it.

    Raises:
        BackupError: nothing to back up, or it is damaged. OSError: the disk. Older ones stay then.
    """
    schedule.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in (schedule.folder, schedule.reports.absolute().parent):
        _delete_leftovers(folder, now)
    ending = ("tar.gz" if schedule.shares else "tar") + (ENDING if schedule.recipients else "")
    target = schedule.folder / f"chenan-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.{ending}"
    made = backup.make(
        schedule.database,
        schedule.evidence,
        schedule.reports,
        target,
        now,
        lambda *_: go_on(),
        shares=schedule.shares,
        recipients=schedule.recipients,
        leaves=schedule.leaves,
    )
    others = [one for one in schedule.folder.iterdir() if NAME.fullmatch(one.name) and one != target]
    for old in sorted(others, reverse=True)[schedule.keep - 1 :]:
        old.unlink(missing_ok=True)
        backup.names_of(old).unlink(missing_ok=True)
    _prune(schedule.folder, now)
    return target, made


def _prune(folder: Path, now: datetime) -> None:
    """Delete evidence that no backup of the folder holds; none where one of ours cannot be read."""
    places = [FOLDER, *(one.name for one in folder.glob(f"{ENCRYPTED}*"))]
    named: dict[str, set[str]] = {one: set() for one in places}
    for one in folder.glob("*.tar*"):
        try:
            place, names = backup.shared_by(one)
        except BackupError:
            if NAME.fullmatch(one.name):
                return
            continue
        named.setdefault(place, set()).update(names)
    for place, kept in named.items():
        SharedEvidence(folder / place).prune(kept, now.timestamp() - LEFT_SECONDS)


def _delete_leftovers(folder: Path, now: datetime) -> None:
    for left in folder.glob(f"{PREFIX}*"):
        if now.timestamp() - left.stat().st_mtime > LEFT_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
