"""Duties of offices: which office owes which duty of a campaign, which of them are done, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Date, Select, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from content.calendar.duties import ONCE, Occurrence, occurrences, standing
from content.model.library import Library
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.base.texts import one_line
from storage.campaigns import points
from storage.campaigns.dates import list_opened
from storage.campaigns.places import in_several_years
from storage.campaigns.points import Point
from storage.campaigns.running import running
from storage.offices import staff
from storage.offices.jurisdictions import above_cte
from storage.tables.campaigns import MAX_NOTE, Campaign, CampaignDuty, DutyMark
from storage.tables.offices import Jurisdiction, Staff

STEPS: Mapping[str, int] = {"own": 0, "below": 1, "below2": 2}
"""Depth below the campaign's place of the offices that owe a duty, by the duty's `at`."""


@dataclass(frozen=True, slots=True)
class OwedDuty:
    """A duty as an office sees it: `id` of the campaign's duty with `period_on` names it for good. `done_at`
    None: to be done."""

    id: int
    campaign_id: int
    pack: str
    code: str
    due_on: date
    period_on: date
    done_at: datetime | None
    note: str
    years: bool
    """Whether its campaign has days in more than one year."""
    decided: Point | None = None
    """The point of a meeting that it is, where it is no duty of the plan; `id` is the point's then."""


@dataclass(frozen=True, slots=True)
class StandingDuty:
    """A duty of an office without a day, as long as its campaign goes on. `id`: of the campaign's duty."""

    id: int
    campaign_id: int
    pack: str
    code: str


@dataclass(frozen=True, slots=True)
class _Running:
    """An open campaign at an office or above it, and the number of levels in between."""

    id: int
    pack: str
    steps: int
    opened_on: date


_above = above_cte(bindparam("leaf"))
_every = (
    select(Campaign.id, Campaign.pack, _above.c.depth, Campaign.opened_at, Campaign.zone)
    .join(_above, _above.c.id == Campaign.jurisdiction_id)
    .where(_above.c.depth <= max(STEPS.values()))
    .order_by(_above.c.depth, Campaign.id)
)


def owing_places(at: str) -> Select[int]:
    """Ids of the places that owe an occurrence and have not done it: of the campaign bound as `campaign_id`,
    the duty `code`, its `period_on`; `at` as in `content.calendar.duties`.

    Raises:
        KeyError: there is no such `at`.
    """
    place, over = aliased(Jurisdiction), aliased(Jurisdiction)
    of = select(Campaign.jurisdiction_id).where(Campaign.id == bindparam("campaign_id")).scalar_subquery()
    query = select(place.id)
    match STEPS[at]:
        case 0:
            query = query.where(place.id == of)
        case 1:
            query = query.where(place.parent_id == of)
        case _:
            query = query.join(over, over.id == place.parent_id).where(over.parent_id == of)
    mark = select(DutyMark.id).where(
        DutyMark.campaign_id == bindparam("campaign_id"),
        DutyMark.code == bindparam("code"),
        DutyMark.jurisdiction_id == place.id,
        DutyMark.period_on == bindparam("period_on", type_=Date()),
    )
    return query.where(~mark.exists())


async def list_owed(
    db: AsyncConnection, actor: Actor, library: Library, jurisdiction_id: int, today: date
) -> tuple[OwedDuty, ...]:
    """List the duties of a place's office in the open campaigns at and above it, soonest first: all due by
    `today` (local), of each duty the next occurrence, those done, and all points decided at meetings.

    Duties that were over on the day their campaign was opened are left out.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    found: list[OwedDuty] = []
    at_work = await _list_running(db, jurisdiction_id)
    spanning = await in_several_years(db, [one.id for one in at_work])
    for campaign in at_work:
        marks = await _marks(db, campaign.id, jurisdiction_id)
        ids = await _ids(db, campaign.id)
        coming: set[str] = set()
        for one in await _owed(db, library, campaign):
            done = marks.get((one.code, one.period_on))
            if done is None and (one.due_on < campaign.opened_on or one.code in coming):
                continue
            if done is None and one.due_on > today:
                coming.add(one.code)
            done_at, note = done or (None, "")
            found.append(
                OwedDuty(
                    ids[one.code],
                    campaign.id,
                    campaign.pack,
                    one.code,
                    one.due_on,
                    one.period_on,
                    done_at,
                    note,
                    campaign.id in spanning,
                )
            )
        for point in await points.list_at(db, jurisdiction_id, [campaign.id]):
            code = points.code_of(point.id)
            done_at, note = marks.get((code, ONCE), (None, ""))
            years = campaign.id in spanning
            found.append(
                OwedDuty(
                    point.id,
                    campaign.id,
                    campaign.pack,
                    code,
                    point.due_on,
                    ONCE,
                    done_at,
                    note,
                    years,
                    decided=point,
                )
            )
    return tuple(sorted(found, key=lambda one: (one.due_on, one.campaign_id, one.code)))


async def list_standing(
    db: AsyncConnection,
    actor: Actor,
    library: Library,
    jurisdiction_id: int,
    *,
    department: str | None = None,
) -> tuple[StandingDuty, ...]:
    """List the standing duties (常年任务) of a place's office in the open campaigns at and above it.

    `department`: without those that the plan gives other departments whose people sit in that office; the
    safety office sees them all.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    await staff.require(db, actor, "office.see", jurisdiction_id)
    others: set[str] = set()
    if department not in (None, "safety"):
        seated = select(Staff.department).where(
            Staff.jurisdiction_id == jurisdiction_id, Staff.revoked_at.is_(None)
        )
        others = set((await db.execute(seated)).scalars()) - {department or ""}
    found: list[StandingDuty] = []
    for campaign in await _list_running(db, jurisdiction_id):
        pack = library.packs.get(campaign.pack)
        ids = await _ids(db, campaign.id)
        kinds = {one.code: one.kind for one in pack.departments} if pack else {}
        found += [
            StandingDuty(ids[duty.code], campaign.id, campaign.pack, duty.code)
            for duty, at in (standing(pack) if pack else ())
            if STEPS[at] == campaign.steps and duty.code in ids and kinds.get(duty.who) not in others
        ]
    return tuple(found)


async def id_of(db: AsyncConnection, campaign_id: int, code: str) -> int:
    """The id of a campaign's duty.

    Raises:
        NotFound: it has no such duty; a point of a meeting is none.
    """
    found = (await _ids(db, campaign_id)).get(code)
    if found is None:
        raise NotFound
    return found


async def is_standing(
    db: AsyncConnection,
    library: Library,
    campaign_id: int,
    code: str,
    jurisdiction_id: int,
    period_on: date,
) -> bool:
    """Whether that duty of a place's office, in an open campaign there, is a standing one (without a day).

    Raises:
        NotFound: the office has no such duty.
    """
    campaigns = await _list_running(db, jurisdiction_id)
    campaign = next((one for one in campaigns if one.id == campaign_id), None)
    pack = library.packs.get(campaign.pack) if campaign else None
    if campaign is None or pack is None:
        raise NotFound
    if points.id_of(code) is not None:
        if await points.find(db, campaign_id, code, jurisdiction_id) is None:
            raise NotFound
        return False
    every = {duty.code for duty, at in standing(pack) if STEPS[at] == campaign.steps}
    if code in every and period_on == ONCE:
        return True
    owed = await _owed(db, library, campaign)
    if (code, period_on) not in {(one.code, one.period_on) for one in owed}:
        raise NotFound
    return False


async def mark_done(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    campaign_id: int,
    code: str,
    jurisdiction_id: int,
    period_on: date,
    note: str = "",
    *,
    ended: bool = False,
) -> bool:
    """Say that the office of a place has done a duty; False if somebody said so before. With `ended` also of
    a campaign that is over: what is filed after its end is done as well.

    Raises:
        NotAllowed: no seat with `duty.mark` that reaches that place.
        NotFound: the office owes no such thing in such a campaign. Invalid: `note`: above 200 characters.
    """
    await staff.require(db, actor, "duty.mark", jurisdiction_id)
    note = one_line(note)
    if len(note) > MAX_NOTE:
        raise Invalid("error-invalid-note", limit=MAX_NOTE)
    campaigns = await _list_running(db, jurisdiction_id, ended=ended)
    campaign = next((one for one in campaigns if one.id == campaign_id), None)
    point = await points.find(db, campaign_id, code, jurisdiction_id, hold=True) if campaign else None
    owed = await _owed(db, library, campaign) if campaign else ()
    due_on = next((one.due_on for one in owed if (one.code, one.period_on) == (code, period_on)), None)
    if point is not None and period_on == ONCE:
        due_on = point.due_on
    if due_on is None:
        raise NotFound
    done = await db.execute(
        upsert(db, DutyMark)
        .values(
            campaign_id=campaign_id,
            code=code,
            jurisdiction_id=jurisdiction_id,
            period_on=period_on,
            due_on=due_on,
            done_by=actor.person_id,
            done_at=now,
            note=note,
        )
        .on_conflict_do_nothing(index_elements=["campaign_id", "code", "jurisdiction_id", "period_on"])
    )
    if done.rowcount:
        if point is not None:
            await points.forget(db, point.id)
        await _audit(db, actor, now, "duty-done", campaign_id, code, jurisdiction_id, period_on)
    return bool(done.rowcount)


async def undo(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    code: str,
    jurisdiction_id: int,
    period_on: date,
) -> bool:
    """Say that it is not done after all; False if it was not marked.

    Raises:
        NotAllowed: no seat with `duty.mark` that reaches that place.
    """
    await staff.require(db, actor, "duty.mark", jurisdiction_id)
    gone = await db.execute(
        delete(DutyMark).where(
            DutyMark.campaign_id == campaign_id,
            DutyMark.code == code,
            DutyMark.jurisdiction_id == jurisdiction_id,
            DutyMark.period_on == period_on,
        )
    )
    if gone.rowcount:
        if (point := await points.find(db, campaign_id, code, jurisdiction_id)) is not None:
            await points.remind(db, now, point)
        await _audit(db, actor, now, "duty-undone", campaign_id, code, jurisdiction_id, period_on)
    return bool(gone.rowcount)


async def _audit(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    action: str,
    campaign_id: int,
    code: str,
    jurisdiction_id: int,
    period_on: date,
) -> None:
    detail = {"code": code, "jurisdiction": jurisdiction_id, "period": period_on.isoformat()}
    await audit.write(db, actor, now, action, "campaign", campaign_id, detail)


async def _list_running(db: AsyncConnection, jurisdiction_id: int, *, ended: bool = False) -> list[_Running]:
    """The open campaigns at and above a place; with `ended` those that are over, too."""
    rows = await db.execute(_every if ended else _every.where(running()), {"leaf": jurisdiction_id})
    return [
        _Running(id_, pack, steps, opened_at.astimezone(ZoneInfo(zone)).date())
        for id_, pack, steps, opened_at, zone in rows
    ]


async def _owed(db: AsyncConnection, library: Library, campaign: _Running) -> tuple[Occurrence, ...]:
    """Occurrences of duties that an office so many steps below the campaign's place owes in it; none where
    its pack is gone."""
    pack = library.packs.get(campaign.pack)
    if pack is None:
        return ()
    (opened,) = await list_opened(db, [campaign.id])
    all_of_them = occurrences(pack, opened.days)
    return tuple(one for one in all_of_them if STEPS[one.at] == campaign.steps)


async def _ids(db: AsyncConnection, campaign_id: int) -> dict[str, int]:
    rows: Any = await db.execute(
        select(CampaignDuty.code, CampaignDuty.id).where(CampaignDuty.campaign_id == campaign_id)
    )
    return dict(rows.all())


async def _marks(
    db: AsyncConnection, campaign_id: int, jurisdiction_id: int
) -> dict[tuple[str, date], tuple[datetime, str]]:
    rows: Any = await db.execute(
        select(DutyMark.code, DutyMark.period_on, DutyMark.done_at, DutyMark.note).where(
            DutyMark.campaign_id == campaign_id, DutyMark.jurisdiction_id == jurisdiction_id
        )
    )
    return {(code, period_on): (done_at, note) for code, period_on, done_at, note in rows}
