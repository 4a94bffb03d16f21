"""Places to be named in public (曝光地区): an office proposes one below it with a reason, a second person
agrees. Only where the plan names places besides enterprises (扬州, 五、工作要求 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.loader import load
from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Conflict, Ended, Invalid, NotFound, Stale
from storage.base.rows import from_row, from_rows
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.self_checks.answers import tidy
from storage.tables.campaigns import Campaign
from storage.tables.measures import PlaceExposure
from storage.tables.offices import Jurisdiction

PROPOSE, CONFIRM, SEE = "place.expose", "place.confirm", "escalation.see"
MAX_REASON = 500
GOING_ON = ("proposed", "agreed")


@dataclass(frozen=True, slots=True)
class ExposedPlace:
    """A place that is proposed, or agreed, to be named. `office`: name of the place whose office names it."""

    id: int
    campaign_id: int
    office_id: int
    office: str
    place_id: int
    place: str
    reason: str
    state: str
    proposed_by: int | None
    decided_at: datetime | None


_office = Jurisdiction.__table__.alias("office")
_view: Any = (
    select(
        PlaceExposure.id,
        PlaceExposure.campaign_id,
        PlaceExposure.office_id,
        _office.c.name.label("office"),
        PlaceExposure.place_id,
        Jurisdiction.name.label("place"),
        PlaceExposure.reason,
        PlaceExposure.state,
        PlaceExposure.proposed_by,
        PlaceExposure.decided_at,
    )
    .join(Jurisdiction, Jurisdiction.id == PlaceExposure.place_id)
    .join(_office, _office.c.id == PlaceExposure.office_id)
)


async def propose(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    office_id: int,
    place_id: int,
    reason: str,
    *,
    zone: tzinfo | None = None,
) -> int:
    """Propose to name a place below an office; its heads are told, but for the person who proposes. The id; a
    place that is proposed or agreed already keeps its reason.

    Raises:
        NotAllowed: no seat with `place.expose` that reaches the office. NotFound: no such campaign, or the
        place is not below the office. Invalid: "place-exposure": the plan names no places; "text-empty",
        "text-long". Ended: the campaign is over. Stale: another proposal of it was dropped just now.
    """
    await staff.require(db, actor, PROPOSE, office_id)
    reason = tidy(reason, MAX_REASON)
    campaign = (await db.execute(select(Campaign).where(Campaign.id == campaign_id))).first()
    if campaign is None:
        raise NotFound
    pack = load().packs.get(campaign.pack)
    if pack is None or not pack.names_places:
        raise Invalid("error-invalid-place-exposure")
    if campaign.state != "open":
        raise Ended
    if place_id == office_id or place_id not in await jurisdictions.below(db, office_id):
        raise NotFound
    made = await db.execute(
        upsert(db, PlaceExposure)
        .values(
            campaign_id=campaign_id,
            office_id=office_id,
            place_id=place_id,
            reason=reason,
            state="proposed",
            proposed_by=actor.person_id,
            proposed_at=now,
        )
        .on_conflict_do_nothing()
        .returning(PlaceExposure.id)
    )
    exposure_id = made.scalar()
    if exposure_id is None:
        of = (PlaceExposure.campaign_id == campaign_id, PlaceExposure.place_id == place_id)
        known = select(PlaceExposure.id).where(*of, PlaceExposure.state.in_(GOING_ON))
        if (there := (await db.execute(known)).scalar()) is None:  # just dropped
            raise Stale
        return int(there)
    await audit.write(db, actor, now, "propose", "place_exposure", exposure_id, {"place": place_id})
    name = (await jurisdictions.path(db, place_id))[-1]
    await office_mail.tell(
        db,
        now,
        place_id=office_id,
        right=CONFIRM,
        what=f"place-exposure:{exposure_id}",
        text_key="outbox-place-exposure",
        values={"place": name, "reason": shortened(reason, 200)},
        button={"kind": "exposure", "id": exposure_id},
        zone=zone,
        second_to=actor.person_id,
    )
    return int(exposure_id)


async def confirm(
    db: AsyncConnection, actor: Actor, now: datetime, exposure_id: int, *, agreed: bool
) -> ExposedPlace:
    """Agree to what another person proposed; or drop what is proposed or agreed. A second time changes
    nothing.

    Raises:
        NotFound: there is none. NotAllowed: no seat with `place.confirm` that reaches its office.
        Conflict: "place-exposure-own": one's own proposal; "place-exposure-over": it was dropped.
    """
    held = update(PlaceExposure).where(PlaceExposure.id == exposure_id)
    await db.execute(held.values(state=PlaceExposure.state))
    view = await _get(db, exposure_id)
    await staff.require(db, actor, CONFIRM, view.office_id)
    state = "agreed" if agreed else "dropped"
    if view.state == state:
        return view
    if view.state not in GOING_ON:
        raise Conflict("error-conflict-place-exposure-over")
    if agreed and view.proposed_by == actor.person_id:
        raise Conflict("error-conflict-place-exposure-own")
    await db.execute(held.values(state=state, decided_by=actor.person_id, decided_at=now))
    await audit.write(db, actor, now, "confirm" if agreed else "drop", "place_exposure", exposure_id)
    await office_mail.take_back_of(db, f"place-exposure:{exposure_id}")
    return await _get(db, exposure_id)


async def get_exposure(db: AsyncConnection, actor: Actor, exposure_id: int) -> ExposedPlace:
    """A place that is proposed, agreed or dropped.

    Raises:
        NotFound: there is none. NotAllowed: no seat with `escalation.see` that reaches its office.
    """
    view = await _get(db, exposure_id)
    await staff.require(db, actor, SEE, view.office_id)
    return view


async def list_exposures(
    db: AsyncConnection, actor: Actor, office_id: int, campaign_id: int, *, agreed: bool = False
) -> tuple[ExposedPlace, ...]:
    """Places below an office that are proposed or agreed in a campaign; `agreed`: those alone.

    Raises:
        NotAllowed: no seat with `escalation.see` that reaches the office.
    """
    await staff.require(db, actor, SEE, office_id)
    places = await jurisdictions.below(db, office_id)
    query = _view.where(
        PlaceExposure.campaign_id == campaign_id,
        PlaceExposure.place_id.in_(places),
        PlaceExposure.state.in_(("agreed",) if agreed else GOING_ON),
    )
    rows: Any = await db.execute(query.order_by(PlaceExposure.id))
    return from_rows(ExposedPlace, rows)


async def _get(db: AsyncConnection, exposure_id: int) -> ExposedPlace:
    row = (await db.execute(_view.where(PlaceExposure.id == exposure_id))).first()
    if row is None:
        raise NotFound
    return from_row(ExposedPlace, row)
