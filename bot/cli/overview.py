"""`chenan overview`: how far a campaign is, as text, picture or JSON; decides nothing itself."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.language import Command, option
from bot.cli.support import CLI, as_json, facts, place_of, print_json, print_table, writing
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.clock import system_clock
from bot.config import load_settings
from content.catalog import Catalog
from content.languages import languages
from content.loader import load
from storage.base.database import Connection
from storage.statistics import days, overviews


@click.command(cls=Command, help="cli-overview")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-campaign-below")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), help="cli-option-out-png")
@option("--league", "by_rank", is_flag=True, help="cli-option-league")
@option("--language", type=click.Choice(languages()), default="zh", show_default=True)
@as_json
def overview(
    campaign_id: int | None, place: str | None, out: Path | None, by_rank: bool, language: str, as_json: bool
) -> None:
    """Show how far a campaign is, by steps, rectifications and places."""
    from documents.overview_chart import overview_png, overview_text

    settings = load_settings()
    today = system_clock().astimezone(settings.zone).date()

    async def work(db: Connection) -> tuple[overviews.Overview, days.Course]:
        where = None if place is None else (await place_of(db, place)).id
        campaign = await campaign_of(db, campaign_id, place)
        view = await overviews.overview(db, CLI, campaign, where, today)
        return view, await days.course(db, campaign, view.place_id, view.day)

    view, course = facts(work, settings=settings)
    given = (view, load(), Catalog.load(), language, course)
    if out is not None:
        with writing(out):
            out.write_bytes(asyncio.run(overview_png(*given)))
    ranked = overviews.league(view.lines)
    if as_json:
        shown = asdict(view) | {"course": asdict(course)}
        shown["league"] = [{"rank": rank, "place": line.name} for rank, line in ranked]
        print_json(shown)
    elif by_rank:
        rows = [
            (rank, line.name, line.steps.enterprises, line.steps.submitted, line.steps.reviewed, line.overdue)
            for rank, line in ranked
        ]
        heads = (
            "cli-head-rank",
            "cli-head-place",
            "cli-head-in-scope",
            "cli-head-handed-in",
            "cli-head-reviewed",
            "cli-head-overdue",
        )
        print_table(heads, rows, "cli-empty-nothing-to-compare")
    else:
        click.echo(overview_text(*given))
