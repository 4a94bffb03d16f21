"""Plans reminders of facts: which office is told of which on a day, and a preview of the next one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.workdays import Works, is_workday, workday_after
from content.model.facts import Fact, falls, next_on
from content.model.library import Library
from content.model.reminder_kinds import About
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.rights import allows
from storage.campaigns import opening as campaigns
from storage.campaigns.places import CampaignName
from storage.membership.reminder_access import ACCESS, FACT
from storage.offices import plan_rights, staff
from storage.reminders import office_rules
from storage.reminders.office_facts import list_facts
from storage.tables.campaigns import Campaign
from storage.tables.offices import Jurisdiction, Staff
from storage.tables.people import Person
from storage.tables.reminders import Digest, Reminder


@dataclass(frozen=True, slots=True)
class FactTask:
    """A fact to tell an office, by the rule with that code."""

    rule: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Preview:
    """Preview of the facts on the next local day on which an office's digests are made."""

    day: date
    facts: tuple[Coming, ...]
    campaigns: Mapping[int, CampaignName]
    """Names of the campaigns of the place, where there are several."""
    years: bool = False
    """Whether one of them has days in more than one year."""

    @property
    def told(self) -> tuple[Coming, ...]:
        """Facts that will be told on that day."""
        return tuple(one for one in self.facts if one.next_on == self.day)

    @property
    def later(self) -> tuple[Coming, ...]:
        """Facts that will be told on a later day, the soonest first."""
        waits = (one for one in self.facts if one.next_on != self.day)
        return tuple(sorted(waits, key=lambda one: one.next_on))


@dataclass(frozen=True, slots=True)
class Coming:
    """A fact that holds, the rule that tells it, and the next local day on which it is told."""

    rule: str
    fact: Fact
    next_on: date


async def list_due_facts(
    db: AsyncConnection,
    library: Library,
    campaign_ids: Collection[int],
    today: date,
    works: Works = is_workday,
) -> tuple[FactTask, ...]:
    """The facts to tell the offices of these open campaigns on a local day. Reads only."""
    standing = await list_facts(db, library, campaign_ids, today)
    if not standing:
        return ()
    codes = _codes(library)
    said = await _said(db, {one.fact.place_id for one in standing}, before=today)
    return tuple(
        FactTask(codes[one.fact.about], one.fact)
        for one in standing
        if falls(one.fact, one.days, said.get((codes[one.fact.about], *_of(one.fact))), today, works)
    )


async def remind_of_facts(db: AsyncConnection, now: datetime, tasks: Sequence[FactTask], day: date) -> int:
    """Write the reminders of these facts to everybody in the offices who can do something about them;
    return how many. Idempotent."""
    if not tasks:
        return 0
    query = (
        select(Staff.jurisdiction_id, Staff.person_id, Staff.role, Staff.department)
        .join(Person, Person.id == Staff.person_id)
        .where(
            Staff.jurisdiction_id.in_(sorted({task.fact.place_id for task in tasks})),
            Staff.revoked_at.is_(None),
            Person.unreachable_at.is_(None),
        )
        .order_by(Staff.id)
    )
    seats = (await db.execute(query)).all()
    barred = await _barred(db, {(task.fact.about, *_of(task.fact)) for task in tasks})
    rows = [
        {
            "rule": task.rule,
            "subject": FACT,
            "subject_id": task.fact.place_id,
            "campaign_id": task.fact.campaign_id,
            "person_id": seat.person_id,
            "planned_on": day,
            "due_on": task.fact.since,
            "days": task.fact.waits(day),
            "urgent": False,
            "state": "waiting",
            "created_at": now,
        }
        for task in tasks
        for seat in seats
        if seat.jurisdiction_id == task.fact.place_id
        and allows(ACCESS[task.fact.about].right, seat.role, seat.department)
        and seat.department not in barred[task.fact.about, *_of(task.fact)]
    ]
    if not rows:
        return 0
    await db.execute(upsert(db, Reminder).on_conflict_do_nothing(), rows)
    return len(rows)


@dataclass(frozen=True, slots=True)
class DueFact:
    """A reminder of a fact in a digest with the current figure, and the name of the office's place.
    `several`: it takes part in several open campaigns."""

    reminder_id: int
    digest_id: int
    rule: str
    place: str
    fact: Fact
    several: bool


async def list_facts_due(
    db: AsyncConnection, library: Library, digest_ids: Sequence[int]
) -> tuple[DueFact, ...]:
    """The facts of offices on the day of each digest, counted again; only those its reader can act on."""
    of = (Reminder.id, Reminder.digest_id, Reminder.rule, Reminder.subject_id, Reminder.campaign_id)
    query = (
        select(*of, Digest.day, Jurisdiction.name, Staff.role, Staff.department)
        .join(Digest, Digest.id == Reminder.digest_id)
        .join(Jurisdiction, Jurisdiction.id == Reminder.subject_id)
        .join(
            Staff,
            (Staff.jurisdiction_id == Reminder.subject_id)
            & (Staff.person_id == Reminder.person_id)
            & Staff.revoked_at.is_(None),
        )
        .where(
            Reminder.digest_id.in_(digest_ids),
            Reminder.state == "queued",
            Reminder.subject == FACT,
        )
        .order_by(Reminder.id)
    )
    rows = (await db.execute(query)).all()
    abouts = {rule.code: rule.about for rule in office_rules.fact_rules(library)}
    found = []
    for day in sorted({row.day for row in rows}):
        asked = [row for row in rows if row.day == day]
        campaign_ids = {row.campaign_id or 0 for row in asked}
        standing = await list_facts(db, library, campaign_ids, day, {row.subject_id for row in asked})
        facts = {(one.fact.about, *_of(one.fact)): one for one in standing}
        barred = await _barred(db, facts)
        for row in asked:
            about = abouts.get(row.rule)
            if about is None:
                continue  # a rule taken out of the content meanwhile
            key = (about, row.campaign_id or 0, row.subject_id)
            one = facts.get(key)
            if one is None or row.department in barred[key]:
                continue
            if allows(ACCESS[about].right, row.role, row.department):
                found.append(DueFact(row.id, row.digest_id or 0, row.rule, row.name, one.fact, one.several))
    return tuple(found)


async def _barred(
    db: AsyncConnection, facts: Iterable[tuple[About, int, int]]
) -> defaultdict[tuple[About, int, int], frozenset[str]]:
    """The departments that a plan gives no review, of each fact by its kind, campaign and place."""
    by_plan = {key for key in facts if ACCESS[key[0]].right in plan_rights.BY_PLAN}
    found = await plan_rights.barred_at(db, {key[1:] for key in by_plan}) if by_plan else {}
    return defaultdict(frozenset, {key: found[key[1:]] for key in by_plan})


async def preview(
    db: AsyncConnection,
    actor: Actor,
    library: Library,
    place_id: int,
    today: date,
    works: Works = is_workday,
) -> Preview | None:
    """The facts that an office will be told on its next day, and the others; None where no campaign is open.

    The next day is `today` (local) where its digests are still to come, else the next working day.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", place_id)
    open_ones = [one for one in await campaigns.list_at(db, place_id) if one.is_open]
    if not open_ones:
        return None
    there = [one.id for one in open_ones]
    planned = (await db.execute(select(Campaign.planned_on).where(Campaign.id.in_(there)))).scalars().all()
    is_out = all(one is not None and one >= today for one in planned)
    day = workday_after(today + timedelta(days=is_out), works)
    standing = await list_facts(db, library, there, day, [place_id])
    codes = _codes(library)
    said = await _said(db, [place_id], before=day)
    coming = []
    for one in standing:
        code = codes[one.fact.about]
        next_day = next_on(one.fact, one.days, said.get((code, *_of(one.fact))), day, works)
        coming.append(Coming(code, one.fact, next_day))
    names = {one.id: CampaignName(one.id, one.pack, one.jurisdiction_name) for one in open_ones}
    years = any(one.spans_years for one in open_ones)
    return Preview(day, tuple(coming), names if len(names) > 1 else {}, years)


def _of(fact: Fact) -> tuple[int, int]:
    return fact.campaign_id, fact.place_id


def _codes(library: Library) -> dict[About, str]:
    return {rule.about: rule.code for rule in office_rules.fact_rules(library)}


async def _said(
    db: AsyncConnection, place_ids: Collection[int], before: date
) -> Mapping[tuple[str, int, int], date]:
    """The last day before this one on which each fact was told, by rule, campaign and place."""
    of = (Reminder.rule, Reminder.campaign_id, Reminder.subject_id)
    query = (
        select(*of, func.max(Reminder.planned_on))
        .where(
            Reminder.subject == FACT,
            Reminder.subject_id.in_(sorted(place_ids)),
            Reminder.planned_on < before,
            Reminder.state != "moot",
        )
        .group_by(*of)
    )
    return {(rule, campaign_id or 0, place): day for rule, campaign_id, place, day in await db.execute(query)}
