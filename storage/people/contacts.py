"""People who act for an enterprise: accounts, languages, contacts. Nobody else has a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    bindparam,
    column,
    select,
    table,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from content.languages import languages
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed
from storage.base.rights import require_person
from storage.base.rows import from_rows
from storage.base.schema import Base
from storage.base.texts import one_line, visible
from storage.people import accounts
from storage.tables.people import Account, Contact, Person, is_live


@dataclass(frozen=True, slots=True)
class Identity:
    """The identity behind an account. `enterprise_id` and `role`: those worked on now, None for a guest of a
    finding."""

    person_id: int
    language: str
    enterprise_id: int | None
    role: str | None
    unreachable: bool
    """Marked as unreachable: an update from this person has to mark them reachable."""
    elsewhere: bool = False
    """Messages go to another of their accounts: an update from this one moves them here."""
    staff_id: int | None = None
    """The seat they work on now, while it is not revoked. What it may do is asked of `staff.require`."""


@dataclass(frozen=True, slots=True)
class OwnEnterprise:
    """An enterprise of a person. `current`: the one being worked on."""

    id: int
    name: str
    role: str
    current: bool


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact of an enterprise, with what a message to them needs."""

    person_id: int
    name: str
    role: str
    language: str
    reachable: bool


# imported here: that module imports this one
_seat = table("staff", column("id"), column("person_id"), column("revoked_at"))

# Hot path: one query an update, built once.
_identify = (
    select(
        Person.id,
        Person.language,
        Person.enterprise_id,
        Contact.role,
        Person.unreachable_at,
        Person.account_id.is_distinct_from(Account.id),
        _seat.c.id,
    )
    .select_from(Account)
    .join(Person, Person.id == Account.person_id)
    .outerjoin(Contact, (Contact.enterprise_id == Person.enterprise_id) & (Contact.person_id == Person.id))
    .outerjoin(_seat, (_seat.c.id == Person.staff_id) & _seat.c.revoked_at.is_(None))
    .where(Account.address == bindparam("address"), is_live)
)
_contact = select(Contact.role).where(
    Contact.enterprise_id == bindparam("enterprise_id"), Contact.person_id == bindparam("person_id")
)


async def identify(db: AsyncConnection, address: int) -> Identity | None:
    """The identity of that address; None for addresses without a row. One query."""
    row = (await db.execute(_identify, {"address": address})).one_or_none()
    if row is None:
        return None
    person_id, language, enterprise_id, role, unreachable_at, elsewhere, staff_id = row
    works_on = enterprise_id if role else None
    return Identity(
        person_id, language, works_on, role, unreachable_at is not None, bool(elsewhere), staff_id
    )


async def require_contact(
    db: AsyncConnection, actor: Actor, enterprise_id: int, *roles: str, hold: bool = False
) -> int:
    """Require a contact of that enterprise (of `roles`, if given); returns the person's id. `hold`: they do
    not leave it before the transaction ends.

    Raises:
        NotAllowed: anybody else, the command line included.
    """
    person_id = require_person(actor)
    query = _contact.with_for_update(read=True, key_share=True) if hold else _contact
    role = (await db.execute(query, {"enterprise_id": enterprise_id, "person_id": person_id})).scalar()
    if role is None or (roles and role not in roles):
        raise NotAllowed
    return person_id


async def in_turn(db: AsyncConnection, actor: Actor) -> None:
    """Have a person's taps wait for one another until the transaction ends: what the first one makes, which
    no unique key tells from what another tap makes, the second one finds."""
    if actor.kind == "person":
        held = select(Person.id).where(Person.id == actor.person_id)
        await db.execute(held.with_for_update(key_share=True))


async def is_contact(db: AsyncConnection, actor: Actor, enterprise_id: int) -> bool:
    """Whether the actor acts for the enterprise."""
    try:
        await require_contact(db, actor, enterprise_id)
    except NotAllowed:
        return False
    return True


async def ensure_person(db: AsyncConnection, now: datetime, address: int, language: str) -> int:
    """Id of that address's person, created if new; a known person keeps their language.

    Only joining may call it: people who join nothing have no row.
    """
    return await accounts.create_person(db, now, address, _language(language))


def check_name(text: str, *, required: bool = False) -> str:
    """A person's name in stored form.

    Raises:
        Invalid: `contact-name`: above 64 characters, or nothing to be seen although `required`.
    """
    name = one_line(text)
    if len(name) > 64 or (required and not visible(name)):
        raise Invalid("error-invalid-contact-name")
    return name


async def set_language(db: AsyncConnection, actor: Actor, now: datetime, language: str) -> None:
    """Set the language of the acting person.

    Raises:
        Invalid: `language`.
        NotAllowed: not a person.
    """
    person_id = require_person(actor)
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.language != _language(language))
        .values(language=language)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "set-language", "person", person_id, {"language": language})


async def switch_enterprise(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> None:
    """Make another of the person's enterprises the current one.

    Raises:
        NotAllowed: not a contact of it.
    """
    person_id = await require_contact(db, actor, enterprise_id)
    done = await db.execute(
        update(Person)
        .where(Person.id == person_id, Person.enterprise_id.is_distinct_from(enterprise_id))
        .values(enterprise_id=enterprise_id)
    )
    if done.rowcount:
        await audit.write(db, actor, now, "switch-enterprise", "enterprise", enterprise_id)


async def list_enterprises(db: AsyncConnection, person_id: int) -> tuple[OwnEnterprise, ...]:
    """The enterprises a person acts for, in the order of joining."""
    enterprises = Base.metadata.tables["enterprises"]  # its module imports this one
    rows = await db.execute(
        select(enterprises.c.id, enterprises.c.name, Contact.role, Person.enterprise_id)
        .join_from(Contact, enterprises, enterprises.c.id == Contact.enterprise_id)
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.person_id == person_id)
        .order_by(Contact.id)
    )
    return tuple(OwnEnterprise(id_, name, role, current == id_) for id_, name, role, current in rows)


async def list_contacts(db: AsyncConnection, enterprise_id: int) -> tuple[ContactLine, ...]:
    """The contacts of an enterprise, owners first, then in the order of joining."""
    rows = await db.execute(
        select(
            Contact.person_id,
            Contact.name,
            Contact.role,
            Person.language,
            Person.unreachable_at.is_(None).label("reachable"),
        )
        .join(Person, Person.id == Contact.person_id)
        .where(Contact.enterprise_id == enterprise_id)
        .order_by(Contact.role != "owner", Contact.id)
    )
    return from_rows(ContactLine, rows)


def _language(language: str) -> str:
    if language not in languages():
        raise Invalid("error-invalid-language")
    return language
