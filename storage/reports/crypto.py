"""Sealing of anonymous reports: padding, keys, receipts made into keys. Knows no table and keeps no secret.

All of it is libsodium by way of PyNaCl: a text or photo is locked with a key of its own (XSalsa20-Poly1305),
and that key is sealed (X25519) to the office and to the receipt. Who seals can open nothing afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from nacl import exceptions, pwhash
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

TEXT_STEP = 1024
FILE_STEP = 64 * 1024
"""Sizes are rounded up to a multiple of these, so that lengths tell nothing about texts and photos."""
RECEIPT_OPS, RECEIPT_MEMORY = 3, 64 * 1024 * 1024
"""Argon2id of a receipt: about 0.15 s and 64 MiB for each guess, for an attacker who has the pepper."""


class Unreadable(Exception):
    """Another key, or bytes that were changed."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A locked text or photo with its key sealed to the office and, unless None, to the receipt."""

    body: bytes
    key_office: bytes
    key_worker: bytes | None


@dataclass(frozen=True, slots=True)
class Ticket:
    """Keys derived from a receipt: to find its report, and to open messages sealed to it. Never stored."""

    lookup: bytes
    secret: bytes

    @property
    def public(self) -> bytes:
        """The public key that messages are sealed to; the report stores it."""
        return bytes(PrivateKey(self.secret).public_key)

    def __repr__(self) -> str:
        return "Ticket(…)"


def pad(data: bytes, step: int) -> bytes:
    """`data` behind its length, filled up to a multiple of `step`."""
    framed = len(data).to_bytes(4, "big") + data
    return framed + bytes(-len(framed) % step)


def unpad(padded: bytes) -> bytes:
    """Undo `pad`.

    Raises:
        Unreadable: it was not made by `pad`.
    """
    length = int.from_bytes(padded[:4], "big")
    if len(padded) < 4 + length:
        raise Unreadable
    return padded[4 : 4 + length]


def seal(data: bytes, step: int, office: bytes, worker: bytes | None) -> Sealed:
    """Lock `data`; only the private keys of the public ones `office` and `worker` open it."""
    key = random(SecretBox.KEY_SIZE)
    body = bytes(SecretBox(key).encrypt(pad(data, step)))
    return Sealed(body, reseal(key, office), None if worker is None else reseal(key, worker))


def reseal(key: bytes, public: bytes) -> bytes:
    """A content key for the holder of another private key."""
    return bytes(SealedBox(PublicKey(public)).encrypt(key))


def unseal_key(secret: bytes, sealed_key: bytes) -> bytes:
    """A content key, by a private key.

    Raises:
        Unreadable: it was sealed to another key.
    """
    try:
        return bytes(SealedBox(PrivateKey(secret)).decrypt(sealed_key))
    except (exceptions.CryptoError, ValueError) as problem:
        raise Unreadable from problem


def unseal(secret: bytes, sealed_key: bytes, body: bytes) -> bytes:
    """Decrypt a sealed body with a private key.

    Raises:
        Unreadable: another key, or changed bytes.
    """
    try:
        return unpad(bytes(SecretBox(unseal_key(secret, sealed_key)).decrypt(body)))
    except (exceptions.CryptoError, ValueError) as problem:
        raise Unreadable from problem


def derive_ticket(pepper: bytes, receipt: str) -> Ticket:
    """The ticket of a receipt; slow on purpose, and useless without the pepper."""
    made = pwhash.argon2id.kdf(
        64,
        tag(pepper, "receipt", receipt.encode()),
        tag(pepper, "receipt salt", b"")[: pwhash.argon2id.SALTBYTES],
        opslimit=RECEIPT_OPS,
        memlimit=RECEIPT_MEMORY,
    )
    return Ticket(made[:32], made[32:])


def tag(pepper: bytes, purpose: str, data: bytes) -> bytes:
    """A keyed digest: equal for equal data, and telling nothing without the pepper. 32 bytes."""
    return hmac.new(pepper, purpose.encode() + b"\0" + data, hashlib.sha256).digest()
