"""Evidence beside backups: each file once for all backups of a folder, under its SHA-256.

Photos are never changed, and are most of an installation: fourteen whole backups would take fifteen times
its disk.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from storage.base.bucket_files import BucketFiles
from storage.base.files import FileStore, write_whole
from storage.installation import backup_bucket
from storage.installation.backup_bucket import Progress
from storage.installation.backup_keys import BackupError, Identity, Recipients

FOLDER = "evidence"
"""Name of the folder beside the backups."""
ENCRYPTED = f"{FOLDER}-age-"
"""Prefix of the names of folders with encrypted evidence, one for each set of recipients."""


def is_evidence(path: Path) -> bool:
    """Whether a name is that of an evidence file (its SHA-256), and not of a temporary one just being
    written."""
    return path.is_file() and len(path.name) == 64


class SharedEvidence:
    """The files of a `FileStore` beside backups; none that is sound is written over."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._store = FileStore(root)

    def path(self, sha256: str) -> Path:
        """The path of the file with that digest, whether or not it is there."""
        return self._store.path(sha256)

    def add_all(self, evidence: Path | BucketFiles, progress: Progress) -> tuple[set[str], set[str]]:
        """Add what is new; names of all files of `evidence` that are here, and of those whose bytes no longer
        match.

        Raises:
            OSError: the disk of the backups. BackupError: the bucket cannot be reached.
        """
        if isinstance(evidence, BucketFiles):
            return self._add_bucket(evidence, progress)
        files = sorted(path for path in evidence.rglob("*") if is_evidence(path))
        there: set[str] = set()
        wrong: set[str] = set()
        for done, path in enumerate(files, 1):
            with suppress(FileNotFoundError):  # erased meanwhile, with its row
                (there if self.add(path) else wrong).add(path.name)
            progress("evidence", done, len(files))
        return there, wrong

    def add(self, source: Path) -> bool:
        """Copy a file named by its SHA-256, unless it is there in full length; False: its bytes do not match.

        Raises:
            FileNotFoundError: `source` is gone. OSError: the disk of the backups.
        """
        target = self.path(source.name)
        with suppress(FileNotFoundError):
            if self._is_whole(target, source.stat().st_size):
                target.touch()  # it belongs to the backup being made: see `prune`
                return True
        try:
            data = source.read_bytes()
        except FileNotFoundError:
            raise
        except OSError:  # the disk cannot read it
            return False
        if hashlib.sha256(data).hexdigest() != source.name:
            return False
        self._put(target, data)
        return True

    def _add_bucket(self, evidence: BucketFiles, progress: Progress) -> tuple[set[str], set[str]]:
        sizes, there = backup_bucket.sizes(evidence), set[str]()
        for name, size in sizes.items():
            target = self.path(name)
            with suppress(FileNotFoundError):
                if self._is_whole(target, size):
                    target.touch()  # as above
                    there.add(name)

        def add(name: str, data: bytes) -> None:
            self._put(self.path(name), data)
            there.add(name)

        wrong = backup_bucket.read(evidence, sorted(sizes.keys() - there), add, progress)
        return there, wrong

    def _is_whole(self, target: Path, size: int) -> bool:
        """Whether a file of `size` bytes is there in full length.

        Raises:
            FileNotFoundError: it is gone.
        """
        return target.stat().st_size == size

    def _put(self, target: Path, data: bytes) -> None:
        write_whole(target, data)  # also in the place of one cut short by a damaged disk

    def copy(self, sha256: str, target: Path | None = None) -> bool:
        """Read a file to its end, and copy it to `target` where one is given; False: missing or damaged.

        Raises:
            OSError: the disk of `target`.
        """
        try:
            with self.path(sha256).open("rb") as file:
                is_sound = hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False
        if is_sound and target is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.path(sha256), target)
        return is_sound

    def unpack(self, names: Collection[str], folder: Path | None, progress: Progress) -> set[str]:
        """Read files to their ends, and copy them into `folder` where one is given; names of those that are
        missing or damaged."""
        lost: set[str] = set()
        for done, name in enumerate(sorted(names), 1):
            if not self.copy(name, None if folder is None else FileStore(folder).path(name)):
                lost.add(name)
            progress("evidence", done, len(names))
        return lost

    def prune(self, named: Collection[str], before: float) -> None:
        """Delete files that are not `named` and were written before that time (seconds since 1970), leftovers
        of interrupted copies too: another backup may just be adding the younger ones."""
        for path in self.root.glob("??/??/*"):
            with suppress(FileNotFoundError):
                if path.name not in named and path.stat().st_mtime < before:
                    path.unlink()


class EncryptedEvidence(SharedEvidence):
    """The same, each file encrypted; its name still is the SHA-256 of what is in it."""

    def __init__(
        self, root: Path, *, recipients: Recipients | None = None, identity: Identity | None = None
    ) -> None:
        """`recipients` to add to it, `identity` to read it."""
        super().__init__(root)
        self._recipients = recipients
        self._identity = identity

    def _is_whole(self, target: Path, size: int) -> bool:
        return target.stat().st_size > size  # it is written whole or not at all

    def _put(self, target: Path, data: bytes) -> None:
        assert self._recipients is not None  # noqa: S101  nothing is added without them
        write_whole(target, self._recipients.encrypt(data))

    def copy(self, sha256: str, target: Path | None = None) -> bool:
        """Decrypt a file, and write what was in it to `target`; as above."""
        assert self._identity is not None  # noqa: S101  nothing is read without it
        try:
            data = self._identity.decrypt(self.path(sha256).read_bytes())
        except (OSError, BackupError):
            return False
        if hashlib.sha256(data).hexdigest() != sha256:
            return False
        if target is not None:
            write_whole(target, data)
        return True
