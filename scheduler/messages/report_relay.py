"""Reports sent to the officer who asked, protected from forwarding: opened here, where the private key is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from content.catalog import Catalog
from scheduler.delivery.items import Enclosure, Outgoing
from scheduler.delivery.outcome import Outcome
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import ChenanError
from storage.outbox.queue import Message
from storage.reports import office as reports_office
from storage.reports import relay as reports_relay
from storage.reports.crypto import Unreadable
from storage.reports.files import ReportFiles
from storage.reports.sealing import Intake, Keyring
from storage.reports.views import Case

if TYPE_CHECKING:
    from storage.base.database import Connection


class ReportRelay:
    """Composes reports that officers asked for (a `delivery.items.Composer`), in a process that has the
    key."""

    def __init__(
        self, database: Database, catalog: Catalog, intake: Intake, keyring: Keyring, files: ReportFiles
    ) -> None:
        self._database = database
        self._catalog = catalog
        self._intake = intake
        self._keyring = keyring
        self._files = files

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """Each part as a message of its own; None where the right has ended, or the report is gone."""
        return {message.id: await self._compose(message) for message in messages}

    async def _compose(self, message: Message) -> Outgoing | None:
        actor = Actor("person", message.person_id)
        try:
            async with self._database.read() as db:
                case = await reports_office.get_case(db, actor, self._intake, message.topic_id or 0)
            return await self._part(case, message)
        except (ChenanError, Unreadable, FileNotFoundError, IndexError):
            return None

    async def _part(self, case: Case, message: Message) -> Outgoing:
        said = case.messages[int(message.values["position"])]
        number = int(message.values["photo"])
        if number >= 0:
            photo = said.photos[number]
            body = await self._files.get(photo.name)
            data = await asyncio.to_thread(self._keyring.photo, photo.key_id, photo.key_office, body)
            name = f"{number + 1}.jpg"
            return Outgoing(case.case_number, files=(Enclosure("photo", "", name, data=data),), protect=True)
        words = self._keyring.words(said.text.key_id, said.text.key_office, said.text.body)
        who = self._catalog.say(
            "case-who",
            message.language,
            author=said.author,
            office=words.office,
            department=words.department or "town",
        )
        day = self._catalog.say(
            "day", message.language, year=said.day.year, month=said.day.month, day=said.day.day
        )
        head = self._catalog.say("case-said", message.language, who=who, day=day)
        return Outgoing(f"{case.case_number} {head}\n{words.text}", protect=True)

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Delete the rows that were sent."""
        await reports_relay.forget(db, [message.id for message, _ in results])
