"""Registration: an enterprise enters the system by its owner or by its office. No table is here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.typed.credit_code import CreditCodeError, parse_credit_code
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Invalid, NotFound
from storage.base.rights import require_operator
from storage.enterprises import registry as enterprises
from storage.membership import enterprise_contacts
from storage.people import accounts, contacts
from storage.tables.enterprises import Enterprise
from storage.tables.people import Contact, Person

_INDUSTRY = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Joined:
    """A person who now acts for an enterprise."""

    person_id: int
    enterprise_id: int


async def register(
    db: AsyncConnection,
    now: datetime,
    account: int,
    language: str,
    name: str,
    credit_code: str,
    industry: str,
    jurisdiction_id: int,
    headcount: int,
    address: str,
    contact_name: str,
    phone: str = "",
) -> Joined:
    """An unknown or known account registers an enterprise and becomes its owner.

    Again by one of its contacts: nothing changes, but they work on it now, and it is opened again if closed.

    Raises:
        Invalid: `name` (2 to 60 characters), `credit-code` (with `kind` and `position`), `industry`,
            `jurisdiction`, `headcount` (1 to 200,000), `address` (at most 100), `contact-name` (1 to 64),
            `phone` (see `registry.check_phone`), `language`.
        Conflict: `enterprise-exists`: somebody else registered that code.
    """
    values = await _check(db, name, credit_code, industry, jurisdiction_id, headcount, address)
    contact_name = contacts.check_name(contact_name, required=True)
    if phone:
        values |= {"phone": enterprises.check_phone(phone), "contact_name": contact_name}
    if (again := await _register_again(db, now, account, values["credit_code"])) is not None:
        return again
    person_id = await contacts.ensure_person(db, now, account, language)
    enterprise_id = await _insert(db, now, values)
    if enterprise_id is None:  # a second tap, or somebody quicker, committed meanwhile
        if (again := await _register_again(db, now, account, values["credit_code"])) is None:
            raise Conflict("error-conflict-enterprise-exists")
        return again
    await enterprise_contacts.add_contact(db, now, enterprise_id, person_id, "owner", contact_name)
    actor = Actor("person", person_id)
    await audit.write(db, actor, now, "register", "enterprise", enterprise_id, {"industry": industry})
    return Joined(person_id, enterprise_id)


async def enlist(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    name: str,
    credit_code: str,
    industry: str,
    jurisdiction_id: int,
    headcount: int,
    address: str = "",
) -> int:
    """The office puts an enterprise on its list, to be joined by an invite; its id, also if it was there.

    Raises:
        NotAllowed: not the command line or the system.
        Invalid: as `register`.
    """
    require_operator(actor)
    values = await _check(db, name, credit_code, industry, jurisdiction_id, headcount, address)
    if (enterprise_id := await _insert(db, now, values)) is None:
        same = select(Enterprise.id).where(Enterprise.credit_code == values["credit_code"])
        return (await db.execute(same)).scalar_one()
    await audit.write(db, actor, now, "enlist", "enterprise", enterprise_id, {"industry": industry})
    return enterprise_id


async def set_phone(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, contact_name: str, phone: str
) -> None:
    """Store the contact and telephone number of an enterprise where the bot reaches nobody.

    Raises:
        NotAllowed: not the command line or the system.
        Invalid: `contact-name` (at most 64 characters); `phone`: see `registry.check_phone`.
        NotFound: no such enterprise.
    """
    require_operator(actor)
    values = {"contact_name": contacts.check_name(contact_name), "phone": enterprises.check_phone(phone)}
    given = {name: value for name, value in values.items() if value}
    if not given:
        return
    done = await db.execute(update(Enterprise).where(Enterprise.id == enterprise_id).values(**given))
    if not done.rowcount:
        raise NotFound
    await audit.write(db, actor, now, "set-phone", "enterprise", enterprise_id, {"fields": sorted(given)})


async def _check(
    db: AsyncConnection,
    name: str,
    credit_code: str,
    industry: str,
    jurisdiction_id: int,
    headcount: int,
    address: str,
) -> dict[str, Any]:
    try:
        code = parse_credit_code(credit_code)
    except CreditCodeError as error:
        raise Invalid("error-invalid-credit-code", kind=error.kind, position=error.position or 0) from None
    if not _INDUSTRY.fullmatch(industry):
        raise Invalid("error-invalid-industry")
    return {
        "name": enterprises.check_name(name),
        "credit_code": code,
        "industry": industry,
        "jurisdiction_id": await enterprises.check_place(db, jurisdiction_id),
        "headcount": enterprises.check_headcount(headcount),
        "address": enterprises.check_address(address),
        "facts": {},
        "hazards": [],
    }


async def _insert(db: AsyncConnection, now: datetime, values: dict[str, Any]) -> int | None:
    new_id: int | None = (
        await db.execute(
            upsert(db, Enterprise)
            .values(**values, state="active", registered_at=now)
            .on_conflict_do_nothing(index_elements=["credit_code"])
            .returning(Enterprise.id)
        )
    ).scalar()
    return new_id


async def _register_again(db: AsyncConnection, now: datetime, account: int, code: str) -> Joined | None:
    """The result of the same person's first registration; None if the code is new.

    Raises:
        Conflict: `enterprise-exists`.
    """
    again = accounts.person_at(account)
    row = (  # one statement: between two of them, their own second tap may commit
        await db.execute(
            select(Enterprise.id, Enterprise.state, Contact.person_id)
            .select_from(Enterprise)
            .outerjoin(Contact, (Contact.enterprise_id == Enterprise.id) & (Contact.person_id == again))
            .where(Enterprise.credit_code == code)
        )
    ).one_or_none()
    if row is None:
        return None
    enterprise_id, state, person_id = row
    if not person_id:
        raise Conflict("error-conflict-enterprise-exists")
    await db.execute(update(Person).where(Person.id == person_id).values(enterprise_id=enterprise_id))
    closed = (Enterprise.id == enterprise_id, Enterprise.state == "closed")
    if (
        state == "closed"
        and (await db.execute(update(Enterprise).where(*closed).values(state="active"))).rowcount
    ):
        await audit.write(db, Actor("person", person_id), now, "reopen", "enterprise", enterprise_id)
    return Joined(person_id, enterprise_id)
