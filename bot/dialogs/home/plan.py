"""A plan as the enterprise needs it, on one screen: its aim, tasks with days, phases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.resume import AtHand, at_hand
from bot.ui.campaign_name import campaign_title
from bot.ui.paging import cut, turned_to
from content.model.pack import Pack
from content.screen import fitted, shortened
from documents.words import plan_day, plan_span
from storage.campaigns.views import OpenCampaign


async def plan_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The plans the enterprise is in, a page each."""
    ctx = context_of(dialog_manager)
    there: Sequence[AtHand] = ()
    if ctx.who is not None and ctx.who.enterprise_id is not None:
        there = await ctx.read(at_hand, ctx, ctx.who.enterprise_id)
    shown, turned = cut(there, turned_to(dialog_manager, "plan_page"), 1)
    return {**turned, "body": _plan(ctx, shown[0].campaign) if shown else ctx.say("home-no-campaign")}


def _plan(ctx: Context, campaign: OpenCampaign) -> str:
    pack, today = ctx.app.library.packs[campaign.pack], ctx.app.today()
    goal = pack.goal.say(ctx.language)
    to = next((one.name for one in pack.departments if one.code == pack.form_duty.to), "")
    form = pack.form_title.say(ctx.language)
    due = ctx.say("campaign-undated")
    if campaign.due_on is not None:
        due = plan_day(ctx.say, campaign.due_on, today, years=campaign.spans_years)
    return fitted(
        campaign_title(ctx, campaign, 20),
        (ctx.say("plan-own-goal", goal=goal), ctx.say("plan-own-goal", goal=shortened(goal, 40)), ""),
        (
            ctx.say("plan-own-form", form=form, day=due, to=to),
            ctx.say("plan-own-form", form=shortened(form, 16), day=due, to=shortened(to, 16)),
        ),
        (ctx.say("plan-own-fix"), ""),
        *_phases(ctx, campaign, pack, today),
    )


def _phases(ctx: Context, campaign: OpenCampaign, pack: Pack, today: date) -> list[str]:
    """A line for each phase; current ones are marked."""
    spans = {one.code: (one.starts_on, one.ends_on) for one in campaign.phases}
    said = []
    for phase in pack.phases:
        first, last = spans.get(phase.code, (None, None))
        when, now = ctx.say("campaign-undated"), "no"
        if first is not None and last is not None:
            when = plan_span(ctx.say, first, last, today, years=campaign.spans_years)
            now = "yes" if first <= today <= last else "no"
        said.append(ctx.say("plan-own-phase", title=phase.title.say(ctx.language), days=when, now=now))
    return said
