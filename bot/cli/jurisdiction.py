"""`chenan jurisdiction`: keeps the tree of offices; decides nothing itself."""

from __future__ import annotations

import click

from bot.cli.support import CLI, as_json, facts, place_of, print_json, print_table
from bot.clock import system_clock
from storage import jurisdictions
from storage.database import Connection


@click.group()
def jurisdiction() -> None:
    """Keep the tree of offices."""


@jurisdiction.command()
@click.argument("code")
@click.argument("name")
@click.option("--parent", metavar="CODE", help="Code of the jurisdiction above it.")
def add(code: str, name: str, parent: str | None) -> None:
    """Add a jurisdiction: CODE is what commands call it, NAME what people read (海陵区)."""

    async def work(db: Connection) -> jurisdictions.Place:
        if parent is not None:
            await place_of(db, parent)
        return await jurisdictions.add(db, CLI, system_clock(), code, name, parent)

    place = facts(work, writes=True)
    click.echo(f"{place.code}: {place.name}")


@jurisdiction.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List all jurisdictions, each followed by those below it."""
    tree = facts(jurisdictions.list_tree)
    codes = {place.id: place.code for place in tree}
    if as_json:
        print_json(
            [
                {
                    "code": place.code,
                    "name": place.name,
                    "parent": codes.get(place.parent_id or 0),
                    "depth": place.depth,
                }
                for place in tree
            ]
        )
        return
    rows = [("  " * place.depth + place.code, place.name) for place in tree]
    print_table(
        ("CODE", "NAME"), rows, "There is no jurisdiction yet: `chenan jurisdiction add CODE NAME` makes one."
    )
