"""Enterprises: who they are, where, what they use."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Row, Select, String, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import Mapped, mapped_column

from content.telephones import read_telephone
from storage import audit, former_contacts, people
from storage.audit import Actor
from storage.base import Base, Key
from storage.errors import Invalid, NotFound
from storage.jurisdictions import Jurisdiction, below_cte
from storage.people import Contact
from storage.rights import require_operator
from storage.texts import one_line, visible

_PHONE = re.compile(r"[0-9+()/, -]{3,40}")
_MERGED = text("merged_into IS NOT NULL")


class Enterprise(Base):
    """A unit in scope. `facts`: its latest profile; `hazards`: Chinese names. `state`: active, closed,
    merged, erased. `merged_into`: the enterprise that a double was put together with, never itself a double.
    """

    __tablename__ = "enterprises"
    id: Mapped[int] = mapped_column(Key, primary_key=True)
    jurisdiction_id: Mapped[int] = mapped_column(Key, ForeignKey("jurisdictions.id"))
    name: Mapped[str] = mapped_column(String(120))
    credit_code: Mapped[str] = mapped_column(String(18), unique=True)
    industry: Mapped[str] = mapped_column(String(40))
    address: Mapped[str] = mapped_column(String(200), default="")
    contact_name: Mapped[str] = mapped_column(String(64), default="", server_default="")
    phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
    """Whom an office calls where the bot reaches nobody; from the office's list, or as its people said."""
    headcount: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    hazards: Mapped[list[str]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(10), default="active")
    registered_at: Mapped[datetime]
    merged_into: Mapped[int | None] = mapped_column(Key)
    __table_args__ = (
        Index("ix_enterprises_place", "jurisdiction_id", "state"),
        Index("ix_enterprises_merged", "merged_into", sqlite_where=_MERGED, postgresql_where=_MERGED),
    )


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
    """All that is kept about an enterprise itself."""

    address: str
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
    Enterprise.address, Enterprise.phone, Enterprise.facts, Enterprise.hazards, Enterprise.registered_at
)


def check_name(text: str) -> str:
    """An enterprise's name as it is kept.

    Raises:
        Invalid: `name`: below 2 characters to be seen, or above 60.
    """
    name = one_line(text)
    if visible(name) < 2 or len(name) > 60:
        raise Invalid("name")
    return name


def check_address(text: str) -> str:
    """An address as it is kept.

    Raises:
        Invalid: `address`: above 100 characters.
    """
    address = one_line(text)
    if len(address) > 100:
        raise Invalid("address")
    return address


def read_phone(text: str) -> str:
    """A telephone number as its enterprise's people type it, as it is kept (`content.telephones`).

    Raises:
        Invalid: `phone-typed`: it is none.
    """
    try:
        return read_telephone(text)
    except ValueError:
        raise Invalid("phone-typed") from None


def check_phone(text: str) -> str:
    """A telephone number of an office's list as it is kept: as `read_phone`, else as written; "" stays so.

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
            raise Invalid("phone") from None
        return phone


def check_headcount(number: int) -> int:
    """The number of workers.

    Raises:
        Invalid: `headcount`: not 1 to 200,000.
    """
    if not 1 <= number <= 200_000:
        raise Invalid("headcount")
    return number


async def check_place(db: AsyncConnection, jurisdiction_id: int) -> int:
    """The id of a place that exists.

    Raises:
        Invalid: `jurisdiction`: it does not.
    """
    known = (await db.execute(select(Jurisdiction.id).where(Jurisdiction.id == jurisdiction_id))).scalar()
    if known is None:
        raise Invalid("jurisdiction")
    return known


async def rename(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, name: str) -> None:
    """Correct the name; contacts only.

    Raises:
        NotAllowed; Invalid: `name`; NotFound: closed.
    """
    await _correct(db, actor, now, enterprise_id, "rename", name=check_name(name))


async def move(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, jurisdiction_id: int, address: str
) -> None:
    """Correct where it is; contacts only. What is open goes to the new place's office with it (`moves`).

    Raises:
        NotAllowed; Invalid: `jurisdiction`, `address`; NotFound: closed.
    """
    place = await check_place(db, jurisdiction_id)
    await _correct(
        db, actor, now, enterprise_id, "move", jurisdiction_id=place, address=check_address(address)
    )


async def set_headcount(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, headcount: int
) -> None:
    """Correct the number of workers; contacts only.

    Raises:
        NotAllowed; Invalid: `headcount`; NotFound: closed.
    """
    await _correct(db, actor, now, enterprise_id, "set-headcount", headcount=check_headcount(headcount))


async def set_phone(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, phone: str) -> None:
    """Say, or correct, the number under which an office reaches the enterprise; contacts only. Who says it is
    whom the office asks for; "" takes the number away.

    Raises:
        NotAllowed; Invalid: `phone-typed`; NotFound: closed.
    """
    phone = read_phone(phone) if phone else ""
    person_id = await people.require_contact(db, actor, enterprise_id)
    of = (Contact.enterprise_id == enterprise_id, Contact.person_id == person_id)
    name = (await db.execute(select(Contact.name).where(*of))).scalar_one() if phone else ""
    await _correct(db, actor, now, enterprise_id, "set-phone", phone=phone, contact_name=name)


async def set_facts(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    facts: Mapping[str, bool | int],
    hazards: Sequence[str],
) -> None:
    """Keep the latest profile: `facts` by code, `hazards` as Chinese names; contacts only.

    Raises:
        NotAllowed; NotFound: closed.
    """
    await _correct(db, actor, now, enterprise_id, "set-facts", facts=dict(facts), hazards=list(hazards))


async def _correct(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, action: str, **values: Any
) -> None:
    await people.require_contact(db, actor, enterprise_id)
    where = (Enterprise.id == enterprise_id, Enterprise.state == "active")
    columns = [getattr(Enterprise, name) for name in values]
    before = (await db.execute(select(*columns).where(*where).with_for_update())).one_or_none()
    if before is None:
        raise NotFound
    changed = [name for name, old in zip(values, before, strict=True) if old != values[name]]
    if changed:
        if "jurisdiction_id" in changed:
            await former_contacts.remember(db, now, enterprise_id)
        await db.execute(update(Enterprise).where(*where).values(**values))
        detail: dict[str, Any] = {"fields": changed}
        if "jurisdiction_id" in changed:
            from storage import transfers  # which know all that enterprises have to do with

            from_id = before._mapping["jurisdiction_id"]
            went = await transfers.transferred(db, actor, now, enterprise_id, from_id)
            detail |= {"from": from_id, "to": values["jurisdiction_id"], **went}
        await audit.write(db, actor, now, action, "enterprise", enterprise_id, detail)


async def close_enterprise(db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int) -> bool:
    """Close an enterprise: nothing more is asked of it; False if it was closed.

    Raises:
        NotAllowed: neither an owner nor the command line or the system.
    """
    if actor.kind == "person":
        await people.require_contact(db, actor, enterprise_id, "owner")
    else:
        require_operator(actor)
    done = await db.execute(
        update(Enterprise)
        .where(Enterprise.id == enterprise_id, Enterprise.state == "active")
        .values(state="closed")
    )
    if done.rowcount:
        await audit.write(db, actor, now, "close", "enterprise", enterprise_id)
        from storage import moves  # which knows all that enterprises have to do with

        await moves.closed(db, actor, now, enterprise_id)
    return bool(done.rowcount)


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
    return tuple(EnterpriseLine(*row) for row in await db.execute(query, values))


async def count_enterprises(
    db: AsyncConnection,
    *,
    jurisdiction_id: int | None = None,
    text: str = "",
    state: str | None = "active",
) -> int:
    """How many `list_enterprises` would give in all."""
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
