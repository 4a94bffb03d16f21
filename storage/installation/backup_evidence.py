"""Evidence beside backups: each file once for all backups of a folder, under its SHA-256.

Photos are never changed, and are most of an installation: fourteen whole backups would take fifteen times
its disk.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from storage.base.files import FileStore

FOLDER = "evidence"
"""Name of the folder beside the backups."""

Progress = Callable[[str, int, int], None]
"""Callback of progress: the step (database, evidence), the amount done, and the total."""


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

    def add_all(self, evidence: Path, progress: Progress) -> tuple[set[str], set[str]]:
        """Add what is new; names of all files of `evidence` that are here, and of those whose bytes no longer
        match.

        Raises:
            OSError: the disk of the backups.
        """
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
            if target.stat().st_size == source.stat().st_size:
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
        target.unlink(missing_ok=True)  # cut short by a damaged disk
        self._store.write(data)
        return True

    def is_sound(self, sha256: str) -> bool:
        """Whether the file is there with its bytes."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def unpack(self, names: Collection[str], folder: Path | None, progress: Progress) -> set[str]:
        """Read files to their ends, and copy them into `folder` where one is given; names of those that are
        missing or damaged."""
        lost: set[str] = set()
        for done, name in enumerate(sorted(names), 1):
            if not self.is_sound(name):
                lost.add(name)
            elif folder is not None:
                target = FileStore(folder).path(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self.path(name), target)
            progress("evidence", done, len(names))
        return lost

    def prune(self, named: Collection[str], before: float) -> None:
        """Delete files that are not `named` and were written before that time (seconds since 1970), leftovers
        of interrupted copies too: another backup may just be adding the younger ones."""
        for path in self.root.glob("??/??/*"):
            with suppress(FileNotFoundError):
                if path.name not in named and path.stat().st_mtime < before:
                    path.unlink()
