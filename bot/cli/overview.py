"""`chenan overview`: how far a campaign is, as text, picture or JSON; decides nothing itself."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.cli.language import Command, option
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    current_time,
    facts,
    place_of,
    print_json,
    print_table,
    writing,
)
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.config import load_settings
from content.catalog import Catalog
from content.languages import languages
from content.loader import load
from content.profile_facts import hazard_kind, hazard_kinds
from storage.base.database import Connection
from storage.campaigns.opening import get_campaign
from storage.statistics import days, groups, overviews


@click.command(cls=Command, help="cli-overview")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-campaign-below")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), help="cli-option-out-png")
@option("--league", "by_rank", is_flag=True, help="cli-option-league")
@option("--by", "group", type=click.Choice(("industry", "hazard", "item")), help="cli-option-overview-by")
@option("--language", type=click.Choice(languages()), default="zh", show_default=True)
@as_json
def overview(
    campaign_id: int | None,
    place: str | None,
    out: Path | None,
    by_rank: bool,
    group: str | None,
    language: str,
    as_json: bool,
) -> None:
    """Show the progress of a campaign by steps, rectifications and places."""
    from documents.overview_chart import overview_png, overview_text

    settings = load_settings()
    today = current_time().astimezone(settings.zone).date()

    async def work(db: Connection) -> tuple[overviews.Overview, days.Course]:
        where = None if place is None else (await place_of(db, place)).id
        campaign = await campaign_of(db, campaign_id, place)
        view = await overviews.overview(db, CLI, campaign, where, today)
        return view, await days.course(db, campaign, view.place_id, view.day)

    if group is not None:
        _print_group(group, campaign_id, place, language, as_json=as_json)
        return
    view, course = facts(work, settings=settings)
    given = (view, load(), Catalog.load(), language, course)
    if out is not None:
        with writing(out):
            out.write_bytes(asyncio.run(overview_png(*given)))
    ranked = view.ranking
    if as_json:
        shown = asdict(view) | {"course": asdict(course)}
        shown["league"] = [{"rank": rank, "place": line.name} for rank, line in ranked]
        print_json(shown)
    elif by_rank:
        print_table(
            ranked,
            [
                ListColumn("cli-head-rank", lambda one: one[0]),
                ListColumn("cli-head-place", lambda one: one[1].name),
                ListColumn("cli-head-in-scope", lambda one: one[1].steps.enterprises),
                ListColumn("cli-head-handed-in", lambda one: one[1].steps.submitted),
                ListColumn("cli-head-reviewed", lambda one: one[1].steps.reviewed),
                ListColumn("cli-head-overdue", lambda one: one[1].overdue),
            ],
            "cli-empty-nothing-to-compare" if view.ranked else "cli-empty-not-ranked",
        )
    else:
        click.echo(overview_text(*given))


def _print_group(
    group: str, campaign_id: int | None, place: str | None, language: str, *, as_json: bool
) -> None:
    """A table of a campaign by industry, hazard or check item."""
    from documents.words import name_of_group

    library = load()
    kinds = hazard_kinds(library)

    async def work(db: Connection) -> list[dict[str, Any]]:
        campaign = await campaign_of(db, campaign_id, place)
        view = await get_campaign(db, campaign)
        where = view.jurisdiction_id if place is None else (await place_of(db, place)).id
        if group == "industry":
            return [asdict(one) for one in await groups.by_industry(db, CLI, campaign, where)]
        if group == "item":
            return [asdict(one) for one in await groups.by_item(db, CLI, campaign, where)]
        found = await groups.by_hazard(db, CLI, campaign, where, lambda name: hazard_kind(kinds, name))
        return [asdict(one) | {"kind": hazard_kind(kinds, one.key)} for one in found.hazards]

    found = facts(work)
    for one in found:
        one["name"] = name_of_group(library, language, group, str(one.get("key") or one.get("item")))
    if as_json:
        print_json(found)
        return
    figures = [
        ListColumn("cli-head-handed-in", lambda one: one["submitted"]),
        ListColumn("cli-head-reviewed", lambda one: one["reviewed"]),
        ListColumn("cli-head-findings", lambda one: one["unsettled"]),
    ]
    print_table(
        found,
        [
            ListColumn("cli-head-group", lambda one: one["name"]),
            ListColumn("cli-head-in-scope", lambda one: one["enterprises"]),
            *([ListColumn("cli-head-findings", lambda one: one["findings"])] if group == "item" else figures),
        ],
        "cli-empty-none",
    )
