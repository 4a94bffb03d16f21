"""Parts of commands that act for offices: times of a place, guests, the token of what is written once."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable
from datetime import date, datetime, tzinfo
from typing import TypeVar

import click

from bot.cli.language import option, say
from bot.cli.support import current_time, facts, outcome, place_of
from bot.config import Settings, load_settings
from storage.base.database import Connection
from storage.base.rights import DEPARTMENTS
from storage.exchange.meetings import Party
from storage.offices import jurisdictions

T = TypeVar("T")
MINUTE = click.DateTime(formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"])
text_option = option("--text", required=True, help="cli-option-text")


def new_token() -> str:
    """The token under which a thing is written once."""
    return secrets.token_hex(16)


async def local(db: Connection, place_id: int, settings: Settings) -> tuple[tzinfo, date]:
    """The zone of a place, and its local day."""
    zone = await jurisdictions.zone_of(db, place_id, settings.zone)
    return zone, current_time().astimezone(zone).date()


def instant(given: datetime | None, zone: tzinfo) -> datetime:
    """A typed local minute as an instant; now, where none was typed."""
    return given.replace(tzinfo=zone) if given is not None else current_time()


async def party_of(db: Connection, text: str) -> Party:
    """A guest or party: the code of a place, or CODE:DEPARTMENT for a department of its office.

    Raises:
        click.ClickException: no such place. click.UsageError: no such department.
    """
    code, _, department = text.partition(":")
    if department and department not in DEPARTMENTS:
        raise click.UsageError(say("cli-error-party", given=text, known=", ".join(DEPARTMENTS)))
    return (await place_of(db, code)).id, department


def act(work: Callable[[Connection, Settings], Awaitable[T]]) -> T:
    """Do something in one transaction, with the installation's settings."""
    settings = load_settings()
    return facts(lambda db: work(db, settings), writes=True, settings=settings)


def done(as_json: bool, key: str, number: int, **values: object) -> None:
    """Say what was done about a thing: a sentence with its id, or JSON."""
    outcome(as_json, say(key, id=number), id=number, **values)
