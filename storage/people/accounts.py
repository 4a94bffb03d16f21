"""Addresses of people by channel: a Telegram account's number, or a number of our own for people who come by
browser.

The two have separate ranges, so that a number alone says its channel.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ScalarSelect, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.base.rows import from_rows
from storage.tables.people import IS_LIVE, Account, Person, is_live

Channel = Literal["telegram", "web"]
TELEGRAM: Channel = "telegram"
WEB: Channel = "web"
_WEB_FROM, _WEB_UNTIL = 2**52, 2**53
"""Telegram's numbers have 52 bits at most; JavaScript's are exact up to 53."""
FIRST_WEB_MESSAGE = 2**32
"""Numbers of Telegram's messages have 32 bits: a larger one belongs to the web door."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A live account of a person."""

    id: int
    channel: str
    address: int
    reachable: bool


_LINE = (Account.id, Account.channel, Account.address, Account.unreachable_at.is_(None).label("reachable"))
_of_address = select(Account.person_id).where(Account.address == bindparam("address"), is_live)


def channel_of(address: int) -> Channel:
    """The channel of an address; the sender's and the chat's number of an update are addresses, too."""
    return WEB if _WEB_FROM <= address < _WEB_UNTIL else TELEGRAM


def channel_of_message(message_id: int) -> Channel:
    """The channel in which a message was sent."""
    return WEB if message_id >= FIRST_WEB_MESSAGE else TELEGRAM


def new_web_address() -> int:
    """A random address for somebody who uses the page in a browser; nothing is written."""
    return _WEB_FROM + secrets.randbelow(_WEB_UNTIL - _WEB_FROM)


def web_address_of(digest: bytes) -> int:
    """The address that follows from a digest, as good as random."""
    return _WEB_FROM + int.from_bytes(digest[:16], "big") % (_WEB_UNTIL - _WEB_FROM)


async def find_person(db: AsyncConnection, address: int) -> int | None:
    """Whose address it is; None for everybody without a row. Reads only."""
    return (await db.execute(_of_address, {"address": address})).scalar()


async def list_accounts(db: AsyncConnection, person_id: int) -> tuple[AccountLine, ...]:
    """A person's live accounts, the one that messages go to first. Reads only."""
    rows = await db.execute(
        select(*_LINE)
        .join(Person, Person.id == Account.person_id)
        .where(Account.person_id == person_id, is_live)
        .order_by((Account.id == Person.account_id).desc(), Account.id)
    )
    return from_rows(AccountLine, rows)


def person_at(address: int) -> ScalarSelect[int]:
    """Whose address it is, as part of a statement: NULL for everybody without a row."""
    return select(Account.person_id).where(Account.address == address, is_live).scalar_subquery()


async def add(db: AsyncConnection, now: datetime, person_id: int, address: int) -> bool:
    """Give a person a further account, for which a device of theirs or an office vouches; False if the
    address is somebody's already. Messages go where they went before until they write from it (`use`)."""
    account_id = await _add(db, now, person_id, address, verified_at=now)
    await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.account_id.is_(None))
        .values(account_id=account_id)
    )
    return account_id is not None


async def create_person(db: AsyncConnection, now: datetime, address: int, language: str) -> int:
    """The person of that address, created if new; only `contacts.ensure_person` calls it."""
    if (known := await find_person(db, address)) is not None:
        return known
    values = {"language": language, "created_at": now}
    person_id = (await db.execute(insert(Person).values(values).returning(Person.id))).scalar_one()
    account_id = await _add(db, now, person_id, address)
    if account_id is None:  # another transaction was quicker, and has committed
        await db.execute(delete(Person).where(Person.id == person_id))
        return (await db.execute(_of_address, {"address": address})).scalar_one()
    await db.execute(update(Person).where(Person.id == person_id).values(account_id=account_id))
    return int(person_id)


async def use(db: AsyncConnection, person_id: int, address: int) -> bool:
    """Make an account the one that receives a person's messages; False if it was that before."""
    of = select(Account.id).where(Account.person_id == person_id, Account.address == address, is_live)
    if (account_id := (await db.execute(of)).scalar()) is None:
        return False
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.account_id.is_distinct_from(account_id))
        .values(account_id=account_id)
    )
    return bool(done.rowcount)


async def end(db: AsyncConnection, now: datetime, person_id: int, channel: Channel) -> tuple[int, ...]:
    """End a person's accounts of a channel; return their addresses. Messages go to another account, if
    there is one."""
    ended = await db.execute(
        update(Account)
        .where(Account.person_id == person_id, Account.channel == channel, is_live)
        .values(ended_at=now)
        .returning(Account.address)
    )
    addresses = tuple(ended.scalars())
    other = select(func.max(Account.id)).where(Account.person_id == person_id, is_live).scalar_subquery()
    gone = select(Account.id).where(Account.person_id == person_id, Account.ended_at.is_not(None))
    await db.execute(
        update(Person).where(Person.id == person_id, Person.account_id.in_(gone)).values(account_id=other)
    )
    return addresses


async def forget(db: AsyncConnection, person_ids: Collection[int]) -> tuple[int, ...]:
    """Delete the accounts of these people, ended ones too; return their addresses."""
    await db.execute(update(Person).where(Person.id.in_(person_ids)).values(account_id=None))
    gone = await db.execute(
        delete(Account).where(Account.person_id.in_(person_ids)).returning(Account.address)
    )
    return tuple(gone.scalars())


async def _add(
    db: AsyncConnection,
    now: datetime,
    person_id: int,
    address: int,
    verified_at: datetime | None = None,
) -> int | None:
    values = {"person_id": person_id, "channel": channel_of(address), "address": address}
    added = await db.execute(
        upsert(db, Account)
        .values(**values, created_at=now, verified_at=verified_at)
        .on_conflict_do_nothing(index_elements=["address", "channel"], index_where=IS_LIVE)
        .returning(Account.id)
    )
    return added.scalar()
