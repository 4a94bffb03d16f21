"""Tells the people of a campaign about its days: that the self-check has begun, that a day has moved.

The rows are written into the outbox for those concerned then; their text is composed from the facts when it
goes out.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, String, cast, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.quiet import after_quiet, on_workday
from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.campaigns.dates import list_opened
from storage.campaigns.running import FORM_DUTY, running
from storage.offices import jurisdictions
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import below_cte
from storage.outbox.queue import NOTICE
from storage.tables.campaigns import Campaign, CampaignMove
from storage.tables.enterprises import Enterprise
from storage.tables.outbox import OutboxRow
from storage.tables.people import Contact
from storage.tables.self_checks import SelfCheck

TOPIC = "campaign"
"""The outbox topic of messages about a campaign as a whole."""
BEGUN = "campaign-begun"
"""The key of the sentence for enterprises."""
OPENED = "opening-head"
"""The key of its first line: that a campaign was opened, for offices."""
MOVED, OWNER_MOVED = "campaign-days-moved", "campaign-form-moved"
SETTLES = timedelta(minutes=10)
"""Delay before a moved day is announced: moves made shortly after one another go out together."""
_WAITING = ("pending", "retry")


def tell_people(
    db: AsyncConnection,
    now: datetime,
    people: Select[Any],
    *,
    cause: str,
    campaign_id: int,
    not_before: datetime,
    values: dict[str, Any] | None = None,
) -> Any:
    """The statement that queues a message of a campaign, once for each `cause` and person. `people`:
    `person_id` and `text_key`, the sentence for them."""
    who = people.subquery()
    row = select(
        literal(f"{cause}:") + cast(who.c.person_id, String) + literal(":") + who.c.text_key,
        who.c.person_id,
        who.c.text_key,
        literal(values or {}, OutboxRow.values.type),
        literal(not_before, OutboxRow.not_before.type),
        literal(now, OutboxRow.created_at.type),
        literal(NOTICE),
        literal(TOPIC, OutboxRow.topic.type),
        literal(campaign_id, OutboxRow.topic_id.type),
        literal("pending"),
        literal(0),
    )
    names = ["dedupe_key", "person_id", "text_key", "values", "not_before", "created_at", "priority"]
    return (
        upsert(db, OutboxRow)
        .from_select([*names, "topic", "topic_id", "state", "attempts"], row.where(literal(True)))
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )


def _concerned(campaign_id: int) -> Select[Any]:
    """A query of the people who act for an enterprise at or below the place bound as `place` that has not
    handed in its form."""
    handed_in = exists().where(
        SelfCheck.campaign_id == campaign_id,
        SelfCheck.enterprise_id == Enterprise.id,
        SelfCheck.submissions > 0,
    )
    return (
        select(Contact.person_id)
        .join(Enterprise, Enterprise.id == Contact.enterprise_id)
        .where(
            Enterprise.state == "active",
            Enterprise.jurisdiction_id.in_(select(below_cte("place").c.id)),
            ~handed_in,
        )
        .distinct()
    )


async def list_concerned(
    db: AsyncConnection, campaign_id: int, place_id: int, people: Collection[int]
) -> frozenset[int]:
    """The ids of those of these people who act for an enterprise in the campaign that has not handed in its
    form."""
    query = _concerned(campaign_id).where(Contact.person_id.in_(list(people)))
    return frozenset((await db.execute(query, {"place": place_id})).scalars())


# --- the self-check has begun -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Coming:
    """An open campaign whose enterprises were not told yet; its zone, and the local day from which on they
    may be: the first of the self-check's phase, or, where that has none, the day it was opened."""

    id: int
    zone: str
    begins_on: date


async def list_unannounced(db: AsyncConnection, library: Library) -> tuple[Coming, ...]:
    """Open campaigns whose enterprises were not told that the self-check has begun. Reads only."""
    query = select(Campaign.id, Campaign.zone).where(running(), Campaign.announced_on.is_(None))
    zones: Any = dict((await db.execute(query)).all())
    found = []
    for campaign in await list_opened(db, sorted(zones)) if zones else ():
        pack = library.packs.get(campaign.pack)
        span = campaign.days.phases.get(pack.form_duty.phase or "") if pack is not None else None
        begins_on = campaign.opened_on if span is None else span[0]
        found.append(Coming(campaign.id, zones[campaign.id], max(begins_on, campaign.opened_on)))
    return tuple(found)


async def announce(db: AsyncConnection, now: datetime, coming: Coming) -> bool:
    """Tell the enterprises of a campaign, once, that its self-check has begun; False where they were told, or
    the campaign is over. Who joined since it began has seen so in the window."""
    today = now.astimezone(ZoneInfo(coming.zone)).date()
    told = (
        update(Campaign)
        .where(Campaign.id == coming.id, running(), Campaign.announced_on.is_(None))
        .values(announced_on=today)
        .returning(Campaign.jurisdiction_id, Campaign.opened_at)
    )
    row = (await db.execute(told)).one_or_none()
    if row is None:
        return False
    began = datetime.combine(coming.begins_on, time(), ZoneInfo(coming.zone))
    people = _concerned(coming.id).where(Contact.joined_at < max(began, row.opened_at))
    people = people.add_columns(literal(BEGUN).label("text_key"))
    cause = f"{BEGUN}:{coming.id}"
    telling = tell_people(db, now, people, cause=cause, campaign_id=coming.id, not_before=now)
    await db.execute(telling, {"place": row.jurisdiction_id})
    return True


async def tell_arrived(
    db: AsyncConnection, now: datetime, enterprise_id: int, from_id: int | None, *, joined: bool = False
) -> None:
    """Tell the people of an enterprise that came from the place `from_id` (None: onto the list again) that
    the self-check has begun, in campaigns that were announced before and did not reach it there.
    `joined`: only those who joined it now.
    """
    place = select(Enterprise.jurisdiction_id).where(Enterprise.id == enterprise_id)
    here = await jurisdictions.above(db, (await db.execute(place)).scalar_one())
    before = [] if from_id is None else await jurisdictions.above(db, from_id)
    new = {one.id for one in here} - {one.id for one in before}
    reached = select(Campaign.id, Campaign.jurisdiction_id, Campaign.zone).where(
        running(), Campaign.announced_on.is_not(None), Campaign.jurisdiction_id.in_(new)
    )
    for campaign in (await db.execute(reached.order_by(Campaign.id))).all():  # one or two
        people = _concerned(campaign.id).where(Enterprise.id == enterprise_id)
        if joined:
            people = people.where(Contact.joined_at >= now)
        people = people.add_columns(literal(BEGUN).label("text_key"))
        cause, not_before = f"{BEGUN}:{campaign.id}", on_workday(now, ZoneInfo(campaign.zone))
        telling = tell_people(db, now, people, cause=cause, campaign_id=campaign.id, not_before=not_before)
        await db.execute(telling, {"place": campaign.jurisdiction_id})


# --- a day has moved --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moved:
    """A phase (its first and last day) or duty (its day and the last on which it is taken) that moved."""

    kind: str
    code: str
    before: tuple[date | None, date | None]
    after: tuple[date | None, date | None]
    reason: str


async def list_moved(db: AsyncConnection, campaign_id: int, since: int) -> tuple[Moved, ...]:
    """List the days of a campaign moved since that move, each with the days before it, the current ones, and
    the last reason; days moved back are left out."""
    rows = await db.execute(
        select(
            CampaignMove.kind,
            CampaignMove.code,
            CampaignMove.first_before,
            CampaignMove.last_before,
            CampaignMove.first_after,
            CampaignMove.last_after,
            CampaignMove.reason,
        )
        .where(CampaignMove.campaign_id == campaign_id, CampaignMove.id >= since)
        .order_by(CampaignMove.id)
    )
    found: dict[tuple[str, str], Moved] = {}
    for kind, code, *days, reason in rows:
        before = found[kind, code].before if (kind, code) in found else (days[0], days[1])
        found[kind, code] = Moved(kind, code, before, (days[2], days[3]), reason)
    return tuple(one for one in found.values() if one.before != one.after)


async def tell_moved(
    db: AsyncConnection, actor: Actor, now: datetime, library: Library, campaign_id: int, since: int
) -> None:
    """Tell whom it concerns what moved from that move on, not at night and not who moved it: the offices
    there and below, and, of the form's day or the beginning of its phase, the enterprises that have
    it to hand in.

    Who has a message about the campaign's days waiting reads of it there. Before the day after the opening
    enterprises have not heard of any day, unless the self-check has begun.
    """
    query = select(
        Campaign.jurisdiction_id, Campaign.pack, Campaign.zone, Campaign.opened_at, Campaign.announced_on
    )
    campaign = (await db.execute(query.where(Campaign.id == campaign_id, running()))).one_or_none()
    if campaign is None:
        return
    zone = ZoneInfo(campaign.zone)
    not_before = after_quiet(now + SETTLES, zone)
    waits = select(OutboxRow.person_id).where(
        OutboxRow.topic.is_not(None),
        OutboxRow.topic == TOPIC,
        OutboxRow.topic_id == campaign_id,
        OutboxRow.state.in_(_WAITING),
    )
    of_offices = waits.where(OutboxRow.text_key.in_(("", OPENED, MOVED)))
    told = [one for one in (await db.execute(of_offices)).scalars() if one is not None]
    await office_mail.tell(
        db,
        now,
        place_id=campaign.jurisdiction_id,
        right="campaign.see",
        what=f"{MOVED}:{campaign_id}:{since}",
        text_key=MOVED,
        values={"since": since},
        topic=TOPIC,
        topic_id=campaign_id,
        zone=zone,
        below=True,
        besides=[*told, *([actor.person_id] if actor.person_id is not None else [])],
    )
    is_new = now.astimezone(zone).date() == campaign.opened_at.astimezone(zone).date()
    if is_new and campaign.announced_on is None:
        return
    if any(concerns_form(library, campaign.pack, one) for one in await list_moved(db, campaign_id, since)):
        people = _concerned(campaign_id).where(
            Contact.person_id.not_in(waits.where(OutboxRow.text_key.in_((BEGUN, OWNER_MOVED)))),
            Contact.person_id != (actor.person_id or 0),
        )
        people = people.add_columns(literal(OWNER_MOVED).label("text_key"))
        cause, values = f"{OWNER_MOVED}:{campaign_id}:{since}", {"since": since}
        how: dict[str, Any] = {"cause": cause, "campaign_id": campaign_id, "not_before": not_before}
        telling = tell_people(db, now, people, values=values, **how)
        await db.execute(telling, {"place": campaign.jurisdiction_id})


def concerns_form(library: Library, pack_code: str, one: Moved) -> bool:
    """Whether enterprises with the form to hand in are told: of its day, and of when its phase begins."""
    pack = library.packs.get(pack_code)
    if one.kind == "duty":
        return one.code == FORM_DUTY
    return pack is not None and one.code == pack.form_duty.phase and one.before[0] != one.after[0]


async def last_move(db: AsyncConnection, campaign_id: int) -> int:
    """The number of the last move of a campaign; 0 where there was none."""
    query = select(func.max(CampaignMove.id)).where(CampaignMove.campaign_id == campaign_id)
    return int((await db.execute(query)).scalar() or 0)
