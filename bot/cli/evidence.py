"""`chenan evidence`: moves photos and files between the disk and a bucket."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.db import some_of
from bot.cli.language import Group, option, say
from bot.cli.support import as_json, bars, on_database, outcome
from bot.config import Settings, load_settings
from storage.base import stored_files
from storage.base.bucket_files import BucketFiles
from storage.base.database import Database
from storage.base.files import FileStore
from storage.installation import evidence_copying
from storage.installation.evidence_copying import Copied


@click.group(cls=Group, help="cli-evidence")
def evidence() -> None:
    """Move photos and files between the disk and a bucket."""


@evidence.command(help="cli-evidence-copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@option("--whole", is_flag=True, help="cli-option-whole")
@as_json
def copy(source: str, target: str, whole: bool, as_json: bool) -> None:
    """Copy all evidence FROM a folder or bucket TO another; after a kill the same command goes on."""
    settings = load_settings()
    read, written = _place(settings, source, "FROM"), _place(settings, target, "TO")
    if str(read) == str(written):
        raise click.UsageError(say("cli-error-evidence-same"))
    if isinstance(read, FileStore) and not read.root.is_dir():
        raise click.UsageError(say("cli-error-evidence-folder", folder=str(read.root)))

    async def work(database: Database) -> tuple[Copied, list[str]]:
        done = await evidence_copying.copy(read, written, show, whole=whole)
        missing, _ = await stored_files.missing(database, written, settings.reports_dir)
        return done, missing

    with bars() as show:
        done, missing = on_database(work, settings)
    words = say("cli-evidence-copied", files=done.files, sent=done.sent, mb=f"{done.size / 1e6:.1f}")
    outcome(
        as_json,
        words,
        files=done.files,
        bytes=done.size,
        sent=done.sent,
        damaged=done.damaged,
        lacking=done.lacking,
        missing=len(missing),
    )
    if not as_json:
        click.echo(say("cli-evidence-next", place=target))
    for key, names in (
        ("cli-error-evidence-lacking", done.lacking),
        ("cli-error-evidence-damaged", done.damaged),
        ("cli-error-evidence-missing", missing),
    ):
        if names:
            raise click.ClickException(say(key, count=len(names), names=some_of(names), place=target))


def _place(settings: Settings, text: str, what: str) -> FileStore | BucketFiles:
    """The folder or bucket that was typed.

    Raises:
        click.UsageError: it is neither. SettingsError: the bucket's key is not set.
    """
    if "://" not in text:
        return FileStore(Path(text).absolute())
    try:
        place = settings.place_of(text)
    except ValueError as error:
        raise click.UsageError(say("cli-error-copy-address", what=what, problem=say(str(error)))) from None
    return BucketFiles(place, FileStore(settings.fetched_dir))
