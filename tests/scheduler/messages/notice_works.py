"""A feeder with the topics of notices, and a delivery done by hand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from content.catalog import Catalog
from scheduler.clock import Clock as SchedulerClock
from scheduler.delivery.items import Composer, Outgoing
from scheduler.delivery.outcome import Gone, Moot, Outcome, Refused, Sent
from scheduler.messages.notice_feeder import EVERY, Feeder
from scheduler.messages.notice_progress import NoticeProgress
from scheduler.messages.notices import Notices, NoticeTests, Words
from storage.base.files import FileStore
from storage.base.zone import DEFAULT as ZONE
from storage.notices.sending import Rules
from storage.outbox.queue import Message
from tests.storage.desk import Desk

RULES = Rules(ZONE, 100)


@dataclass
class Works:
    """A feeder and the topics of notices, with a delivery that is done by hand."""

    desk: Desk
    feeder: Feeder
    notices: Notices
    progress: NoticeProgress
    tests: NoticeTests
    seconds: list[float]

    async def queued(self, topic: str) -> list[Message]:
        """Rows of a topic that a delivery would claim."""
        return [
            Message(
                id=row.id,
                person_id=row.person_id,
                address=1,
                language="zh",
                reachable=True,
                priority=row.priority,
                not_before=row.not_before,
                text_key=row.text_key,
                values=row.values,
                button=row.button,
                attempts=0,
                lease_until=row.not_before,
                action=row.action,
                topic=row.topic,
                topic_id=row.topic_id,
                message_ids=tuple(row.message_ids or ()),
            )
            for row in await self.desk.outbox(topic)
            if row.state == "pending"
        ]

    async def deliver(
        self, topic: str = "notice", outcome: Outcome | None = None, count: int = 1000
    ) -> list[Outgoing]:
        """Send what waits, with this outcome; return what was said."""
        composers: dict[str, Composer] = {
            "notice": self.notices,
            "nprogress": self.progress,
            "ntest": self.tests,
        }
        made = composers[topic]
        rows = (await self.queued(topic))[:count]
        said = await made.compose([row for row in rows if row.action != "delete"])
        results: list[tuple[Message, Outcome]] = [
            (row, Moot() if said.get(row.id, "") is None else outcome or Sent((row.id + 500,)))
            for row in rows
        ]
        states = {Sent: "sent", Gone: "unreachable", Refused: "failed", Moot: "moot"}
        async with self.desk.database.begin() as db:
            await made.report(db, self.desk.clock.now(), results)
        for row, result in results:
            sent_at = self.desk.clock.now()
            await self.desk.set_outbox(row.id, state=states[type(result)], sent_at=sent_at)
        return [one for one in said.values() if one is not None]

    async def run(self, times: int = 1) -> None:
        """Run the feeder so often, time enough between for another progress message."""
        for _ in range(times):
            self.seconds[0] += EVERY
            await self.feeder.run()


@pytest.fixture
def works(desk: Desk, tmp_path: Path) -> Works:
    return works_of(desk, tmp_path)


def works_of(desk: Desk, tmp_path: Path, rate: float = 0.3) -> Works:
    """The parts for notices, at a rate that leaves room for twenty copies in the outbox."""
    seconds = [0.0]
    ticking = SchedulerClock(desk.clock.now, desk.clock.now, lambda: seconds[0])
    catalog = Catalog.load()
    words = Words(catalog, FileStore(tmp_path), ZONE, ())
    return Works(
        desk,
        Feeder(desk.database, ticking, RULES, rate),
        Notices(desk.database, words, ticking),
        NoticeProgress(desk.database, catalog, ticking, ZONE, rate),
        NoticeTests(desk.database, words),
        seconds,
    )


async def crowd(desk: Desk, count: int) -> list[int]:
    """An enterprise with so many people."""
    everybody = [await desk.person() for _ in range(count)]
    await desk.enterprise("east", *everybody)
    return everybody
