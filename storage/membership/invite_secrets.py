"""Secrets of invites: generating, lifetimes, and recognising a typed one."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Kind:
    """Properties of a kind of invite. `prefix` begins the payload of its deep link; none: it is typed by
    hand."""

    lasts: timedelta
    uses: int
    prefix: str
    secret: Callable[[], str]


def _token() -> str:
    return secrets.token_urlsafe(24)  # 32 characters: the payload of a deep link holds 64


def _code() -> str:
    return f"{secrets.randbelow(10**8):08}"


KINDS = {
    "enterprise": Kind(timedelta(days=30), 1, "e_", _token),
    "share": Kind(timedelta(hours=24), 5, "", _code),
    "finding": Kind(timedelta(days=30), 1, "f_", _token),
    "staff": Kind(timedelta(days=7), 1, "s_", _token),
    "operator": Kind(timedelta(days=1), 1, "o_", _token),
}

_BLANKS = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff-]")


def hash_of(secret: str) -> str:
    """The stored form of a secret: its SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashes_of(typed: str) -> list[str]:
    """Hashes of what was typed or tapped: eight digits (blanks, dashes and full width allowed), a payload of
    a deep link, or the token alone."""
    digits = _BLANKS.sub("", unicodedata.normalize("NFKC", typed))
    if re.fullmatch(r"[0-9]{8}", digits):
        return [hash_of(digits)]
    token = typed.strip().encode("utf-8", "replace").decode()
    return [hash_of(token), *([hash_of(token[2:])] if token.startswith(("e_", "f_")) else [])]
