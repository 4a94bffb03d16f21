"""Messages sent unasked reach the page of people who joined there, with their file and buttons."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.clock import system_clock
from scheduler.clock import Clock
from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.loop import Delivery
from scheduler.delivery.outcome import Outcome, Trouble
from storage.base.database import Connection
from storage.base.files import FileStore
from storage.outbox import queue as outbox
from storage.outbox.queue import Message
from storage.people import accounts
from tests.bot.web.conftest import Door
from tests.bot.web.test_member import address_of, member
from tests.bot.web.visitor import Visitor

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAPER = b"%PDF-1.4 " + b"x" * 300


class Unreachable:
    """A sender where Telegram is blocked."""

    async def _fail(self, *_given: Any) -> Outcome:
        return Trouble("no route", left=False)

    send = send_album = edit = delete = probe = _fail


class Notices:
    """A topic whose rows say the same."""

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        said = Outgoing(
            "<b>停产通知</b>",
            html=True,
            rows=((Button("已阅读", "x"),),),
            files=(Enclosure("document", "of-telegram", "通知.pdf", data=PAPER),),
        )
        return {message.id: said for message in messages}

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Store nothing."""


@asynccontextmanager
async def delivering(door: Door) -> AsyncIterator[None]:
    """Delivery at work, without a way to Telegram, for which other messages wait."""
    app, files = door.work.app, FileStore(door.settings.web_files_dir)
    noon = app.now().replace(hour=4) + timedelta(days=1)  # whatever the hour of the test: not at night
    clock = Clock(lambda: noon, system_clock)
    delivery = Delivery(
        app.database, app.catalog, Unreachable(), clock, composers={"notice": Notices()}, files=files
    )
    running = asyncio.ensure_future(delivery.run())
    try:
        async with asyncio.timeout(30):
            yield
    finally:
        delivery.stop()
        await running


async def queue(door: Door, owner: Visitor, **what: Any) -> None:
    """Queue a message for somebody's person."""
    async with door.work.app.database.begin() as db:
        person_id = await accounts.find_person(db, await address_of(door, owner))
        assert person_id is not None
        key = f"page:{person_id}"
        await outbox.enqueue(
            db, door.work.app.now(), dedupe_key=key, person_id=person_id, text_key="outbox-submitted", **what
        )


async def shown(door: Door, owner: Visitor, words: str) -> dict[str, Any]:
    """The message with these words, as soon as all is delivered."""
    open_rows = "SELECT id FROM outbox WHERE dedupe_key LIKE 'page:%' AND state <> 'sent'"
    while await door.work.rows(open_rows):
        pass
    await owner.refresh()
    (message,) = [one for one in owner.shown.values() if words in str(one)]
    return message


async def test_a_reminder_is_on_the_page(door: Door) -> None:
    owner = await member(door)
    async with delivering(door):
        await queue(door, owner, values={"enterprise": "永兴木业", "number": "7"})
        await shown(door, owner, "永兴木业")


async def test_a_notice_comes_with_its_file_which_nobody_else_can_fetch(door: Door) -> None:
    owner, other = await member(door), await member(door)
    async with delivering(door):
        await queue(door, owner, topic="notice", topic_id=1)
        message = await shown(door, owner, "停产通知")
    assert message["rows"] == [[{"text": "已阅读", "data": "x"}]]
    path = f"/w/files/{message['file']['id']}"
    status, _, body = await door.browser.ask("GET", path, owner.session)
    assert (status, body) == (200, PAPER)
    status, _, _ = await door.browser.ask("GET", path, other.session)
    assert status == 404
