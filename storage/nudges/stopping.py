"""Link in each e-mail that ends e-mails to its address (RFC 8058): nobody logs in for it.

A link names its address by id and a keyed digest; nothing of it is stored. It can do nothing but delete that
address. The key is the same in the process that sends and in the one that serves the page.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.rows import from_row
from storage.nudges import addresses
from storage.nudges.addresses import Target
from storage.tables.nudges import NudgeAddress
from storage.tables.people import Person

STOP_PATH = "/stop/"
"""Path of the links on the page, before the token."""
_TOKEN = re.compile(r"(\d{1,18})\.([A-Za-z0-9_-]{22})")


@dataclass(frozen=True, slots=True)
class Stopping:
    """The address of a link, and the language of its person."""

    target: Target
    person_id: int
    language: str


def token_of(key: bytes, target: Target) -> str:
    """The token of an address, which no other address has."""
    text = f"{target.id} {target.kind} {target.address}".encode()
    digest = hmac.new(key, text, hashlib.sha256).digest()[:16]
    return f"{target.id}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


async def find(db: AsyncConnection, key: bytes, token: str) -> Stopping | None:
    """The address of a token; None for a forged one, and for an address that is removed. Reads only."""
    parts = _TOKEN.fullmatch(token)
    if parts is None:
        return None
    query = (
        select(
            NudgeAddress.id,
            NudgeAddress.kind,
            NudgeAddress.address,
            Person.id.label("person_id"),
            Person.language,
        )
        .join(Person, Person.id == NudgeAddress.person_id)
        .where(NudgeAddress.id == int(parts[1]))
    )
    row = (await db.execute(query)).one_or_none()
    if row is None:
        return None
    target = from_row(Target, row)
    if not hmac.compare_digest(token_of(key, target), token):
        return None
    return from_row(Stopping, row, target=target)


async def stop(db: AsyncConnection, now: datetime, key: bytes, token: str) -> Stopping | None:
    """Delete the address of a token and return it; None where there is none. Idempotent."""
    found = await find(db, key, token)
    if found is not None:
        await addresses.remove(db, Actor("person", found.person_id), now, found.target.id)
    return found
