"""Invites: links and codes that let a person join an enterprise or see one finding."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.base.rights import is_operator, require_operator
from storage.base.rows import from_rows
from storage.membership import enterprise_contacts
from storage.membership.invite_secrets import KINDS, hash_of, hashes_of
from storage.offices import staff
from storage.people import accounts, contacts
from storage.tables.enterprises import Enterprise, Invite
from storage.tables.findings import Finding, FindingGuest
from storage.tables.people import Contact


@dataclass(frozen=True, slots=True)
class NewInvite:
    """An invite just made; `secret` is never to be seen again.

    `secret` is the payload of a deep link (`e_…`, `f_…`), or a share code of 8 digits.
    """

    id: int
    kind: str
    secret: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InviteLine:
    """An invite that still works."""

    id: int
    kind: str
    finding_id: int | None
    expires_at: datetime
    uses_left: int | None


@dataclass(frozen=True, slots=True)
class Peek:
    """The target of an invite. `joined`: the person asking is in already."""

    kind: str
    enterprise_id: int
    enterprise_name: str
    finding_id: int | None
    joined: bool


@dataclass(frozen=True, slots=True)
class Accepted:
    """A person who is in. `finding_id` only where the kind is finding."""

    kind: str
    person_id: int
    enterprise_id: int
    finding_id: int | None


async def create(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    kind: str,
    enterprise_id: int,
    finding_id: int | None = None,
) -> NewInvite:
    """Make an invite: enterprise (office; 30 days, 1 use), share (contact; 24 hours, 5 uses), finding
    (contact; 30 days, 1 use).

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches it, or no contact of that enterprise.
        NotFound: no such active enterprise, or no such finding of it.
    """
    active = (  # held: who closes or merges it, or leaves it, meanwhile finds this invite
        select(Enterprise.jurisdiction_id)
        .where(Enterprise.id == enterprise_id, Enterprise.state == "active")
        .with_for_update(read=True)
    )
    place_id = (await db.execute(active)).scalar()
    if kind == "enterprise":
        if place_id is not None:
            await staff.require(db, actor, "enterprise.keep", place_id, of=())
        elif not is_operator(actor):
            raise NotAllowed
    else:
        await contacts.require_contact(db, actor, enterprise_id, hold=True)
    if place_id is None:
        raise NotFound
    if kind == "finding":
        of = select(Finding.id).where(Finding.id == finding_id, Finding.enterprise_id == enterprise_id)
        if finding_id is None or (await db.execute(of)).scalar() is None:
            raise NotFound
    made = KINDS[kind]
    expires_at = now + made.lasts
    invite_id = None
    secret = ""
    while invite_id is None:  # eight digits may be those of an old code
        secret = made.secret()
        invite_id = (
            await db.execute(
                upsert(db, Invite)
                .values(
                    kind=kind,
                    token_hash=hash_of(secret),
                    enterprise_id=enterprise_id,
                    finding_id=finding_id if kind == "finding" else None,
                    created_by=actor.person_id,
                    created_at=now,
                    expires_at=expires_at,
                    uses_left=made.uses,
                )
                .on_conflict_do_nothing(index_elements=["token_hash"])
                .returning(Invite.id)
            )
        ).scalar()
    await audit.write(db, actor, now, "invite", "enterprise", enterprise_id, {"kind": kind, "id": invite_id})
    return NewInvite(invite_id, kind, made.prefix + secret, expires_at)


async def peek(db: AsyncConnection, now: datetime, secret: str, address: int | None = None) -> Peek:
    """The target of an invite, before it is accepted; nothing changes.

    Raises:
        Invalid: `invite`: unknown, expired, used up or revoked, and the account is not in already.
    """
    row = await _find(db, secret, hold=False)
    person_id = await accounts.find_person(db, address) if address is not None else None
    joined = person_id is not None and await _is_in(db, row, person_id)
    works = row.expires_at > now and row.revoked_at is None and (row.uses_left is None or row.uses_left > 0)
    if not works and not joined:
        raise Invalid("error-invalid-invite")
    return Peek(row.kind, row.enterprise_id, row.name, row.finding_id, joined)


async def accept(
    db: AsyncConnection, now: datetime, address: int, language: str, secret: str, name: str = ""
) -> Accepted:
    """Join by a deep link's payload or a typed code; who is in already stays so, and no use is counted.

    The first to come by an enterprise invite is its owner, everybody after that a member. A finding's guest
    sees that finding and nothing else. `name` is how the others will see the person (at most 64 characters).

    Raises:
        Invalid: `invite`: unknown, expired, used up or revoked, all the same; `contact-name`; `language`.
    """
    name = contacts.check_name(name)
    row = await _find(db, secret, hold=True)
    person_id = await accounts.find_person(db, address)
    if person_id is not None and await _is_in(db, row, person_id):
        if row.kind != "finding":
            await contacts.switch_enterprise(db, Actor("person", person_id), now, row.enterprise_id)
        return Accepted(row.kind, person_id, row.enterprise_id, row.finding_id)
    used = await db.execute(
        update(Invite).where(Invite.id == row.id, *_works(now)).values(uses_left=Invite.uses_left - 1)
    )
    if not used.rowcount:
        raise Invalid("error-invalid-invite")
    person_id = await contacts.ensure_person(db, now, address, language)
    if row.kind == "finding":
        await db.execute(
            upsert(db, FindingGuest)
            .values(finding_id=row.finding_id, person_id=person_id, name=name, joined_at=now)
            .on_conflict_do_nothing(index_elements=["finding_id", "person_id"])
        )
    else:
        role = "member" if row.kind == "share" or await _has_owner(db, row.enterprise_id) else "owner"
        await enterprise_contacts.add_contact(db, now, row.enterprise_id, person_id, role, name)
    detail = {"kind": row.kind, "id": row.id}
    await audit.write(db, Actor("person", person_id), now, "join", "enterprise", row.enterprise_id, detail)
    return Accepted(row.kind, person_id, row.enterprise_id, row.finding_id)


async def revoke(db: AsyncConnection, actor: Actor, now: datetime, invite_id: int) -> bool:
    """End an invite; False if it was revoked before.

    Raises:
        NotFound: no such invite.
        NotAllowed: neither the office nor a contact of its enterprise.
    """
    of = (await db.execute(select(Invite.enterprise_id).where(Invite.id == invite_id))).scalar()
    if actor.kind != "person":
        require_operator(actor)
    if of is None:
        raise NotFound
    if actor.kind == "person":
        await contacts.require_contact(db, actor, of)
    done = await db.execute(
        update(Invite).where(Invite.id == invite_id, Invite.revoked_at.is_(None)).values(revoked_at=now)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "revoke-invite", "enterprise", of, {"id": invite_id})
    return bool(done.rowcount)


async def list_invites(db: AsyncConnection, now: datetime, enterprise_id: int) -> tuple[InviteLine, ...]:
    """An enterprise's invites that still work, oldest first."""
    rows = await db.execute(
        select(Invite.id, Invite.kind, Invite.finding_id, Invite.expires_at, Invite.uses_left)
        .where(Invite.enterprise_id == enterprise_id, *_works(now))
        .order_by(Invite.id)
    )
    return from_rows(InviteLine, rows)


def _works(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Invite.revoked_at.is_(None),
        Invite.expires_at > now,
        Invite.uses_left.is_(None) | (Invite.uses_left > 0),
    )


async def _find(db: AsyncConnection, secret: str, *, hold: bool) -> Row[*tuple[Any, ...]]:
    """The invite of an active enterprise; `hold` keeps both until the transaction ends: of two who join at
    once, by the same invite or another, the second waits and finds the first in.

    Raises:
        Invalid: `invite`.
    """
    query = (
        select(
            Invite.id,
            Invite.kind,
            Invite.enterprise_id,
            Invite.finding_id,
            Invite.expires_at,
            Invite.uses_left,
            Invite.revoked_at,
            Enterprise.name,
        )
        .join(Enterprise, Enterprise.id == Invite.enterprise_id)
        .where(Invite.token_hash.in_(hashes_of(secret)), Enterprise.state == "active")
    )
    row = (
        await db.execute(query.with_for_update(key_share=True, of=(Invite, Enterprise)) if hold else query)
    ).first()
    if row is None:
        raise Invalid("error-invalid-invite")
    return row


async def _is_in(db: AsyncConnection, row: Row[*tuple[Any, ...]], person_id: int) -> bool:
    contact = select(Contact.id).where(
        Contact.enterprise_id == row.enterprise_id, Contact.person_id == person_id
    )
    if (await db.execute(contact)).scalar() is not None:
        return True
    guest = select(FindingGuest.id).where(
        FindingGuest.finding_id == row.finding_id, FindingGuest.person_id == person_id
    )
    return row.finding_id is not None and (await db.execute(guest)).scalar() is not None


async def _has_owner(db: AsyncConnection, enterprise_id: int) -> bool:
    owner = select(Contact.id).where(Contact.enterprise_id == enterprise_id, Contact.role == "owner")
    return (await db.execute(owner.limit(1))).scalar() is not None
