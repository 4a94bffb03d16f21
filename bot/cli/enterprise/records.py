"""`chenan enterprise archive|erase`: all records of an enterprise; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from bot.cli.enterprise.keeping import known
from bot.cli.language import Command, option, say
from bot.cli.support import CLI, as_json, facts, on_database, outcome, print_json, writing
from bot.clock import system_clock
from bot.config import load_settings
from content.catalog import Catalog
from content.loader import load, review_rules
from storage.base.database import Connection, Database
from storage.base.files import FileStore
from storage.changes import records as enterprise_records
from storage.installation import evidence_folder


@click.command(cls=Command, help="cli-enterprise-archive")
@click.argument("credit_code")
@option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-archive"
)
@as_json
def archive(credit_code: str, out: Path, as_json: bool) -> None:
    """Write everything kept of the enterprise with CREDIT_CODE: data, forms, photos."""
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
            files=FileStore(settings.evidence_dir),
            zone=settings.zone,
            today=system_clock().astimezone(settings.zone).date(),
        )

    with writing(out):
        made = on_database(work, settings)
    if as_json:
        print_json({**asdict(made), "file": str(out)})
    else:
        counts = {"rows": made.rows, "forms": made.forms, "files": made.files, "missing": made.missing}
        click.echo(say("cli-enterprise-archived", file=out, **counts))


@click.command(cls=Command, help="cli-enterprise-erase")
@click.argument("credit_code")
@option("--yes", is_flag=True, help="cli-option-really")
@as_json
def erase(credit_code: str, yes: bool, as_json: bool) -> None:
    """Erase everything the enterprise with CREDIT_CODE gave, once the years of keeping are over."""
    settings, rules = load_settings(), review_rules()
    now = system_clock()
    today = now.astimezone(settings.zone).date()

    async def look(db: Connection) -> tuple[int, date | None]:
        found = await known(db, credit_code)
        return found.id, await enterprise_records.erasable_on(db, rules, found.id)

    async def work(database: Database) -> enterprise_records.Erased:
        store = FileStore(settings.evidence_dir)
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


COMMANDS = (archive, erase)
