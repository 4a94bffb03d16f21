"""Campaigns: opened from a pack, with phases and duties as dates an office can move."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    insert,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.rules import open_dates
from content.model.library import Library
from content.moved_days import set_by_hand
from content.rules import build_form
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotFound
from storage.base.rows import from_row, from_rows
from storage.campaigns import forms
from storage.campaigns.running import FORM_DUTY, running
from storage.campaigns.telling import OPENED, TOPIC
from storage.campaigns.views import (
    AS_PLANNED,
    ByHand,
    CampaignLine,
    CampaignView,
    DutyDates,
    OpenCampaign,
    Opened,
    PhaseDates,
    Preview,
    over,
)
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.offices.jurisdictions import above_cte, below_cte, zone_of
from storage.tables.campaigns import Campaign, CampaignDuty, CampaignPhase
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction

_UNSET: tuple[None, None] = (None, None)


_OPEN = (
    Campaign.id,
    Campaign.pack,
    Campaign.form_digest,
    Jurisdiction.name.label("jurisdiction_name"),
    CampaignDuty.due_on,
    CampaignDuty.grace_until,
    Campaign.zone,
    Campaign.jurisdiction_id,
    Campaign.state,
    Campaign.closed_on,
)


def _above(leaf: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    """Campaigns of a place and of all above it, the nearest first, of one place the newest."""
    above = above_cte(leaf)
    return (
        select(*_OPEN)
        .join(above, above.c.id == Campaign.jurisdiction_id)
        .join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)
        .outerjoin(CampaignDuty, (CampaignDuty.campaign_id == Campaign.id) & (CampaignDuty.code == FORM_DUTY))
        .order_by(above.c.depth, Campaign.id.desc())
    )


_campaigns_for = _above(
    select(Enterprise.jurisdiction_id)
    .where(Enterprise.id == bindparam("enterprise_id"), Enterprise.state == "active")
    .scalar_subquery()
).where(running())
_campaigns_at = _above(bindparam("place"))
_phases = (
    select(CampaignPhase.code, CampaignPhase.starts_on, CampaignPhase.ends_on)
    .where(CampaignPhase.campaign_id == bindparam("campaign_id"))
    .order_by(CampaignPhase.position)
)
_line = select(
    Campaign.id,
    Campaign.pack,
    Jurisdiction.code.label("jurisdiction"),
    Jurisdiction.name.label("jurisdiction_name"),
    Campaign.start_on,
    Campaign.state,
    Campaign.opened_at,
    Campaign.closed_on,
    Campaign.jurisdiction_id,
    Campaign.form_digest,
    Campaign.zone,
    Campaign.close_reason,
).join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)


async def preview(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    pack_code: str,
    jurisdiction_id: int,
    start_on: date,
    *,
    zone: tzinfo | None = None,
    by_hand: ByHand = AS_PLANNED,
) -> Preview:
    """Compute the result of opening a campaign; nothing is written. Arguments and errors as for
    `open_campaign`."""
    await staff.require(db, actor, "campaign.open", jurisdiction_id)
    if (pack := library.packs.get(pack_code)) is None:
        raise Invalid("error-invalid-pack", code=pack_code)
    if not 2000 <= start_on.year <= 2099:
        raise Invalid("error-invalid-start")
    if any(span is not None and span[1] < span[0] for span in by_hand.phases.values()):
        raise Invalid("error-invalid-dates")
    await jurisdictions.hold(db, jurisdiction_id)
    place = (
        await db.execute(select(Jurisdiction.id, Jurisdiction.name).where(Jurisdiction.id == jurisdiction_id))
    ).one_or_none()
    if place is None:
        raise NotFound
    same = select(Campaign.id).where(Campaign.jurisdiction_id == place.id, running())
    if (other := (await db.execute(same.where(Campaign.pack == pack_code))).scalar()) is not None:
        raise Conflict("error-conflict-campaign-open", id=other)
    local = await zone_of(db, place.id, zone)
    days = set_by_hand(pack, open_dates(pack, start_on), by_hand.phases, by_hand.duties)
    phases = tuple(
        PhaseDates(phase.code, starts_on, ends_on)
        for phase in pack.phases
        for starts_on, ends_on in (days.phases[phase.code] or _UNSET,)
    )
    duties = tuple(
        DutyDates(duty.code, due_on, grace_until)
        for duty in pack.duties
        for due_on, grace_until in (days.duties[duty.code] or _UNSET,)
    )
    today = now.astimezone(local).date()
    return Preview(place.name, str(local), phases, duties, over(phases, duties, today))


async def open_campaign(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    pack_code: str,
    jurisdiction_id: int,
    start_on: date,
    *,
    zone: tzinfo | None = None,
    by_hand: ByHand = AS_PLANNED,
) -> Opened:
    """Open a pack's campaign in a place, its days moved to start on `start_on`, but for those set `by_hand`
    and what hangs on them (`content.moved_days`).

    Its days are those of the place's time zone (`jurisdictions.zone_of`), `zone` where none is set. Everybody
    in the offices there and below gets one message, not at night, that sums it up; never one for each day
    that is over.

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.open` that reaches the place.
        Invalid: `pack`: no such pack; `start`: not in 2000 to 2099; `dates`: a phase by hand ends before its
            start.
        NotFound: no such place.
        Conflict: `campaign-open`: the same pack is open in that place.
    """
    seen = await preview(
        db, actor, now, library, pack_code, jurisdiction_id, start_on, zone=zone, by_hand=by_hand
    )
    digest = await forms.keep(db, build_form(library, library.packs[pack_code]))
    values = {
        "jurisdiction_id": jurisdiction_id,
        "pack": pack_code,
        "form_digest": digest,
        "start_on": start_on,
        "opened_at": now,
        "zone": seen.zone,
    }
    campaign_id = (await db.execute(insert(Campaign).values(**values).returning(Campaign.id))).scalar_one()
    for position, phase in enumerate(seen.phases):
        row = {"campaign_id": campaign_id, "position": position, **asdict(phase)}
        await db.execute(insert(CampaignPhase).values(**row))
    for duty in seen.duties:
        await db.execute(insert(CampaignDuty).values(campaign_id=campaign_id, **asdict(duty)))
    await audit.write(
        db,
        actor,
        now,
        "open",
        "campaign",
        campaign_id,
        {"pack": pack_code, "start": start_on.isoformat(), **by_hand.written()},
    )
    await office_mail.tell(
        db,
        now,
        place_id=jurisdiction_id,
        right="campaign.see",
        what=f"opened:{campaign_id}",
        text_key=OPENED,
        topic=TOPIC,
        topic_id=campaign_id,
        zone=ZoneInfo(seen.zone),
        below=True,
    )
    return Opened(campaign_id, digest, seen.past)


async def get_campaign(db: AsyncConnection, campaign_id: int) -> CampaignView:
    """A campaign with its phases and duties.

    Raises:
        NotFound: there is none.
    """
    row = (await db.execute(_line.where(Campaign.id == campaign_id))).one_or_none()
    if row is None:
        raise NotFound
    duties = await db.execute(
        select(CampaignDuty.code, CampaignDuty.due_on, CampaignDuty.grace_until)
        .where(CampaignDuty.campaign_id == campaign_id)
        .order_by(CampaignDuty.id)
    )
    phases = await _list_phases(db, campaign_id)
    return from_row(CampaignView, row, phases=phases, duties=from_rows(DutyDates, duties))


async def list_campaigns(
    db: AsyncConnection, *, jurisdiction_id: int | None = None, state: str | None = None
) -> tuple[CampaignLine, ...]:
    """Campaigns, newest first: those of a place and of all below it, or everywhere."""
    query = _line.order_by(Campaign.id.desc())
    values: dict[str, int] = {}
    if jurisdiction_id is not None:
        query = query.where(Campaign.jurisdiction_id.in_(select(below_cte().c.id)))
        values["root"] = jurisdiction_id
    if state is not None:
        query = query.where(Campaign.state == state)
    return from_rows(CampaignLine, await db.execute(query, values))


async def list_for(db: AsyncConnection, enterprise_id: int) -> tuple[OpenCampaign, ...]:
    """All open campaigns an enterprise is in, of its place or above it: the nearest first, of one place the
    newest. None for an enterprise that is closed or unknown."""
    return await _viewed(db, _campaigns_for, enterprise_id=enterprise_id)


async def list_at(db: AsyncConnection, jurisdiction_id: int) -> tuple[OpenCampaign, ...]:
    """All campaigns of a place and of those above it: open ones, the nearest first; then those that have
    ended, the last first."""
    every = await _viewed(db, _campaigns_at, place=jurisdiction_id)
    ended = [one for one in every if not one.is_open]
    ended.sort(key=lambda one: (one.closed_on or date.min, one.id), reverse=True)
    return (*(one for one in every if one.is_open), *ended)


async def _viewed(
    db: AsyncConnection, query: Select[*tuple[Any, ...]], **values: int
) -> tuple[OpenCampaign, ...]:
    rows = (await db.execute(query, values)).all()
    return tuple([from_row(OpenCampaign, row, phases=await _list_phases(db, row.id)) for row in rows])


async def _list_phases(db: AsyncConnection, campaign_id: int) -> tuple[PhaseDates, ...]:
    return from_rows(PhaseDates, await db.execute(_phases, {"campaign_id": campaign_id}))
