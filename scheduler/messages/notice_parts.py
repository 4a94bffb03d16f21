"""The scheduler's parts for notices, built for the composition root."""

from __future__ import annotations

from collections.abc import Sequence

from content.catalog import Catalog
from content.model.notices import NoticeTemplate
from scheduler.clock import Clock
from scheduler.delivery.items import Composer
from scheduler.messages.notice_feeder import Feeder
from scheduler.messages.notice_progress import NoticeProgress
from scheduler.messages.notices import Notices, NoticeTests, Words
from scheduler.planning.housekeeping import Tick
from storage.base.database import Database
from storage.base.files import FileStore
from storage.notices import copies, trials
from storage.notices import progress as notice_progress
from storage.notices.sending import Rules


def notice_parts(
    database: Database,
    catalog: Catalog,
    files: FileStore,
    clock: Clock,
    rules: Rules,
    rate: float,
    templates: Sequence[NoticeTemplate],
) -> tuple[dict[str, Composer], tuple[Tick, ...]]:
    """Topics by name, and ticks. `rate`: messages a second over all chats; `templates`: of notices."""
    words = Words(catalog, files, rules.zone, templates)
    composers: dict[str, Composer] = {
        copies.TOPIC: Notices(database, words, clock),
        trials.TOPIC: NoticeTests(database, words),
        notice_progress.TOPIC: NoticeProgress(database, catalog, clock, rules.zone, rate),
    }
    return composers, Feeder(database, clock, rules, rate).ticks()
