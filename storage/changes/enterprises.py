"""Operations on the list of enterprises: rename, move, close one, merge doubles; offices do them, and the
enterprise's own contacts move it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotFound
from storage.base.texts import one_line, visible
from storage.campaigns import telling
from storage.changes import transfers
from storage.enterprises import mail as enterprise_mail
from storage.enterprises import registry as enterprises
from storage.inspections import transfers as visits
from storage.membership import consequences
from storage.offices import jurisdictions, staff
from storage.people import former_contacts
from storage.tables.enterprises import Enterprise, Upkeep
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.incidents import Incident
from storage.tables.inspections import Inspection
from storage.tables.measures import Measure
from storage.tables.people import Contact, Person
from storage.tables.referrals import Referral
from storage.tables.reviews import Escalation
from storage.tables.self_checks import OwedPhoto, SelfCheck

RIGHT = "enterprise.keep"
REASONS = ("stopped", "moved", "out_of_scope")
"""Reasons for closing an enterprise: 关停, 搬走, 不在范围. A double is merged instead."""


async def keep_name(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, name: str) -> None:
    """Correct an enterprise's name.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches it. NotFound: closed. Invalid: `name`.
    """
    await _held(db, actor, enterprise_id)
    name = enterprises.check_name(name)
    await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(name=name))
    await audit.write(db, actor, now, "rename", "enterprise", enterprise_id)


async def keep_phone(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, phone: str
) -> None:
    """Store the telephone number of an enterprise; the contact's name stays.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches it. NotFound: closed. Invalid: `phone-typed`.
    """
    await _held(db, actor, enterprise_id)
    phone = enterprises.read_phone(phone)
    await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(phone=phone))
    await audit.write(db, actor, now, "set-phone", "enterprise", enterprise_id, {"fields": ["phone"]})


async def move_to(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    jurisdiction_id: int,
    *,
    zone: tzinfo | None = None,
) -> None:
    """Move an enterprise to another place one keeps, too. What is open goes to that place's office with it;
    both offices and the enterprise's people are told.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches it, and the new place. NotFound: closed.
    """
    row = await _held(db, actor, enterprise_id)
    await staff.require(db, actor, RIGHT, jurisdiction_id, of=[enterprise_id])
    if row.jurisdiction_id == jurisdiction_id:
        return
    await former_contacts.remember(db, now, enterprise_id)
    moved = update(Enterprise).where(Enterprise.id == enterprise_id)
    await db.execute(moved.values(jurisdiction_id=jurisdiction_id))
    went = await transfers.transferred(db, actor, now, enterprise_id, row.jurisdiction_id, zone=zone)
    line = [one.id for one in await jurisdictions.above(db, jurisdiction_id)]
    elsewhere = Inspection.jurisdiction_id.not_in(line) & (Inspection.state == "planned")
    await visits.leave(db, actor, now, enterprise_id, "moved", where=elsewhere, zone=zone)
    detail = {"from": row.jurisdiction_id, "to": jurisdiction_id, **went}
    await audit.write(db, actor, now, "move", "enterprise", enterprise_id, detail)


async def move_own(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, jurisdiction_id: int, address: str
) -> None:
    """Correct the place and address of an enterprise; contacts only. What is open goes to the new place's
    office with it.

    Raises:
        NotAllowed; Invalid: `jurisdiction`, `address`; NotFound: closed.
    """
    place = await enterprises.check_place(db, jurisdiction_id)

    async def take_along(from_id: int) -> Mapping[str, Any]:
        return await transfers.transferred(db, actor, now, enterprise_id, from_id)

    correction = {"jurisdiction_id": place, "address": enterprises.check_address(address)}
    await enterprises.correct(db, actor, now, enterprise_id, "move", moved=take_along, **correction)


async def close_for(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    reason: str,
    note: str = "",
    *,
    zone: tzinfo | None = None,
) -> bool:
    """Close an enterprise for one of REASONS; nothing more is asked of it, and its people are told. Its
    records stay. False: it was closed.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches it. NotFound: there is none.
        Invalid: `close-reason`: none of REASONS; `close-note`: above 200 characters.
    """
    if reason not in REASONS:
        raise Invalid("error-invalid-close-reason")
    note = one_line(note)
    if len(note) > 200:
        raise Invalid("error-invalid-close-note", limit=200)
    row = await _row(db, actor, enterprise_id)
    if row.state != "active":
        return False
    await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(state="closed"))
    detail = {"reason": reason, **({"note": note} if visible(note) else {})}
    await audit.write(db, actor, now, "close", "enterprise", enterprise_id, detail)
    await consequences.closed(db, actor, now, enterprise_id, zone=zone)
    await visits.leave(db, actor, now, enterprise_id, "closed", zone=zone)
    what = f"closed:{enterprise_id}:{int(now.timestamp())}"
    said = {"enterprise": row.name, "reason": reason}
    await enterprise_mail.tell(
        db, now, enterprise_id, what, "outbox-enterprise-closed", said, None, zone=zone
    )
    return True


async def reopen(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> bool:
    """Put an enterprise back onto the list; False: it is active, or was merged into another one.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches it. NotFound: there is none.
    """
    row = await _row(db, actor, enterprise_id)
    if row.state != "closed":
        return False
    await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(state="active"))
    await audit.write(db, actor, now, "reopen", "enterprise", enterprise_id)
    await telling.tell_arrived(db, now, enterprise_id, None)
    return True


async def merge(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    double_id: int,
    into_id: int,
    *,
    zone: tzinfo | None = None,
) -> None:
    """Merge a double into the real enterprise: its people work on that one from now on; its self-check of
    a campaign goes along where the other has none there. Of two self-checks the double keeps its own, for
    the record. Offices and people of both are told.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches both. NotFound: one is closed.
        Conflict: `merge-same`: they are one; `merge-other-way`: what was handed in is the double's, and the
            other has only begun: then the other is the double.
    """
    if double_id == into_id:
        raise Conflict("error-conflict-merge-same")
    for one in sorted((double_id, into_id)):  # always in the same order: two at once do not wait in a ring
        await _held(db, actor, one)
    await _move_checks(db, double_id, into_id)
    await former_contacts.remember(db, now, double_id)
    theirs = select(Contact.person_id).where(Contact.enterprise_id.in_([double_id, into_id]))
    concerned = frozenset((await db.execute(theirs)).scalars())
    await _move_people(db, now, double_id, into_id)
    into: dict[str, Any] = {"enterprise_id": into_id}
    await visits.give(db, double_id, into_id)
    kinds = select(Upkeep.kind).where(Upkeep.enterprise_id == into_id)
    for table, by in (
        (Upkeep, Upkeep.kind.not_in(kinds)),
        (Incident, Incident.id > 0),
        (Referral, Referral.id > 0),
        (Measure, Measure.id > 0),  # orders over the double are orders over the one it really is
    ):
        await db.execute(update(table).where(table.enterprise_id == double_id, by).values(into))
    doubles = update(Enterprise).where((Enterprise.id == double_id) | (Enterprise.merged_into == double_id))
    await db.execute(doubles.values(merged_into=into_id))  # a double of the double is one of this one now
    await db.execute(update(Enterprise).where(Enterprise.id == double_id).values(state="merged"))
    await audit.write(db, actor, now, "merge", "enterprise", double_id, {"into": into_id})
    await transfers.merged(db, actor, now, double_id, into_id, concerned, zone=zone)
    await visits.leave(db, actor, now, double_id, "merged", zone=zone)


async def _move_checks(db: AsyncConnection, double_id: int, into_id: int) -> None:
    checks = select(SelfCheck.id, SelfCheck.campaign_id, SelfCheck.state, SelfCheck.enterprise_id)
    checks = checks.where(SelfCheck.enterprise_id.in_([double_id, into_id])).order_by(SelfCheck.id)
    rows = (await db.execute(checks.with_for_update(key_share=True))).all()  # handing in one of them waits
    own = {campaign_id: state for _, campaign_id, state, whose in rows if whose == into_id}
    for check_id, campaign_id, state, whose in rows:
        if whose == into_id:
            continue
        if own.get(campaign_id) == "draft" and state != "draft":
            raise Conflict("error-conflict-merge-other-way")
        if campaign_id not in own:
            await _give(db, check_id, into_id)


async def _give(db: AsyncConnection, check_id: int, enterprise_id: int) -> None:
    """Give a self-check with all its rows to another enterprise."""
    given: dict[str, Any] = {"enterprise_id": enterprise_id}
    await db.execute(update(SelfCheck).where(SelfCheck.id == check_id).values(given))
    findings = select(Finding.id).where(Finding.self_check_id == check_id)
    for table, by in (
        (Escalation, Escalation.self_check_id == check_id),
        (OwedPhoto, OwedPhoto.self_check_id == check_id),
        (Rectification, Rectification.finding_id.in_(findings)),
        (Extension, Extension.finding_id.in_(findings)),
        (Finding, Finding.self_check_id == check_id),
    ):
        await db.execute(update(table).where(by).values(given))


async def _move_people(db: AsyncConnection, now: datetime, double_id: int, into_id: int) -> None:
    there = select(Contact.person_id).where(Contact.enterprise_id == into_id)
    known = set((await db.execute(there)).scalars())
    has_owner = exists().where(Contact.enterprise_id == into_id, Contact.role == "owner")
    owned = bool((await db.execute(select(has_owner))).scalar())
    rows = await db.execute(
        select(Contact.id, Contact.person_id, Contact.role).where(Contact.enterprise_id == double_id)
    )
    for contact_id, person_id, role in rows.all():  # the phones of one enterprise
        if person_id in known:
            await db.execute(delete(Contact).where(Contact.id == contact_id))
        else:
            kept = "member" if role == "owner" and owned else role
            moved = update(Contact).where(Contact.id == contact_id)
            await db.execute(moved.values(enterprise_id=into_id, role=kept, joined_at=now))
            owned = owned or kept == "owner"
    works = update(Person).where(Person.enterprise_id == double_id)
    await db.execute(works.values(enterprise_id=into_id))


async def _row(db: AsyncConnection, actor: Actor, enterprise_id: int) -> Any:
    row = (
        await db.execute(
            select(Enterprise.id, Enterprise.name, Enterprise.state, Enterprise.jurisdiction_id)
            .where(Enterprise.id == enterprise_id)
            .with_for_update(key_share=True)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    await staff.require(db, actor, RIGHT, row.jurisdiction_id, of=[enterprise_id])
    return row


async def _held(db: AsyncConnection, actor: Actor, enterprise_id: int) -> Any:
    """The row of an active enterprise, locked until the transaction ends."""
    row = await _row(db, actor, enterprise_id)
    if row.state != "active":
        raise NotFound
    return row
