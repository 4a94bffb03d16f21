"""Devices of people who use the page in a browser: a key of 256 bits each, of which only the SHA-256 is kept.

A first device is opened by accepting an invite from an address of chance; a further one by a link that works
once, and the person's number of six digits, if they have one.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from nacl import exceptions, pwhash
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import Database, upsert
from storage.base.errors import Invalid, NotAllowed
from storage.base.rights import require_person
from storage.base.rows import from_row
from storage.membership.invite_secrets import hash_of
from storage.people import accounts, contacts
from storage.tables.people import Account, is_live
from storage.tables.web import WebLogin, WebPin, WebSession

LOGIN_LASTS = timedelta(hours=24)
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Device:
    """A device that is let in. `used_on`: the last day, before today where `touch` is due."""

    id: int
    person_id: int
    address: int
    used_on: date


_of_key = (
    select(WebSession.id, Account.person_id, Account.address, WebSession.used_on)
    .join(Account, Account.id == WebSession.account_id)
    .where(WebSession.key_hash == bindparam("of_key"), WebSession.ended_at.is_(None), is_live)
)
"""Built once: every request of a page runs it."""


async def open_session(
    db: AsyncConnection, now: datetime, today: date, address: int, key: str | None = None
) -> str:
    """Open that web address on a device; return the device's key, which is kept nowhere else.

    `key`: 256 random bits that the device has already; None: new ones.

    Raises:
        NotAllowed: nobody's address.
    """
    account = select(Account.id).where(Account.address == address, Account.channel == accounts.WEB, is_live)
    if (account_id := (await db.execute(account)).scalar()) is None:
        raise NotAllowed
    key = key or secrets.token_urlsafe(32)
    values = {"account_id": account_id, "key_hash": hash_of(key), "created_at": now, "used_on": today}
    await db.execute(insert(WebSession).values(values))
    return key


async def take_up(db: AsyncConnection, now: datetime, today: date, address: int, key: str) -> bool:
    """Open a web address on the device that joined from it, where the process ended before it did; False
    where nobody has joined there, or where a device was let in before, though it was ended since."""
    known = select(WebSession.id).where(WebSession.account_id == Account.id)
    of_address = (Account.address == address, Account.channel == accounts.WEB, is_live)
    joined = select(Account.id).where(*of_address, ~known.exists())
    if (await db.execute(joined)).scalar() is None:
        return False
    await open_session(db, now, today, address, key)
    return True


async def resolve(db: AsyncConnection, key: str) -> Device | None:
    """The device of a key; None where it is unknown or ended. Reads only."""
    found = (await db.execute(_of_key, {"of_key": hash_of(key)})).one_or_none()
    return from_row(Device, found) if found else None


async def touch(db: AsyncConnection, today: date, session_id: int) -> None:
    """Record that a device was used on that day."""
    await db.execute(
        update(WebSession)
        .where(WebSession.id == session_id, WebSession.used_on < today)
        .values(used_on=today)
    )


async def end(db: AsyncConnection, now: datetime, key: str) -> bool:
    """Sign a device out; False if it was signed out before."""
    done = await db.execute(
        update(WebSession)
        .where(WebSession.key_hash == hash_of(key), WebSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    return bool(done.rowcount)


async def create_login(db: AsyncConnection, actor: Actor, now: datetime) -> str:
    """A link's token that opens the acting person's page on one more device, for LOGIN_LASTS.

    Raises:
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    token = secrets.token_urlsafe(24)
    await contacts.in_turn(db, actor)
    await db.execute(delete(WebLogin).where(WebLogin.person_id == person_id))
    values = {"token_hash": hash_of(token), "person_id": person_id, "expires_at": now + LOGIN_LASTS}
    await db.execute(insert(WebLogin).values(values))
    await audit.write(db, actor, now, "login-link", "person", person_id)
    return token


async def open_by_login(
    database: Database, now: datetime, today: date, token: str, pin: str | None = None
) -> str:
    """Open the page of a link's person on this device; return the device's key. The link is used up.

    The number is compared outside of any transaction, since that takes long on purpose; a try is counted
    before.

    Raises:
        Invalid: `web-login`: unknown, used or expired; `web-pin-asked`: a PIN is wanted; `web-pin`: it is
            wrong; `web-pin-wait`: too many tries.
    """
    async with database.begin() as db:
        person_id = await _of_login(db, now, token)
        kept = await _take_try(db, now, person_id, is_given=pin is not None)
    if kept is not None and not await asyncio.to_thread(_is_right, kept, pin or ""):
        raise Invalid("error-invalid-web-pin")
    return await database.run(lambda db: use_login(db, now, today, token, person_id))


async def use_login(db: AsyncConnection, now: datetime, today: date, token: str, person_id: int) -> str:
    """Use up a login link of a person who has shown their PIN, where they have one; the new device's key.

    Raises:
        Invalid: `web-login`: used meanwhile, or all devices were ended.
    """
    used = await db.execute(delete(WebLogin).where(WebLogin.token_hash == hash_of(token)))
    if not used.rowcount:
        raise Invalid("error-invalid-web-login")
    await db.execute(update(WebPin).where(WebPin.person_id == person_id).values(failures=0, wait_until=None))
    of_web = (Account.person_id == person_id, Account.channel == accounts.WEB, is_live)
    address = (await db.execute(select(Account.address).where(*of_web).limit(1))).scalar()
    if address is None:
        address = accounts.new_web_address()
        await accounts.add(db, now, person_id, address)
    return await open_session(db, now, today, address)


async def hash_pin(pin: str) -> str:
    """The stored form of a number of six digits: slow on purpose, so not inside a transaction.

    Raises:
        Invalid: `web-pin-form`: not six digits, or six of the same.
    """
    if not re.fullmatch(r"[0-9]{6}", pin) or len(set(pin)) == 1:
        raise Invalid("error-invalid-web-pin-form")
    made: bytes = await asyncio.to_thread(pwhash.argon2id.str, pin.encode(), *_COST)
    return made.decode()


async def set_pin(db: AsyncConnection, actor: Actor, now: datetime, pin_hash: str) -> None:
    """From now on a further device of the acting person is asked for the number hashed by `hash_pin`.

    Raises:
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    values = {"pin_hash": pin_hash, "failures": 0, "wait_until": None}
    await db.execute(
        upsert(db, WebPin)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
    await audit.write(db, actor, now, "set-pin", "person", person_id)


_COST = (pwhash.argon2id.OPSLIMIT_INTERACTIVE, pwhash.argon2id.MEMLIMIT_INTERACTIVE)


def _is_right(kept: str, pin: str) -> bool:
    try:
        return bool(pwhash.argon2id.verify(kept.encode(), pin.encode()))
    except exceptions.InvalidkeyError:
        return False


async def _of_login(db: AsyncConnection, now: datetime, token: str) -> int:
    query = select(WebLogin.person_id).where(WebLogin.token_hash == hash_of(token), WebLogin.expires_at > now)
    if (person_id := (await db.execute(query)).scalar()) is None:
        raise Invalid("error-invalid-web-login")
    return int(person_id)


async def _take_try(db: AsyncConnection, now: datetime, person_id: int, *, is_given: bool) -> str | None:
    """Count a try; the stored form of the number, None where there is none. Who gave none is asked for it."""
    query = select(WebPin.pin_hash, WebPin.failures, WebPin.wait_until)
    row = (await db.execute(query.where(WebPin.person_id == person_id).with_for_update())).one_or_none()
    if row is None:
        return None
    if not is_given:
        raise Invalid("error-invalid-web-pin-asked")
    if row.wait_until is not None and row.wait_until > now:
        raise Invalid("error-invalid-web-pin-wait")
    tries = row.failures + 1
    over = tries - FREE_TRIES
    wait = now + min(FIRST_WAIT * 2 ** min(over, 20), LONGEST_WAIT) if over >= 0 else None
    await db.execute(
        update(WebPin).where(WebPin.person_id == person_id).values(failures=tries, wait_until=wait)
    )
    return str(row.pin_hash)
