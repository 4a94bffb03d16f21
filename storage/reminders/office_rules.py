"""An office's choice of the facts in its daily digest: which of them, from which day, how often."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.facts import LEAST_AGAIN, MOST_AGAIN, MOST_FIRST, Days, days_of
from content.model.library import Library
from content.model.reminders import ReminderRule
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.offices import jurisdictions, staff
from storage.tables.reminders import OfficeRule

RIGHT = "office.remind"


def fact_rules(library: Library) -> tuple[ReminderRule, ...]:
    """The rules of facts, in the order of the content."""
    return tuple(rule for rule in library.reminders if rule.kind.planned == "counted")


async def load(
    db: AsyncConnection, library: Library, place_ids: Collection[int]
) -> Mapping[tuple[int, str], Days]:
    """The days of each of these offices and each rule of facts, by place and code. Checks no right."""
    found = {(place, rule.code): days_of(rule) for place in place_ids for rule in fact_rules(library)}
    rows = await db.execute(
        select(
            OfficeRule.jurisdiction_id, OfficeRule.rule, OfficeRule.is_on, OfficeRule.first, OfficeRule.again
        ).where(OfficeRule.jurisdiction_id.in_(list(place_ids)))
    )
    for place, code, is_on, first, again in rows:
        if (place, code) in found:  # a rule taken out of the content meanwhile
            found[place, code] = Days(bool(is_on), first, again)
    return found


async def list_rules(
    db: AsyncConnection, actor: Actor, library: Library, place_id: int
) -> tuple[tuple[ReminderRule, Days], ...]:
    """The rules of facts with the days of an office, in the order of the content.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", place_id)
    days = await load(db, library, [place_id])
    return tuple((rule, days[place_id, rule.code]) for rule in fact_rules(library))


async def set_days(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    place_id: int,
    code: str,
    days: Days,
) -> bool:
    """Have an office told by a rule on these days, or not at all; False where it is so already. What the
    content says itself is kept as no choice.

    Raises:
        NotAllowed: no seat with `office.remind` that reaches that place. NotFound: no such rule of facts.
        Invalid: `rule-first`: not on day 0 to `most`; `rule-again`: not every 1 to `most` days.
    """
    await staff.require(db, actor, RIGHT, place_id)
    rule = next((one for one in fact_rules(library) if one.code == code), None)
    if rule is None:
        raise NotFound
    if not 0 <= days.first <= MOST_FIRST:
        raise Invalid("error-invalid-rule-first", most=MOST_FIRST)
    if not LEAST_AGAIN <= days.again <= MOST_AGAIN:
        raise Invalid("error-invalid-rule-again", most=MOST_AGAIN)
    await jurisdictions.hold(db, place_id)
    before = (await load(db, library, [place_id]))[place_id, code]
    if days == before:
        return False
    own = (OfficeRule.jurisdiction_id == place_id, OfficeRule.rule == code)
    if days == days_of(rule):
        await db.execute(delete(OfficeRule).where(*own))
    else:
        values = {"is_on": days.is_on, "first": days.first, "again": days.again}
        who = {"changed_at": now, "changed_by": actor.person_id}
        await db.execute(
            upsert(db, OfficeRule)
            .values(jurisdiction_id=place_id, rule=code, **values, **who)
            .on_conflict_do_update(index_elements=["jurisdiction_id", "rule"], set_={**values, **who})
        )
    detail = {
        "rule": code,
        "on": [before.is_on, days.is_on],
        "first": [before.first, days.first],
        "again": [before.again, days.again],
    }
    await audit.write(db, actor, now, "set-office-rule", "jurisdiction", place_id, detail)
    return True
