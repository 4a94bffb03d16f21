"""Leads a person whose window is lost or stale to the next step according to the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aiogram_dialog import DialogManager, ShowMode

from bot.app import Context, context_of
from bot.states.people import start_home, start_self_check
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.campaigns.views import OpenCampaign
from storage.self_checks import submissions
from storage.self_checks.state import SelfCheckState, load


@dataclass(frozen=True, slots=True)
class AtHand:
    """An open campaign of the person's enterprise, with its self-check, if that was begun."""

    campaign: OpenCampaign
    self_check: SelfCheckState | None
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether its form is not handed in yet."""
        return self.self_check is None or self.self_check.state == "draft"


async def at_hand(db: Connection, ctx: Context, enterprise_id: int) -> tuple[AtHand, ...]:
    """All open campaigns of an enterprise: first the form answered last of those half done, then the one
    due soonest, then those handed in."""
    begun = {one.campaign_id: one for one in await submissions.list_checks(db, ctx.actor, enterprise_id)}
    found = []
    for campaign in await campaigns.list_for(db, enterprise_id):
        line = begun.get(campaign.id)
        self_check = await load(db, line.id, ctx.app.known(line.id)) if line is not None else None
        found.append(AtHand(campaign, self_check, line.answered_at if line is not None else None))
    for one in found:
        if one.self_check is not None:
            ctx.app.remember(one.self_check)
    found.sort(key=_place)
    return tuple(found)


def _place(one: AtHand) -> tuple[bool, bool, float, date]:
    half_done = one.is_open and one.answered_at is not None
    answered = -one.answered_at.timestamp() if half_done and one.answered_at is not None else 0.0
    return not one.is_open, not half_done, answered, one.campaign.due_on or date.max


async def land(manager: DialogManager, notice: str = "notice-outdated") -> None:
    """Open the next open question of the draft that was answered last, else home; `notice` says why, in
    one sentence."""
    ctx = context_of(manager)
    self_check = None
    if ctx.who is not None and ctx.who.enterprise_id is not None:
        there = await ctx.read(at_hand, ctx, ctx.who.enterprise_id)
        self_check = there[0].self_check if there else None
    if (
        self_check is not None
        and self_check.state == "draft"
        and self_check.answers
        and self_check.next_open()
    ):
        await start_self_check(manager, self_check.id, notice=notice, show=ShowMode.DELETE_AND_SEND)
        return
    await start_home(manager, notice, show=ShowMode.DELETE_AND_SEND)
