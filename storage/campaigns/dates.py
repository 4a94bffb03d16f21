"""The days of opened campaigns, read for the rules of days: several campaigns in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, bindparam, literal_column, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.rules import OpenedDates, spans_years
from content.model.pack import Pack
from storage.campaigns.running import FORM_DUTY
from storage.tables.campaigns import Campaign, CampaignDuty, CampaignPhase


@dataclass(frozen=True, slots=True)
class OpenedCampaign:
    """A campaign with its days. `opened_on`: the local day it was opened."""

    id: int
    pack: str
    opened_on: date
    days: OpenedDates

    @property
    def spans_years(self) -> bool:
        """Whether its days lie in more than one year."""
        spans = [day for span in self.days.phases.values() if span for day in span]
        return spans_years([*spans, *(due[0] for due in self.days.duties.values() if due)])


def _dated(table: Any, what: int, place: Any, first: Any, last: Any) -> Select[Any]:
    """The days of phases (0) or duties (1) with their campaigns."""
    said: tuple[Any, ...] = (literal_column(str(what)).label("what"), place.label("place"), table.code)
    return (
        select(
            Campaign.id.label("campaign"),
            Campaign.pack,
            Campaign.opened_at,
            Campaign.zone,
            *said,
            first,
            last,
        )
        .join(table, table.campaign_id == Campaign.id)
        .where(Campaign.id.in_(bindparam("ids", expanding=True)))
    )


_dates = union_all(
    _dated(CampaignPhase, 0, CampaignPhase.position, CampaignPhase.starts_on, CampaignPhase.ends_on),
    _dated(CampaignDuty, 1, CampaignDuty.id, CampaignDuty.due_on, CampaignDuty.grace_until),
).order_by("campaign", "what", "place")


async def list_opened(db: AsyncConnection, ids: Sequence[int]) -> list[OpenedCampaign]:
    """The campaigns with these ids, with their days as the rules of `content.calendar` take them, by id.
    Reads only."""
    found = []
    rows = await db.execute(_dates, {"ids": list(ids)})
    for (id_, pack, opened_at, zone), dates in groupby(rows, lambda row: row[:4]):
        phases: dict[str, tuple[date, date] | None] = {}
        duties: dict[str, tuple[date, date | None] | None] = {}
        for *_, what, _place, code, first, last in dates:
            if what:
                duties[code] = (first, last) if first else None
            else:
                phases[code] = (first, last) if first and last else None
        opened_on = opened_at.astimezone(ZoneInfo(zone)).date()
        found.append(OpenedCampaign(id_, pack, opened_on, OpenedDates(phases, duties)))
    return found


def offered_day(pack: Pack, campaign: OpenedCampaign, today: date) -> date | None:
    """The due day offered for a form without one: the end of its phase, where the phase has an end that
    is not over."""
    if campaign.days.duties.get(FORM_DUTY) is not None:
        return None
    phase = campaign.days.phases.get(pack.form_duty.phase or "")
    return phase[1] if phase is not None and phase[1] >= today else None
