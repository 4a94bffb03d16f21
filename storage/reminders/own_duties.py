"""Dated duties that plans give enterprises besides the form: those due, and whether each is done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.duties import of_enterprises
from content.loader import load
from content.model.base import Text
from content.model.library import Library
from storage.base.rows import from_rows
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.exchange import DutyRecord


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A duty of an enterprise with a day. `is_done`: there is a record of it that was not returned."""

    campaign_id: int
    due_on: date
    is_done: bool


@lru_cache(maxsize=1)
def as_sql() -> str:
    """SQL condition: whether the plan asks the duty `d` of the campaign `k` of enterprises."""
    pairs = [(pack.code, duty.code) for pack in load().packs.values() for duty in of_enterprises(pack)]
    return " OR ".join(f"k.pack = '{pack}' AND d.code = '{code}'" for pack, code in pairs) or "1 = 0"


def title_of(library: Library, pack: str, code: str) -> Text | None:
    """The title of a duty of enterprises; None: it is not one of theirs."""
    asked = of_enterprises(library.packs[pack]) if pack in library.packs else ()
    return next((duty.title for duty in asked if duty.code == code), None)


def is_recorded(enterprise_id: Any) -> ColumnElement[bool]:
    """Whether the enterprise has done the duty, as a condition on `CampaignDuty`."""
    return exists().where(
        DutyRecord.campaign_id == CampaignDuty.campaign_id,
        DutyRecord.code == CampaignDuty.code,
        DutyRecord.enterprise_id == enterprise_id,
        DutyRecord.removed_at.is_(None),
        DutyRecord.state != "returned",
    )


async def list_dated(
    db: AsyncConnection, enterprise_id: int, campaign_ids: Sequence[int]
) -> tuple[OwnDuty, ...]:
    """The duties of an enterprise that have a day in these campaigns."""
    columns = (CampaignDuty.campaign_id, CampaignDuty.due_on, is_recorded(enterprise_id).label("is_done"))
    query = (
        select(*columns, Campaign.pack, CampaignDuty.code)
        .join(Campaign, Campaign.id == CampaignDuty.campaign_id)
        .where(CampaignDuty.campaign_id.in_(campaign_ids), CampaignDuty.due_on.is_not(None))
        .order_by(CampaignDuty.campaign_id, CampaignDuty.due_on, CampaignDuty.id)
    )
    library = load()
    rows: Any = (await db.execute(query)).all()
    return from_rows(OwnDuty, [row for row in rows if title_of(library, row.pack, row.code) is not None])
