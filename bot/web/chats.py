"""A chat in the browser: its inbox, its files, the answers to its taps, the updates handled already."""

from __future__ import annotations

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Protocol

from bot.web.inbox import Inbox
from storage.base.files import FileStore
from storage.base.memory import Recent

MOST_FILES = 60
MOST_FILE_BYTES = 60_000_000
MOST_DEEDS = 200


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a chat."""

    data: bytes
    name: str
    mime: str


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to a tap: `alert` where it has to be confirmed."""

    text: str = ""
    alert: bool = False
    front: bool = False
    """It leads to the page's own front."""
    visit: str = ""
    """It begins a report, which nobody does with an account: the command that a visitor's page sends."""


class Shelf:
    """Files of one chat in memory: those the bot sent, those the person sent a moment ago."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, Stored] = OrderedDict()

    def put(self, stored: Stored) -> str:
        """Keep a file; return its id, of chance. The oldest make way."""
        file_id = secrets.token_urlsafe(16)
        self._files[file_id] = stored
        while len(self._files) > MOST_FILES or (len(self._files) > 1 and self._bytes() > MOST_FILE_BYTES):
            self._files.popitem(last=False)
        return file_id

    def find(self, file_id: str) -> Stored | None:
        """The file."""
        return self._files.get(file_id)

    def drop(self, file_id: str) -> None:
        """Drop a file."""
        self._files.pop(file_id, None)

    def _bytes(self) -> int:
        return sum(len(one.data) for one in self._files.values())


class Deeds:
    """Results of updates by the client's ids, so that a repeated one is handled once."""

    def __init__(self) -> None:
        self._done: Recent[str, asyncio.Task[Said]] = Recent(MOST_DEEDS)

    async def once(self, client_id: str, act: Callable[[], Awaitable[Said]]) -> Said:
        """The result of the update with this id; `act` runs if it is new, to its end, even if the
        request is gone."""
        task = self._done.get(client_id)
        if task is None or (task.done() and (task.cancelled() or task.exception() is not None)):
            task = asyncio.ensure_future(_awaited(act))
            self._done.put(client_id, task)
        return await asyncio.shield(task)

    def at_work(self) -> list[asyncio.Task[Said]]:
        """Updates being handled."""
        return [task for task in self._done.values() if not task.done()]


async def _awaited(act: Callable[[], Awaitable[Said]]) -> Said:
    return await act()


@dataclass(eq=False)
class WebChat:
    """One chat. `address` is its number in the place of an account's."""

    address: int
    inbox: Inbox
    shelf: Shelf = field(default_factory=Shelf)
    deeds: Deeds = field(default_factory=Deeds)
    answers: dict[str, Said] = field(default_factory=dict)
    """Answers to taps being handled, by the tap's id."""
    is_member: bool = False
    name: str = ""
    """The name a person gives when joining."""
    joining: str = ""
    """The secret of a page whose person has not joined yet: it becomes its device's key."""
    files: FileStore | None = None
    """The folder of its messages' files; None: they are on the shelf, in memory."""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while something that was done in it is handled."""
    renumbered: dict[int, int] = field(default_factory=dict)
    """Messages that were shown before their person had an account: their numbers since."""
    polls: list[asyncio.Future[None]] = field(default_factory=list)
    """Requests that wait for its changes, the oldest first."""


class Chats(Protocol):
    """Finds a chat for the page's bot."""

    def find(self, address: int) -> WebChat | None:
        """The chat of an address; None where there is none."""
