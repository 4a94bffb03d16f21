"""Requests to join a listed enterprise: asked by somebody without a link, decided by its office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from sqlalchemy import (
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, NotFound
from storage.base.rows import from_row, from_rows
from storage.enterprises import registry as enterprises
from storage.enterprises.registry import read_phone
from storage.membership import enterprise_contacts
from storage.nudges import addresses as nudge_addresses
from storage.offices import jurisdictions, recusals, staff
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import below_cte
from storage.outbox import queue as outbox
from storage.people import accounts, contacts
from storage.tables.enterprises import Enterprise, JoinRequest
from storage.tables.findings import FindingGuest
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact, Person
from storage.tables.system import AuditRow
from storage.web import inbox

RIGHT = "enterprise.keep"
FORGET_DAYS = 30
MOST_OPEN = 3
"""Open requests of one person."""
MOST_REFUSED = 3
"""After so many refusals in FORGET_DAYS a person can send no further request."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as an office sees it. `phones`: people who are in already; `contact_name`, `phone`: whom to
    ask whether they know this person; `own_phone`: under which this person is reached."""

    id: int
    enterprise_id: int
    enterprise: str
    place: str
    jurisdiction_id: int
    name: str
    asked_at: datetime
    state: str
    phones: int
    contact_name: str
    phone: str
    own_phone: str


_line = (
    select(
        JoinRequest.id,
        Enterprise.id.label("enterprise_id"),
        Enterprise.name.label("enterprise"),
        Jurisdiction.name.label("place"),
        Enterprise.jurisdiction_id,
        JoinRequest.name,
        JoinRequest.asked_at,
        JoinRequest.state,
        select(func.count()).where(Contact.enterprise_id == Enterprise.id).scalar_subquery().label("phones"),
        Enterprise.contact_name,
        Enterprise.phone,
        JoinRequest.own_phone,
    )
    .join(Enterprise, Enterprise.id == JoinRequest.enterprise_id)
    .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
)


async def ask(
    db: AsyncConnection,
    now: datetime,
    address: int,
    language: str,
    credit_code: str,
    name: str,
    own_phone: str = "",
    *,
    zone: tzinfo | None = None,
) -> int:
    """Ask an enterprise's office for access. A repeated call is the same request, with the last number
    given.

    Raises:
        Invalid: `contact-name`: 1 to 64 characters; `language`; `phone-typed`.
        NotFound: no such enterprise on the list.
        Conflict: `join-in`: in already; `join-many`: MOST_OPEN wait; `join-refused`: see MOST_REFUSED.
    """
    name = contacts.check_name(name, required=True)
    own_phone = read_phone(own_phone) if own_phone else ""
    found = (
        await db.execute(
            select(Enterprise.id, Enterprise.name, Enterprise.jurisdiction_id)
            .where(Enterprise.credit_code == credit_code, Enterprise.state == "active")
            .with_for_update(key_share=True)  # who joins it meanwhile is waited for
        )
    ).one_or_none()
    if found is None:
        raise NotFound
    person_id = await contacts.ensure_person(db, now, address, language)
    await contacts.in_turn(db, Actor("person", person_id))
    is_in = exists().where(Contact.enterprise_id == found.id, Contact.person_id == person_id)
    if (await db.execute(select(is_in))).scalar():
        raise Conflict("error-conflict-join-in")
    lately = select(func.count()).where(
        JoinRequest.person_id == person_id,
        JoinRequest.state == "refused",
        JoinRequest.decided_at > now - timedelta(days=FORGET_DAYS),
    )
    if (await db.execute(lately)).scalar_one() >= MOST_REFUSED:
        raise Conflict("error-conflict-join-refused")
    waiting = await db.execute(
        select(JoinRequest.id, JoinRequest.enterprise_id).where(
            JoinRequest.person_id == person_id, JoinRequest.state == "open"
        )
    )
    open_ones = {enterprise_id: id_ for id_, enterprise_id in waiting}
    if found.id in open_ones:
        if own_phone:
            same = update(JoinRequest).where(JoinRequest.id == open_ones[found.id])
            await db.execute(same.values(own_phone=own_phone))
        return open_ones[found.id]
    if len(open_ones) >= MOST_OPEN:
        raise Conflict("error-conflict-join-many", limit=MOST_OPEN)
    made = insert(JoinRequest).values(
        enterprise_id=found.id,
        person_id=person_id,
        name=name,
        own_phone=own_phone,
        state="open",
        asked_at=now,
    )
    request_id = int((await db.execute(made.returning(JoinRequest.id))).scalar_one())
    actor = Actor("person", person_id)
    await audit.write(db, actor, now, "ask-to-join", "enterprise", found.id, {"id": request_id})
    await office_mail.tell(
        db,
        now,
        place_id=found.jurisdiction_id,
        right=RIGHT,
        about=found.id,
        what=f"join-{request_id}",
        text_key="outbox-join-asked",
        values={"enterprise": found.name, "name": name},
        button={"kind": "join", "id": request_id},
        zone=zone,
    )
    return request_id


async def list_open(db: AsyncConnection, actor: Actor, jurisdiction_id: int) -> tuple[RequestLine, ...]:
    """List the open requests in a place and all below it, oldest first.

    Raises:
        NotAllowed: no seat with `enterprise.keep` that reaches the place.
    """
    await staff.require(db, actor, RIGHT, jurisdiction_id, of=())
    rows = await db.execute(
        _line.where(
            JoinRequest.state == "open",
            Enterprise.state == "active",
            Enterprise.jurisdiction_id.in_(select(below_cte().c.id)),
        )
        .order_by(JoinRequest.id)
        .limit(200),
        {"root": jurisdiction_id},
    )
    return from_rows(RequestLine, rows)


async def get(db: AsyncConnection, actor: Actor, request_id: int) -> RequestLine:
    """One request.

    Raises:
        NotFound: there is none. NotAllowed: see `list_open`.
    """
    row = (await db.execute(_line.where(JoinRequest.id == bindparam("id")), {"id": request_id})).one_or_none()
    if row is None:
        raise NotFound
    await staff.require(db, actor, RIGHT, row.jurisdiction_id, of=())
    return from_row(RequestLine, row)


async def decide(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    request_id: int,
    *,
    grant: bool,
    zone: tzinfo | None = None,
) -> bool:
    """Grant a request to join (the first contact of an enterprise becomes its owner), or refuse it; the
    person is told. False: decided before.

    Their number becomes that of an enterprise that has none.

    Raises:
        NotFound, NotAllowed: see `get`.
    """
    held = (  # of two who join at once the second waits, and finds the first in
        select(JoinRequest.person_id)
        .join(Enterprise, Enterprise.id == JoinRequest.enterprise_id)
        .where(JoinRequest.id == request_id)
        .with_for_update(key_share=True, of=(JoinRequest, Enterprise))
    )
    asked_by = (await db.execute(held)).scalar()
    line = await get(db, actor, request_id)
    seat = await staff.require(db, actor, RIGHT, line.jurisdiction_id, of=[line.enterprise_id])
    if seat is not None and asked_by == seat.person_id:  # nor lets oneself in
        raise await recusals.refusal(db, actor, RIGHT, seat.jurisdiction_id, line.enterprise_id)
    state = "granted" if grant else "refused"
    done = await db.execute(
        update(JoinRequest)
        .where(JoinRequest.id == request_id, JoinRequest.state == "open")
        .values(state=state, own_phone="", decided_by=actor.person_id, decided_at=now)
        .returning(JoinRequest.person_id)
    )
    person_id = done.scalar()
    if person_id is None:
        return False
    if grant:
        role = "member" if line.phones else "owner"
        await enterprise_contacts.add_contact(db, now, line.enterprise_id, person_id, role, line.name)
        if line.own_phone and not line.phone:
            by = Actor("person", person_id)
            await enterprises.set_phone(db, by, now, line.enterprise_id, line.own_phone)
    await office_mail.take_back_of(db, f"join-{request_id}")
    detail = {"id": request_id, "granted": grant}
    await audit.write(db, actor, now, "decide-join", "enterprise", line.enterprise_id, detail)
    await outbox.enqueue(
        db,
        now,
        dedupe_key=f"join-{state}:{request_id}",
        person_id=person_id,
        text_key="outbox-join-granted" if grant else "outbox-join-refused",
        values={"enterprise": line.enterprise},
        button={"kind": "reviewed", "id": line.enterprise_id} if grant else None,
        not_before=await jurisdictions.after_quiet_at(db, line.jurisdiction_id, now, zone),
        priority=outbox.PERSONAL,
    )
    return True


async def forget_refused(db: AsyncConnection, now: datetime) -> int:
    """Delete people whose request was refused FORGET_DAYS ago and who have done nothing else here; return
    how many."""
    refused = select(JoinRequest.person_id).where(
        JoinRequest.state == "refused", JoinRequest.decided_at < now - timedelta(days=FORGET_DAYS)
    )
    nobody = select(Person.id).where(
        Person.id.in_(refused),
        ~exists().where(Contact.person_id == Person.id),
        ~exists().where(Staff.person_id == Person.id),
        ~exists().where(FindingGuest.person_id == Person.id),
        ~exists().where(JoinRequest.person_id == Person.id, JoinRequest.state != "refused"),
        ~exists().where(AuditRow.person_id == Person.id, AuditRow.action != "ask-to-join"),
    )
    gone = list((await db.execute(nobody)).scalars())
    if gone:
        await db.execute(delete(JoinRequest).where(JoinRequest.person_id.in_(gone)))
        await db.execute(delete(OutboxRow).where(OutboxRow.person_id.in_(gone)))
        await inbox.forget(db, await accounts.forget(db, gone))
        await nudge_addresses.forget(db, gone)
        await db.execute(delete(Person).where(Person.id.in_(gone)))
    return len(gone)
