"""`chenan circular`: lists what an office wrote to those below, and who has read and answered."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, as_json, facts, place_of, print_json, print_table
from storage.base.database import Connection
from storage.exchange import circulars
from storage.exchange.circulars import Copy, Sent


@click.group(cls=Group, help="cli-circular")
def circular() -> None:
    """See what offices wrote to those below, and what they answered."""


@circular.command("list", help="cli-circular-list")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-circulars-of")
@as_json
def list_(place: str, as_json: bool) -> None:
    """List the circulars of the office of a place, the latest first."""

    async def work(db: Connection) -> tuple[Sent, ...]:
        return await circulars.list_sent(db, CLI, (await place_of(db, place)).id)

    found = facts(work)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    rows = [
        (
            one.id,
            one.sent_at.date(),
            say("circular-kind", kind=one.kind),
            one.answer_by,
            one.offices,
            one.read,
            one.answered,
            " ".join(one.text.split())[:30],
        )
        for one in found
    ]
    heads = (
        "cli-head-id",
        "cli-head-day",
        "cli-head-kind",
        "cli-head-due",
        "cli-head-offices",
        "cli-head-read",
        "cli-head-answered",
        "cli-head-text",
    )
    print_table(heads, rows, "cli-empty-none")


@circular.command("show", help="cli-circular-show")
@click.argument("circular_id", type=int)
@as_json
def show(circular_id: int, as_json: bool) -> None:
    """Show a circular with who has read it and what they answered."""

    async def work(db: Connection) -> tuple[Copy, ...]:
        return await circulars.list_answers(db, CLI, circular_id)

    found = facts(work)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    click.echo(found[0].text)
    rows = [(one.place, one.read_at and one.read_at.date(), one.answer) for one in found]
    print_table(("cli-head-place", "cli-head-read", "cli-head-answered"), rows, "cli-empty-none")
