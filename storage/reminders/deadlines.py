"""Deadlines of an enterprise or an office, for a calendar. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import of_enterprises
from content.model.library import Library
from storage.base.audit import Actor
from storage.base.rights import is_operator
from storage.campaigns import duties
from storage.campaigns import opening as campaigns
from storage.campaigns.dates import list_opened
from storage.campaigns.running import running
from storage.people import contacts
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Upkeep
from storage.tables.exchange import DutyRecord
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import OwedPhoto, SelfCheck


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something owed by a whole local day. `id` names it for good, wherever its day is moved; `key`: the
    sentence that says it; `values`: what the sentence is given, codes among them."""

    id: str
    key: str
    on: date
    done: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)


_plans = (
    select(Finding.id, Finding.question, Rectification.due_on, Rectification.state, Rectification.measure)
    .join(Rectification, Rectification.finding_id == Finding.id)
    .join(SelfCheck, SelfCheck.id == Finding.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .where(running(), Finding.state != "withdrawn", Rectification.kind == "plan")
)
_photos = (
    select(OwedPhoto.id, OwedPhoto.question, OwedPhoto.due_on, OwedPhoto.state)
    .join(SelfCheck, SelfCheck.id == OwedPhoto.self_check_id)
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .where(running(), OwedPhoto.state != "withdrawn")
)
_upkeeps = select(Upkeep.kind, Upkeep.due_on).where(Upkeep.state == "active")


async def of_enterprise(
    db: AsyncConnection, actor: Actor, library: Library, enterprise_id: int
) -> tuple[Deadline, ...]:
    """Deadlines of an enterprise in its open campaigns, soonest first, done or not: forms, plans, photos,
    other duties; and its own recurring dates.

    Raises:
        NotAllowed: none of its people.
    """
    if not is_operator(actor):
        await contacts.require_contact(db, actor, enterprise_id)
    found = await _forms_and_duties(db, library, enterprise_id)
    for row in await _of(db, _plans.where(Finding.enterprise_id == enterprise_id)):
        said = {"question": row.question, "measure": row.measure}
        found.append(Deadline(f"plan.{row.id}", "deadline-plan", row.due_on, row.state != "open", said))
    for row in await _of(db, _photos.where(OwedPhoto.enterprise_id == enterprise_id)):
        said = {"question": row.question}
        found.append(Deadline(f"photo.{row.id}", "deadline-photo", row.due_on, row.state != "open", said))
    for row in await _of(db, _upkeeps.where(Upkeep.enterprise_id == enterprise_id)):
        said = {"upkeep": row.kind}
        found.append(
            Deadline(f"upkeep.{enterprise_id}.{row.kind}", "deadline-upkeep", row.due_on, False, said)
        )
    return tuple(sorted(found, key=lambda one: (one.on, one.id)))


async def of_office(
    db: AsyncConnection, actor: Actor, library: Library, jurisdiction_id: int, today: date
) -> tuple[Deadline, ...]:
    """Deadlines of a place's office in the open campaigns at and above it; see `duties.list_owed`.

    Raises:
        NotAllowed: no seat that reaches that place.
    """
    return tuple(
        Deadline(
            f"{'duty' if one.decided is None else 'point'}.{one.id}.{jurisdiction_id}.{one.period_on:%Y%m%d}",
            "deadline-duty" if one.decided is None else "deadline-decided",
            one.due_on,
            one.done_at is not None,
            {"pack": one.pack, "duty": one.code} if one.decided is None else {"sentence": one.decided.text},
        )
        for one in await duties.list_owed(db, actor, library, jurisdiction_id, today)
    )


async def _forms_and_duties(db: AsyncConnection, library: Library, enterprise_id: int) -> list[Deadline]:
    there = await campaigns.list_for(db, enterprise_id)
    ids = [one.id for one in there]
    own = select(SelfCheck.campaign_id, SelfCheck.state, SelfCheck.recheck_on)
    checks = {
        row.campaign_id: row
        for row in await _of(
            db, own.where(SelfCheck.enterprise_id == enterprise_id, SelfCheck.campaign_id.in_(ids))
        )
    }
    records = select(DutyRecord.campaign_id, DutyRecord.code).where(
        DutyRecord.enterprise_id == enterprise_id,
        DutyRecord.removed_at.is_(None),
        DutyRecord.state != "returned",
    )
    recorded = {(row.campaign_id, row.code) for row in await _of(db, records)}
    days = {one.id: one.days for one in await list_opened(db, ids)}
    found = []
    for campaign in there:
        check, said = checks.get(campaign.id), {"pack": campaign.pack}
        due = check.recheck_on if check is not None and check.recheck_on else campaign.due_on
        if due is not None:
            done = check is not None and check.state != "draft"
            name = f"form.{campaign.id}.{enterprise_id}"
            found.append(Deadline(name, "deadline-form", due, done, said))
        pack = library.packs.get(campaign.pack)
        for duty in of_enterprises(pack) if pack else ():
            if (dated := days[campaign.id].duties.get(duty.code)) is not None:
                name = f"own.{campaign.id}.{duty.code}.{enterprise_id}"
                done = (campaign.id, duty.code) in recorded
                found.append(Deadline(name, "deadline-duty", dated[0], done, {**said, "duty": duty.code}))
    return found


async def _of(db: AsyncConnection, query: Select[*tuple[Any, ...]]) -> Any:
    return (await db.execute(query)).all()
