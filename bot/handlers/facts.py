"""Buttons under the counts of an office's digest: each opens the list, at the office it was counted for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.handlers.reminders import day_of
from bot.states.campaigns import start_campaign, start_summaries
from bot.states.exchange import start_handed_in
from bot.states.offices import (
    start_escalations,
    start_extensions,
    start_join_requests,
    start_owed_below,
    start_reviews,
    start_units_so_far,
    start_verify,
)
from bot.ui import notice_drafts
from bot.ui.fragments import day as shown_day
from bot.ui.office_seat import post_of
from bot.ui.replies import renew_context
from content.model.reminder_kinds import FACTS, About
from content.registry import complete
from storage.base.database import Connection
from storage.base.errors import NotAllowed, Stale
from storage.campaigns import days as campaign_days
from storage.offices import staff

OnFact = Callable[[DialogManager, int, str], Awaitable[str]]


async def work_at(manager: DialogManager, place_id: int, campaign_id: int) -> None:
    """Switch to the seat in the office a button is about, and to the campaign it counts.

    Raises:
        NotAllowed: the person has no seat there.
    """
    ctx = context_of(manager)

    async def work(db: Connection) -> None:
        now = await staff.current(db, ctx.actor)
        if now.jurisdiction_id != place_id:
            seats = await staff.list_seats(db, now.person_id)
            seat = next((one for one in seats if one.jurisdiction_id == place_id), None)
            if seat is None:
                raise NotAllowed
            await staff.switch_seat(db, ctx.actor, ctx.app.now(), seat.id)
        post = await post_of(db, ctx)
        at_work = {one.id for one in post.campaigns}
        if campaign_id in at_work and (post.campaign is None or post.campaign.id != campaign_id):
            await staff.choose_campaign(db, ctx.actor, campaign_id)

    await ctx.app.database.run(work)
    await renew_context(manager)


def _at(place: Callable[[DialogManager], Awaitable[None]]) -> OnFact:
    """A button that leads to a window of the office it is about."""

    async def on_button(manager: DialogManager, subject: int, extra: str) -> str:
        await work_at(manager, subject, int(extra) if extra.isdecimal() else 0)
        await place(manager)
        return ""

    return on_button


async def _unsent(manager: DialogManager) -> None:
    await start_units_so_far(manager, "not_submitted")


async def _overdue(manager: DialogManager) -> None:
    await start_units_so_far(manager, "overdue")


async def _nudge(manager: DialogManager) -> None:
    await notice_drafts.begin(manager, "reminder")


async def _campaign(manager: DialogManager) -> None:
    await start_campaign(manager, opening=False)


async def on_take(manager: DialogManager, subject: int, extra: str) -> str:
    """Set the offered day for the form by one tap; the campaign's days are shown after it."""
    campaign, _, digits = extra.partition(":")
    if not campaign.isdecimal():
        raise Stale
    day = day_of(digits)
    await work_at(manager, subject, int(campaign))
    ctx = context_of(manager)
    where = (ctx.app.library, int(campaign), day, ctx.app.catalog.say("fact-take-reason", "zh"))
    await ctx.act(campaign_days.take_offered_day, *where)
    await start_campaign(manager, opening=False)
    return ctx.say("fact-taken", day=shown_day(ctx, day))


LISTS: Mapping[About, OnFact] = complete(
    "bot.handlers.facts.LISTS",
    FACTS,
    {
        "unsent": _at(_unsent),
        "unreviewed": _at(start_reviews),
        "claimed": _at(start_reviews),
        "unverified": _at(start_verify),
        "unanswered": _at(start_extensions),
        "overdue": _at(_overdue),
        "owed": _at(start_owed_below),
        "undated": _at(_campaign),
        "ending": _at(_campaign),
    },
)
"""Starters of the list that a count's button opens, by its kind."""
FACT_BUTTONS: Mapping[str, OnFact] = {
    **{str(about): on_list for about, on_list in LISTS.items()},
    "nudge": _at(_nudge),
    "take": on_take,
    "write": _at(start_summaries),
    "joins": _at(start_join_requests),
    "records": _at(start_handed_in),
    "tasks": _at(start_escalations),
}
