"""`chenan jurisdiction`: keeps the tree of offices; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, ListColumn, as_json, current_time, facts, outcome, place_of, print_list
from storage.base.database import Connection
from storage.offices import hotlines, jurisdictions, letterheads, rankings

_level = option("--level", type=click.Choice(jurisdictions.LEVELS), help="cli-option-level")
_zone = option("--zone", metavar="AREA/CITY", help="cli-option-zone")


@click.group(cls=Group, help="cli-jurisdiction")
def jurisdiction() -> None:
    """Manage the jurisdictions of offices."""


@jurisdiction.command(help="cli-jurisdiction-add")
@click.argument("code")
@click.argument("name")
@option("--parent", metavar="CODE", help="cli-option-parent")
@_level
@_zone
@as_json
def add(code: str, name: str, parent: str | None, level: str | None, zone: str | None, as_json: bool) -> None:
    """Add a jurisdiction: CODE is used in commands, NAME is what people read (海陵区)."""

    async def work(db: Connection) -> jurisdictions.Place:
        if parent is not None:
            await place_of(db, parent)
        return await jurisdictions.add(
            db, CLI, current_time(), code, name, parent, level=level or "", zone=zone
        )

    place = facts(work, writes=True)
    outcome(as_json, f"{place.code}: {place.name}", **asdict(place))


@jurisdiction.command("set", help="cli-jurisdiction-set")
@click.argument("code")
@_level
@_zone
@as_json
def set_(code: str, level: str | None, zone: str | None, as_json: bool) -> None:
    """Set the level and the time zone of CODE; options not given stay as they are."""

    async def work(db: Connection) -> jurisdictions.Place:
        place = await place_of(db, code)
        return await jurisdictions.describe(
            db, CLI, current_time(), code, level=level or place.level, zone=zone or place.zone
        )

    place = facts(work, writes=True)
    level = _level_word(place.level) or say("cli-jurisdiction-no-level")
    zone = place.zone or say("cli-jurisdiction-same-zone")
    said = say("cli-jurisdiction-described", code=place.code, name=place.name, level=level, zone=zone)
    outcome(as_json, said, **asdict(place))


@jurisdiction.command("hotline", help="cli-jurisdiction-hotline")
@click.argument("code")
@option("--add", "text", metavar="TEXT", help="cli-option-hotline-add")
@option("--remove", "hotline_id", type=int, metavar="ID", help="cli-option-hotline-remove")
@as_json
def hotline_(code: str, text: str | None, hotline_id: int | None, as_json: bool) -> None:
    """Publish or withdraw a telephone number for reports; then list those of CODE."""

    async def work(db: Connection) -> tuple[hotlines.Published, ...]:
        place = await place_of(db, code)
        if text is not None:
            await hotlines.publish(db, CLI, current_time(), place.id, text)
        if hotline_id is not None:
            await hotlines.withdraw(db, CLI, current_time(), place.id, hotline_id)
        return await hotlines.published_at(db, place.id)

    found = facts(work, writes=True)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-department", lambda one: one.department),
            ListColumn("cli-head-number", lambda one: one.number),
            ListColumn("cli-head-hours", lambda one: one.hours),
        ],
        "cli-empty-none",
        as_json,
    )


@jurisdiction.command("letterhead", help="cli-jurisdiction-letterhead")
@click.argument("code")
@option("--name", metavar="NAME", help="cli-option-full-name")
@option("--number", metavar="EXAMPLE", help="cli-option-number-pattern")
@as_json
def letterhead_(code: str, name: str | None, number: str | None, as_json: bool) -> None:
    """Say how the papers of CODE are signed and numbered; what is not given stays, "" takes it away."""

    async def work(db: Connection) -> letterheads.Letterhead:
        place = await place_of(db, code)
        if name is not None:
            await letterheads.set_full_name(db, CLI, current_time(), place.id, name)
        if number is not None:
            await letterheads.set_pattern(db, CLI, current_time(), place.id, number)
        return await letterheads.letterhead_of(db, place.id)

    head = facts(work, writes=True)
    year = current_time().year
    said = say("cli-jurisdiction-letterhead-is", name=head.signed, number=head.numbered(year) or "-")
    outcome(as_json, said, **asdict(head))


@jurisdiction.command("rank", help="cli-jurisdiction-rank")
@click.argument("code")
@option("--on/--off", "ranked", default=None, help="cli-option-rank")
@as_json
def rank_(code: str, ranked: bool | None, as_json: bool) -> None:
    """Switch the ranking of the places below CODE on or off, or say what it is."""

    async def work(db: Connection) -> bool:
        place = await place_of(db, code)
        if ranked is not None:
            await rankings.set_ranked(db, CLI, current_time(), place.id, ranked=ranked)
        return await rankings.is_ranked(db, place.id)

    now = facts(work, writes=ranked is not None)
    outcome(as_json, say("cli-jurisdiction-ranked", now="on" if now else "off"), ranked=now)


@jurisdiction.command("list", help="cli-jurisdiction-list")
@as_json
def list_(as_json: bool) -> None:
    """List all jurisdictions, each followed by those below it."""
    tree = facts(jurisdictions.list_tree)
    codes = {place.id: place.code for place in tree}

    def form(place: jurisdictions.Place) -> dict[str, object]:
        return {
            "code": place.code,
            "name": place.name,
            "parent": codes.get(place.parent_id or 0),
            "depth": place.depth,
            "level": place.level or None,
            "zone": place.zone,
        }

    print_list(
        tree,
        [
            ListColumn("cli-head-code", lambda place: "  " * place.depth + place.code),
            ListColumn("cli-head-name", lambda place: place.name),
            ListColumn("cli-head-level", lambda place: _level_word(place.level)),
            ListColumn("cli-head-zone", lambda place: place.zone),
        ],
        "cli-empty-no-jurisdiction",
        as_json,
        form,
    )


def _level_word(level: str) -> str | None:
    return say("cli-jurisdiction-level", level=level) if level else None
