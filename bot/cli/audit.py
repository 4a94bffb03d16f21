"""`chenan audit`: who of an office did what; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Command, option, say
from bot.cli.support import CLI, as_json, facts, place_of, print_json, print_table
from bot.cli.words import did
from bot.config import load_settings
from storage.base.database import Connection
from storage.offices import audit_trail


@click.command(cls=Command, help="cli-audit")
@option("--jurisdiction", "place", required=True, metavar="CODE", help="cli-option-office-below")
@option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@as_json
def audit(place: str, limit: int, as_json: bool) -> None:
    """List what people of an office did, the newest first."""
    settings = load_settings()

    async def work(db: Connection) -> tuple[audit_trail.Deed, ...]:
        return await audit_trail.list_deeds(db, CLI, (await place_of(db, place)).id, limit=limit)

    deeds = facts(work, settings=settings)
    if as_json:
        print_json([asdict(one) for one in deeds])
        return
    rows = [
        (
            one.id,
            f"{one.at.astimezone(settings.zone):%Y-%m-%d %H:%M}",
            one.name,
            did(one),
            say("cli-audit-subject", subject=one.subject, id=one.subject_id),
            one.enterprise,
        )
        for one in deeds
    ]
    print_table(
        (
            "cli-head-id",
            "cli-head-at",
            "cli-head-who",
            "cli-head-did",
            "cli-head-done-to",
            "cli-head-enterprise",
        ),
        rows,
        "cli-empty-nothing-done",
    )
