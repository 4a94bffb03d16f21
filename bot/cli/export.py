"""`chenan export`: ledgers, self-check forms and summaries as files; decides nothing itself."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from bot.cli.enterprise.keeping import known
from bot.cli.language import Group, language, option, say
from bot.cli.summary import begun, local_day, of_which
from bot.cli.support import (
    CLI,
    ENDINGS,
    as_json,
    bars,
    current_time,
    facts,
    on_database,
    out_option,
    outcome,
    place_of,
    print_json,
    write_paper,
    writing,
)
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.config import load_settings
from bot.evidence_store import evidence_of
from content.catalog import Catalog
from content.languages import languages
from content.loader import load, with_columns
from storage.base.database import Connection, Database
from storage.offices import letterheads
from storage.offices.letterheads import Letterhead
from storage.statistics import summary_views
from storage.statistics.summary_views import Contents

_place = option("--jurisdiction", "place", metavar="CODE", help="cli-option-campaign-below")


@click.group(cls=Group, help="cli-export")
def export() -> None:
    """Export ledgers, forms and summaries."""


@export.command("ledger", help="cli-export-ledger")
@campaign_option
@_place
@option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-xlsx")
@as_json
def ledger_(campaign_id: int | None, place: str | None, out: Path, as_json: bool) -> None:
    """Write the ledger (台账): enterprises, findings, reviews, coverage. All of it, or nothing."""
    from documents.ledger import Ledger, write_ledger

    settings = load_settings()
    today = current_time().astimezone(settings.zone).date()

    async def work(database: Database) -> Ledger:
        campaign, where = await _where(database, campaign_id, place)
        with bars() as show:
            return await write_ledger(
                database,
                CLI,
                campaign,
                out,
                library=load(),
                catalog=Catalog.load(),
                today=today,
                jurisdiction_id=where,
                progress=show,
            )

    with writing(out):
        made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
        return
    counts = {"enterprises": made.enterprises, "findings": made.findings, "reviews": made.reviews}
    click.echo(say("cli-export-ledger-done", file=out, places=made.places, **counts))


@export.command("sheet", help="cli-export-sheet")
@click.argument("code", required=False)
@campaign_option
@_place
@option("--columns", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="cli-option-columns")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), help="cli-option-out-xlsx")
@as_json
def sheet_(
    code: str | None,
    campaign_id: int | None,
    place: str | None,
    columns: Path | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Write the sheet CODE in the columns that a superior's system asks for; without CODE list the sheets."""
    from documents.columns import Handed, write_sheet

    settings = load_settings()
    library = with_columns(load(), columns or settings.columns_file)
    sheets = {one.code: one for one in library.columns}
    if code is None:
        if as_json:
            print_json([{"code": one.code, "title": one.title.sentences[0]} for one in library.columns])
            return
        for one in library.columns:
            click.echo(f"{one.code:<20} {one.title.say(language())}")
        return
    if code not in sheets:
        raise click.UsageError(say("cli-error-no-sheet", code=code, known=", ".join(sheets)))
    if out is None:
        raise click.UsageError(say("cli-error-sheet-out"))
    today = current_time().astimezone(settings.zone).date()

    async def work(database: Database) -> Handed:
        campaign, where = await _where(database, campaign_id, place)
        return await write_sheet(
            database,
            CLI,
            campaign,
            out,
            sheets[code],
            library=library,
            catalog=Catalog.load(),
            today=today,
            jurisdiction_id=where,
        )

    with writing(out):
        made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
        return
    click.echo(say("cli-export-sheet-done", file=str(out), lines=made.lines))


@export.command("forms", help="cli-export-forms")
@campaign_option
@_place
@option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-zip")
@as_json
def forms_(campaign_id: int | None, place: str | None, out: Path, as_json: bool) -> None:
    """Write all forms that were handed in as PDFs into a ZIP, a folder for each place."""
    from documents.self_checks.forms import Forms, write_forms

    settings = load_settings()
    today = current_time().astimezone(settings.zone).date()

    async def work(database: Database) -> Forms:
        campaign, where = await _where(database, campaign_id, place)
        with bars() as show:
            return await write_forms(
                database,
                CLI,
                campaign,
                out,
                library=load(),
                catalog=Catalog.load(),
                files=evidence_of(settings),
                zone=settings.zone,
                today=today,
                jurisdiction_id=where,
                progress=show,
            )

    with writing(out):
        made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
        return
    click.echo(say("cli-export-forms-done", file=out, forms=made.forms, places=made.places))


@export.command("summary", help="cli-export-summary")
@of_which
@option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="cli-option-out-summary",
)
@option("--filed", "as_filed", is_flag=True, help="cli-option-filed")
@option("--language", type=click.Choice(languages()), default="zh", show_default=True)
@as_json
def summary_(
    campaign_id: int | None,
    place: str | None,
    month: datetime | None,
    out: Path,
    as_filed: bool,
    language: str,
    as_json: bool,
) -> None:
    """Write the summary of a campaign, or the report of a month, as PDF and Word."""
    from documents.summary_paper import summary_paper

    if out.suffix not in ("", *ENDINGS):
        raise click.UsageError(say("cli-error-out-ending"))

    async def work(db: Connection) -> tuple[Contents, tuple[Letterhead, str]]:
        found = await begun(db, campaign_id, place, month)
        heads = await summary_views.letterheads_of(db, found)
        if as_filed:
            return await summary_views.filed(db, CLI, found), heads
        return await summary_views.contents(db, CLI, found, local_day()), heads

    said, (head, to) = facts(work, writes=True)
    write_paper(summary_paper(said, load(), Catalog.load(), language, head=head, to=to), out, as_json)


@export.command("briefing", help="cli-export-briefing")
@campaign_option
@_place
@option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-pdf")
@option("--language", type=click.Choice(languages()), default="zh", show_default=True)
@as_json
def briefing_(campaign_id: int | None, place: str | None, out: Path, language: str, as_json: bool) -> None:
    """Write the paper for a meeting (会议材料), a PDF of two pages."""
    from documents.papers.briefing import Briefing, briefing_facts, briefing_pdf

    async def work(database: Database) -> Briefing:
        campaign, where = await _where(database, campaign_id, place)
        async with database.read() as db:
            return await briefing_facts(db, CLI, campaign, where, local_day())

    found = on_database(work)
    with writing(out):
        made, _ = asyncio.run(briefing_pdf(found, load(), Catalog.load(), language))
        out.write_bytes(made)
    outcome(as_json, f"{out}: {found.view.place}", path=str(out), place=found.view.place)


@export.command("readiness", help="cli-export-readiness")
@campaign_option
@_place
@option("--enterprise", "credit_code", metavar="CODE", help="cli-option-readiness-of")
@out_option
@as_json
def readiness_(
    campaign_id: int | None, place: str | None, credit_code: str | None, out: Path, as_json: bool
) -> None:
    """Write the list of what inspectors ask to see (迎检准备), of an office or of an enterprise."""
    from documents.papers.readiness import readiness_paper
    from storage.statistics import own_readiness, readiness
    from storage.statistics.readiness import Readiness

    library = load()

    async def work(database: Database) -> tuple[Readiness, Letterhead]:
        async with database.read() as db:
            if credit_code is not None:
                unit = (await known(db, credit_code)).id
                given = (library, unit, campaign_id, local_day())
                found = await own_readiness.of_enterprise(db, CLI, *given)
                return found, Letterhead(found.name, found.name)
        campaign, where = await _where(database, campaign_id, place)
        async with database.read() as db:
            found = await readiness.of_office(db, CLI, library, campaign, where, local_day())
            return found, await letterheads.letterhead_of(db, found.jurisdiction_id)

    found, head = on_database(work)
    write_paper(readiness_paper(found, head, library, Catalog.load()), out, as_json)


async def _where(database: Database, campaign_id: int | None, place: str | None) -> tuple[int, int | None]:
    """The campaign, and the place in it that is meant; None: all of it."""
    async with database.read() as db:
        campaign = await campaign_of(db, campaign_id, place)
        return campaign, (await place_of(db, place)).id if place is not None else None
