"""`chenan keys`: the key of anonymous reports, made, shown, changed; statements verified. Opens no report."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from bot.cli.language import Group, option, say
from bot.cli.support import as_json, current_time, facts, print_json
from bot.config import Settings, load_settings
from bot.privacy.reporting import unlocked
from storage.base.database import Connection
from storage.reports import keys as reports_keys
from storage.reports import rotation as reports_rotation
from storage.reports.crypto import Unreadable
from storage.reports.keys import KeyFile, OfficeKey
from storage.reports.sealing import Intake, Keyring, verify_statement

PRIVATE = {"locked": "cli-keys-locked", "here": "cli-keys-here", "elsewhere": "cli-keys-elsewhere"}
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(cls=Group, help="cli-keys")
def keys() -> None:
    """Make and change the key of anonymous reports."""


@keys.command(help="cli-keys-new")
@option("--passphrase", is_flag=True, help="cli-option-passphrase")
def new(passphrase: bool) -> None:
    """Make the key in the file that CHENAN_REPORT_KEY_FILE names; an old one is never overwritten."""
    settings = load_settings()
    path = _path(settings)
    if path.exists():
        raise click.ClickException(say("cli-error-key-there", path=path))
    file = reports_keys.generate(current_time().astimezone(settings.zone).date(), _asked(passphrase))
    reports_keys.save(path, file, new=True)
    click.echo(say("cli-keys-made", file=path, id=file.keys[0].id))
    click.echo(say("cli-keys-keep-copy"), err=True)


@keys.command(help="cli-keys-show")
@as_json
def show(as_json: bool) -> None:
    """Show what is public: ids and days of the keys, and the public key that verifies statements."""
    file = reports_keys.load(_path(load_settings()))
    proves = Intake(file).verify_key.hex()
    lines = [
        {"id": key.id, "made_on": key.made_on, "public": key.public.hex(), "private": _private(key)}
        for key in file.keys
    ]
    if as_json:
        print_json({"verify": proves, "keys": lines})
        return
    for line in lines:
        where = say(PRIVATE[str(line["private"])])
        click.echo(say("cli-keys-line", id=line["id"], day=line["made_on"], where=where))
    click.echo(say("cli-keys-proves", key=proves))


@keys.command(help="cli-keys-rotate")
@option("--finish", is_flag=True, help="cli-option-finish")
def rotate(finish: bool) -> None:
    """Change to a new key, and seal to it what was sealed to the older ones.

    First `chenan keys rotate`, then restart every process (they go on sealing to the key they know), then
    `chenan keys rotate --finish`, which drops the older keys.
    """
    settings = load_settings()
    path = _path(settings)
    file = unlocked(settings, reports_keys.load(path))
    if len(file.secrets()) != len(file.keys):
        raise click.ClickException(say("cli-error-key-private"))
    if finish and len(file.keys) == 1:
        raise click.ClickException(say("cli-error-key-one"))
    if not finish and len(file.keys) > 1:
        raise click.ClickException(say("cli-error-key-changing"))
    if not finish:
        file = _with_new_key(settings, file)
        reports_keys.save(path, file)  # before anything is sealed to it
    resealed = _reseal(settings, file)
    if finish:
        reports_keys.save(path, replace(file, keys=file.keys[:1]))
        click.echo(say("cli-keys-alone", file=path, id=file.keys[0].id, count=resealed))
        click.echo(say("cli-keys-replace"), err=True)
    else:
        click.echo(say("cli-keys-new-key", file=path, id=file.keys[0].id, count=resealed))
        click.echo(say("cli-keys-restart"), err=True)


@keys.command(help="cli-keys-intake")
@click.argument("file", type=_FILE)
def intake(file: Path) -> None:
    """Write to FILE what a process needs that only receives reports: no private key."""
    full = reports_keys.load(_path(load_settings()))
    reports_keys.save(file, full.for_intake(), new=True)
    click.echo(say("cli-keys-intake-done", file=file))


@keys.command(help="cli-keys-verify")
@click.argument("statement")
@option("--key", metavar="HEX", help="cli-option-public-key")
def verify(statement: str, key: str | None) -> None:
    """Tell whether this office signed STATEMENT: that a report with a number came in on a day."""
    try:
        public = bytes.fromhex(key) if key else Intake(reports_keys.load(_path(load_settings()))).verify_key
    except ValueError:
        raise click.UsageError(say("cli-error-key-hex")) from None
    if len(public) != 32:
        raise click.UsageError(say("cli-error-key-hex"))
    proved = verify_statement(statement, public)
    if proved is None:
        raise click.ClickException(say("cli-error-not-signed"))
    number, day = proved
    click.echo(say("cli-keys-signed", number=number, day=day))


def _path(settings: Settings) -> Path:
    if settings.report_key_file is None:
        raise click.UsageError(say("cli-error-key-file"))
    return settings.report_key_file


def _private(key: OfficeKey) -> str:
    return "locked" if key.lock else "here" if key.secret else "elsewhere"


def _asked(wanted: bool) -> str | None:
    if not wanted:
        return None
    given: str = click.prompt(say("cli-keys-passphrase"), hide_input=True, confirmation_prompt=True, err=True)
    if len(given) < 12:
        raise click.UsageError(say("cli-error-passphrase-short"))
    return given


def _with_new_key(settings: Settings, file: KeyFile) -> KeyFile:
    """The file with a new key in front, under the passphrase of the others if there is one."""
    today = current_time().astimezone(settings.zone).date()
    passphrase = None
    if any(key.lock for key in file.keys):
        passphrase = _known(settings)
        reports_keys.unlock(file, passphrase)
    return replace(file, keys=(reports_keys.make_key(today, passphrase), *file.keys))


def _known(settings: Settings) -> str:
    if settings.report_passphrase_file is not None:
        return settings.report_passphrase_file.read_text("utf-8").rstrip("\r\n")
    if not sys.stdin.isatty():
        raise click.UsageError(say("cli-error-passphrase-file"))
    given: str = click.prompt(say("cli-keys-passphrase"), hide_input=True, err=True)
    return given


def _reseal(settings: Settings, file: KeyFile) -> int:
    older = [key.id for key in file.keys[1:]]

    async def work(db: Connection) -> int:
        return await reports_rotation.reseal(db, Intake(file), Keyring(file), older)

    try:
        return facts(work, writes=True, settings=settings)
    except Unreadable:
        raise click.ClickException(say("cli-error-key-other")) from None
