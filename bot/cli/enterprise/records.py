"""`chenan enterprise archive|erase`: all records of an enterprise; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from bot.cli.enterprise.keeping import known
from bot.cli.language import Command, option, say
from bot.cli.support import CLI, as_json, current_time, facts, on_database, outcome, print_json, writing
from bot.config import load_settings
from bot.evidence_store import evidence_of
from content.catalog import Catalog
from content.languages import languages
from content.loader import load, review_rules
from storage.base.database import Connection, Database
from storage.changes import records as enterprise_records
from storage.history import reading as history_reading
from storage.history.reading import History
from storage.installation import evidence_folder
from storage.reminders import deadlines
from storage.reminders.deadlines import Deadline


@click.command(cls=Command, help="cli-enterprise-archive")
@click.argument("credit_code")
@option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-archive"
)
@as_json
def archive(credit_code: str, out: Path, as_json: bool) -> None:
    """Write all records of the enterprise with CREDIT_CODE: data, forms, photos."""
    from documents.enterprises.archive import Archive, write_archive

    settings = load_settings()

    async def work(database: Database) -> Archive:
        async with database.read() as db:
            found = await known(db, credit_code)
        return await write_archive(
            database,
            CLI,
            found.id,
            out,
            library=load(),
            catalog=Catalog.load(),
            language="zh",
            files=evidence_of(settings),
            zone=settings.zone,
            today=current_time().astimezone(settings.zone).date(),
        )

    with writing(out):
        made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
    else:
        counts = {"rows": made.rows, "forms": made.forms, "files": made.files, "missing": made.missing}
        click.echo(say("cli-enterprise-archived", file=out, **counts))


@click.command("history", cls=Command, help="cli-enterprise-history")
@click.argument("credit_code")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), help="cli-option-out-history")
@option("--language", type=click.Choice(languages()), default="zh", show_default=True)
@as_json
def history_(credit_code: str, out: Path | None, language: str, as_json: bool) -> None:
    """Show the record of the enterprise with CREDIT_CODE, newest first, or write it as a PDF."""
    from documents.papers.enterprise_history import MOST, Printed, history_pdf
    from documents.papers.history_words import HistoryWords

    settings = load_settings()
    words = HistoryWords(load(), Catalog.load(), language, settings.zone, MOST)
    today = current_time().astimezone(settings.zone).date()

    async def read(db: Connection) -> History:
        return await history_reading.read_all(db, CLI, (await known(db, credit_code)).id)

    async def printed(database: Database) -> Printed:
        async with database.read() as db:
            found = await known(db, credit_code)
        return await history_pdf(database, CLI, found.id, words=words, today=today)

    if out is None:
        said = [(one.key, words.day(one).isoformat(), words.say(one)) for one in facts(read).events]
        if as_json:
            print_json([{"kind": key, "day": day, "said": text} for key, day, text in said])
        else:
            click.echo("\n".join(f"{day}  {text}" for _, day, text in said))
        return
    with writing(out):
        made = on_database(printed, settings)
        out.write_bytes(made.data)
    if as_json:
        print_json({"file": str(out), "events": made.total})
    else:
        click.echo(say("cli-enterprise-history-written", file=out, events=made.total))


@click.command("deadlines", cls=Command, help="cli-enterprise-deadlines")
@click.argument("credit_code")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-ics")
@option("--language", type=click.Choice(languages()), default="zh", show_default=True)
@as_json
def deadlines_(credit_code: str, out: Path, language: str, as_json: bool) -> None:
    """Write the deadlines of the enterprise with CREDIT_CODE as a calendar file."""
    from documents.calendar.deadlines import calendar_file
    from documents.papers.history_words import HistoryWords

    settings, library = load_settings(), load()
    words = HistoryWords(library, Catalog.load(), language, settings.zone, MOST_WORDS)

    async def work(db: Connection) -> tuple[str, tuple[Deadline, ...]]:
        found = await known(db, credit_code)
        return found.name, await deadlines.of_enterprise(db, CLI, library, found.id)

    name, owed = facts(work)
    host = settings.bot_name or "chenan"
    with writing(out):
        out.write_bytes(calendar_file(owed, words, name=name, host=host, now=current_time()))
    if as_json:
        print_json({"file": str(out), "deadlines": len(owed)})
    else:
        click.echo(say("cli-enterprise-deadlines-written", file=out, count=len(owed)))


@click.command(cls=Command, help="cli-enterprise-erase")
@click.argument("credit_code")
@option("--yes", is_flag=True, help="cli-option-really")
@as_json
def erase(credit_code: str, yes: bool, as_json: bool) -> None:
    """Erase everything that the enterprise with CREDIT_CODE submitted, once the retention period is over."""
    settings, rules = load_settings(), review_rules()
    now = current_time()
    today = now.astimezone(settings.zone).date()

    async def look(db: Connection) -> tuple[int, date | None]:
        found = await known(db, credit_code)
        return found.id, await enterprise_records.erasable_on(db, rules, found.id)

    async def work(database: Database) -> enterprise_records.Erased:
        store = evidence_of(settings)
        await evidence_folder.require_own(database, store)
        async with database.begin() as db:
            erased = await enterprise_records.erase(db, CLI, now, rules, enterprise_id, today, wall=now)
        await evidence_folder.delete(database, store, erased.files)
        return erased

    enterprise_id, day = facts(look, settings=settings)
    if not yes:
        said = say("cli-enterprise-erase-from", day=day) if day else say("cli-enterprise-erase-open")
        outcome(as_json, said, erasable_on=day)
        return
    erased = on_database(work, settings)
    counts = {"rows": erased.rows, "files": len(erased.files), "people": erased.accounts}
    said = say("cli-enterprise-erased", **counts)
    outcome(as_json, said, **asdict(erased))


MOST_WORDS = 60
"""Characters of a text in a calendar."""
COMMANDS = (archive, history_, deadlines_, erase)
