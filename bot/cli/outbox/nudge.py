"""`chenan nudge`: tries the ways of nudges, and counts the addresses people gave; decides nothing."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

import click

from bot.cli.language import Group, say
from bot.cli.support import (
    ListColumn,
    as_json,
    facts,
    outcome,
    print_list,
)
from bot.config import load_settings
from bot.nudges import nudge_ways
from content.catalog import Catalog
from scheduler.delivery.items import Nudge
from scheduler.delivery.outcome import Outcome, Refused, Sent, Trouble
from storage.nudges import addresses
from storage.nudges.addresses import KINDS


class _Kind(NamedTuple):
    """The addresses of a kind of nudge, counted."""

    kind: str
    offered: bool
    confirmed: int
    refused: int


@click.group(cls=Group, help="cli-nudge")
def nudge() -> None:
    """Try the ways by which people are told that something waits on the page, and count their addresses."""


@nudge.command("list", help="cli-nudge-list")
@as_json
def list_(as_json: bool) -> None:
    """Count the addresses that people confirmed, by kind, and those refused for good; shows none."""
    settings = load_settings()
    found = facts(addresses.count)
    kinds = sorted({*found, *settings.nudge_kinds})
    counted = [
        _Kind(kind, kind in settings.nudge_kinds, confirmed, refused)
        for kind in kinds
        for confirmed, refused in (found.get(kind, (0, 0)),)
    ]
    print_list(
        counted,
        [
            ListColumn("cli-head-kind", lambda one: say("cli-nudge-kind", kind=one.kind)),
            ListColumn(
                "cli-head-state",
                lambda one: say("cli-nudge-offered" if one.offered else "cli-nudge-not-offered"),
            ),
            ListColumn("cli-head-confirmed", lambda one: one.confirmed),
            ListColumn("cli-head-refused", lambda one: one.refused),
        ],
        "cli-empty-none",
        as_json,
        _Kind._asdict,
    )


@nudge.command("test", help="cli-nudge-test")
@click.argument("kind", type=click.Choice(tuple(KINDS)))
@click.argument("address")
@as_json
def test(kind: str, address: str, as_json: bool) -> None:
    """Send a trial message by the way KIND to ADDRESS, now, and say what the server answered."""
    settings, catalog = load_settings(), Catalog.load()
    way = nudge_ways(settings).get(kind)
    if way is None:
        raise click.UsageError(say("cli-error-nudge-kind", kind=kind))
    try:
        read = KINDS[kind](address)
    except ValueError:
        raise click.UsageError(say("cli-error-nudge-address", kind=kind)) from None
    link = settings.web_url or ""
    trial = Nudge(
        kind=kind,
        address=read,
        address_id=0,
        message="waits",
        text=catalog.say("nudge-waits", "zh", link=link),
        subject=catalog.say("nudge-mail-subject", "zh"),
        day="",
        link=link,
        code="",
    )

    async def send() -> Outcome:
        try:
            return await way.send(trial)
        finally:
            await way.close()

    result = asyncio.run(send())
    reason = result.problem if isinstance(result, Trouble | Refused) else type(result).__name__.lower()
    if not isinstance(result, Sent):
        raise click.ClickException(say("cli-error-nudge-refused", reason=reason))
    outcome(as_json, say("cli-nudge-sent"), kind=kind)
