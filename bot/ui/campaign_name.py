"""Names of campaigns in a window's text, where there are several, for enterprises and offices; the line shown
where no phase is current."""

from __future__ import annotations

from bot.app import Context
from bot.ui.office_seat import Post
from content.calendar.rules import last_day
from content.screen import shortened
from documents.words import plan_day
from storage.base.database import Connection
from storage.campaigns import places as campaign_places
from storage.campaigns.views import OpenCampaign


async def campaign_if_several(db: Connection, ctx: Context, self_check_id: int, size: int = 16) -> str:
    """The campaign of a self-check, where its enterprise is in more than one open campaign; else nothing."""
    found = await campaign_places.name_if_several(db, self_check_id)
    return "" if found is None else ctx.say("campaign-of", campaign=campaign_called(ctx, found, size))


def campaign_title(ctx: Context, campaign: OpenCampaign, size: int = 16) -> str:
    """Place and plan of an open campaign."""
    named = campaign_places.CampaignName(campaign.id, campaign.pack, campaign.jurisdiction_name)
    return campaign_called(ctx, named, size)


def campaign_called(ctx: Context, campaign: campaign_places.CampaignName, size: int = 16) -> str:
    """Place and plan of a campaign."""
    pack = ctx.app.library.packs.get(campaign.pack)
    plan = pack.title.say(ctx.language) if pack else campaign.pack
    return ctx.say("home-campaign", place=campaign.place, plan=shortened(plan, size))


def campaign_line(ctx: Context, post: Post) -> str:
    """The name of the campaign looked at, where there is another."""
    if post.campaign is None or len(post.campaigns) < 2:
        return ""
    return campaign_named(ctx, post.campaign)


def campaign_named(ctx: Context, campaign: OpenCampaign, size: int = 18) -> str:
    """A campaign by its plan and place."""
    pack = ctx.app.library.packs.get(campaign.pack)
    plan = pack.title.say(ctx.language) if pack else campaign.pack
    return ctx.say("campaign-head", plan=shortened(plan, size), place=campaign.jurisdiction_name)


def no_phase_line(ctx: Context, campaign: OpenCampaign, *, may_close: bool = False) -> str:
    """The line in place of the current phases where there are none: the next phase and its day; that all of
    them are over, with the next step for people who can end the campaign; else that days are missing."""
    pack, today = ctx.app.library.packs.get(campaign.pack), ctx.app.today()
    ahead = [(one.starts_on, one.code) for one in campaign.phases if one.starts_on and one.starts_on > today]
    if ahead:
        first, code = min(ahead)
        titles = {phase.code: phase.title.say(ctx.language) for phase in pack.phases} if pack else {}
        begins = plan_day(ctx.say, first, today, years=campaign.spans_years)
        return ctx.say("home-phase-next", phase=titles.get(code, code), day=begins)
    spans = [
        (one.starts_on, one.ends_on) if one.starts_on and one.ends_on else None for one in campaign.phases
    ]
    if (last := last_day(spans)) is None:
        return ctx.say("home-phase-none")
    day = plan_day(ctx.say, last, today, years=campaign.spans_years)
    return ctx.say("home-phases-over", day=day, close="yes" if may_close else "no")
