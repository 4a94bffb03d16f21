"""Notices as topics of delivery: each copy composed from the current notice; tests to authors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from typing import TYPE_CHECKING

from content.catalog import Catalog
from content.model.notices import NoticeTemplate
from scheduler.clock import Clock
from scheduler.delivery.items import Button, Enclosure, Outgoing
from scheduler.delivery.outcome import Gone, Outcome, Refused, Sent
from storage.base.database import Database
from storage.base.files import Files
from storage.base.memory import Recent
from storage.notices import copies as notice_copies
from storage.notices import views as notice_views
from storage.notices.copies import Closed, Copy
from storage.notices.views import Content
from storage.outbox.queue import Message

if TYPE_CHECKING:
    from storage.base.database import Connection

KEPT = 50
"""Most texts kept in memory: a notice is read once, not once a copy."""


class Words:
    """A notice as a message of delivery."""

    def __init__(
        self, catalog: Catalog, files: Files, zone: tzinfo, templates: Sequence[NoticeTemplate]
    ) -> None:
        """`zone`: for the instant at which somebody read it."""
        self._catalog = catalog
        self._files = files
        self._zone = zone
        self._checks = {one.code: one.check for one in templates if one.check is not None}

    def message(self, content: Content, mark: str, *buttons: Button) -> Outgoing:
        """The notice with its buttons, a row each; with `mark` where it is urgent."""
        files = tuple(
            Enclosure(
                file.kind,
                file.file_id,
                file.name,
                partial(self._files.get, file.sha256) if file.sha256 else None,
            )
            for file in content.files
        )
        return Outgoing(content.text(mark), html=True, rows=tuple((one,) for one in buttons), files=files)

    def copy(self, content: Content, copy: Copy, language: str) -> Outgoing:
        """A person's copy: with the button to confirm reading, or the confirmation of this text."""
        if copy.withdrawn:
            gone = Content(
                content.id, content.revision, self._say("notice-withdrawn", language), True, None, ()
            )
            return Outgoing(gone.body, files=self.message(content, "").files)
        if copy.is_reread and copy.read_at is not None:
            at = copy.read_at.astimezone(self._zone)
            shown = self._catalog.say(
                "notice-was-read", language, month=at.month, day=at.day, time=f"{at:%H:%M}"
            )
            read = Button(shown, f"go:seen:{copy.id}")
        else:
            read = Button(self._say("notice-read", language), f"go:read:{copy.id}")
        check = self._check(content, language, f"go:ncheck:{copy.id}")
        return self.message(content, self._mark(language), *check, read)

    def test(self, content: Content, language: str) -> Outgoing:
        """A test: its button does nothing but say so."""
        check = self._check(content, language, "go:npreview:0")
        read = Button(self._say("notice-read", language), "go:npreview:0")
        return self.message(content, self._mark(language), *check, read)

    def _check(self, content: Content, language: str, callback: str) -> tuple[Button, ...]:
        """The button that opens the reader's self-check, where the notice calls for it."""
        said = self._checks.get(content.template or "")
        return (Button(said.say(language), callback),) if said else ()

    def _mark(self, language: str) -> str:
        return self._say("notice-urgent-mark", language)

    def _say(self, key: str, language: str) -> str:
        return self._catalog.say(key, language)


class Notices:
    """Composes the copies of notices and stores their results (`scheduler.delivery.items.Composer`)."""

    def __init__(self, database: Database, words: Words, clock: Clock) -> None:
        self._database = database
        self._words = words
        self._clock = clock
        self._contents: Recent[tuple[int, int], Content] = Recent(KEPT)
        self._composed: dict[int, int] = {}
        """By row the revision it was composed in, until its result is reported."""

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The copies of these rows; None for one that is no longer under way, or of no more use."""
        async with self._database.read() as db:
            copies = await notice_copies.list_copies(db, [row.topic_id or 0 for row in messages])
            for copy in copies.values():
                await self._load(db, copy)
        return {row.id: self._compose(row, copies.get(row.topic_id or 0)) for row in messages}

    async def _load(self, db: Connection, copy: Copy) -> None:
        key = (copy.notice_id, copy.revision)
        if key not in self._contents:
            self._contents.put(key, await notice_views.content(db, copy.notice_id))

    def _compose(self, row: Message, copy: Copy | None) -> Outgoing | None:
        if copy is None or copy.state not in notice_copies.UNDER_WAY:
            return None
        is_over = copy.valid_until is not None and copy.valid_until <= self._clock.now()
        if copy.state == "out" and is_over:  # the feeder stops it, and says so
            return None
        content = self._contents[copy.notice_id, copy.revision]
        self._composed[row.id] = content.revision
        return self._words.copy(content, copy, row.language)

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Store the results of copies."""
        closed = []
        for message, outcome in results:
            revision = self._composed.pop(message.id, 0)
            if message.topic_id is None:
                continue
            match outcome:
                case Sent(ids):
                    closed.append(Closed(message.topic_id, "sent", revision, ids))
                case Gone(problem):
                    closed.append(Closed(message.topic_id, "gone", revision, problem=problem))
                case Refused(problem):
                    closed.append(Closed(message.topic_id, "refused", revision, problem=problem))
                case _:
                    pass
        await notice_copies.close(db, now, closed)


class NoticeTests:
    """Composes tests of drafts to their authors; their results are not stored."""

    def __init__(self, database: Database, words: Words) -> None:
        self._database = database
        self._words = words

    async def compose(self, messages: Sequence[Message]) -> Mapping[int, Outgoing | None]:
        """The drafts as they are now; None for one thrown away."""
        async with self._database.read() as db:
            found = await notice_views.find_contents(db, [row.topic_id or 0 for row in messages])
        return {
            row.id: self._words.test(found[row.topic_id or 0], row.language)
            if (row.topic_id or 0) in found
            else None
            for row in messages
        }

    async def report(self, db: Connection, now: datetime, results: Sequence[tuple[Message, Outcome]]) -> None:
        """Nothing to store."""
