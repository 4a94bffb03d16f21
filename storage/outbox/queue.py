"""Outbox: messages that leave the bot unasked, written in the transaction of their cause. Nothing is sent
here.

Rows move pending -> sending -> sent | retry | failed | unreachable | moot, retry -> sending; `outbox.results`
writes the result of a claimed row.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    and_,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from storage.base.database import upsert
from storage.base.schema import Instant
from storage.tables.outbox import IS_UNSENT, OutboxRow
from storage.tables.people import Account, Person, is_live

URGENT, PERSONAL, DIGEST, PROGRESS, NOTICE = 1, 3, 5, 7, 9
"""Priorities: a message somebody waits for goes before a notice to thousands."""
GATHERED = 11
"""Never claimed: a line of its reader's next daily digest (see `gathered`)."""

TROUBLE: tuple[type[Exception], ...] = (SQLAlchemyError, OSError)
"""Errors of a database that cannot be reached: the deliverer waits and tries again."""


@dataclass(frozen=True, slots=True)
class Message:
    """A claimed row with what sending it needs; instants in UTC. `person_id`: below 0 for an account without
    a row (`OutboxRow.telegram_id`). `address`: where it goes, 0 where the person has no account left;
    `other`: their account in another channel."""

    id: int
    person_id: int
    address: int
    language: str
    reachable: bool
    priority: int
    not_before: datetime
    text_key: str
    values: Mapping[str, Any]
    button: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None
    attempts: int
    lease_until: datetime
    action: str = "send"
    topic: str | None = None
    topic_id: int | None = None
    message_ids: tuple[int, ...] = ()
    other: int | None = None
    needs: str | None = None


async def enqueue(
    db: AsyncConnection,
    now: datetime,
    *,
    dedupe_key: str,
    person_id: int,
    text_key: str = "",
    values: dict[str, Any] | None = None,
    button: dict[str, Any] | list[dict[str, Any]] | None = None,
    not_before: datetime | None = None,
    priority: int = 5,
    action: str = "send",
    topic: str | None = None,
    topic_id: int | None = None,
    message_ids: Sequence[int] = (),
    is_countless: bool = False,
    enterprise_id: int | None = None,
    self_check_id: int | None = None,
    office_id: int | None = None,
    needs: str | None = None,
) -> bool:
    """Queue one message (or its edit, or its deletion); False when its cause already queued it.

    `enterprise_id`, `self_check_id`, `office_id`, `needs`: see `OutboxRow`; by them the row is removed from a
    reader who loses the right to it.

    The text of a row with a `topic` is composed by that topic when it goes out; such a row has no `text_key`.
    `is_countless`: its id is random, below 0. A sequential id leaves a gap when its row is deleted, and the
    neighbours' instants tell for months when that row was written.
    """
    own_id = {"id": -1 - secrets.randbits(62)} if is_countless else {}
    done = await db.execute(
        upsert(db, OutboxRow)
        .values(
            **own_id,
            dedupe_key=dedupe_key,
            person_id=person_id,
            text_key=text_key,
            values=values or {},
            button=button,
            not_before=not_before or now,
            created_at=now,
            priority=priority,
            action=action,
            topic=topic,
            topic_id=topic_id,
            message_ids=list(message_ids) or None,
            state="pending",
            attempts=0,
            enterprise_id=enterprise_id,
            self_check_id=self_check_id,
            office_id=office_id,
            needs=needs,
        )
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )
    return bool(done.rowcount)


# One index seek for each priority in use: rows of a later day cost nothing, however many there are.
_due = text(
    """
    WITH RECURSIVE step (priority) AS (
        SELECT min(priority) FROM outbox WHERE state IN ('pending', 'retry')
        UNION ALL
        SELECT (SELECT min(priority) FROM outbox
                WHERE state IN ('pending', 'retry') AND priority > step.priority)
        FROM step WHERE step.priority IS NOT NULL
    )
    SELECT priority FROM step
    WHERE priority < :gathered AND EXISTS (
        SELECT 1 FROM outbox
        WHERE state IN ('pending', 'retry') AND priority = step.priority AND not_before <= :now
        AND (person_id IS NULL OR person_id NOT IN :busy)
    )
    ORDER BY priority
    """
).bindparams(
    bindparam("now", type_=Instant()),
    bindparam("busy", expanding=True),
    bindparam("gathered", GATHERED, type_=BigInteger()),
)


async def due_priorities(db: AsyncConnection, now: datetime, busy: Collection[int] = ()) -> tuple[int, ...]:
    """The priorities of which something is due at `now` to others than `busy`, most urgent first."""
    return tuple((await db.execute(_due, {"now": now, "busy": list(busy)})).scalars())


_on_web = select(Account.person_id).where(Account.channel == literal_column("'web'"), is_live)
_in_telegram = select(Account.person_id).where(Account.channel == literal_column("'telegram'"), is_live)
_by_page = or_(
    and_(
        OutboxRow.priority > URGENT,
        OutboxRow.person_id.in_(_on_web.join(Person, Person.account_id == Account.id)),
    ),
    and_(
        OutboxRow.priority <= URGENT,
        OutboxRow.person_id.in_(_on_web),
        OutboxRow.person_id.not_in(_in_telegram),
    ),
)
"""Rows for the page alone: of people who used it last; urgent ones of people without Telegram."""


def _claiming(*more: ColumnElement[bool]) -> Any:
    """SQL that claims due rows of a priority. A common table expression and no bare IN: PostgreSQL may
    run a subquery twice and lock more than LIMIT."""
    picked = (
        select(OutboxRow.id)
        .where(
            IS_UNSENT,
            OutboxRow.priority == bindparam("of_priority"),
            OutboxRow.not_before <= bindparam("due_until"),
            or_(OutboxRow.person_id.is_(None), OutboxRow.person_id.not_in(bindparam("busy", expanding=True))),
            *more,
        )
        .order_by(OutboxRow.not_before, OutboxRow.id)
        .limit(bindparam("at_most"))
        .with_for_update(skip_locked=True)
        .cte("picked")
    )
    return (
        update(OutboxRow)
        .where(OutboxRow.id.in_(select(picked.c.id)))
        .values(state="sending", lease_until=bindparam("leased_until"))
        .returning(OutboxRow.id)
    )


_claim, _claim_web = _claiming(), _claiming(_by_page)
_other = aliased(Account)
_claimed = (
    select(
        OutboxRow.id,
        func.coalesce(OutboxRow.person_id, -OutboxRow.telegram_id).label("person_id"),
        func.coalesce(Account.address, OutboxRow.telegram_id, 0).label("address"),
        func.coalesce(Person.language, "zh").label("language"),
        Person.unreachable_at.is_(None).label("reachable"),
        OutboxRow.priority,
        OutboxRow.not_before,
        OutboxRow.text_key,
        OutboxRow.values,
        OutboxRow.button,
        OutboxRow.attempts,
        OutboxRow.lease_until,
        OutboxRow.action,
        OutboxRow.topic,
        OutboxRow.topic_id,
        OutboxRow.message_ids,
        OutboxRow.needs,
        select(func.max(_other.address))
        .where(
            _other.person_id == OutboxRow.person_id,
            _other.channel != Account.channel,
            _other.ended_at.is_(None),
            _other.unreachable_at.is_(None),
        )
        .scalar_subquery()
        .label("other"),
    )
    .outerjoin(Person, Person.id == OutboxRow.person_id)
    .outerjoin(Account, Account.id == Person.account_id)
    .where(OutboxRow.id.in_(bindparam("ids", expanding=True)))
    .order_by(OutboxRow.priority, OutboxRow.not_before, OutboxRow.id)
)


def ahead_of(row_id: int, priority: int, not_before: datetime) -> Any:
    """Scalar subquery: the number of open rows that leave before a row, being no less urgent."""
    earlier = or_(
        OutboxRow.priority < priority,
        and_(OutboxRow.priority == priority, OutboxRow.not_before < not_before),
        and_(OutboxRow.priority == priority, OutboxRow.not_before == not_before, OutboxRow.id < row_id),
    )
    is_open = OutboxRow.state.in_(("pending", "retry", "sending"))
    return select(func.count()).where(is_open, earlier).scalar_subquery()


async def is_web_used(db: AsyncConnection) -> bool:
    """Whether anybody has a web account. Reads only."""
    return (await db.execute(_on_web.limit(1))).first() is not None


async def claim(
    db: AsyncConnection,
    now: datetime,
    lease_until: datetime,
    limit: int,
    busy: Collection[int] = (),
    below: int | None = None,
    *,
    web_only: bool = False,
) -> list[Message]:
    """Take up to `limit` due rows for sending until `lease_until`, most urgent first; none of `busy` people.

    `below`: only what is more urgent than that priority. `web_only`: only what goes to the page alone.
    Two that claim at once never get the same row.
    """
    ids: list[int] = []
    for priority in await due_priorities(db, now, busy):
        if below is not None and priority >= below:
            break
        rows = await db.execute(
            _claim_web if web_only else _claim,
            {
                "of_priority": priority,
                "due_until": now,
                "at_most": limit - len(ids),
                "leased_until": lease_until,
                "busy": list(busy),
            },
        )
        ids += rows.scalars()
        if len(ids) >= limit:
            break
    if not ids:
        return []
    return [_message(row) for row in await db.execute(_claimed, {"ids": ids})]


def _message(row: Row[Any]) -> Message:
    values = row._asdict()
    return Message(**{**values, "message_ids": tuple(values["message_ids"] or ())})
