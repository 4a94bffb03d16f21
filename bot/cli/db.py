"""`chenan db`: the schema, backups and restores; decides nothing itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import click

from bot.cli.language import Group, option, say
from bot.cli.support import as_json, bars, facts, on_database, outcome
from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.evidence_store import bucket_of, evidence_of
from storage.base import stored_files
from storage.base.bucket_files import BucketFiles
from storage.base.database import Database
from storage.base.urls import is_in_memory, parse_url, shown, sqlite_file, sqlite_url
from storage.installation import backup as backups
from storage.installation import (
    backup_keys,
    backup_restore,
    clock_trust,
    copying,
    evidence_bucket,
    health,
    migrate,
)
from storage.installation.backup_keys import Identity
from storage.installation.usage import using
from storage.reports import folder as reports_folder
from storage.reports.files import ReportFiles

SHOWN_LOST = 3
_FILE = click.Path(dir_okay=False, path_type=Path)
_identity = option(
    "--identity", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="cli-option-identity"
)


@click.group(cls=Group, help="cli-db")
def db() -> None:
    """Create, back up, check and restore the database."""


@db.command(help="cli-db-upgrade")
def upgrade() -> None:
    """Create the tables, or bring them to this version; safe to repeat."""
    settings = load_settings()
    url = settings.database
    with using(settings.data_dir):
        before, after = asyncio.run(migrate.upgrade(url)), migrate.head()
    if before == after:
        click.echo(say("cli-db-at-version", database=shown(url), version=after))
    else:
        was = before or say("cli-db-no-version")
        click.echo(say("cli-db-upgraded", database=shown(url), before=was, after=after))
    if settings.redis_url is not None:
        from bot.transport.replicas import forget_reporting

        forgotten = asyncio.run(forget_reporting(settings.redis_url.get_secret_value()))
        click.echo(say("cli-db-redis", count=forgotten))


@db.command(help="cli-db-backup")
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Write database, evidence and sealed reports to FILE (tar) and check it; the bot can keep running."""
    settings = load_settings()
    database = _database(settings)
    with using(settings.data_dir), bars() as show:
        made = backups.make(
            database,
            bucket_of(settings) or settings.evidence_dir,
            settings.reports_dir,
            file,
            system_clock(),
            show,
            recipients=settings.recipients,
            leaves=not settings.backup_evidence,
        )
        noted = asyncio.run(_note_backup(settings))
    click.echo(say("cli-db-made", file=file, contents=_contents(made)))
    if settings.recipients is not None:
        click.echo(say("cli-db-encrypted", count=len(settings.recipients.keys)), err=True)
    if settings.report_key_file is not None:
        click.echo(say("cli-db-no-key"), err=True)
    if not noted:
        click.echo(say("cli-db-not-noted"), err=True)
    _name_lost(made, say("cli-error-lost-older"))


async def _note_backup(settings: Settings) -> bool:
    database = Database(settings.database, settings.zone)
    try:
        return await health.note_backup(database, system_clock())
    finally:
        await database.close()


@db.command(help="cli-db-verify")
@click.argument("file", type=_FILE)
@_identity
def verify(file: Path, identity: Path | None) -> None:
    """Check the whole backup FILE (digests, database, evidence); changes nothing and needs no settings."""
    opens = Identity.read(identity) if identity else None
    with bars() as show:
        found = backups.verify(file, show, opens)
    click.echo(say("cli-db-sound", file=file, contents=_contents(found), at=_made_at(found)))
    _say_if_old(found)
    _name_lost(found, say("cli-error-lost-before"))


@db.command(help="cli-db-restore")
@click.argument("file", type=_FILE)
@option("--force", is_flag=True, help="cli-option-force")
@_identity
def restore(file: Path, force: bool, identity: Path | None) -> None:
    """Restore database, evidence and sealed reports from FILE. Stop the bot first; as it starts it wipes
    again the reports whose time is over.

    Not at once where FILE is older than a week: see `chenan db trust-clock`.
    """
    settings = load_settings()
    target = _database(settings)
    folders = (bucket_of(settings) or settings.evidence_dir, settings.reports_dir)
    opens = Identity.read(identity) if identity else None
    with bars() as show:
        found = backup_restore.restore(file, target, *folders, force=force, progress=show, identity=opens)
    if found.revision != migrate.head() and isinstance(target, Path):
        asyncio.run(migrate.upgrade(sqlite_url(target)))
    place = target if isinstance(target, Path) else shown(target)
    click.echo(say("cli-db-restored", file=place, contents=_contents(found), at=_made_at(found)))
    _say_if_old(found)
    if settings.evidence_url is not None:
        click.echo(say("cli-db-restored-bucket", place=settings.evidence_url))
    _name_lost(found, say("cli-error-lost-older"))


@db.command("new-key", help="cli-db-new-key")
@click.argument("file", type=_FILE)
@as_json
def new_key(file: Path, as_json: bool) -> None:
    """Write a new private key for backups to FILE, and show the public one."""
    public = backup_keys.new_key(file)
    outcome(as_json, public, public=public, file=str(file))
    click.echo(say("cli-db-key-made", file=file, public=public), err=True)


@db.command(help="cli-db-copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@option("--live", is_flag=True, help="cli-option-live")
@as_json
def copy(source: str, target: str, live: bool, as_json: bool) -> None:
    """Copy the database FROM into the empty database TO; after a kill the same command goes on."""
    settings = load_settings()
    read, written = _address(source, "FROM"), _address(target, "TO")
    with using(settings.data_dir), bars() as show:
        done = copying.copy(read, written, system_clock(), live=live, progress=show)
        missing = asyncio.run(_missing(written, settings))
    words = say("cli-db-copied", rows=done.rows, tables=len(done.tables), database=shown(written))
    outcome(as_json, words, rows=done.rows, tables=done.tables, mended=done.mended, missing=len(missing))
    if done.mended:
        click.echo(say("cli-db-copy-mended", count=done.mended), err=True)
    if not as_json:
        click.echo(say("cli-db-copy-next", folder=settings.data_dir))
    if missing:
        names = some_of(missing)
        raise click.ClickException(
            say("cli-error-copy-files", count=len(missing), folder=settings.data_dir, names=names)
        )


def _address(text: str, what: str) -> str:
    """A database's address, or an SQLite file, as it is typed.

    Raises:
        click.UsageError: it is neither.
    """
    try:
        url = parse_url(text) if "://" in text else sqlite_url(Path(text))
    except ValueError as error:
        raise click.UsageError(say("cli-error-copy-address", what=what, problem=say(str(error)))) from None
    if is_in_memory(url):
        raise click.UsageError(say("cli-error-copy-memory", what=what))
    return url


async def _missing(url: str, settings: Settings) -> list[str]:
    """Files that a database names and the data directory lacks."""
    database = Database(url, settings.zone)
    try:
        evidence, photos = await stored_files.missing(database, evidence_of(settings), settings.reports_dir)
    finally:
        await database.close()
    return [*evidence, *photos]


@db.command(help="cli-db-claim")
@option("--yes", is_flag=True, help="cli-option-yes")
def claim(yes: bool) -> None:
    """Say that evidence and photos of reports in CHENAN_DATA_DIR are this database's.

    After the database was moved to another place, or brought back by hand: until then no file is deleted.
    """
    settings = load_settings()
    files = ReportFiles(settings.reports_dir)
    found = facts(lambda connection: reports_folder.look(connection, files), settings=settings)
    if (store := bucket_of(settings)) is not None:
        _claim_bucket(settings, store, yes=yes)
    if found.state == "own":
        on_database(lambda database: reports_folder.settle(database, files), settings)
        click.echo(say("cli-db-claimed-already", folder=settings.reports_dir))
        return
    if not yes:
        click.echo(say(reports_folder.STATES[found.state].claimed, folder=settings.reports_dir), err=True)
        if found.strays:
            click.echo(say("cli-db-strays", count=len(found.strays)), err=True)
        click.confirm(say("cli-db-claim-sure"), abort=True, err=True)
    on_database(lambda database: reports_folder.settle(database, files, claim=True), settings)
    click.echo(say("cli-db-claimed", folder=settings.reports_dir, database=shown(settings.database)))


def _claim_bucket(settings: Settings, store: BucketFiles, *, yes: bool) -> None:
    if on_database(lambda database: evidence_bucket.settle(database, store), settings) == "own":
        click.echo(say("cli-db-claimed-already", folder=str(store.place)))
        return
    if not yes:
        click.echo(say("cli-db-bucket-other", folder=str(store.place)), err=True)
        click.confirm(say("cli-db-claim-sure"), abort=True, err=True)
    on_database(lambda database: evidence_bucket.settle(database, store, claim=True), settings)
    click.echo(say("cli-db-claimed", folder=str(store.place), database=shown(settings.database)))


@db.command("trust-clock", help="cli-db-trust-clock")
def trust_clock() -> None:
    """Say that this machine's clock is right.

    Where it is much later than when the database last saw it, nothing is deleted for its age until it has
    gone evenly for a day of running, or until this is said.
    """
    settings, now = load_settings(), system_clock()
    facts(lambda connection: clock_trust.confirm(connection, now), writes=True, settings=settings)
    at = f"{now.astimezone(settings.zone):%Y-%m-%d %H:%M}"
    click.echo(say("cli-db-believed", at=at, zone=settings.timezone))


def _contents(of: backups.Contents) -> str:
    if of.left_in:
        return say("cli-db-contents-left", files=of.left, place=of.left_in, photos=of.photos)
    return say("cli-db-contents", files=of.files, photos=of.photos)


def _made_at(found: backups.Contents) -> str:
    """The instant of a backup to the minute, in UTC: checking needs no settings, so no zone is known."""
    return f"{found.made_at[:16].replace('T', ' ')} UTC"


def _say_if_old(found: backups.Contents) -> None:
    if not found.is_whole:
        click.echo(say("cli-db-old-backup"), err=True)


def _name_lost(of: backups.Contents, advice: str) -> None:
    """Fail where evidence is lost: all the rest is in the backup.

    Raises:
        click.ClickException: names the first of them.
    """
    if of.lost:
        raise click.ClickException(
            say("cli-error-lost-files", count=len(of.lost), advice=advice, names=some_of(of.lost))
        )


def some_of(names: Sequence[str]) -> str:
    """The first of some names."""
    return ", ".join(names[:SHOWN_LOST]) + (", ..." if len(names) > SHOWN_LOST else "")


def _database(settings: Settings) -> Path | str:
    """The file of an SQLite database, or the address of another one."""
    return sqlite_file(settings.database) or settings.database
