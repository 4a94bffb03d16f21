"""Messages to an office above about a task: with the file, and without it where that cannot be made."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

import documents.self_checks.facts
from content.catalog import Catalog
from content.loader import load
from scheduler.clock import Clock
from scheduler.messages.escalations import HandedUp
from storage.base.files import FileStore
from storage.base.zone import DEFAULT as ZONE
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.reminders import escalation_planning
from storage.reviews import escalation_views, escalations, raising
from storage.tables.findings import Rectification
from storage.tables.outbox import OutboxRow
from tests.storage.review_desk import RULES, ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]


async def handed_up(desk: ReviewDesk) -> Message:
    """The message to the office above about what was long overdue, and handed up."""
    await desk.workshop(1, fails=True)
    async with desk.database.begin() as db:
        late = update(Rectification).values(due_on=TODAY - timedelta(days=20))
        await db.execute(late)
        await escalation_planning.plan_due(db, desk.clock.now(), RULES, TODAY)
    (task,) = await desk.look(escalation_views.list_open, desk.town, actor=desk.head)
    await desk.do(escalations.hand_up, task.id, "催了也不改", actor=desk.head)
    desk.clock.move(hours=20)
    async with desk.database.begin() as db:
        until = desk.clock.move(minutes=1)
        await db.execute(update(OutboxRow).values(priority=outbox.URGENT))  # else it waits for the digest
        claimed = await outbox.claim(db, desk.clock.now(), until, 50)
        row = (await db.execute(select(OutboxRow.id).where(OutboxRow.topic == raising.TOPIC))).scalar_one()
    return next(one for one in claimed if one.id == row)


def topic(desk: ReviewDesk, tmp_path: Path) -> HandedUp:
    now = desk.clock.now
    return HandedUp(
        desk.database, Catalog.load(), Clock(now, now), load(), FileStore(tmp_path / "files"), ZONE
    )


async def test_the_file_goes_with_it(desk: ReviewDesk, tmp_path: Path) -> None:
    message = await handed_up(desk)
    made = (await topic(desk, tmp_path).compose([message]))[message.id]
    assert made is not None
    assert "催了也不改" in made.text
    (file,) = made.files
    assert file.data is not None
    assert file.data.startswith(b"%PDF")
    assert file.name.endswith(".pdf")
    assert made.rows[0][0].callback.startswith("go:escalation:")


async def test_without_the_file_it_is_told_all_the_same(
    desk: ReviewDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise OSError("no space left")

    message = await handed_up(desk)
    monkeypatch.setattr(documents.self_checks.facts, "self_check_pdf", broken)
    made = (await topic(desk, tmp_path).compose([message]))[message.id]
    assert made is not None
    assert made.files == ()
    assert "催了也不改" in made.text
