"""Steps of a notice that tests take by hand: files, copies fed and delivered, an author's seat taken away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from storage.base.audit import Actor
from storage.notices import copies as notice_copies
from storage.notices import drafts, sending
from storage.notices.copies import Closed
from storage.notices.drafts import NewFile
from storage.tables.offices import Staff
from tests.storage.desk import Desk


def picture(number: int = 1, **other: Any) -> NewFile:
    values: dict[str, Any] = {"kind": "photo", "name": "", "size": 10_000, **other}
    return NewFile(file_id=f"file{number}", unique_id=f"unique{number}", **values)


async def add(desk: Desk, notice_id: int, file: NewFile) -> int:
    return int(await desk.run(drafts.add_file, desk.author, notice_id, file))


async def revoke(desk: Desk, actor: Actor) -> None:
    async with desk.database.begin() as db:
        gone = update(Staff).where(Staff.person_id == actor.person_id).values(revoked_at=desk.clock.now())
        await db.execute(gone)


async def feed(desk: Desk, notice_id: int, room: int = 100) -> int:
    return int(await desk.run(notice_copies.feed, desk.clock.now(), notice_id, room))


async def arrive(desk: Desk, result: str = "sent", revision: int = 1, count: int = 100) -> int:
    """Close rows that wait in the outbox, as delivery does; return how many."""
    rows = [row for row in await desk.outbox() if row.state in ("pending", "sending")][:count]
    await desk.set_outbox(*(row.id for row in rows), state="sent")
    closed = [Closed(row.topic_id, result, revision, [row.id + 500], "blocked") for row in rows]
    await desk.run(notice_copies.close, desk.clock.now(), closed)
    return len(rows)


async def three(desk: Desk) -> list[int]:
    """Three people of three enterprises."""
    everybody = [await desk.person() for _ in range(3)]
    for person in everybody:
        await desk.enterprise("east", person)
    return everybody


async def finished(desk: Desk, notice_id: int) -> bool:
    return bool(await desk.run(sending.finish, desk.clock.now(), notice_id))
