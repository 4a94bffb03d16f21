"""The messages of a chat in the browser, by number, each change with a version of its own."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

MOST_MESSAGES = 400
"""Most messages of a chat; the oldest are dropped. Private sessions remember as many."""

Rows = list[list[dict[str, str]]]


@dataclass(frozen=True, slots=True)
class Content:
    """A message. `mine`: the person's own; `rows`: buttons with text and data, url or copy; `file`: what the
    page needs to show or fetch it."""

    text: str = ""
    html: bool = False
    mine: bool = False
    rows: Rows = field(default_factory=list)
    file: dict[str, Any] | None = None
    deed: str = ""
    """The client's id of what the person did, so that after a restart it is not shown twice."""
    protected: bool = False
    """It must not be stored (`bot.web.withheld`)."""
    withheld: bool = False
    """It stands for a protected one that this device does not have."""
    added: str = ""
    """The name of the input (`bot.transport.once.name_of`) in whose handling the bot added it."""
    by: str = ""
    """The name of the input in whose handling it was written last."""
    pickers: dict[str, Any] | None = None
    """The pickers of what the window asks people to type (`bot.ui.pickers`), as data."""

    @property
    def pressable(self) -> frozenset[str]:
        """Data of the buttons under it."""
        return frozenset(button["data"] for row in self.rows for button in row if "data" in button)


@dataclass(frozen=True, slots=True)
class Entry:
    """A message in its state since `version`."""

    id: int
    version: int
    content: Content
    is_new: bool = False
    """It came unasked, and no page has shown it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes after a version, up to `version`. `whole`: every other message was removed. `unread`: the
    newest message among them that no page has shown, 0 for none."""

    version: int
    entries: tuple[Entry, ...] = ()
    removed: tuple[int, ...] = ()
    whole: bool = False
    unread: int = 0


class Inbox(Protocol):
    """Messages of one chat, wherever they are kept."""

    async def add(self, content: Content) -> int:
        """Add a message below the others; return its number."""

    async def skip(self) -> int:
        """Reserve a number for a message that is not shown."""

    async def change(self, message_id: int, content: Content) -> bool:
        """Replace a message's content; False where there is no such message."""

    async def find(self, message_id: int) -> Content | None:
        """The content of a message."""

    async def remove(self, message_ids: Iterable[int]) -> int:
        """Remove messages; return how many there were."""

    async def since(self, version: int) -> Changes:
        """Changes after `version`; 0: everything."""

    async def wait(self, version: int, seconds: float) -> None:
        """Wait until something is newer than `version`, or so many seconds have passed."""


class MemoryInbox:
    """The inbox of somebody of whom nothing is stored."""

    def __init__(self) -> None:
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._removed: OrderedDict[int, int] = OrderedDict()
        self._version = 0
        self._last = 0
        self._oldest = 0
        self._news = asyncio.Event()

    async def add(self, content: Content) -> int:
        """Add a message below the others; return its number."""
        self._last += 1
        self._entries[self._last] = Entry(self._last, self._next(), content)
        if len(self._entries) > MOST_MESSAGES:
            await self.remove([next(iter(self._entries))])
        return self._last

    async def skip(self) -> int:
        """Reserve a number for a message that is not shown."""
        self._last += 1
        return self._last

    async def change(self, message_id: int, content: Content) -> bool:
        """Replace a message's content; False where there is no such message."""
        if message_id not in self._entries:
            return False
        self._entries[message_id] = Entry(message_id, self._next(), content)
        return True

    async def find(self, message_id: int) -> Content | None:
        """The content of a message."""
        entry = self._entries.get(message_id)
        return entry.content if entry else None

    async def remove(self, message_ids: Iterable[int]) -> int:
        """Remove messages; return how many there were."""
        gone = [one for one in message_ids if self._entries.pop(one, None) is not None]
        for one in gone:
            self._removed[one] = self._next()
        while len(self._removed) > MOST_MESSAGES:
            _, self._oldest = self._removed.popitem(last=False)
        return len(gone)

    async def clear(self) -> None:
        """Remove all messages."""
        await self.remove(list(self._entries))

    async def since(self, version: int) -> Changes:
        """Changes after `version`; 0, or a version of long ago: everything."""
        whole = version <= self._oldest or version > self._version
        after = 0 if whole else version
        entries = tuple(one for one in self._entries.values() if one.version > after)
        removed = () if whole else tuple(one for one, at in self._removed.items() if at > after)
        return Changes(self._version, entries, removed, whole)

    async def wait(self, version: int, seconds: float) -> None:
        """Wait until something is newer than `version`, or so many seconds have passed. A version that is to
        come is of another inbox, before the process was started: its page is not kept waiting."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self._version == version:
                    self._news.clear()
                    await self._news.wait()

    def wake(self) -> None:
        """Wake all waiting requests, though nothing changed."""
        self._version += 1
        self._news.set()

    def _next(self) -> int:
        self._version += 1
        self._news.set()
        return self._version
