"""An enterprise moved or closed by its own contacts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.rights import require_operator
from storage.enterprises.registry import check_address, check_place, correct
from storage.people import contacts
from storage.tables.enterprises import Enterprise


async def move(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, jurisdiction_id: int, address: str
) -> None:
    """Correct the place and address of an enterprise; contacts only. What is open goes to the new place's
    office with it (see `changes.transfers`).

    Raises:
        NotAllowed; Invalid: `jurisdiction`, `address`; NotFound: closed.
    """
    from storage.changes import transfers  # imported here: that module imports most of storage

    place = await check_place(db, jurisdiction_id)

    async def take_along(from_id: int) -> Mapping[str, Any]:
        return await transfers.transferred(db, actor, now, enterprise_id, from_id)

    correction = {"jurisdiction_id": place, "address": check_address(address)}
    await correct(db, actor, now, enterprise_id, "move", moved=take_along, **correction)


async def close_enterprise(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> bool:
    """Close an enterprise: nothing more is asked of it; False if it was closed.

    Raises:
        NotAllowed: neither an owner nor the command line or the system.
    """
    if actor.kind == "person":
        await contacts.require_contact(db, actor, enterprise_id, "owner")
    else:
        require_operator(actor)
    done = await db.execute(
        update(Enterprise)
        .where(Enterprise.id == enterprise_id, Enterprise.state == "active")
        .values(state="closed")
    )
    if done.rowcount:
        await audit.write(db, actor, now, "close", "enterprise", enterprise_id)
        from storage.membership import consequences  # imported here: that module imports most of storage

        await consequences.closed(db, actor, now, enterprise_id)
    return bool(done.rowcount)
