"""A task handed up to the office above: its message carries the file, the form as a PDF."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model.library import Library
from scheduler.clock import Clock
from scheduler.delivery.items import Enclosure, Outgoing
from scheduler.delivery.outcome import Outcome
from scheduler.messages.wording import word
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.files import Files
from storage.outbox.queue import Message
from storage.reviews import escalation_views

if TYPE_CHECKING:
    from storage.base.database import Connection

CAPTION = 1024
SYSTEM = Actor("system")

_log = logging.getLogger(__name__)


class HandedUp:
    """Composes messages to the office above (`scheduler.delivery.items.Composer`)."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        clock: Clock,
        library: Library,
        files: Files,
        zone: ZoneInfo,
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._library = library
        self._files = files
        self._zone = zone

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The messages of these rows, with the file; without it where it cannot be made."""
        async with self._database.read() as db:
            checks = await escalation_views.self_checks_of(db, [row.topic_id or 0 for row in messages])
        made: dict[int, Enclosure | None] = {}
        said: dict[int, Outgoing | None] = {}
        for row in messages:
            check = checks.get(row.topic_id or 0)
            if check is None:
                said[row.id] = None
                continue
            if check not in made:  # the same for everybody of the office
                made[check] = await self._file(check)
            file, plain = made[check], word(self._catalog, row, self._library.packs)
            said[row.id] = replace(plain, text=plain.text[:CAPTION], files=(file,)) if file else plain
        return said

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Nothing to do: no row depends on it."""

    async def _file(self, self_check_id: int) -> Enclosure | None:
        from documents.self_checks.facts import file_name, self_check_pdf

        try:
            pdf = await self_check_pdf(
                self._database,
                SYSTEM,
                self_check_id,
                library=self._library,
                catalog=self._catalog,
                files=self._files,
                zone=self._zone,
                today=self._clock.now().astimezone(self._zone).date(),
            )
        except Exception:  # noqa: BLE001  the office is told all the same, and opens the file with a tap
            _log.exception("the file of a task could not be made")
            return None
        return Enclosure("document", "", file_name(pdf), data=pdf.data)
