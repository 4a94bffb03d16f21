"""`chenan db`: the schema, backups and their return; decides nothing itself."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click

from bot.cli.progress import bars
from bot.clock import system_clock
from bot.config import Settings, load_settings
from storage import backup as backups
from storage import migrate
from storage.urls import shown, sqlite_file, sqlite_url

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def db() -> None:
    """Create, back up and restore the database."""


@db.command()
def upgrade() -> None:
    """Create the tables, or bring them to this version; safe to repeat."""
    url = load_settings().database
    before, after = asyncio.run(migrate.upgrade(url)), migrate.head()
    if before == after:
        click.echo(f"{shown(url)} has version {after} already")
    else:
        click.echo(f"{shown(url)}: version {before or 'none'} -> {after}")


@db.command()
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write database, evidence and sealed reports to FILE (tar); the bot may go on working."""
    settings = load_settings()
    database = _sqlite(settings, "pg_dump")
    with bars() as show:
        files, photos = backups.make(
            database, settings.evidence_dir, settings.reports_dir, file, system_clock(), show
        )
    click.echo(f"{file}: the database, {files} files of evidence, {photos} locked photos of reports")
    if settings.report_key_file is not None:
        click.echo("The report key is not in it: keep its copy elsewhere.", err=True)


@db.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace the data that are there.")
def restore(file: Path, force: bool) -> None:
    """Put them back from FILE. Stop the bot first; as it starts it wipes again what was to be gone."""
    settings = load_settings()
    target = _sqlite(settings, "pg_restore")
    with bars() as show:
        revision = backups.restore(
            file, target, settings.evidence_dir, settings.reports_dir, force=force, progress=show
        )
    if revision != migrate.head():
        asyncio.run(migrate.upgrade(sqlite_url(target)))
    click.echo(f"{target} is restored")


def _sqlite(settings: Settings, tool: str) -> Path:
    file = sqlite_file(settings.database)
    if file is None:
        raise click.ClickException(
            f"this database is PostgreSQL: use {tool} for it, and copy "
            f"{settings.evidence_dir} and {settings.reports_dir} besides"
        )
    return file
