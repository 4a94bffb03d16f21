"""Names a campaign in a window's text, if the enterprise or office takes part in more than one."""

from __future__ import annotations

from bot.app import Context
from content.screen import shortened
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
