"""`chenan status`: the state of an installation on one screen; mends nothing and decides nothing."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import click

from bot.cli.language import Command, say
from bot.cli.support import (
    ListColumn,
    as_json,
    current_time,
    facts,
    print_json,
    print_table,
)
from bot.clock import system_clock
from bot.config import Settings, load_settings
from bot.watch import TROUBLES
from content.registry import complete
from storage.base import leases
from storage.base.database import Connection, Database
from storage.base.urls import shown
from storage.campaigns import opening
from storage.installation import health
from storage.installation.health import PARTS, Part, Trouble, heartbeat_of
from storage.membership import operators
from storage.outbox import backlog
from storage.people import reachability

LONG = timedelta(days=1)
"""Running time assumed of the programs looked at: long enough to have sent heartbeats."""
LINES: Mapping[Part, str] = complete(
    "bot.cli.status.LINES",
    PARTS,
    {
        "bot": "cli-status-bot",
        "delivery": "cli-status-delivery",
        "planning": "cli-status-planning",
    },
)


@click.command(cls=Command, help="cli-status")
@as_json
def status(as_json: bool) -> None:
    """Show what fails, what waits, and when each part was last seen."""
    settings = load_settings()
    now, wall = current_time(settings), system_clock()
    figures = facts(lambda db: _figures(db, now, wall), settings=settings)
    figures["free_bytes"] = health.disk_usage(settings.data_dir)[0]
    figures["database"] = shown(settings.database)
    troubles = asyncio.run(_troubles(settings, now, wall))
    figures["troubles"] = [{"name": one.name, **one.values} for one in troubles]
    if as_json:
        print_json(figures)
    else:
        for one in troubles:
            click.echo(say("cli-status-trouble", what=say(TROUBLES[one.name])))
        if not troubles:
            click.echo(say("cli-status-well"))
        print_table(
            _rows(figures),
            [
                ListColumn("cli-head-thing", lambda row: row[0]),
                ListColumn("cli-head-figure", lambda row: row[1]),
            ],
            "cli-status-well",
        )
    if troubles:
        sys.exit(1)


async def _figures(db: Connection, now: datetime, wall: datetime) -> dict[str, Any]:
    seen = await leases.last_seen(db, [heartbeat_of(part) for part in PARTS])
    oldest = await backlog.oldest_due(db, now)
    people, unreachable = await reachability.count(db)
    ages = {part: seen.get(heartbeat_of(part)) for part in PARTS}
    return {
        "seen_seconds_ago": {
            part: None if at is None else int((wall - at).total_seconds()) for part, at in ages.items()
        },
        "outbox": await backlog.count_by_state(db),
        "oldest_due_seconds": 0 if oldest is None else int((now - oldest).total_seconds()),
        "people": people,
        "unreachable": unreachable,
        "campaigns": len(await opening.list_campaigns(db, state="open")),
        "operators": len(await operators.list_operators(db)),
        "backed_up_at": await health.last_backup(db),
    }


async def _troubles(settings: Settings, now: datetime, wall: datetime) -> list[Trouble]:
    database = Database(settings.database, settings.zone)
    try:
        found = [
            health.look_at_disk(settings.data_dir.absolute()),
            await health.look_at_database(database, wall),
        ]
        if found[-1] is None:
            found += await health.look_at_parts(database, now, wall, LONG)
            if settings.backup_dir is not None:
                every = timedelta(hours=settings.backup_hours)
                found.append(await health.look_at_backups(database, wall, every, LONG))
    finally:
        await database.close()
    return [one for one in found if one is not None]


def _rows(figures: dict[str, Any]) -> list[tuple[str, object]]:
    outbox, seen = figures["outbox"], figures["seen_seconds_ago"]
    waiting = outbox["pending"] + outbox["retry"] + outbox["sending"]
    rows = [(say(LINES[part]), _ago(seen[part])) for part in PARTS]
    return [
        *rows,
        (say("cli-status-waiting"), waiting),
        (say("cli-status-oldest"), say("cli-status-seconds", seconds=figures["oldest_due_seconds"])),
        (say("cli-status-gathered"), outbox["gathered"]),
        (say("cli-status-failed"), outbox["failed"]),
        (say("cli-status-people"), say("cli-status-of", all=figures["people"], some=figures["unreachable"])),
        (say("cli-status-campaigns"), figures["campaigns"]),
        (say("cli-status-operators"), figures["operators"]),
        (say("cli-status-backup"), _day(figures["backed_up_at"])),
        (say("cli-status-disk"), f"{figures['free_bytes'] / 1e9:.1f} GB"),
        (say("cli-status-database"), figures["database"]),
    ]


def _ago(seconds: int | None) -> str:
    return say("cli-status-never") if seconds is None else say("cli-status-ago", seconds=seconds)


def _day(at: datetime | None) -> str:
    return say("cli-status-never") if at is None else f"{at:%Y-%m-%d %H:%M} UTC"
