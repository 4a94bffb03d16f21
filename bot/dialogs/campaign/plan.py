"""The campaign of the window: one about to be opened, with days corrected by hand, or the open one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.office_seat import Post, post_of
from bot.ui.unfinished import Unfinished
from content.calendar.rules import OpenedDates, spans_years
from content.model.pack import Pack
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns.views import ByHand, DutyDates, PhaseDates, over

Set = dict[str, list[str | None]]
"""Days set by hand before opening, ISO, by `phase.` or `duty.` and the code."""


@dataclass(frozen=True, slots=True)
class Plan:
    """`id` None: being opened. `today`: the local day there; `closed_on`: the day it ended."""

    id: int | None
    pack: Pack
    place: str
    start_on: date
    phases: tuple[PhaseDates, ...]
    duties: tuple[DutyDates, ...]
    today: date
    is_open: bool = True
    closed_on: date | None = None
    close_reason: str = ""

    @property
    def days(self) -> OpenedDates:
        """The days as the rules of days take them."""
        return OpenedDates(
            {
                one.code: (one.starts_on, one.ends_on) if one.starts_on and one.ends_on else None
                for one in self.phases
            },
            {one.code: (one.due_on, one.grace_until) if one.due_on else None for one in self.duties},
        )

    @property
    def spans_years(self) -> bool:
        """Whether its days lie in more than one year."""
        ends = [day for one in self.phases for day in (one.starts_on, one.ends_on)]
        return spans_years([*ends, *(one.due_on for one in self.duties)])

    @property
    def past(self) -> frozenset[str]:
        """Codes of phases and duties that are over."""
        return frozenset(over(self.phases, self.duties, self.today))


OPENING = Unfinished("campaign-opening", ("start", "set"))
"""First day, and days set by hand, of a campaign that was not opened, by plan."""


def set_days(manager: DialogManager) -> Set:
    """Days set by hand."""
    return cast(Set, manager.dialog_data.setdefault("set", {}))


def is_opening(manager: DialogManager) -> bool:
    """Whether the campaign is about to be opened."""
    return "pack" in manager.dialog_data


async def plan_of(db: Connection, manager: DialogManager) -> Plan:
    """The plan of the window.

    Raises:
        NotFound: nothing is open here. NotAllowed, Invalid, Conflict: see `campaigns.opening.preview`.
    """
    ctx = context_of(manager)
    post = await post_of(db, ctx)
    if is_opening(manager):
        return await _coming(db, ctx, post, manager)
    if post.campaign is None:
        raise NotFound
    view = await campaigns.get_campaign(db, post.campaign.id)
    return Plan(
        view.id,
        ctx.app.library.packs[view.pack],
        view.jurisdiction_name,
        view.start_on,
        view.phases,
        view.duties,
        post.today,
        view.state == "open",
        view.closed_on,
        view.close_reason,
    )


async def _coming(db: Connection, ctx: Context, post: Post, manager: DialogManager) -> Plan:
    start_on = date.fromisoformat(str(manager.dialog_data["start"]))
    code = str(manager.dialog_data["pack"])
    seen = await campaigns.preview(
        db,
        ctx.actor,
        ctx.app.now(),
        ctx.app.library,
        code,
        post.place_id,
        start_on,
        zone=ctx.app.zone,
        by_hand=by_hand(manager),
    )
    return Plan(
        None,
        ctx.app.library.packs[code],
        seen.jurisdiction_name,
        start_on,
        seen.phases,
        seen.duties,
        post.today,
    )


def by_hand(manager: DialogManager) -> ByHand:
    """The days that the person changed by hand, in the form in which `campaigns.opening` takes them."""
    phases: dict[str, tuple[date, date] | None] = {}
    duties: dict[str, date | None] = {}
    for item, days in set_days(manager).items():
        kind, _, code = item.partition(".")
        first, last = (date.fromisoformat(one) if one else None for one in (days[0], days[-1]))
        if kind == "phase":
            phases[code] = (first, last) if first and last else None
        else:
            duties[code] = first
    return ByHand(phases, duties)
