"""`chenan enterprise template` and `import`: lists of enterprises; decides nothing itself."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.language import Command, option, say
from bot.cli.support import CLI, as_json, current_time, facts, place_of, print_json, writing
from content.catalog import Catalog
from content.languages import languages
from content.loader import load
from documents.enterprises.faults import listed, marks, notes, sentence
from documents.enterprises.sheet import Book, SheetError, check_size, read_book_now
from documents.enterprises.template import make_template, mark_book_now
from storage.base.database import Connection
from storage.enterprises import imports as enterprise_imports
from storage.enterprises.imports import Imported
from storage.offices import jurisdictions

_SHOWN = 20
_language = option(
    "--language",
    type=click.Choice(languages()),
    default="zh",
    show_default=True,
    help="cli-option-sheet-language",
)


@click.command("template", cls=Command, help="cli-enterprise-template")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="cli-option-out-xlsx")
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-template-place")
@_language
def template(out: Path, place: str | None, language: str) -> None:
    """Write an empty list of enterprises with heads, choices and instructions."""

    async def work(db: Connection) -> list[str]:
        if place is None:
            return []
        below = await jurisdictions.below(db, (await place_of(db, place)).id)
        return [one.name for one in await jurisdictions.list_tree(db) if one.id in below]

    places = facts(work) if place is not None else []
    with writing(out):
        out.write_bytes(make_template(Catalog.load(), language, load(), places))
    click.echo(str(out))


@click.command("import", cls=Command, help="cli-enterprise-import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@option("--jurisdiction", "place", required=True, metavar="CODE", help="cli-option-import-place")
@option("--dry-run", is_flag=True, help="cli-option-dry-run-check")
@option(
    "--marked",
    type=click.Path(dir_okay=False, path_type=Path),
    help="cli-option-marked",
)
@_language
@as_json
def import_(file: Path, place: str, dry_run: bool, marked: Path | None, language: str, as_json: bool) -> None:
    """Import the enterprises of FILE (XLSX, XLS, ODS or CSV): all of them, or none if a single row is wrong.

    The same file again changes nothing.
    """
    catalog = Catalog.load()
    data, book = _read(file, catalog, language)

    async def work(db: Connection) -> Imported:
        where = (await place_of(db, place)).id
        rows = listed(book)
        return await enterprise_imports.run(
            db, CLI, current_time(), where, rows, load().industries, dry=dry_run
        )

    made = facts(work, writes=True)
    faults = marks(made.faults, catalog, language)
    if marked is not None and faults:
        marked.write_bytes(mark_book_now(data, book, faults, catalog, language))
    counts = {"new": made.new, "changed": made.changed, "unchanged": made.unchanged}
    if as_json:
        shown = [
            {"row": one.row, "column": one.column, "problem": one.words}
            | ({"sheet": one.sheet} if one.several else {})
            for one in faults
        ]
        print_json({**counts, "imported": not faults and not dry_run, "faults": shown})
        if faults:
            raise click.exceptions.Exit(1)
        return
    for note in notes(book, catalog, language):
        click.echo(note, err=True)
    for one in faults[:_SHOWN]:
        click.echo(sentence(one, catalog, language))
    if len(faults) > _SHOWN:
        click.echo(catalog.say("import-faults-more", language, more=len(faults) - _SHOWN))
    if faults:
        raise click.ClickException(say("cli-error-import-faults", count=len(faults)))
    key = "cli-enterprise-would-import" if dry_run else "cli-enterprise-imported"
    click.echo(say(key, new=made.new, changed=made.changed, unchanged=made.unchanged))


def _read(file: Path, catalog: Catalog, language: str) -> tuple[bytes, Book]:
    try:
        check_size(file.stat().st_size)
        data = file.read_bytes()
        return data, read_book_now(data, catalog)
    except SheetError as error:
        words = catalog.say(error.key, language, **error.values)
        raise click.ClickException(words) from None
