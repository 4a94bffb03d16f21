"""Reminders of the duties of offices: whom to remind of which occurrence, and which are still owed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from content.calendar.duties import Occurrence, occurrences
from content.model.base import Text
from content.model.library import Library
from content.model.pack import Duty, Pack
from content.model.reminders import ReminderRule, Wanted
from storage.base.database import upsert
from storage.base.rights import seats_with
from storage.campaigns.dates import list_opened
from storage.campaigns.duties import owing_places
from storage.campaigns.running import running
from storage.membership.reminder_access import DUTY_RIGHT
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.offices import Staff
from storage.tables.people import Person
from storage.tables.reminders import Reminder, ReminderMute

_LEAD = ("safety", "health", "town")
"""Departments that run campaigns are reminded of every duty, the others of their own duties."""


@dataclass(frozen=True, slots=True)
class OwedLine:
    """An occurrence that somebody at a person's office still owes."""

    title: Text
    due_on: date


@dataclass(frozen=True, slots=True)
class DutyTask:
    """An occurrence of a campaign's duty on a day on which a rule reminds of it."""

    rule: ReminderRule
    day: Wanted
    campaign_id: int
    one: Occurrence
    seats: tuple[str, ...]
    """`role:department` of those who hear of it."""


async def list_due_duties(
    db: AsyncConnection,
    library: Library,
    rules: Sequence[tuple[ReminderRule, Sequence[Wanted]]],
    campaign_ids: Sequence[int],
) -> list[DutyTask]:
    """The duties of which the offices of these campaigns are due to be reminded, by rules on their days.
    Reads only."""
    if not rules:
        return []
    return [
        DutyTask(rule, day, campaign_id, one, _seats(pack, one.code))
        for campaign_id, pack, owed in await _list_owed(db, library, campaign_ids)
        for one in owed
        for rule, days in rules
        for day in days
        if day.due_on == one.due_on
    ]


def _seats(pack: Pack, code: str) -> tuple[str, ...]:
    """Seats that are reminded of a duty: of the department that owes it, and of those that run the
    campaign."""
    duty = _duty(pack, code)
    kind = next((one.kind for one in pack.departments if duty and one.code == duty.who), "")
    return tuple(seat for seat in seats_with(DUTY_RIGHT) if seat.partition(":")[2] in (*_LEAD, kind))


def _duty(pack: Pack, code: str) -> Duty | None:
    return next((duty for duty in pack.duties if duty.code == code), None)


async def _list_owed(
    db: AsyncConnection, library: Library, ids: Sequence[int]
) -> list[tuple[int, Pack, list[Occurrence]]]:
    """These campaigns, their packs, and the occurrences of duties that were not over when they were
    opened."""
    found = []
    for campaign in await list_opened(db, ids):
        if (pack := library.packs.get(campaign.pack)) is not None:
            every = occurrences(pack, campaign.days)
            found.append((campaign.id, pack, [one for one in every if one.due_on >= campaign.opened_on]))
    return found


async def remind_office(db: AsyncConnection, now: datetime, task: DutyTask) -> int:
    """Write the reminders of an occurrence to the offices that owe it; return how many. Idempotent."""
    rule, day, one = task.rule, task.day, task.one
    said = aliased(Reminder)
    same = (said.rule == rule.code, said.subject == "duty", said.subject_id == CampaignDuty.id)
    repeated = exists().where(
        *same,
        said.person_id == Staff.person_id,
        said.days == day.days,
        said.planned_on > day.planned_on - timedelta(days=rule.gap),
        said.planned_on < day.planned_on,
        said.state != "moot",
    )
    muted = exists().where(
        ReminderMute.person_id == Staff.person_id,
        ReminderMute.rule == rule.code,
        ReminderMute.subject == "duty",
        ReminderMute.subject_id == CampaignDuty.id,
    )
    rows = (
        select(
            literal(rule.code),
            literal("duty"),
            CampaignDuty.id,
            CampaignDuty.campaign_id,
            Staff.person_id,
            literal(day.planned_on),
            literal(day.due_on),
            literal(day.days),
            literal(day.urgent),
            literal("waiting"),
            literal(now, Reminder.created_at.type),
        )
        .distinct()
        .select_from(Staff)
        .join(Person, and_(Person.id == Staff.person_id, Person.unreachable_at.is_(None)))
        .join(
            CampaignDuty,
            and_(CampaignDuty.campaign_id == bindparam("campaign_id"), CampaignDuty.code == one.code),
        )
        .where(
            Staff.jurisdiction_id.in_(owing_places(one.at)),
            Staff.revoked_at.is_(None),
            (Staff.role + ":" + Staff.department).in_(task.seats),
            ~repeated,
            ~muted,
        )
    )
    names = ["rule", "subject", "subject_id", "campaign_id", "person_id", "planned_on", "due_on", "days"]
    done = await db.execute(
        upsert(db, Reminder)
        .from_select([*names, "urgent", "state", "created_at"], rows)
        .on_conflict_do_nothing(),
        {"campaign_id": task.campaign_id, "code": one.code, "period_on": one.period_on},
    )
    return int(done.rowcount)


async def owed_lines(
    db: AsyncConnection, library: Library, reminder_ids: Sequence[int]
) -> Mapping[int, OwedLine]:
    """The reminders of duties that still hold: a seat of their reader belongs to the office that owes the
    duty."""
    rows = (
        await db.execute(
            select(
                Reminder.id,
                Reminder.person_id,
                Reminder.due_on,
                CampaignDuty.code,
                Campaign.id.label("campaign_id"),
            )
            .join(CampaignDuty, CampaignDuty.id == Reminder.subject_id)
            .join(Campaign, and_(Campaign.id == CampaignDuty.campaign_id, running()))
            .where(Reminder.id.in_(reminder_ids), Reminder.subject == "duty")
        )
    ).all()
    asked: dict[tuple[int, str, date], list[Any]] = defaultdict(list)
    for row in rows:
        asked[row.campaign_id, row.code, row.due_on].append(row)
    lines: dict[int, OwedLine] = {}
    for campaign_id, pack, owed in await _list_owed(db, library, sorted({row.campaign_id for row in rows})):
        for one in owed:
            reminded = asked.get((campaign_id, one.code, one.due_on))
            duty = _duty(pack, one.code)
            if not reminded or duty is None:
                continue
            owing = await _who_owes(db, campaign_id, one, [row.person_id for row in reminded])
            lines |= {row.id: OwedLine(duty.title, one.due_on) for row in reminded if row.person_id in owing}
    return lines


async def _who_owes(
    db: AsyncConnection, campaign_id: int, one: Occurrence, person_ids: Sequence[int]
) -> frozenset[int]:
    """Ids of those of the people who have a seat with the right where the occurrence is not done."""
    query = select(Staff.person_id).where(
        Staff.person_id.in_(person_ids),
        Staff.jurisdiction_id.in_(owing_places(one.at)),
        Staff.revoked_at.is_(None),
        (Staff.role + ":" + Staff.department).in_(seats_with(DUTY_RIGHT)),
    )
    values = {"campaign_id": campaign_id, "code": one.code, "period_on": one.period_on}
    return frozenset((await db.execute(query, values)).scalars())
