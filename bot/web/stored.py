"""The inbox of somebody with an account, in the database: it is there when their page is opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.web.inbox import Changes, Content, Entry
from bot.web.news import News
from bot.web.withheld import Withheld
from storage.base.database import Connection, Database
from storage.base.files import FileStore
from storage.installation import evidence_folder
from storage.web import inbox
from storage.web.inbox import InboxMessage

WAY_HOME = "go:home"
"""The one button of a withheld window; the page says what it is called."""
RECENT = 200
"""Changes searched for an input that is sent again."""
at_work: ContextVar[str] = ContextVar("at_work", default="")
"""The name of the input that is being handled (`bot.transport.once.name_of`)."""


class StoredInbox:
    """The inbox of `address`."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        address: int,
        news: News,
        files: FileStore,
        withheld: Withheld,
    ) -> None:
        self._database = database
        self._clock = clock
        self._address = address
        self._news = news
        self._files = files
        self.withheld = withheld
        self._read: dict[int, InboxMessage] = {}
        """Messages that were read while an input is handled: the window it was a tap on is read thrice."""

    def begin(self, name: str) -> None:
        """Begin to handle the input of that name; one is handled at a time."""
        at_work.set(name)
        self._read = {}

    async def add(self, content: Content) -> int:
        """Add a message below the others; return its number.

        An input that a page sends again after the process was killed is the message it was before: it is
        handled again, as an update of Telegram's would be.
        """
        if content.deed and (before := await self._find_deed(content.deed)) is not None:
            return before
        if not content.mine:
            content = replace(content, added=at_work.get(), by=at_work.get())
        async with self._database.begin() as db:
            body = body_of(content)
            (message_id,) = await inbox.append(db, self._clock(), self._address, body, silent=True)
        if content.protected:
            self.withheld.put(message_id, content)
        self._news.tell(self._address)
        return message_id

    async def skip(self) -> int:
        """Reserve a number for a message that is not shown."""
        return 1

    async def change(self, message_id: int, content: Content) -> bool:
        """Replace a message's content; False where there is no such message."""
        content = replace(content, by=at_work.get())
        known = self._read.pop(message_id, None) if at_work.get() else None
        async with self._database.begin() as db:
            body = body_of(content)
            before = await inbox.edit(db, self._clock(), self._address, message_id, body, known)
        if before is not None and content.protected:
            self.withheld.put(message_id, content)
        else:
            self.withheld.drop([message_id])
        if before is not None and before.sha256:
            await self._drop_files([before.sha256])
        self._news.tell(self._address)
        return before is not None

    async def find(self, message_id: int) -> Content | None:
        """The content of a message."""
        if not at_work.get() or (found := self._read.get(message_id)) is None:
            async with self._database.read() as db:
                found = await inbox.get(db, self._address, message_id)
            if found is not None and at_work.get():
                self._read[message_id] = found
        return self._content(message_id, found.body) if found else None

    async def remove(self, message_ids: Iterable[int]) -> int:
        """Remove messages; return how many there were."""
        numbers = list(message_ids)
        async with self._database.begin() as db:
            files = await inbox.files_of(db, self._address, numbers)
            left = {"by": name} if (name := at_work.get()) else {}
            gone = await inbox.delete(db, self._clock(), self._address, numbers, left)
        self._read.clear()
        self.withheld.drop(numbers)
        await self._drop_files(files)
        self._news.tell(self._address)
        return gone

    async def is_by(self, message_id: int, name: str) -> bool:
        """Whether that message, which may be deleted, was written last for the input of that name."""
        async with self._database.read() as db:
            return (await inbox.get_body(db, self._address, message_id)).get("by") == name

    async def undo(self, name: str) -> None:
        """Remove messages that were added for an input, so that it can be handled again."""
        async with self._database.read() as db:
            recent = await self._recent(db)
        if added := [one.message_id for one in recent if one.body.get("added") == name]:
            await self.remove(added)

    async def since(self, version: int) -> Changes:
        """Changes after `version`; 0, or an unknown one: everything."""
        found: list[InboxMessage] = []
        async with self._database.read() as db:
            whole, at, more = version == 0, version, True
            while more:
                part = await inbox.since(db, self._address, at)
                found += part.messages
                at, more = part.version, part.more
                if not whole and not found and await inbox.current(db, self._address) < version:
                    whole, at, more = True, 0, True
        there = {one.message_id: one for one in found}.values()
        return Changes(
            at,
            tuple(
                Entry(
                    one.message_id,
                    one.version,
                    self._content(one.message_id, one.body),
                    one.read_at is None and not one.is_silent,
                )
                for one in there
                if one.deleted_at is None
            ),
            () if whole else tuple(one.message_id for one in there if one.deleted_at is not None),
            whole,
            max((one.message_id for one in there if one.read_at is None), default=0),
        )

    async def seen(self, until: int) -> None:
        """Mark everything up to that message as shown by a page."""
        async with self._database.begin() as db:
            await inbox.mark_read(db, self._clock(), self._address, until)

    async def wait(self, version: int, seconds: float) -> None:
        """Until something is newer than `version`, or so many seconds have passed."""
        await self._news.wait(self._address, version, seconds, self._version)

    async def expire(self) -> None:
        """Forget what was withheld for devices that are quiet, and have their pages show it no longer."""
        for message_id in self.withheld.expire():
            async with self._database.begin() as db:
                if (found := await inbox.get(db, self._address, message_id)) is not None:
                    await inbox.edit(db, self._clock(), self._address, message_id, found.body)
            self._news.tell(self._address)

    async def _drop_files(self, names: Sequence[str]) -> None:
        """Delete files whose last message is gone."""
        if not names:
            return
        async with self._database.read() as db:
            gone = await inbox.unnamed(db, names)
        await evidence_folder.delete(self._database, self._files, gone)

    def _content(self, message_id: int, body: Mapping[str, Any]) -> Content:
        stored = content_of(body)
        return (self.withheld.find(message_id) or stored) if stored.withheld else stored

    async def _find_deed(self, deed: str) -> int | None:
        async with self._database.read() as db:
            recent = await self._recent(db)
        return next((one.message_id for one in recent if one.body.get("deed") == deed), None)

    async def _recent(self, db: Connection) -> tuple[InboxMessage, ...]:
        newest = await inbox.current(db, self._address)
        return (await inbox.since(db, self._address, max(newest - RECENT, 0))).messages

    async def _version(self) -> int:
        async with self._database.read() as db:
            return await inbox.current(db, self._address)


def body_of(content: Content) -> dict[str, Any]:
    """A message as it is stored; of a protected one nothing but that it was there."""
    if content.protected or content.withheld:
        rows = [[{"text": "", "data": WAY_HOME}]] if content.rows else []
        emptied = Content(mine=content.mine, deed=content.deed, added=content.added, by=content.by)
        content = replace(emptied, rows=rows, withheld=True)
    body: dict[str, Any] = {"text": content.text, "html": content.html, "mine": content.mine}
    more: dict[str, Any] = {"rows": content.rows, "file": content.file, "deed": content.deed}
    more |= {
        "withheld": content.withheld,
        "added": content.added,
        "by": content.by,
        "pickers": content.pickers,
    }
    return body | {name: value for name, value in more.items() if value}


def content_of(body: Mapping[str, Any]) -> Content:
    """A message from its stored form."""
    return Content(
        str(body.get("text") or ""),
        bool(body.get("html")),
        bool(body.get("mine")),
        body.get("rows") or [],
        body.get("file"),
        str(body.get("deed") or ""),
        withheld=bool(body.get("withheld")),
        added=str(body.get("added") or ""),
        by=str(body.get("by") or ""),
        pickers=body.get("pickers"),
    )
