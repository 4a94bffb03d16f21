"""The parts of the scheduler that notices need, put together for the composition root."""

from __future__ import annotations

from collections.abc import Sequence

from content.catalog import Catalog
from content.notices import NoticeTemplate
from scheduler.clock import Clock
from scheduler.housekeeping import Tick
from scheduler.notice_feeder import Feeder
from scheduler.notice_progress import NoticeProgress
from scheduler.notices import Notices, NoticeTests, Words
from scheduler.outgoing import Topic
from storage import notice_copies, notice_progress, notice_test
from storage.database import Database
from storage.files import FileStore
from storage.notice_sending import Rules


def notice_parts(
    database: Database,
    catalog: Catalog,
    files: FileStore,
    clock: Clock,
    rules: Rules,
    rate: float,
    templates: Sequence[NoticeTemplate],
) -> tuple[dict[str, Topic], tuple[Tick, ...]]:
    """Topics by name, and ticks. `rate`: messages a second over all chats; `templates`: what notices are
    begun from."""
    words = Words(catalog, files, rules.zone, templates)
    topics: dict[str, Topic] = {
        notice_copies.TOPIC: Notices(database, words, clock),
        notice_test.TOPIC: NoticeTests(database, words),
        notice_progress.TOPIC: NoticeProgress(database, catalog, clock, rules.zone, rate),
    }
    return topics, Feeder(database, clock, rules, rate).ticks()
