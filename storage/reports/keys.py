"""The key file of anonymous reports: made, read, locked by a passphrase. It lives outside the database.

One file holds the pepper of receipts, the key that signs statements and the office's key pairs, newest first.
A process that only takes reports in has a file without private keys (`for_intake`).
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import stat
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from nacl import exceptions, pwhash
from nacl.public import PrivateKey
from nacl.secret import SecretBox

from storage.base.errors import OperatorError

FORMAT = 1
LOCK_OPS, LOCK_MEMORY = pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE
"""Argon2id of a passphrase: 256 MiB, about a second, once at start."""


class KeyProblem(OperatorError):
    """A key file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Lock:
    """A private key under a passphrase."""

    salt: bytes
    ops: int
    memory: int
    box: bytes


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """A key pair of the office; `secret` None: locked, or not in this file at all."""

    id: str
    made_on: date
    public: bytes
    secret: bytes | None = None
    lock: Lock | None = None

    def __repr__(self) -> str:
        return f"OfficeKey({self.id!r})"


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All of a file. `keys`: what is sealed now goes to the first; the others open what is older."""

    pepper: bytes
    signing: bytes
    keys: tuple[OfficeKey, ...]

    def __repr__(self) -> str:
        return f"KeyFile({[key.id for key in self.keys]})"

    @property
    def locked(self) -> bool:
        """Whether a passphrase is needed to open reports."""
        return any(key.lock is not None and key.secret is None for key in self.keys)

    @property
    def opens(self) -> bool:
        """Whether reports can be opened with the file as it is."""
        return any(key.secret is not None for key in self.keys)

    def for_intake(self) -> KeyFile:
        """The file without private keys: enough to take reports in and to answer receipts."""
        return replace(self, keys=tuple(OfficeKey(key.id, key.made_on, key.public) for key in self.keys))

    def secrets(self) -> dict[str, bytes]:
        """The unlocked private keys, by id."""
        return {key.id: key.secret for key in self.keys if key.secret is not None}


def generate(today: date, passphrase: str | None = None) -> KeyFile:
    """A new pepper, a new signing key and one key pair; nothing is written."""
    return KeyFile(secrets.token_bytes(32), secrets.token_bytes(32), (make_key(today, passphrase),))


def make_key(today: date, passphrase: str | None = None) -> OfficeKey:
    """A new key pair, under a passphrase if there is one."""
    pair = PrivateKey.generate()
    lock = None if passphrase is None else _lock(bytes(pair), passphrase)
    return OfficeKey(secrets.token_hex(4), today, bytes(pair.public_key), bytes(pair), lock)


def unlock(file: KeyFile, passphrase: str) -> KeyFile:
    """The file with its private keys unlocked.

    Raises:
        KeyProblem: another passphrase.
    """
    try:
        return replace(
            file,
            keys=tuple(
                key if key.lock is None else replace(key, secret=_unlock(key.lock, passphrase))
                for key in file.keys
            ),
        )
    except exceptions.CryptoError:
        raise KeyProblem("cli-error-key-passphrase") from None


def load(path: Path) -> KeyFile:
    """Read a key file; locked keys stay locked.

    Raises:
        KeyProblem: not there, readable by others, or not a key file.
    """
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as error:
        raise KeyProblem("cli-error-key-unread", path=path, reason=error.strerror) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyProblem("cli-error-key-open", "cli-error-key-open-mend", path=path)
    try:
        return _parse(json.loads(content))
    except (ValueError, KeyError, TypeError, IndexError):
        raise KeyProblem("cli-error-key-damaged", "cli-error-key-damaged-mend", path=path) from None


def save(path: Path, file: KeyFile, *, new: bool = False) -> None:
    """Write a key file, whole or not at all, readable by its owner alone; locked keys stay locked in it.

    Raises:
        KeyProblem: with `new`, a file is there already, and it may be the only copy. OSError.
    """
    if new and path.exists():
        raise KeyProblem("cli-error-key-kept", path=path)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(_plain(file), out, indent=1)
            out.write("\n")
            out.flush()
            os.fsync(out.fileno())
        if new:
            os.link(beside, path)  # fails where somebody was quicker
        else:
            beside.replace(path)
    except FileExistsError:
        raise KeyProblem("cli-error-key-file-there", path=path) from None
    finally:
        beside.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _lock(secret: bytes, passphrase: str) -> Lock:
    salt = secrets.token_bytes(pwhash.argon2id.SALTBYTES)
    key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, LOCK_OPS, LOCK_MEMORY)
    return Lock(salt, LOCK_OPS, LOCK_MEMORY, bytes(SecretBox(key).encrypt(secret)))


def _unlock(lock: Lock, passphrase: str) -> bytes:
    key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), lock.salt, lock.ops, lock.memory)
    return bytes(SecretBox(key).decrypt(lock.box))


def _plain(file: KeyFile) -> dict[str, Any]:
    return {
        "what": "Chen'an report key: keep a copy away from this machine, show it to nobody",
        "format": FORMAT,
        "pepper": _text(file.pepper),
        "signing": _text(file.signing),
        "keys": [_plain_key(key) for key in file.keys],
    }


def _plain_key(key: OfficeKey) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": key.id, "made_on": key.made_on.isoformat(), "public": _text(key.public)}
    if key.lock is not None:
        lock = key.lock
        plain["locked"] = {
            "salt": _text(lock.salt),
            "ops": lock.ops,
            "memory": lock.memory,
            "box": _text(lock.box),
        }
    elif key.secret is not None:
        plain["secret"] = _text(key.secret)
    return plain


def _parse(plain: dict[str, Any]) -> KeyFile:
    if plain["format"] != FORMAT or not plain["keys"]:
        raise ValueError
    return KeyFile(
        _bytes(plain["pepper"]), _bytes(plain["signing"]), tuple(_parse_key(key) for key in plain["keys"])
    )


def _parse_key(plain: dict[str, Any]) -> OfficeKey:
    locked = plain.get("locked")
    lock = None
    if locked is not None:
        box = _bytes(locked["box"], None)
        lock = Lock(_bytes(locked["salt"], 16), int(locked["ops"]), int(locked["memory"]), box)
    secret = _bytes(plain["secret"]) if "secret" in plain else None
    public = _bytes(plain["public"])
    if secret is not None and bytes(PrivateKey(secret).public_key) != public:
        raise ValueError
    return OfficeKey(str(plain["id"]), date.fromisoformat(plain["made_on"]), public, secret, lock)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str, length: int | None = 32) -> bytes:
    data = base64.b64decode(text, validate=True)
    if length is not None and len(data) != length:
        raise ValueError
    return data
