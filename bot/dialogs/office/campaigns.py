"""The campaigns of an office, open and ended: choose the one to look at."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.states.offices import start_office
from bot.ui.campaign_name import campaign_named
from bot.ui.labels import label_fitted
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from documents.words import plan_day
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.campaigns.views import OpenCampaign
from storage.offices import staff

PAGE = 6


async def on_campaign_chosen(manager: DialogManager, item: str) -> None:
    """Choose another campaign to look at."""
    ctx = context_of(manager)

    async def work(db: Connection) -> None:
        post = await post_of(db, ctx)
        if int(item) not in {one.id for one in post.campaigns}:
            raise NotFound
        await staff.choose_campaign(db, ctx.actor, int(item))

    await ctx.app.database.run(work)
    await start_office(manager)


def _ended_on(ctx: Context, one: OpenCampaign) -> str:
    if one.closed_on is None:
        return ""
    return plan_day(ctx.say, one.closed_on, ctx.app.today(), years=one.spans_years)


def _label(ctx: Context, one: OpenCampaign, *, chosen: bool) -> str:
    """A campaign on a button: its plan and place, and when it ended."""
    mark, ended = "☑ " if chosen else "", "no" if one.is_open else "yes"
    return label_fitted(
        lambda plan: mark + ctx.say("office-campaign-one", plan=plan, ended=ended, day=_ended_on(ctx, one)),
        campaign_named(ctx, one, 8),
    )


async def campaigns_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show all campaigns that are or were open here, open ones first."""
    ctx = context_of(dialog_manager)
    post = await ctx.read(post_of, ctx)
    shown = post.campaign.id if post.campaign is not None else None
    choices = [
        (
            str(one.id),
            _label(ctx, one, chosen=one.id == shown),
        )
        for one in post.campaigns
    ]
    return dict(page_of(choices, turned_to(dialog_manager, "campaigns_page"), PAGE))
