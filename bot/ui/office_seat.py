"""The current seat of a person, with its place and its day. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from zoneinfo import ZoneInfo

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.campaigns.views import OpenCampaign
from storage.offices import jurisdictions, staff
from storage.offices.staff import Seat


@dataclass(frozen=True, slots=True)
class Post:
    """A person's place of work: `path`: names of the places from the top down to the office's own;
    `campaigns`: all that are or were open there, `campaign` the one looked at; `today`: the local day
    there."""

    seat: Seat
    path: tuple[str, ...]
    campaigns: tuple[OpenCampaign, ...]
    campaign: OpenCampaign | None
    today: date

    @property
    def campaign_id(self) -> int | None:
        """The id of the campaign looked at."""
        return self.campaign.id if self.campaign is not None else None

    @property
    def ended(self) -> bool:
        """Whether the campaign looked at is over."""
        return self.campaign is not None and not self.campaign.is_open

    @property
    def is_any_open(self) -> bool:
        """Whether a campaign is open there."""
        return any(one.is_open for one in self.campaigns)

    @property
    def place_id(self) -> int:
        """The office's own place."""
        return self.seat.jurisdiction_id

    @property
    def place(self) -> str:
        """The last two names of the path."""
        return " · ".join(self.path[-2:])


async def post_of(db: Connection, ctx: Context) -> Post:
    """The person's current seat; read at every call, so that a revoked seat ends at once.

    The campaign is the one chosen at the seat, else the nearest open one, else the last that ended.

    Raises:
        SeatEnded: no seat.
    """
    seat = await staff.current(db, ctx.actor)
    path = await jurisdictions.path(db, seat.jurisdiction_id)
    every = await campaigns.list_at(db, seat.jurisdiction_id)
    chosen = await staff.chosen_campaign(db, seat.id)
    campaign = next((one for one in every if one.id == chosen), every[0] if every else None)
    if campaign is not None:
        zone: tzinfo = ZoneInfo(campaign.zone)
    else:
        zone = await jurisdictions.zone_of(db, seat.jurisdiction_id, ctx.app.zone)
    return Post(seat, path, every, campaign, ctx.app.now().astimezone(zone).date())


async def today_of(ctx: Context) -> date:
    """Today where the person's office is."""
    async with ctx.app.database.read() as db:
        return (await post_of(db, ctx)).today


async def office_today(manager: DialogManager) -> date:
    """`today_of` for `bot.ui.typed_days.typed_day`."""
    return await today_of(context_of(manager))


def seat_shown(ctx: Context, role: str, department: str) -> str:
    """The name of a seat: 卫健 · 检查员."""
    return ctx.say("staff-seat", role=role, department=department)
