"""The store of evidence that the settings name: the folder beside the database, or a bucket."""

from __future__ import annotations

from bot.config import Settings
from storage.base.bucket_files import BucketFiles
from storage.base.files import FileStore


def evidence_of(settings: Settings) -> FileStore | BucketFiles:
    """The files of evidence.

    Raises:
        SettingsError: of a bucket whose key is not set or cannot be read.
    """
    return bucket_of(settings) or FileStore(settings.evidence_dir)


def bucket_of(settings: Settings) -> BucketFiles | None:
    """The bucket of evidence; None: it lies on the disk.

    Raises:
        SettingsError: its key is not set or cannot be read.
    """
    place = settings.evidence_place
    return None if place is None else BucketFiles(place, FileStore(settings.fetched_dir))
