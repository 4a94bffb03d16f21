"""`chenan incident`: accidents, who was told of them, their papers; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from bot.cli.language import Group, language, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    facts,
    out_option,
    place_of,
    print_json,
    print_list,
    print_table,
    write_paper,
)
from bot.clock import system_clock
from content.catalog import Catalog
from content.loader import load
from content.model.incidents import Party
from storage.base.database import Connection
from storage.incidents import views
from storage.incidents.views import IncidentView
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead


@click.group(cls=Group, help="cli-incident")
def incident() -> None:
    """See accidents, and write one to a file."""


@incident.command("list", help="cli-incident-list")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@as_json
def list_(place: str, as_json: bool) -> None:
    """List the accidents of enterprises in a place and below, the open ones first."""

    async def work(db: Connection) -> tuple[IncidentView, ...]:
        return await views.list_at(db, CLI, (await place_of(db, place)).id)

    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.happened_at.date()),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-hurt", lambda one: one.hurt),
            ListColumn("cli-head-dead", lambda one: one.dead),
            ListColumn("cli-head-substance", lambda one: one.substance),
            ListColumn("cli-head-told", lambda one: len(one.told)),
            ListColumn("cli-head-state", lambda one: say("incident-state", state=one.state)),
        ],
        "cli-empty-none",
        as_json,
    )


@incident.command("show", help="cli-incident-show")
@click.argument("incident_id", type=int)
@as_json
def show(incident_id: int, as_json: bool) -> None:
    """Show an accident: who was told at which minute, the four things to show."""
    library = load()

    async def work(db: Connection) -> tuple[IncidentView, Any]:
        one = await views.get(db, CLI, incident_id)
        return one, await jurisdictions.zone_of(db, one.jurisdiction_id)

    one, zone = facts(work)
    if as_json:
        print_json(asdict(one))
        return
    click.echo(one.what or say("incident-no-words"))
    rules = library.incidents
    tongue = language()

    def told(party: Party) -> str:
        at = one.told.get(party.code)
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    print_table(
        rules.parties if rules else (),
        [
            ListColumn("cli-head-party", lambda party: party.title.say(tongue)),
            ListColumn("cli-head-within", lambda party: party.within.say(tongue)),
            ListColumn("cli-head-told", told),
        ],
        "cli-empty-none",
    )
    print_table(
        [(point, one.shown.get(point.code)) for point in (rules.points if rules else ())],
        [
            ListColumn("cli-head-point", lambda line: line[0].title.say(tongue)),
            ListColumn("cli-head-text", lambda line: line[1].sentence if line[1] else ""),
            ListColumn("cli-head-done", lambda line: line[1].done_on if line[1] else None),
        ],
        "cli-empty-none",
    )


@incident.command("paper", help="cli-incident-paper")
@click.argument("incident_id", type=int)
@out_option
@as_json
def paper(incident_id: int, out: Path, as_json: bool) -> None:
    """Write an accident as a paper of its office."""
    from documents.papers.incidents import incident_paper

    async def work(db: Connection) -> tuple[IncidentView, Letterhead, Any]:
        view = await views.get(db, CLI, incident_id)
        head = await letterheads.letterhead_of(db, view.jurisdiction_id)
        return view, head, await jurisdictions.zone_of(db, view.jurisdiction_id)

    view, head, zone = facts(work)
    today = system_clock().astimezone(zone).date()
    write_paper(incident_paper(view, head, zone, today, load(), Catalog.load()), out, as_json)
