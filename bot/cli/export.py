"""`chenan export`: ledgers and self-check forms as files; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.progress import bars
from bot.cli.support import CLI, as_json, on_database, place_of, print_json
from bot.clock import system_clock
from bot.config import load_settings
from content.catalog import Catalog
from content.loader import load
from storage.database import Database

_campaign = click.option("--campaign", "campaign_id", type=int, required=True, help="ID of the campaign.")
_place = click.option(
    "--jurisdiction", "place", metavar="CODE", help="Only there and below (default: the campaign's place)."
)


@click.group()
def export() -> None:
    """Export ledgers and forms."""


@export.command("ledger")
@_campaign
@_place
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The XLSX to write."
)
@as_json
def ledger_(campaign_id: int, place: str | None, out: Path, as_json: bool) -> None:
    """Write the ledger (台账): enterprises, findings, reviews, coverage. All of it, or nothing."""
    from documents.ledger import Ledger, write_ledger

    settings = load_settings()
    today = system_clock().astimezone(settings.zone).date()

    async def work(database: Database) -> Ledger:
        where = await _where(database, place)
        with bars() as show:
            return await write_ledger(
                database,
                CLI,
                campaign_id,
                out,
                library=load(),
                catalog=Catalog.load(),
                today=today,
                jurisdiction_id=where,
                progress=show,
            )

    made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
        return
    click.echo(
        f"{out}: {made.enterprises} enterprises, {made.findings} findings, {made.reviews} reviews, "
        f"{made.places} places"
    )


@export.command("forms")
@_campaign
@_place
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The ZIP to write."
)
@as_json
def forms_(campaign_id: int, place: str | None, out: Path, as_json: bool) -> None:
    """Write all forms that were handed in as PDFs into a ZIP, a folder for each place."""
    from documents.self_check_forms import Forms, write_forms
    from storage.files import FileStore

    settings = load_settings()
    today = system_clock().astimezone(settings.zone).date()

    async def work(database: Database) -> Forms:
        where = await _where(database, place)
        with bars() as show:
            return await write_forms(
                database,
                CLI,
                campaign_id,
                out,
                library=load(),
                catalog=Catalog.load(),
                files=FileStore(settings.evidence_dir),
                zone=settings.zone,
                today=today,
                jurisdiction_id=where,
                progress=show,
            )

    made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
        return
    click.echo(f"{out}: {made.forms} forms of {made.places} places")


async def _where(database: Database, place: str | None) -> int | None:
    if place is None:
        return None
    async with database.read() as db:
        return (await place_of(db, place)).id
