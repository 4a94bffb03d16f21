"""Checks of a running installation for `chenan doctor`: its parts, its queue, reachability, its backups."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.cli.doctor.data import Seen
from bot.cli.language import say
from bot.config import Settings
from bot.watch import TROUBLES
from storage.base import leases
from storage.base.database import Database
from storage.campaigns import opening
from storage.installation import health
from storage.membership import operators
from storage.offices import plan_rights
from storage.offices.plan_rights import Beside
from storage.people import reachability

MOST_PLACES = 5


async def look_at_work(settings: Settings, database: Database, wall: datetime) -> list[Seen]:
    """Findings about heartbeats, reachability, operators and backups; one never started has no heartbeats."""
    async with database.read() as db:
        seen = await leases.last_seen(db, [health.heartbeat_of(part) for part in health.PARTS])
        _, unreachable = await reachability.count(db)
        told = len(await operators.list_operators(db))
        backed_up = await health.last_backup(db)
        beside = await plan_rights.beside_safety(db)
        has_campaign = bool(await opening.list_campaigns(db, state="open"))
    found = _say_parts(await health.look_at_parts(database, wall, wall, timedelta.max)) if seen else []
    if not found:
        never = say("cli-doctor-parts-good" if seen else "cli-doctor-parts-never")
        found = [(say("cli-doctor-name-parts"), never, "")]
    found.append((say("cli-doctor-name-reach"), say("cli-doctor-reach", count=unreachable), ""))
    found.append((say("cli-doctor-name-operators"), say("cli-doctor-operators", count=told), ""))
    found += _say_beside(beside)
    every = timedelta(hours=2 * settings.backup_hours) if settings.backup_dir else health.BACKUP_LATE
    is_late = backed_up is None or wall - backed_up > every
    found.append(_say_backup(backed_up, has_campaign and is_late))
    return found


def _say_parts(troubles: list[health.Trouble]) -> list[Seen]:
    return [
        (say("cli-doctor-name-parts"), say(TROUBLES[one.name]), say("cli-doctor-parts-mend"))
        for one in troubles
    ]


def _say_beside(beside: Sequence[Beside]) -> list[Seen]:
    """Health offices that give opinions only: nothing to mend, but nothing in the chat says why."""
    if not beside:
        return []
    comma = say("list-comma")
    first = [
        say("cli-doctor-reviewers-place", place=one.place, pack=one.pack) for one in beside[:MOST_PLACES]
    ]
    more = len(beside) - len(first)
    words = say("cli-doctor-reviewers", places=comma.join(first), more=more)
    return [(say("cli-doctor-name-reviewers"), words, "")]


def _say_backup(at: datetime | None, is_late: bool) -> Seen:
    words = (
        say("cli-doctor-backup-never") if at is None else say("cli-doctor-backup", at=f"{at:%Y-%m-%d %H:%M}")
    )
    return say("cli-doctor-name-backup"), words, say("cli-doctor-backup-mend") if is_late else ""
