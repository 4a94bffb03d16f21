"""The name of the campaign an office looks at, for its windows."""

from __future__ import annotations

from bot.app import Context
from bot.ui.office_seat import Post
from content.screen import shortened
from storage.campaigns.views import OpenCampaign


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
