"""The inbox of somebody with an account, in the database: it is there when their page is opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.web.inbox import Changes, Content, Entry
from bot.web.news import News
from storage.base.database import Database
from storage.web import inbox
from storage.web.inbox import InboxMessage

RECENT = 200
"""Changes among which is looked for what is sent once more."""


class StoredInbox:
    """The inbox of `address`."""

    def __init__(self, database: Database, clock: Callable[[], datetime], address: int, news: News) -> None:
        self._database = database
        self._clock = clock
        self._address = address
        self._news = news

    async def add(self, content: Content) -> int:
        """Put a message below the others; its number.

        What a page sends once more after the process was killed is the message it was before: it is handled
        again, as an update of Telegram's would be.
        """
        if content.deed and (before := await self._find_deed(content.deed)) is not None:
            return before
        async with self._database.begin() as db:
            (message_id,) = await inbox.append(db, self._clock(), self._address, body_of(content))
        self._news.tell(self._address)
        return message_id

    async def skip(self) -> int:
        """A number for a message that is not shown."""
        return 1

    async def change(self, message_id: int, content: Content) -> bool:
        """Put another content in its place; False where there is no such message."""
        async with self._database.begin() as db:
            done = await inbox.edit(db, self._clock(), self._address, message_id, body_of(content))
        self._news.tell(self._address)
        return done

    async def find(self, message_id: int) -> Content | None:
        """The content of a message."""
        async with self._database.read() as db:
            found = await inbox.get(db, self._address, message_id)
        return content_of(found.body) if found else None

    async def remove(self, message_ids: Iterable[int]) -> int:
        """Take messages away; how many there were."""
        async with self._database.begin() as db:
            gone = await inbox.delete(db, self._clock(), self._address, list(message_ids))
        self._news.tell(self._address)
        return gone

    async def since(self, version: int) -> Changes:
        """Changes after `version`; 0, or an unknown one: everything."""
        found: list[InboxMessage] = []
        async with self._database.read() as db:
            whole = version == 0 or version > await inbox.current(db, self._address)
            at, more = (0 if whole else version), True
            while more:
                part = await inbox.since(db, self._address, at)
                found += part.messages
                at, more = part.version, part.more
        there = {one.message_id: one for one in found}.values()
        return Changes(
            at,
            tuple(
                Entry(one.message_id, one.version, content_of(one.body))
                for one in there
                if one.deleted_at is None
            ),
            () if whole else tuple(one.message_id for one in there if one.deleted_at is not None),
            whole,
            max((one.message_id for one in there if one.read_at is None), default=0),
        )

    async def seen(self, until: int) -> None:
        """A page has shown what there is up to that message."""
        async with self._database.begin() as db:
            await inbox.mark_read(db, self._clock(), self._address, until)

    async def wait(self, version: int, seconds: float) -> None:
        """Until something is newer than `version`, or so many seconds have passed."""
        await self._news.wait(self._address, version, seconds, self._version)

    async def _find_deed(self, deed: str) -> int | None:
        async with self._database.read() as db:
            newest = await inbox.current(db, self._address)
            recent = await inbox.since(db, self._address, max(newest - RECENT, 0))
        return next((one.message_id for one in recent.messages if one.body.get("deed") == deed), None)

    async def _version(self) -> int:
        async with self._database.read() as db:
            return await inbox.current(db, self._address)


def body_of(content: Content) -> dict[str, Any]:
    """A message as it is stored."""
    body: dict[str, Any] = {"text": content.text, "html": content.html, "mine": content.mine}
    more = {"rows": content.rows, "file": content.file, "deed": content.deed}
    return body | {name: value for name, value in more.items() if value}


def content_of(body: Mapping[str, Any]) -> Content:
    """A message as it was stored."""
    return Content(
        str(body.get("text") or ""),
        bool(body.get("html")),
        bool(body.get("mine")),
        body.get("rows") or [],
        body.get("file"),
        str(body.get("deed") or ""),
    )
