"""Progress of a notice: counted from its copies, for the progress message, dialogs and command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.database import upsert
from storage.notices import views as notice_views
from storage.notices.copies import UNDER_WAY, WAITING
from storage.notices.views import NoticeView
from storage.offices import staff
from storage.outbox import queue as outbox
from storage.tables.notices import READ, SHOWN, Notice, NoticeCopy
from storage.tables.outbox import OutboxRow

TOPIC = "nprogress"
"""Topic of the outbox rows that show it; their `topic_id` is the notice's."""
RIGHT = "notice.see"


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a notice's job, in people: `total` = `done` + `left` + `failed` + `unreachable` +
    `stopped`. `read` of those who have the notice, in its latest text; `ever` in whatever text.

    In enterprises: `enterprises` it was for, of which `unregistered` and `blocked` could not be sent to.
    """

    notice: NoticeView
    total: int
    done: int
    left: int
    failed: int
    unreachable: int
    stopped: int
    read: int
    ever: int
    enterprises: int
    unregistered: int
    blocked: int

    @property
    def is_over(self) -> bool:
        """Whether sending has ended."""
        return self.notice.state in ("sent", "stopped", "withdrawn")


async def progress(db: AsyncConnection, notice_id: int) -> Progress:
    """The progress of a notice.

    Raises:
        NotFound: there is none.
    """
    notice = await notice_views.load(db, notice_id)
    of = NoticeCopy.notice_id == notice_id
    counted = select(NoticeCopy.state, NoticeCopy.number, func.count()).where(of)
    rows = (await db.execute(counted.group_by(NoticeCopy.state, NoticeCopy.number))).all()
    reading = select(
        func.count(),
        func.count().filter(NoticeCopy.read_revision == notice.revision),
    ).where(of, READ, NoticeCopy.number == 1)
    ever, read = (await db.execute(reading)).one()
    number = 2 if notice.job == "again" else 1
    states: dict[str, int] = {}
    for state, is_number, many in rows:
        if is_number == number or notice.job in ("correct", "withdraw"):
            states[state] = states.get(state, 0) + many
    changing = notice.job in ("correct", "withdraw")
    left = sum(states.get(state, 0) for state in (*WAITING, *UNDER_WAY))
    return Progress(
        notice=notice,
        total=notice.job_total if changing else sum(states.values()),
        done=max(0, notice.job_total - left) if changing else states.get("sent", 0),
        left=left,
        failed=0 if changing else states.get("failed", 0),
        unreachable=0 if changing else states.get("unreachable", 0),
        stopped=0 if changing else states.get("stopped", 0),
        read=read,
        ever=ever,
        enterprises=notice.enterprises,
        unregistered=notice.unregistered,
        blocked=notice.blocked,
    )


async def list_shown(db: AsyncConnection) -> tuple[int, ...]:
    """Notices whose final progress their author has not seen yet."""
    return tuple((await db.execute(select(Notice.id).where(SHOWN).order_by(Notice.id))).scalars())


async def queue_message(db: AsyncConnection, now: datetime, seen: Progress) -> bool:
    """Queue the progress of a notice for the person who began its job: first a message, later edits of it.

    One row of the outbox a job, queued again after it went out; False while it is queued. People who may no
    longer see the notice are shown nothing.
    """
    notice = seen.notice
    reader = notice.job_by or notice.author_id
    if not await staff.may(db, Actor("person", reader), RIGHT, notice.jurisdiction_id):
        await _end(db, notice.id)
        return False
    began = int(notice.job_at.timestamp()) if notice.job_at else 0
    row = {
        "dedupe_key": f"nprogress:{notice.id}:{notice.job}:{began}",
        "topic": TOPIC,
        "topic_id": notice.id,
        "person_id": reader,
        "priority": outbox.PROGRESS,
        "text_key": "",
        "values": {},
        "state": "pending",
        "not_before": now,
        "created_at": now,
        "attempts": 0,
        "office_id": notice.jurisdiction_id,
        "needs": RIGHT,
    }
    done = await db.execute(
        upsert(db, OutboxRow)
        .values(**row)
        .on_conflict_do_update(
            index_elements=["dedupe_key"],
            set_={"state": "pending", "action": "edit", "not_before": now, "attempts": 0},
            where=(OutboxRow.state == "sent") & OutboxRow.message_ids.is_not(None),
        )
    )
    return bool(done.rowcount)


async def keep_shown(
    db: AsyncConnection, row_id: int, notice_id: int, message_ids: Sequence[int], *, is_last: bool
) -> None:
    """Store the ids of the messages that show the progress; `is_last`: it was the final one, or it can be
    shown no longer."""
    if message_ids:
        await db.execute(
            update(OutboxRow).where(OutboxRow.id == row_id).values(message_ids=list(message_ids))
        )
    if is_last:
        await _end(db, notice_id)


async def _end(db: AsyncConnection, notice_id: int) -> None:
    await db.execute(update(Notice).where(Notice.id == notice_id).values(progress_open=False))
