"""Invites to an office: single-use links that expire, made by the command line or by a head."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.base.rights import DEPARTMENTS, ROLES, is_operator, keeps_staff_of, require_person
from storage.base.rows import from_rows
from storage.membership import consequences
from storage.membership.invite_secrets import KINDS, hash_of
from storage.membership.staff_invite_views import NewStaffInvite, Seated, StaffInviteLine, StaffPeek
from storage.offices import staff
from storage.offices.jurisdictions import below_cte
from storage.offices.mail_slots import slot
from storage.outbox import queue as outbox
from storage.people import accounts, contacts
from storage.tables.offices import INVITE_OPEN, Jurisdiction, StaffInvite


async def create(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    jurisdiction_id: int,
    role: str,
    department: str,
    name: str = "",
) -> NewStaffInvite:
    """Make an invite: 7 days, one use.

    Raises:
        NotAllowed: neither the command line nor a head there or above; a head of a department that runs no
            campaign, for another department.
        Invalid: `role`, `department`, `contact-name`. NotFound: no such place.
    """
    if role not in ROLES:
        raise Invalid("error-invalid-role")
    if department not in DEPARTMENTS:
        raise Invalid("error-invalid-department")
    name = contacts.check_name(name)
    await _require(db, actor, "staff.invite", jurisdiction_id, department)
    known = select(Jurisdiction.id).where(Jurisdiction.id == jurisdiction_id)
    if (await db.execute(known)).scalar() is None:
        raise NotFound
    kind = KINDS["staff"]
    secret = kind.secret()
    values = {
        "token_hash": hash_of(secret),
        "jurisdiction_id": jurisdiction_id,
        "role": role,
        "department": department,
        "name": name,
        "created_by": actor.person_id,
        "created_at": now,
        "expires_at": now + kind.lasts,
    }
    made = (await db.execute(insert(StaffInvite).values(**values).returning(StaffInvite.id))).scalar_one()
    detail = {"id": made, "role": role, "department": department}
    await audit.write(db, actor, now, "invite-staff", "jurisdiction", jurisdiction_id, detail)
    return NewStaffInvite(made, kind.prefix + secret, now + kind.lasts)


def hash_of_link(payload: str) -> str:
    """The hash of a deep link's payload, as `peek` and `accept` take it: not the secret itself, so that a
    dialog may store it. Sent as a link it opens nothing, because it is hashed again."""
    return hash_of(payload.strip().removeprefix(KINDS["staff"].prefix).encode("utf-8", "replace").decode())


async def peek(db: AsyncConnection, now: datetime, token_hash: str, address: int) -> StaffPeek:
    """The seat an invite leads to, before it is accepted; nothing changes.

    Raises:
        Invalid: `staff-invite`: unknown, expired, revoked, used by another account, or the seat it gave was
            taken away.
    """
    row = await _find(db, token_hash, hold=False)
    person_id = await accounts.find_person(db, address)
    joined = await _seat_of(db, row, person_id) is not None
    if not joined and (row.used_at is not None or row.revoked_at is not None or row.expires_at <= now):
        raise Invalid("error-invalid-staff-invite")
    return StaffPeek(row.jurisdiction_id, row.jurisdiction_name, row.role, row.department, joined)


async def accept(
    db: AsyncConnection,
    now: datetime,
    address: int,
    language: str,
    token_hash: str,
    name: str = "",
    *,
    zone: tzinfo | None = None,
) -> Seated:
    """Take the seat; the same account again finds itself seated, and a seat had before takes the new role.

    Who made the invite is told, not at night (`zone`: where neither the place nor one above has its own).

    Raises:
        Invalid: `staff-invite` as in `peek`; `contact-name`; `language`.
    """
    row = await _find(db, token_hash, hold=True)
    person_id = await accounts.find_person(db, address)
    if (seat_id := await _seat_of(db, row, person_id)) is not None and person_id is not None:
        return Seated(person_id, seat_id, row.jurisdiction_id)
    used = await db.execute(
        update(StaffInvite)
        .where(StaffInvite.id == row.id, INVITE_OPEN, StaffInvite.expires_at > now)
        .values(used_at=now)
    )
    if not used.rowcount:
        raise Invalid("error-invalid-staff-invite")
    person_id = await contacts.ensure_person(db, now, address, language)
    await db.execute(update(StaffInvite).where(StaffInvite.id == row.id).values(used_by=person_id))
    called = row.name or contacts.check_name(name)
    seat_id = await staff.seat(db, now, person_id, row.jurisdiction_id, row.role, row.department, called)
    detail = {"invite": row.id, "role": row.role, "department": row.department}
    await audit.write(db, Actor("person", person_id), now, "join-staff", "staff", seat_id, detail)
    await consequences.settle(db, Actor("person", person_id), now, people=[person_id], zone=zone)
    await consequences.release_barred(db, now)
    if row.created_by is not None and row.created_by != person_id:
        values = {
            "name": called,
            "place": row.jurisdiction_name,
            "role": row.role,
            "department": row.department,
        }
        at = await slot(db, now, "outbox-staff-joined", values, row.jurisdiction_id, zone=zone)
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"staff-joined:{row.id}",
            person_id=row.created_by,
            text_key="outbox-staff-joined",
            values=values,
            button={"kind": "office", "id": 0},
            not_before=at.not_before,
            priority=at.priority,
            office_id=row.jurisdiction_id,
            needs="staff.invite",
        )
    return Seated(person_id, seat_id, row.jurisdiction_id)


async def revoke_invite(db: AsyncConnection, actor: Actor, now: datetime, invite_id: int) -> bool:
    """End an invite; False if it was used or revoked before.

    Raises:
        NotFound: no such invite. NotAllowed: as for making it.
    """
    query = select(StaffInvite.jurisdiction_id, StaffInvite.department).where(StaffInvite.id == invite_id)
    row = (await db.execute(query)).one_or_none()
    if row is None:
        if not is_operator(actor):
            raise NotAllowed
        raise NotFound
    await _require(db, actor, "staff.invite", row.jurisdiction_id, row.department)
    done = await db.execute(
        update(StaffInvite).where(StaffInvite.id == invite_id, INVITE_OPEN).values(revoked_at=now)
    )
    if done.rowcount:
        detail = {"id": invite_id}
        await audit.write(db, actor, now, "revoke-staff-invite", "jurisdiction", row.jurisdiction_id, detail)
    return bool(done.rowcount)


async def list_invites(
    db: AsyncConnection, actor: Actor, now: datetime, jurisdiction_id: int
) -> tuple[StaffInviteLine, ...]:
    """Invites to a place and all below it that still work, oldest first.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "staff.see", jurisdiction_id)
    rows = await db.execute(
        select(
            StaffInvite.id,
            StaffInvite.jurisdiction_id,
            Jurisdiction.name.label("jurisdiction_name"),
            StaffInvite.role,
            StaffInvite.department,
            StaffInvite.name,
            StaffInvite.expires_at,
        )
        .join(Jurisdiction, Jurisdiction.id == StaffInvite.jurisdiction_id)
        .where(
            StaffInvite.jurisdiction_id.in_(select(below_cte().c.id)),
            INVITE_OPEN,
            StaffInvite.expires_at > now,
        )
        .order_by(StaffInvite.id),
        {"root": jurisdiction_id},
    )
    return from_rows(StaffInviteLine, rows)


async def _require(
    db: AsyncConnection, actor: Actor, right: str, jurisdiction_id: int, department: str
) -> None:
    """Require the right to manage the staff of that department there."""
    if is_operator(actor):
        return
    seats = await staff.reaching(db, require_person(actor), jurisdiction_id)
    if not any(one.allows(right) and keeps_staff_of(one.department, department) for one in seats):
        raise NotAllowed


async def _find(db: AsyncConnection, token_hash: str, *, hold: bool) -> Row[*tuple[Any, ...]]:
    """The invite of a secret; `hold` locks it until the transaction ends: of two that accept at once the
    second waits."""
    query = (
        select(
            StaffInvite.id,
            StaffInvite.jurisdiction_id,
            Jurisdiction.name.label("jurisdiction_name"),
            StaffInvite.role,
            StaffInvite.department,
            StaffInvite.name,
            StaffInvite.created_by,
            StaffInvite.expires_at,
            StaffInvite.used_at,
            StaffInvite.used_by,
            StaffInvite.revoked_at,
        )
        .join(Jurisdiction, Jurisdiction.id == StaffInvite.jurisdiction_id)
        .where(StaffInvite.token_hash == token_hash)
    )
    row = (await db.execute(query.with_for_update(of=StaffInvite) if hold else query)).first()
    if row is None:
        raise Invalid("error-invalid-staff-invite")
    return row


async def _seat_of(db: AsyncConnection, row: Row[*tuple[Any, ...]], person_id: int | None) -> int | None:
    """The active seat the person got by this invite."""
    if person_id is None or row.used_by != person_id:
        return None
    seats = await staff.list_seats(db, person_id)
    return next((one.id for one in seats if one.jurisdiction_id == row.jurisdiction_id), None)
