"""Upkeeps: an enterprise's own recurring dates: maintenance of equipment, the next medical examination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.overdue import add_months
from content.model.reminder_kinds import UPKEEPS
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.base.rows import from_row, from_rows
from storage.people.contacts import require_contact
from storage.tables.enterprises import Upkeep
from storage.tables.people import Contact

OLDEST_YEARS = 20
"""Oldest accepted age in years; an older date counts as a typing mistake."""


@dataclass(frozen=True, slots=True)
class UpkeepView:
    """A recurring date as its enterprise sees it; whole local days."""

    id: int
    enterprise_id: int
    kind: str
    last_on: date
    every_months: int
    due_on: date
    state: str


_COLUMNS = (
    Upkeep.id,
    Upkeep.enterprise_id,
    Upkeep.kind,
    Upkeep.last_on,
    Upkeep.every_months,
    Upkeep.due_on,
    Upkeep.state,
)


def next_due(last_on: date, every_months: int, today: date) -> date:
    """The day it is due next: so many months later, the month's last day where it is shorter; today where
    that is over.
    """
    return max(today, add_months(last_on, every_months))


def check_last(last_on: date, today: date) -> date:
    """A day on which something was done last.

    Raises:
        Invalid: `upkeep-future`: after `today` (local). `upkeep-old`: more than OLDEST_YEARS ago.
    """
    if last_on > today:
        raise Invalid("error-invalid-upkeep-future")
    if last_on.year < today.year - OLDEST_YEARS:
        raise Invalid("error-invalid-upkeep-old", years=OLDEST_YEARS)
    return last_on


async def set_last(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    enterprise_id: int,
    kind: str,
    last_on: date,
    every_months: int,
    today: date,
) -> UpkeepView:
    """Set the day something was done last. Its next due day is reminded of from then on, also where reminders
    had been stopped.

    The same day again changes nothing.

    Raises:
        NotAllowed: no contact of the enterprise. Invalid: see `check_last`; `upkeep-kind`: no such kind.
    """
    await require_contact(db, actor, enterprise_id)
    check_last(last_on, today)
    if kind not in UPKEEPS or not 1 <= every_months <= 120:
        raise Invalid("error-invalid-upkeep-kind")
    due_on = next_due(last_on, every_months, today)
    new = {
        "last_on": last_on,
        "every_months": every_months,
        "due_on": due_on,
        "state": "active",
        "changed_by": actor.person_id,
        "changed_at": now,
    }
    # The same day again changes nothing: reminders of an overdue one count from the day it was first set.
    changed = (Upkeep.last_on != last_on) | (Upkeep.every_months != every_months) | (Upkeep.state != "active")
    done = (
        await db.execute(
            upsert(db, Upkeep)
            .values(enterprise_id=enterprise_id, kind=kind, **new)
            .on_conflict_do_update(index_elements=["enterprise_id", "kind"], set_=new, where=changed)
            .returning(Upkeep.id)
        )
    ).scalar()
    view = await _find(db, (Upkeep.enterprise_id == enterprise_id) & (Upkeep.kind == kind))
    if done is not None:
        await _audit(db, actor, now, "upkeep-set", view)
    return view


async def mark_kept(
    db: AsyncConnection, actor: Actor, now: datetime, upkeep_id: int, due_on: date, today: date
) -> UpkeepView:
    """Record a recurring action as done today, for the due day `due_on`; recorded before (or moved since): no
    change.

    Raises:
        NotFound: there is none. NotAllowed: no contact of its enterprise.
    """
    view = await get(db, actor, upkeep_id)
    new_due = next_due(today, view.every_months, today)
    done = await db.execute(
        update(Upkeep)
        .where(
            Upkeep.id == upkeep_id,
            Upkeep.due_on == due_on,
            Upkeep.last_on != today,  # a second tap
            Upkeep.state == "active",
        )
        .values(last_on=today, due_on=new_due, changed_by=actor.person_id, changed_at=now)
    )
    view = await _find(db, Upkeep.id == upkeep_id)
    if done.rowcount:
        await _audit(db, actor, now, "upkeep-kept", view)
    return view


async def stop(db: AsyncConnection, actor: Actor, now: datetime, upkeep_id: int) -> UpkeepView:
    """End the reminders of an upkeep; `set_last` starts them again. Idempotent; errors as `mark_kept`."""
    await get(db, actor, upkeep_id)
    done = await db.execute(
        update(Upkeep)
        .where(Upkeep.id == upkeep_id, Upkeep.state == "active")
        .values(state="stopped", changed_by=actor.person_id, changed_at=now)
    )
    view = await _find(db, Upkeep.id == upkeep_id)
    if done.rowcount:
        await _audit(db, actor, now, "upkeep-stop", view)
    return view


async def get(db: AsyncConnection, actor: Actor, upkeep_id: int) -> UpkeepView:
    """A recurring date of one of the actor's enterprises.

    Raises:
        NotFound: there is none. NotAllowed: no contact of its enterprise.
    """
    view = await _find(db, Upkeep.id == upkeep_id)
    await require_contact(db, actor, view.enterprise_id)
    return view


async def list_upkeeps(db: AsyncConnection, actor: Actor, enterprise_id: int) -> tuple[UpkeepView, ...]:
    """The recurring dates of an enterprise, soonest first; empty for who is no contact of it."""
    rows = await db.execute(
        select(*_COLUMNS)
        .join(Contact, Contact.enterprise_id == Upkeep.enterprise_id)
        .where(Upkeep.enterprise_id == enterprise_id, Contact.person_id == actor.person_id)
        .order_by(Upkeep.due_on, Upkeep.id)
    )
    return from_rows(UpkeepView, rows)


async def _find(db: AsyncConnection, where: Any) -> UpkeepView:
    row = (await db.execute(select(*_COLUMNS).where(where))).first()
    if row is None:
        raise NotFound
    return from_row(UpkeepView, row)


async def _audit(db: AsyncConnection, actor: Actor, now: datetime, action: str, view: UpkeepView) -> None:
    detail = {"kind": view.kind, "last_on": view.last_on.isoformat(), "due_on": view.due_on.isoformat()}
    await audit.write(db, actor, now, action, "upkeep", view.id, detail)
