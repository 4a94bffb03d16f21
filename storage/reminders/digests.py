"""Digests: the lines that wait for a person are gathered into one message a local day. Its text is composed
elsewhere.

Every query asks first for what waits, so that a day on which nothing does costs one look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Boolean, Date, String, bindparam, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.schema import Instant
from storage.campaigns.running import RUNNING, running
from storage.outbox.queue import DIGEST, PERSONAL
from storage.reminders.planning import ONE_BY_ONE
from storage.tables.campaigns import Campaign, CampaignDuty
from storage.tables.outbox import OutboxRow
from storage.tables.reminders import Reminder

DAILY, URGENT = "daily", "urgent"
"""Kinds of digests: one of each a person a day at most."""
TOPIC = "digest"


@dataclass(frozen=True, slots=True)
class Group:
    """Open campaigns whose days are counted in `zone` and are planned up to `planned_on` (None: never).

    `since`: the first day on which anything of these campaigns can be due.
    """

    zone: str
    planned_on: date | None
    campaigns: tuple[int, ...]
    since: date


@dataclass(frozen=True, slots=True)
class OpenCampaigns:
    """The open campaigns by what is left to plan, and the first day for which a reminder waits, if any."""

    groups: tuple[Group, ...]
    waits_from: date | None


_first = select(func.min(Reminder.planned_on)).where(text("state = 'waiting'")).scalar_subquery()
_first_duty = (
    select(func.min(CampaignDuty.due_on)).where(CampaignDuty.campaign_id == Campaign.id).scalar_subquery()
)
_open = select(
    Campaign.zone,
    Campaign.planned_on,
    Campaign.id,
    Campaign.start_on,
    Campaign.opened_at,
    _first_duty.label("first_duty"),
    _first.label("waits_from"),
).where(running())


async def open_campaigns(db: AsyncConnection) -> OpenCampaigns:
    """The open campaigns: the only query of a tick with nothing to do. Reads only."""
    groups: dict[tuple[str, date | None], list[tuple[int, date]]] = {}
    rows = (await db.execute(_open)).all()
    for row in rows:
        opened_on = row.opened_at.astimezone(ZoneInfo(row.zone)).date()
        since = min(row.start_on, opened_on, row.first_duty or opened_on)
        groups.setdefault((row.zone, row.planned_on), []).append((row.id, since))
    found = (
        Group(zone, planned_on, tuple(one for one, _ in of), min(since for _, since in of))
        for (zone, planned_on), of in groups.items()
    )
    return OpenCampaigns(tuple(found), rows[0].waits_from if rows else None)


def _sql(sql: str) -> Any:
    kinds: dict[str, Any] = {
        "day": Date(),
        "before": Date(),
        "now": Instant(),
        "zone": String(),
        "kind": String(),
    }
    kinds |= {
        "limit": BigInteger(),
        "first": BigInteger(),
        "last": BigInteger(),
        "priority": BigInteger(),
        "nothing": OutboxRow.values.type,
        "working": Boolean(),
    }
    binds = [bindparam(name, type_=kind) for name, kind in kinds.items() if f":{name}" in sql]
    if ":campaigns" in sql:
        binds.append(bindparam("campaigns", type_=BigInteger(), expanding=True))
    return text(sql).bindparams(*binds)


_OF_ZONE = f"""r.state = 'waiting' AND r.planned_on <= :day
  AND k.id = r.campaign_id AND {RUNNING} AND k.zone = :zone"""
# On days off only what is due that day makes a digest; what waits besides goes with it.
_OF_DAY = "(:working OR r.due_on = :day)"
_EXISTS = "EXISTS (SELECT 1 FROM digests d WHERE d.person_id = r.person_id AND d.day = :day AND d.kind"
# By its dedupe key, whatever PostgreSQL estimates of how few are open: coalesce keeps their index out of it.
_OUT = f"""NOT EXISTS (SELECT 1 FROM outbox o WHERE o.dedupe_key = 'digest:' || d.id
                        AND coalesce(o.state, '') IN ('pending', 'retry') {ONE_BY_ONE})"""

_made = {
    DAILY: _sql(f"""
        INSERT INTO digests (person_id, day, kind, zone, created_at)
        SELECT DISTINCT r.person_id, :day, 'daily', :zone, :now
        FROM reminders r CROSS JOIN campaigns k
        WHERE {_OF_ZONE} AND ({_OF_DAY} OR r.urgent) AND NOT {_EXISTS} = 'daily' {ONE_BY_ONE})
        LIMIT :limit
        ON CONFLICT DO NOTHING RETURNING id"""),
    # Only for those whose daily one is out, with something that cannot wait until tomorrow.
    URGENT: _sql(f"""
        INSERT INTO digests (person_id, day, kind, zone, created_at)
        SELECT DISTINCT r.person_id, :day, 'urgent', :zone, :now
        FROM reminders r CROSS JOIN campaigns k
        WHERE {_OF_ZONE} AND r.urgent AND {_EXISTS} = 'daily' AND {_OUT} {ONE_BY_ONE})
          AND NOT {_EXISTS} = 'urgent' {ONE_BY_ONE})
        LIMIT :limit
        ON CONFLICT DO NOTHING RETURNING id"""),
}
_queued = _sql("""
    INSERT INTO outbox (dedupe_key, action, topic, topic_id, person_id, priority, text_key, "values", state,
                        not_before, created_at, attempts)
    SELECT 'digest:' || d.id, 'send', 'digest', d.id, d.person_id, :priority, 'reminder-head', :nothing,
           'pending', :now, :now, 0
    FROM digests d WHERE d.id BETWEEN :first AND :last AND d.day = :day AND d.kind = :kind
    ON CONFLICT DO NOTHING""")


def _joining(which: str, digest: str) -> Any:
    """SQL that puts waiting lines into the digest of their person, each looked up by itself: linear on
    both databases."""
    return _sql(f"""
    WITH found AS MATERIALIZED (
        SELECT r.id, (SELECT d.id FROM digests d
                      WHERE d.person_id = r.person_id AND d.day = :day AND {digest}) AS digest_id
        FROM reminders r WHERE r.state = 'waiting' AND r.planned_on <= :day {which})
    UPDATE reminders SET state = 'queued', digest_id = found.digest_id
    FROM found WHERE found.id = reminders.id AND found.digest_id IS NOT NULL""")


_joined = {
    DAILY: _joining("", f"d.kind = 'daily' AND NOT {_OUT}"),
    URGENT: _joining("AND r.urgent", "d.kind = 'urgent'"),
}


# Lines of a day's digests that were not delivered (no sender running, or too late in the evening) are queued
# again.
_LATE = f"""SELECT o.topic_id FROM outbox o JOIN digests d ON d.id = o.topic_id
    WHERE o.topic IS NOT NULL AND o.state IN ('pending', 'retry', 'sending')
      AND o.topic = '{TOPIC}' AND o.state IN ('pending', 'retry') AND d.day < :day"""
_ENDED = f"""planned_on <= :day AND campaign_id IN (SELECT k.id FROM campaigns k WHERE NOT ({RUNNING}))"""
_requeue_late = _sql(f"""
    UPDATE reminders SET state = 'waiting', digest_id = NULL
    WHERE state = 'queued' AND digest_id IN ({_LATE})""")
_dropped = _sql(f"""
    UPDATE outbox SET state = 'moot', problem = 'too late'
    WHERE state IN ('pending', 'retry') AND topic = '{TOPIC}' AND topic_id IN ({_LATE})""")
_closed = _sql(f"UPDATE reminders SET state = 'moot' WHERE state = 'waiting' AND {_ENDED}")
_marked = _sql(f"""
    UPDATE campaigns SET planned_on = :day
    WHERE id IN :campaigns AND planned_on IS NOT DISTINCT FROM :before
    RETURNING EXISTS ({_LATE}), EXISTS (SELECT 1 FROM reminders WHERE state = 'waiting' AND {_ENDED})""")


async def plan_again(db: AsyncConnection, zone: str, today: date) -> None:
    """Correct the plans of a clock that was ahead: future days count as planned up to yesterday."""
    ahead = update(Campaign).where(Campaign.zone == zone, Campaign.planned_on > today)
    await db.execute(ahead.values(planned_on=today - timedelta(days=1)))


async def mark_planned(db: AsyncConnection, group: Group, day: date) -> bool:
    """Record that the reminders of `day` are written; False where another process did so first.

    A day begins with a sweep: unsent lines of earlier days wait again, those of closed campaigns end.
    """
    values = {"day": day, "campaigns": list(group.campaigns), "before": group.planned_on}
    found = (await db.execute(_marked, values)).first()
    if found is None:
        return False
    late, ended = found
    if late:
        await db.execute(_requeue_late, {"day": day})
        await db.execute(_dropped, {"day": day})
    if ended:
        await db.execute(_closed, {"day": day})
    return True


async def collect(
    db: AsyncConnection,
    now: datetime,
    zone: str,
    day: date,
    limit: int,
    *,
    urgent: bool = True,
    working: bool = True,
) -> int:
    """Gather the lines that wait on `day` into digests, at most `limit` new ones of each kind; return how
    many were made.

    Whose digest is still unsent finds the new lines in it; whose digest is out hears tomorrow, unless a line
    is urgent (`urgent`: whether any can be). On a day off (`working` False) only who has something due that
    day, or urgent, gets one. Idempotent: one digest of a kind for each person and day.
    """
    made = 0
    for kind, priority in ((DAILY, DIGEST), (URGENT, PERSONAL))[: 1 + urgent]:
        values: dict[str, Any] = {"day": day, "zone": zone, "now": now, "limit": limit}
        if kind == DAILY:
            values["working"] = working
        ids = list((await db.execute(_made[kind], values)).scalars())
        if ids:
            new = {"first": min(ids), "last": max(ids), "day": day, "kind": kind}
            await db.execute(_queued, {**new, "now": now, "priority": priority, "nothing": {}})
        if ids or kind == DAILY:
            await db.execute(_joined[kind], {"day": day})
        made += len(ids)
    return made


async def close_lines(db: AsyncConnection, reminder_ids: Sequence[int], state: str) -> None:
    """Mark these reminders of a digest as `state`: sent or moot."""
    if reminder_ids:
        await db.execute(
            update(Reminder)
            .where(Reminder.id.in_(reminder_ids), Reminder.state == "queued")
            .values(state=state)
        )


async def close_rest(db: AsyncConnection, digest_id: int, state: str) -> None:
    """Mark all reminders of a digest that are not closed as `state`: sent or moot."""
    await db.execute(
        update(Reminder)
        .where(Reminder.digest_id == digest_id, Reminder.state == "queued")
        .values(state=state)
    )


async def put_back(db: AsyncConnection, digest_id: int) -> None:
    """Return the lines of a digest that were not sent to the queue, for the next digest."""
    await db.execute(
        update(Reminder)
        .where(Reminder.digest_id == digest_id, Reminder.state == "queued")
        .values(state="waiting", digest_id=None)
    )
