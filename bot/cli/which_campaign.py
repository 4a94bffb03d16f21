"""Chooses a command's campaign: the one given, or the only one that is open there."""

from __future__ import annotations

import click

from bot.cli.language import option, say
from bot.cli.support import place_of
from bot.cli.words import plan_title
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.campaigns import opening as campaigns
from storage.campaigns.views import CampaignLine, CampaignView, OpenCampaign

campaign_option = option(
    "--campaign",
    "campaign_id",
    type=int,
    help="cli-option-campaign",
)


async def known_campaign(db: Connection, campaign_id: int) -> CampaignView:
    """A campaign by its id.

    Raises:
        click.ClickException: there is none.
    """
    try:
        return await campaigns.get_campaign(db, campaign_id)
    except NotFound:
        raise click.ClickException(say("cli-error-no-campaign", id=str(campaign_id))) from None


async def campaign_of(db: Connection, campaign_id: int | None, place: str | None = None) -> int:
    """The campaign given, or the only open one of the place (a code; None: anywhere).

    Raises:
        click.ClickException: there is no such campaign. click.UsageError: none is open there, or several are.
    """
    found = await campaign_if_open(db, campaign_id, place)
    if found is None:
        raise click.UsageError(say("cli-error-none-open"))
    return found


async def campaign_if_open(db: Connection, campaign_id: int | None, place: str | None = None) -> int | None:
    """As `campaign_of`; None where no campaign is open there, so that everything is meant."""
    if campaign_id is not None:
        return (await known_campaign(db, campaign_id)).id
    there = await _open(db, place)
    if len(there) > 1:
        named = "; ".join(f"{number}: {name}" for number, name in sorted(there.items()))
        raise click.UsageError(say("cli-error-several-open", named=named))
    return next(iter(there), None)


async def _open(db: Connection, place: str | None) -> dict[int, str]:
    """The open campaigns a place takes part in, and those of places below it, by id."""
    where = None if place is None else (await place_of(db, place)).id
    found: list[CampaignLine | OpenCampaign] = [
        *await campaigns.list_campaigns(db, jurisdiction_id=where, state="open")
    ]
    if where is not None:
        found += [one for one in await campaigns.list_at(db, where) if one.is_open]
    return {one.id: f"{plan_title(one.pack)}, {one.jurisdiction_name}" for one in found}
