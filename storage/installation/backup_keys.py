"""Encrypts backups to public keys, in the format of age (age-encryption.org).

The private key is on no machine of the installation, so that a thief of the backups, or of the whole
machine, reads none of them. Any program that knows age opens them, should this one be gone.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from storage.base.errors import OperatorError

if TYPE_CHECKING:
    import pyrage

ENDING = ".age"
PREFIX = ".backup-"
"""Prefix of the names of unfinished files and folders."""
_MAGIC = b"age-encryption.org/"
_SECRET = re.compile(r"^AGE-SECRET-KEY-1[0-9A-Z]+$", re.MULTILINE)


class BackupError(OperatorError):
    """A backup that cannot be made or used."""


def is_encrypted(file: Path) -> bool:
    """Whether a file is encrypted by age."""
    with file.open("rb") as opened:
        return opened.read(len(_MAGIC)) == _MAGIC


@dataclass(frozen=True, slots=True)
class Recipients:
    """The public keys (`age1…`) of those who can open a backup; any one of them does."""

    keys: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Recipients:
        """Keys, by commas or spaces.

        Raises:
            ValueError: there is none, or one is no public key of age; it holds the key of the sentence.
        """
        import pyrage

        keys = tuple(sorted(set(re.split(r"[\s,]+", text.strip()))))
        try:
            for one in keys:
                pyrage.x25519.Recipient.from_str(one)
        except pyrage.RecipientError:
            raise ValueError("cli-error-setting-recipients") from None
        return cls(keys)

    @property
    def fingerprint(self) -> str:
        """Eight characters that tell these keys from others."""
        return hashlib.sha256("\n".join(self.keys).encode()).hexdigest()[:8]

    def encrypt(self, data: bytes) -> bytes:
        """The bytes, for these keys alone."""
        import pyrage

        return bytes(pyrage.encrypt(data, self._recipients()))

    def encrypt_file(self, source: Path, target: Path) -> None:
        """Write the encrypted content of `source` to `target`, whole or not at all.

        Raises:
            OSError: the disk.
        """
        import pyrage

        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=target.absolute().parent) as folder:
            made = Path(folder) / "encrypted"
            made.touch(mode=0o600)
            with source.open("rb") as plain, made.open("wb") as written:
                pyrage.encrypt_io(plain, written, self._recipients())
                written.flush()
                os.fsync(written.fileno())
            made.replace(target)

    def _recipients(self) -> list[pyrage.x25519.Recipient]:
        import pyrage

        return [pyrage.x25519.Recipient.from_str(one) for one in self.keys]


@dataclass(frozen=True, slots=True)
class Identity:
    """Private keys that may open a backup."""

    secrets: tuple[str, ...]

    @classmethod
    def read(cls, file: Path) -> Identity:
        """The keys of a file as `new_key` and age-keygen write it.

        Raises:
            BackupError: there is none in it. OSError: it cannot be read.
        """
        import pyrage

        secrets = tuple(_SECRET.findall(file.read_text("utf-8", errors="replace")))
        try:
            for one in secrets:
                pyrage.x25519.Identity.from_str(one)
        except pyrage.IdentityError:
            secrets = ()
        if not secrets:
            raise BackupError("cli-error-backup-no-identity", file=file)
        return cls(secrets)

    def decrypt(self, data: bytes) -> bytes:
        """The bytes that were encrypted.

        Raises:
            BackupError: for another key, or damaged.
        """
        import pyrage

        try:
            return bytes(pyrage.decrypt(data, self._identities()))
        except pyrage.DecryptError as error:
            raise BackupError("cli-error-backup-sealed", problem=error) from None

    def decrypt_file(self, source: Path, target: Path) -> None:
        """Write the content of an encrypted file to `target`.

        Raises:
            BackupError: for another key, or damaged. OSError: the disk.
        """
        import pyrage

        target.touch(mode=0o600)
        try:
            with source.open("rb") as sealed, target.open("wb") as written:
                pyrage.decrypt_io(sealed, written, self._identities())
        except pyrage.DecryptError as error:
            raise BackupError("cli-error-backup-sealed", problem=error) from None
        except OSError as error:
            if error.errno is not None:  # the disk's
                raise
            raise BackupError("cli-error-backup-sealed", problem=error) from None

    def _identities(self) -> list[pyrage.x25519.Identity]:
        import pyrage

        return [pyrage.x25519.Identity.from_str(one) for one in self.secrets]


def new_key(file: Path) -> str:
    """Write a new private key to `file`, for its owner alone, and return the public one.

    Raises:
        BackupError: `file` is there already. OSError: it cannot be written.
    """
    import pyrage

    made = pyrage.x25519.Identity.generate()
    public = str(made.to_public())
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupError("cli-error-backup-there", file=file) from None
    with os.fdopen(handle, "w", encoding="utf-8") as written:
        written.write(f"# public key: {public}\n{made}\n")
        written.flush()
        os.fsync(written.fileno())
    return public
