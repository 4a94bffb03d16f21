"""`chenan operator`: chats that are told when the installation fails; no rule lives here."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    bot_of,
    bot_option,
    current_time,
    facts,
    outcome,
    pick,
    print_list,
)
from bot.config import load_settings
from bot.links import links_to
from content.catalog import Catalog
from storage.base.errors import NotFound
from storage.membership import operators


@click.group(cls=Group, help="cli-operator")
def operator() -> None:
    """Decide who is told when the program fails."""


@operator.command(help="cli-operator-invite")
@bot_option
@as_json
def invite(bot_name: str | None, as_json: bool) -> None:
    """Print a link with which one chat joins; it works once, for a day."""
    settings = load_settings()
    bot = bot_of(settings, bot_name)
    payload, expires_at = facts(
        lambda db: operators.invite(db, CLI, current_time()), writes=True, settings=settings
    )
    until = expires_at.astimezone(settings.zone)
    click.echo(say("cli-operator-invited", until=f"{until:%Y-%m-%d %H:%M}"), err=True)
    links = links_to(payload, bot, settings.web_url)
    said = "\n".join(filter(None, (links.telegram, links.page)))
    outcome(as_json, said, link=links.telegram, page=links.page, until=until)


@operator.command("list", help="cli-operator-list")
@as_json
def list_(as_json: bool) -> None:
    """List the chats that get alerts."""
    zone = load_settings().zone
    names = Catalog.readable()
    print_list(
        facts(operators.list_operators),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-language", lambda one: names.say("language-name", one.language)),
            ListColumn("cli-head-joined", lambda one: f"{one.joined_at.astimezone(zone):%Y-%m-%d %H:%M}"),
        ],
        "cli-empty-no-operator",
        as_json,
        form=lambda one: pick(asdict(one), "id", "language", "joined_at"),
    )


@operator.command(help="cli-operator-remove")
@click.argument("operator_id", type=int, metavar="ID")
@as_json
def remove(operator_id: int, as_json: bool) -> None:
    """Remove the chat ID (see `list`) from the operators."""
    if not facts(lambda db: operators.remove(db, CLI, current_time(), operator_id), writes=True):
        raise NotFound
    outcome(as_json, say("cli-operator-removed", id=operator_id), id=operator_id, removed=True)
