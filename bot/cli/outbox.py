"""`chenan outbox`: messages that Telegram refused for good; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, as_json, facts, print_json, print_table
from bot.clock import system_clock
from storage.outbox import parked as outbox_parked


@click.group(cls=Group, help="cli-outbox")
def outbox() -> None:
    """See messages that Telegram refused, and try them once more."""


@outbox.command(help="cli-outbox-parked")
@option("--limit", type=click.IntRange(1), default=50, show_default=True, help="cli-option-newest")
@as_json
def parked(limit: int, as_json: bool) -> None:
    """List the messages that are parked, with Telegram's reason."""
    found = facts(lambda db: outbox_parked.list_parked(db, limit))
    if as_json:
        print_json([asdict(one) for one in found])
        return
    rows = [
        (one.id, one.what, one.action, one.attempts, f"{one.created_at:%Y-%m-%d %H:%M} UTC", one.problem)
        for one in found
    ]
    heads = (
        "cli-head-id",
        "cli-head-what",
        "cli-head-action",
        "cli-head-attempts",
        "cli-head-written",
        "cli-head-reason",
    )
    print_table(heads, rows, "cli-empty-no-message")


@outbox.command(help="cli-outbox-retry")
@click.argument("ids", nargs=-1, type=int)
@option("--all", "everything", is_flag=True, help="cli-option-all-parked")
def retry(ids: tuple[int, ...], everything: bool) -> None:
    """Send the messages with these IDS once more; notices and reminders are sent from their own side."""
    if bool(ids) == everything:
        raise click.UsageError(say("cli-error-outbox-ids"))
    count = facts(lambda db: outbox_parked.try_again(db, CLI, system_clock(), ids), writes=True)
    click.echo(say("cli-outbox-queued", count=count))
