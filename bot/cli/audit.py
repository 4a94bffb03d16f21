"""`chenan audit`: who of an office did what; decides nothing itself."""

from __future__ import annotations

import click

from bot.cli.language import Command, option, say
from bot.cli.support import CLI, ListColumn, as_json, facts, place_of, print_list
from bot.cli.words import did
from bot.config import load_settings
from storage.base.database import Connection
from storage.offices import audit_trail


@click.command(cls=Command, help="cli-audit")
@option("--jurisdiction", "place", required=True, metavar="CODE", help="cli-option-office-below")
@option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@as_json
def audit(place: str, limit: int, as_json: bool) -> None:
    """List what people of an office did, newest first."""
    settings = load_settings()

    async def work(db: Connection) -> tuple[audit_trail.Deed, ...]:
        return await audit_trail.list_deeds(db, CLI, (await place_of(db, place)).id, limit=limit)

    deeds = facts(work, settings=settings)
    print_list(
        deeds,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-at", lambda one: f"{one.at.astimezone(settings.zone):%Y-%m-%d %H:%M}"),
            ListColumn("cli-head-who", lambda one: one.name),
            ListColumn("cli-head-did", did),
            ListColumn(
                "cli-head-done-to",
                lambda one: say("cli-audit-subject", subject=one.subject, id=one.subject_id),
            ),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
        ],
        "cli-empty-nothing-done",
        as_json,
    )
