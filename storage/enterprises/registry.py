"""Enterprises: their names, places, telephones and profiles."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.typed.numerals import parse_number
from content.typed.telephones import read_telephone
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotFound
from storage.base.rows import from_rows
from storage.base.texts import one_line, visible
from storage.offices.jurisdictions import below_cte
from storage.people import contacts, former_contacts
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])
_PHONE = re.compile(r"[0-9+()/, -]{3,40}")
MOST_WORKERS = 200_000
"""Most workers of one enterprise that are taken for a number of them."""


@dataclass(frozen=True, slots=True)
class EnterpriseLine:
    """An enterprise in a list."""

    id: int
    name: str
    credit_code: str
    industry: str
    headcount: int
    state: str
    jurisdiction_id: int
    jurisdiction_name: str


@dataclass(frozen=True, slots=True)
class EnterpriseView(EnterpriseLine):
    """All stored facts about an enterprise itself."""

    address: str
    contact_name: str
    phone: str
    facts: Mapping[str, Any]
    hazards: tuple[str, ...]
    registered_at: datetime


_line = select(
    Enterprise.id,
    Enterprise.name,
    Enterprise.credit_code,
    Enterprise.industry,
    Enterprise.headcount,
    Enterprise.state,
    Enterprise.jurisdiction_id,
    Jurisdiction.name.label("jurisdiction_name"),
).join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
_view = _line.add_columns(
    Enterprise.address,
    Enterprise.contact_name,
    Enterprise.phone,
    Enterprise.facts,
    Enterprise.hazards,
    Enterprise.registered_at,
)


def check_name(text: str) -> str:
    """An enterprise's name in stored form.

    Raises:
        Invalid: `name`: below 2 characters to be seen, or above 60.
    """
    name = one_line(text)
    if visible(name) < 2 or len(name) > 60:
        raise Invalid("error-invalid-name")
    return name


def check_address(text: str) -> str:
    """An address in stored form.

    Raises:
        Invalid: `address`: above 100 characters.
    """
    address = one_line(text)
    if len(address) > 100:
        raise Invalid("error-invalid-address")
    return address


def read_phone(text: str) -> str:
    """A telephone number in stored form, as the enterprise's people typed it
    (`content.typed.telephones`).

    Raises:
        Invalid: `phone-typed`: it is none.
    """
    try:
        return read_telephone(text)
    except ValueError:
        raise Invalid("error-invalid-phone-typed") from None


def check_phone(text: str) -> str:
    """A telephone number of an office's list in stored form: as `read_phone`, else as written; "" stays
    empty.

    Raises:
        Invalid: `phone`: neither that nor 3 to 40 digits, blanks and + - ( ) / ,
    """
    phone = one_line(text)
    if not phone:
        return ""
    try:
        return read_telephone(phone)
    except ValueError:
        if not _PHONE.fullmatch(phone):
            raise Invalid("error-invalid-phone") from None
        return phone


def check_headcount(number: int) -> int:
    """The number of workers.

    Raises:
        Invalid: `headcount`: not 1 to 200,000.
    """
    if not 1 <= number <= MOST_WORKERS:
        raise Invalid("error-invalid-headcount")
    return number


def read_headcount(text: str) -> int:
    """The number of workers as its people type it, in whatever numerals.

    Raises:
        Invalid: `headcount`: it is no number, or not 1 to 200,000.
    """
    try:
        return check_headcount(parse_number(text))
    except ValueError:
        raise Invalid("error-invalid-headcount") from None


def held(query: Query) -> Query:
    """Keep the enterprises of a query where they are listed until the transaction ends: on PostgreSQL who
    closes, moves, merges or erases one waits, and this query waits for who has begun to. Operations do not
    wait for one another."""
    return query.with_for_update(read=True, of=Enterprise)


async def check_place(db: AsyncConnection, jurisdiction_id: int) -> int:
    """The id of a place that exists.

    Raises:
        Invalid: `jurisdiction`: it does not.
    """
    known = (await db.execute(select(Jurisdiction.id).where(Jurisdiction.id == jurisdiction_id))).scalar()
    if known is None:
        raise Invalid("error-invalid-jurisdiction")
    return known


async def rename(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, name: str) -> None:
    """Correct the name; contacts only.

    Raises:
        NotAllowed; Invalid: `name`; NotFound: closed.
    """
    await correct(db, actor, now, enterprise_id, "rename", name=check_name(name))


async def set_headcount(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, headcount: int
) -> None:
    """Correct the number of workers; contacts only.

    Raises:
        NotAllowed; Invalid: `headcount`; NotFound: closed.
    """
    await correct(db, actor, now, enterprise_id, "set-headcount", headcount=check_headcount(headcount))


async def set_phone(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, phone: str) -> None:
    """Set or correct the number under which an office reaches the enterprise; contacts only. The person
    who sets it becomes the contact to ask for; "" removes the number.

    Raises:
        NotAllowed; Invalid: `phone-typed`; NotFound: closed.
    """
    phone = read_phone(phone) if phone else ""
    person_id = await contacts.require_contact(db, actor, enterprise_id)
    of = (Contact.enterprise_id == enterprise_id, Contact.person_id == person_id)
    name = (await db.execute(select(Contact.name).where(*of))).scalar_one() if phone else ""
    await correct(db, actor, now, enterprise_id, "set-phone", phone=phone, contact_name=name)


async def set_facts(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    facts: Mapping[str, bool | int],
    hazards: Sequence[str],
) -> None:
    """Store the latest profile: `facts` by code, `hazards` as Chinese names; contacts only.

    Raises:
        NotAllowed; NotFound: closed.
    """
    await correct(db, actor, now, enterprise_id, "set-facts", facts=dict(facts), hazards=list(hazards))


async def correct(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    action: str,
    *,
    moved: Callable[[int], Awaitable[Mapping[str, Any]]] | None = None,
    **values: Any,
) -> None:
    """Change columns of an active enterprise; contacts only. `moved` is called with the id of the former
    place and moves open matters along; its result is stored in the audit row.

    Raises:
        NotAllowed; NotFound: closed.
    """
    await contacts.require_contact(db, actor, enterprise_id)
    where = (Enterprise.id == enterprise_id, Enterprise.state == "active")
    columns = [getattr(Enterprise, name) for name in values]
    held = select(*columns).where(*where).with_for_update(key_share=True)
    before = (await db.execute(held)).one_or_none()
    if before is None:
        raise NotFound
    changed = [name for name, old in zip(values, before, strict=True) if old != values[name]]
    if changed:
        if "jurisdiction_id" in changed:
            await former_contacts.remember(db, now, enterprise_id)
        await db.execute(update(Enterprise).where(*where).values(**values))
        detail: dict[str, Any] = {"fields": changed}
        if "jurisdiction_id" in changed:
            from_id = before._mapping["jurisdiction_id"]
            went = await moved(from_id) if moved is not None else {}
            detail |= {"from": from_id, "to": values["jurisdiction_id"], **went}
        await audit.write(db, actor, now, action, "enterprise", enterprise_id, detail)


async def get_enterprise(db: AsyncConnection, enterprise_id: int) -> EnterpriseView:
    """An enterprise.

    Raises:
        NotFound: there is none.
    """
    row = (await db.execute(_view.where(Enterprise.id == enterprise_id))).one_or_none()
    if row is None:
        raise NotFound
    return _viewed(row)


async def find_enterprise(db: AsyncConnection, credit_code: str) -> EnterpriseView | None:
    """The enterprise with that (parsed) unified social credit code."""
    row = (await db.execute(_view.where(Enterprise.credit_code == credit_code))).one_or_none()
    return None if row is None else _viewed(row)


def _viewed(row: Row[*tuple[Any, ...]]) -> EnterpriseView:
    return EnterpriseView(**{**row._mapping, "hazards": tuple(row.hazards)})


async def list_enterprises(
    db: AsyncConnection,
    *,
    jurisdiction_id: int | None = None,
    text: str = "",
    state: str | None = "active",
    after: int = 0,
    limit: int = 50,
) -> tuple[EnterpriseLine, ...]:
    """A page of enterprises by id, those after id `after`: of a place and all below it, with `text` in name
    or at the start of the code; `state` None: closed ones too."""
    query, values = _found(_line, jurisdiction_id, text, state)
    query = query.where(Enterprise.id > after).order_by(Enterprise.id).limit(limit)
    return from_rows(EnterpriseLine, await db.execute(query, values))


async def count_enterprises(
    db: AsyncConnection,
    *,
    jurisdiction_id: int | None = None,
    text: str = "",
    state: str | None = "active",
) -> int:
    """Count all enterprises that `list_enterprises` would list."""
    query, values = _found(select(func.count(Enterprise.id)), jurisdiction_id, text, state)
    return int((await db.execute(query, values)).scalar_one())


def _found(
    query: Select[*tuple[Any, ...]], jurisdiction_id: int | None, text: str, state: str | None
) -> tuple[Select[*tuple[Any, ...]], dict[str, int]]:
    values: dict[str, int] = {}
    if jurisdiction_id is not None:
        query = query.where(Enterprise.jurisdiction_id.in_(select(below_cte().c.id)))
        values["root"] = jurisdiction_id
    if text := one_line(text):
        query = query.where(
            Enterprise.name.icontains(text, autoescape=True)
            | Enterprise.credit_code.istartswith(text, autoescape=True)
        )
    if state is not None:
        query = query.where(Enterprise.state == state)
    return query, values
