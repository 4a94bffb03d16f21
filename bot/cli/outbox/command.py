"""`chenan outbox`: what waits, what Telegram refused for good, whom nothing reaches; decides nothing."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, ListColumn, as_json, current_time, facts, print_json, print_list, print_table
from storage.outbox import backlog
from storage.outbox import parked as outbox_parked
from storage.people import reachability


@click.group(cls=Group, help="cli-outbox")
def outbox() -> None:
    """See what waits and what Telegram refused, try it once more, and see whom nothing reaches."""


@outbox.command(help="cli-outbox-waiting")
@as_json
def waiting(as_json: bool) -> None:
    """Count what is not out, by state, and show for how long the oldest has been due."""
    now = current_time()
    found = facts(lambda db: backlog.list_waiting(db, now))
    print_list(
        found,
        [
            ListColumn(
                "cli-head-state",
                lambda one: say(
                    "cli-outbox-of-digests" if one.is_line else "cli-outbox-state", state=one.state
                ),
            ),
            ListColumn("cli-head-count", lambda one: one.count),
            ListColumn("cli-head-due-now", lambda one: one.due),
            ListColumn(
                "cli-head-oldest",
                lambda one: (
                    None
                    if one.oldest is None
                    else say("cli-status-seconds", seconds=int((now - one.oldest).total_seconds()))
                ),
            ),
        ],
        "cli-empty-nothing-waits",
        as_json,
    )


@outbox.command(help="cli-outbox-unreachable")
@as_json
def unreachable(as_json: bool) -> None:
    """Count by place the contacts whom no message reaches, and enterprises where nobody can be reached."""
    found = facts(reachability.by_place)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    print_table(
        [one for one in found if one.unreachable or one.silent],
        [
            ListColumn("cli-head-code", lambda one: one.code),
            ListColumn("cli-head-place", lambda one: one.name),
            ListColumn("cli-head-contacts", lambda one: one.contacts),
            ListColumn("cli-head-unreachable", lambda one: one.unreachable),
            ListColumn("cli-head-silent", lambda one: one.silent),
        ],
        "cli-empty-none",
    )


@outbox.command(help="cli-outbox-parked")
@option("--limit", type=click.IntRange(1), default=50, show_default=True, help="cli-option-newest")
@as_json
def parked(limit: int, as_json: bool) -> None:
    """List the messages that are parked, with Telegram's reason."""
    found = facts(lambda db: outbox_parked.list_parked(db, limit))
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-what", lambda one: say("cli-outbox-what", what=one.what)),
            ListColumn("cli-head-action", lambda one: say("cli-outbox-action", action=one.action)),
            ListColumn("cli-head-attempts", lambda one: one.attempts),
            ListColumn("cli-head-written", lambda one: f"{one.created_at:%Y-%m-%d %H:%M} UTC"),
            ListColumn("cli-head-reason", lambda one: one.problem),
        ],
        "cli-empty-no-message",
        as_json,
    )


@outbox.command(help="cli-outbox-retry")
@click.argument("ids", nargs=-1, type=int)
@option("--all", "everything", is_flag=True, help="cli-option-all-parked")
def retry(ids: tuple[int, ...], everything: bool) -> None:
    """Send the messages with these IDS again; notices and reminders are sent by their own commands."""
    if bool(ids) == everything:
        raise click.UsageError(say("cli-error-outbox-ids"))
    count = facts(lambda db: outbox_parked.try_again(db, CLI, current_time(), ids), writes=True)
    click.echo(say("cli-outbox-queued", count=count))
