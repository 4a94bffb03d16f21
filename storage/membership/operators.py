"""Operators: chats that are told of troubles of the installation, in Telegram or on the page. They join by a
link and have no right in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid
from storage.base.rights import require_operator
from storage.base.rows import from_rows
from storage.membership.invite_secrets import KINDS, hash_of
from storage.people import contacts
from storage.people.accounts import WEB, channel_of
from storage.tables.system import Operator, OperatorAlert, OperatorInvite


@dataclass(frozen=True, slots=True)
class OperatorLine:
    """An operator's chat, as it is listed and written to."""

    id: int
    telegram_id: int
    language: str
    joined_at: datetime


async def invite(db: AsyncConnection, actor: Actor, now: datetime) -> tuple[str, datetime]:
    """Create an invite for one chat; return the payload of its link and its expiry. Expired invites are
    deleted.

    Raises:
        NotAllowed: a person in the chat.
    """
    require_operator(actor)
    kind = KINDS["operator"]
    secret, until = kind.secret(), now + kind.lasts
    await db.execute(delete(OperatorInvite).where(OperatorInvite.expires_at <= now))
    await db.execute(insert(OperatorInvite).values(token_hash=hash_of(secret), expires_at=until))
    await audit.write(db, actor, now, "invite-operator", "operator", 0)
    return kind.prefix + secret, until


async def accept(db: AsyncConnection, now: datetime, telegram_id: int, language: str, payload: str) -> None:
    """Register this chat as an operator; registering again changes nothing. `telegram_id`: its address.

    On the page somebody new gets an account that may do nothing, for an inbox and a device that stay.

    Raises:
        Invalid: `operator-invite`: unknown, used by somebody else, or expired.
    """
    token_hash = hash_of(payload.removeprefix(KINDS["operator"].prefix).encode("utf-8", "replace").decode())
    used = delete(OperatorInvite).where(
        OperatorInvite.token_hash == token_hash, OperatorInvite.expires_at > now
    )
    if not (await db.execute(used)).rowcount:
        known = select(Operator.id).where(Operator.telegram_id == telegram_id)
        if (await db.execute(known)).scalar() is None:
            raise Invalid("error-invalid-operator-invite")
        return  # the same link once more
    if channel_of(telegram_id) == WEB:
        await contacts.ensure_person(db, now, telegram_id, language)
    values = {"telegram_id": telegram_id, "language": language, "joined_at": now}
    joined = upsert(db, Operator).values(**values)
    await db.execute(
        joined.on_conflict_do_update(index_elements=["telegram_id"], set_={"language": language})
    )
    found = select(Operator.id).where(Operator.telegram_id == telegram_id)
    operator_id = (await db.execute(found)).scalar_one()
    await audit.write(db, Actor("system"), now, "join-operators", "operator", operator_id)


async def list_operators(db: AsyncConnection) -> tuple[OperatorLine, ...]:
    """All of them, in the order in which they joined."""
    columns = (Operator.id, Operator.telegram_id, Operator.language, Operator.joined_at)
    rows = await db.execute(select(*columns).order_by(Operator.id))
    return from_rows(OperatorLine, rows)


async def remove(db: AsyncConnection, actor: Actor, now: datetime, operator_id: int) -> bool:
    """Remove an operator; False if there is no such one.

    Raises:
        NotAllowed: a person in the chat.
    """
    require_operator(actor)
    done = await db.execute(delete(Operator).where(Operator.id == operator_id))
    if done.rowcount:
        await audit.write(db, actor, now, "remove-operator", "operator", operator_id)
    return bool(done.rowcount)


async def claim_alert(db: AsyncConnection, name: str, since: datetime) -> bool:
    """Claim the task of telling operators of a trouble; False where another process has."""
    values = {"name": name, "since": since}
    done = await db.execute(upsert(db, OperatorAlert).values(**values).on_conflict_do_nothing())
    return bool(done.rowcount)


async def list_alerts(db: AsyncConnection) -> dict[str, datetime]:
    """Troubles that operators were told of and that have not ended, by name, with the instant they began."""
    rows = await db.execute(select(OperatorAlert.name, OperatorAlert.since))
    return {row.name: row.since for row in rows}


async def end_alert(db: AsyncConnection, name: str) -> bool:
    """Claim the task of telling operators of a trouble's end; False where another process has."""
    return bool((await db.execute(delete(OperatorAlert).where(OperatorAlert.name == name))).rowcount)
