"""Copies of notices on their way: fed to the outbox a few at a time, taken back, closed. How the notice
itself moves is elsewhere.

Only what is in the outbox can go out at once, so that a pause takes effect with what delivery has in hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    String,
    bindparam,
    case,
    cast,
    delete,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import upsert
from storage.base.rows import from_row
from storage.outbox import queue as outbox
from storage.tables.notices import Notice, NoticeCopy
from storage.tables.outbox import OutboxRow

TOPIC = "notice"
"""Topic of the outbox rows; their `topic_id` is a copy's."""


@dataclass(frozen=True, slots=True)
class _Task:
    """Something to be done with a copy: its state while it waits and while it is under way, and the action of
    its row in the outbox."""

    waiting: str
    under_way: str
    action: str


_TASKS = (
    _Task("queued", "out", "send"),
    _Task("edit", "editing", "edit"),
    _Task("delete", "deleting", "delete"),
)
WAITING, UNDER_WAY = tuple(one.waiting for one in _TASKS), tuple(one.under_way for one in _TASKS)
_OPEN = text("topic IS NOT NULL AND outbox.state IN ('pending', 'retry', 'sending')")


@dataclass(frozen=True, slots=True)
class Closed:
    """Result of a copy's row. `result`: sent, gone (nobody there), refused (Telegram will never do it).

    `revision`: of the text that was sent; `message_ids`: Telegram's, empty where nothing new was sent.
    """

    copy_id: int
    result: str
    revision: int
    message_ids: Sequence[int] = ()
    problem: str = ""


async def count_open(db: AsyncConnection) -> int:
    """Count the rows of notices in the outbox that are not closed."""
    query = select(func.count()).where(OutboxRow.topic == TOPIC, _OPEN)
    return int((await db.execute(query)).scalar_one())


async def feed(db: AsyncConnection, now: datetime, notice_id: int, room: int) -> int:
    """Put up to `room` copies of a notice that goes out, and that wait, into the outbox; return how many.

    Two schedulers at once never feed the same copy, and after a pause nothing is fed.
    """
    goes = select(Notice.urgent).where(Notice.id == notice_id, Notice.state == "sending").with_for_update()
    if (urgent := (await db.execute(goes)).scalar()) is None:
        return 0
    picked = (
        select(NoticeCopy.id)
        .where(NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_(WAITING))
        .order_by(NoticeCopy.state, NoticeCopy.number, NoticeCopy.id)  # as the index has them
        .limit(room)
        .cte("picked")
    )
    fed = await db.execute(
        update(NoticeCopy)
        .where(NoticeCopy.id.in_(select(picked.c.id)))
        .values(state=case({one.waiting: one.under_way for one in _TASKS}, value=NoticeCopy.state))
        .returning(NoticeCopy.id)
    )
    ids = list(fed.scalars())
    if ids:
        await _queue(db, now, ids, outbox.URGENT if urgent else outbox.NOTICE)
    return len(ids)


async def _queue(db: AsyncConnection, now: datetime, ids: list[int], priority: int) -> None:
    action = case({one.under_way: one.action for one in _TASKS}, value=NoticeCopy.state)
    key = "notice:" + cast(NoticeCopy.id, String) + ":" + action + ":" + cast(Notice.revision, String)
    columns = {
        "dedupe_key": key,
        "action": action,
        "topic": literal(TOPIC),
        "topic_id": NoticeCopy.id,
        "message_ids": NoticeCopy.message_ids,
        "person_id": NoticeCopy.person_id,
        "priority": literal(priority),
        "text_key": literal(""),
        "values": literal({}, OutboxRow.values.type),
        "state": literal("pending"),
        "not_before": literal(now, OutboxRow.not_before.type),
        "created_at": literal(now, OutboxRow.created_at.type),
        "attempts": literal(0),
    }
    rows = (
        select(*columns.values())
        .join(Notice, Notice.id == NoticeCopy.notice_id)
        .where(NoticeCopy.id.in_(ids))
    )
    await db.execute(
        upsert(db, OutboxRow)
        .from_select(list(columns), rows.order_by(NoticeCopy.id))
        .on_conflict_do_nothing(index_elements=["dedupe_key"])
    )


async def take_back(db: AsyncConnection, notice_id: int) -> int:
    """Remove rows that are not yet on their way from the outbox; return how many copies wait again."""
    under_way = select(NoticeCopy.id).where(
        NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_(UNDER_WAY)
    )
    await db.execute(
        delete(OutboxRow).where(
            OutboxRow.topic == TOPIC,
            OutboxRow.topic_id.in_(under_way),
            _OPEN,
            OutboxRow.state.in_(("pending", "retry")),
            # An album that has arrived is followed by its text.
            (OutboxRow.action != "send") | OutboxRow.message_ids.is_(None),
        )
    )
    still = exists().where(OutboxRow.topic == TOPIC, OutboxRow.topic_id == NoticeCopy.id, _OPEN)
    done = await db.execute(
        update(NoticeCopy)
        .where(NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_(UNDER_WAY), ~still)
        .values(state=case({one.under_way: one.waiting for one in _TASKS}, value=NoticeCopy.state))
    )
    return int(done.rowcount)


async def move(db: AsyncConnection, notice_id: int, states: Mapping[str, str]) -> int:
    """Move all copies that are in one of `states` on to what it says there; return how many."""
    done = await db.execute(
        update(NoticeCopy)
        .where(NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_(list(states)))
        .values(state=case(dict(states), value=NoticeCopy.state))
    )
    return int(done.rowcount)


async def is_done(db: AsyncConnection, notice_id: int) -> bool:
    """Whether no copy of a notice waits or is under way, nor is still to be written down."""
    left = select(NoticeCopy.id).where(
        NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_((*WAITING, *UNDER_WAY))
    )
    gathering = select(Notice.id).where(Notice.id == notice_id, Notice.gathered_id.is_not(None))
    return (await db.execute(union_all(left, gathering).limit(1))).first() is None


async def has_under_way(db: AsyncConnection, notice_id: int) -> bool:
    """Whether any copy of a notice is in the outbox."""
    query = select(NoticeCopy.id).where(NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_(UNDER_WAY))
    return (await db.execute(query.limit(1))).first() is not None


async def mend(db: AsyncConnection, notice_id: int) -> int:
    """Correct copies under way that have no open row left from the state of their last row; return how
    many.

    Only after a failure in which delivery could not tell: rows are closed and told of in one transaction.
    """
    under_way = select(NoticeCopy.id).where(
        NoticeCopy.notice_id == notice_id, NoticeCopy.state.in_(UNDER_WAY)
    )
    rows = select(OutboxRow.topic_id).where(OutboxRow.topic == TOPIC, OutboxRow.topic_id.in_(under_way))
    is_open = rows.where(OutboxRow.state.in_(("pending", "retry", "sending")))
    mended = 0
    for was, state in (("sent", "sent"), ("failed", "failed"), ("unreachable", "unreachable")):
        done = await db.execute(
            update(NoticeCopy)
            .where(
                NoticeCopy.id.in_(rows.where(OutboxRow.state == was)),
                NoticeCopy.id.not_in(is_open),
                NoticeCopy.state.in_(UNDER_WAY),
            )
            .values(state=state)
        )
        mended += int(done.rowcount)
    return mended


async def was_stopped(db: AsyncConnection, notice_id: int) -> bool:
    """Whether the sending of a notice was broken off before everybody had it."""
    query = select(NoticeCopy.id).where(
        NoticeCopy.notice_id == notice_id, NoticeCopy.state == "stopped", NoticeCopy.number == 1
    )
    return (await db.execute(query.limit(1))).first() is not None


async def close(db: AsyncConnection, now: datetime, closed: Sequence[Closed]) -> None:
    """Store the results of delivered copies. A copy whose text was corrected or withdrawn after it was
    composed waits again. The same results twice change nothing."""
    for result, statement in _CLOSING.items():
        rows = [
            {
                "copy_id": one.copy_id,
                "of_revision": one.revision,
                "ids": list(one.message_ids),
                "why": one.problem[:200],
                "at": now,
            }
            for one in closed
            if one.result == result
        ]
        if rows:
            await db.execute(statement, rows)


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy to be composed. `revision`: of the notice now; `withdrawn`: only the word that it was withdrawn
    is left."""

    id: int
    notice_id: int
    state: str
    read_at: datetime | None
    revision: int
    withdrawn: bool
    is_reread: bool
    """Its person has read this revision."""
    valid_until: datetime | None
    """Instant (UTC) from which the notice is sent to nobody."""


async def list_copies(db: AsyncConnection, ids: Sequence[int]) -> dict[int, Copy]:
    """Copies by id, with what composing them needs. One query."""
    rows = await db.execute(
        select(
            NoticeCopy.id,
            NoticeCopy.notice_id,
            NoticeCopy.state,
            NoticeCopy.read_at,
            Notice.revision,
            (func.coalesce(Notice.job, "") == "withdraw").label("withdrawn"),
            func.coalesce(NoticeCopy.read_revision == Notice.revision, false()).label("is_reread"),
            Notice.valid_until,
        )
        .join(Notice, Notice.id == NoticeCopy.notice_id)
        .where(NoticeCopy.id.in_(ids))
    )
    return {row[0]: from_row(Copy, row) for row in rows}


_copies: Any = NoticeCopy.__table__
_notice = select(Notice.revision, Notice.job).where(Notice.id == _copies.c.notice_id).correlate(_copies)
_latest = _notice.with_only_columns(Notice.revision).scalar_subquery()
_withdrawing = _notice.with_only_columns(func.coalesce(Notice.job, "") == "withdraw").scalar_subquery()
_of_revision = bindparam("of_revision", type_=Integer())
_ids = bindparam("ids", type_=NoticeCopy.message_ids.type)
_stays = case((_withdrawing, "delete"), (_latest > _of_revision, "edit"), else_="sent")
"""SQL expression for the next step of a copy that a person has in their chat in that revision."""
# A withdrawal has a revision of its own: then the edit was the word in place of what could not be deleted.
_replaced = case((_withdrawing & (_latest == _of_revision), "withdrawn"), else_=_stays)
_as_it_was = case(
    (_withdrawing & (_latest == _of_revision), "withdrawn"), (_withdrawing, "delete"), else_="sent"
)


def _closing(states: dict[str, Any], **values: Any) -> Any:
    return (
        update(_copies)
        .where(_copies.c.id == bindparam("copy_id"), or_(*(_copies.c.state == was for was in states)))
        .values(state=case(*((_copies.c.state == was, now) for was, now in states.items())), **values)
    )


_CLOSING = {
    "sent": _closing(
        {"out": _stays, "editing": _replaced, "deleting": "withdrawn"},
        message_ids=case((_copies.c.state == "out", _ids), else_=_copies.c.message_ids),
        revision=_of_revision,
        sent_at=func.coalesce(_copies.c.sent_at, bindparam("at", type_=NoticeCopy.sent_at.type)),
        problem=None,
    ),
    "gone": _closing(
        {"out": "unreachable", "editing": _as_it_was, "deleting": "withdrawn"}, problem=bindparam("why")
    ),
    "refused": _closing(
        # Telegram deletes within 48 hours only; later the text is replaced.
        {"out": "failed", "editing": _as_it_was, "deleting": "edit"},
        problem=bindparam("why"),
    ),
}
