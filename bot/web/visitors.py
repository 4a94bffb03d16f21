"""People of whom nothing is known: a random session, a chat in memory, and nothing once they are gone.

A visitor may report and follow a report up, and nothing else: no other update of theirs reaches a handler.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from bot.clock import pause
from bot.privacy.sessions import EXPIRY_SECONDS, LIFE_SECONDS
from bot.web.chats import WebChat
from bot.web.inbox import MemoryInbox
from storage.people.accounts import new_web_address

MOST_VISITORS = 1_000
UNUSED_SECONDS = 3.0
"""The page sends its first input as it begins; where all is full, a session without one gives way."""
QUIET_SECONDS = 600.0
"""A session that was quiet for so long gives way where all is full."""
MACHINE_INPUTS, MACHINE_SECONDS = 30, 60.0
"""More inputs than people send in that time."""


class TooMany(Exception):
    """Too many conversations: no further one can begin."""


class Visitors:
    """All visitors of one process. `seconds` counts real time."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._by_session: OrderedDict[bytes, WebChat] = OrderedDict()
        self._by_address: dict[int, tuple[bytes, WebChat]] = {}
        self._touched: dict[bytes, float] = {}
        self._unused: OrderedDict[bytes, WebChat] = OrderedDict()
        """Begun, and nothing was sent since."""
        self._paces: dict[bytes, deque[float]] = {}
        """Instants of the latest inputs."""

    def __len__(self) -> int:
        return len(self._by_session)

    def begin(self, tag: str = "") -> tuple[str, WebChat]:
        """Begin a session with 256 random bits, and its chat. `tag`: of the process, before them.

        Raises:
            TooMany: MOST_VISITORS are talking, each at a person's pace.
        """
        self.expire()
        if len(self._by_session) >= MOST_VISITORS:
            self._make_room()
        session = tag + secrets.token_urlsafe(32)
        address = new_web_address()
        while address in self._by_address:
            address = new_web_address()
        chat, digest = WebChat(address, MemoryInbox()), _digest(session)
        self._by_session[digest] = chat
        self._by_address[address] = (digest, chat)
        self._touched[digest] = self._seconds()
        self._unused[digest] = chat
        return session, chat

    def enter(self, session: str) -> WebChat | None:
        """The chat of a session; polling prolongs none, only input does (`touch`)."""
        self.expire()
        return self._by_session.get(_digest(session))

    def find(self, address: int) -> WebChat | None:
        """The chat of an address."""
        found = self._by_address.get(address)
        return found[1] if found else None

    def touch(self, chat: WebChat) -> None:
        """Record an input in the chat."""
        if (found := self._by_address.get(chat.address)) is not None:
            self._by_session.move_to_end(found[0])
            self._touched[found[0]] = self._seconds()
            self._unused.pop(found[0], None)
            self._paces.setdefault(found[0], deque(maxlen=MACHINE_INPUTS)).append(self._seconds())

    def sent_lately(self, chat: WebChat) -> int:
        """The number of inputs in the chat in the last minute, as far as they are counted."""
        found = self._by_address.get(chat.address)
        times = self._paces.get(found[0], ()) if found else ()
        return sum(self._seconds() - one < MACHINE_SECONDS for one in times)

    def end(self, chat: WebChat) -> None:
        """End a session, and tell its page."""
        found = self._by_address.pop(chat.address, None)
        if found is not None:
            self._by_session.pop(found[0], None)
            self._touched.pop(found[0], None)
            self._unused.pop(found[0], None)
            self._paces.pop(found[0], None)
        if isinstance(chat.inbox, MemoryInbox):
            chat.inbox.wake()

    def _make_room(self) -> None:
        """End the session that is worth least: one without an input, else the fastest of those that send
        faster than people do, else one that has been quiet for long.

        Raises:
            TooMany: there is none.
        """
        now = self._seconds()
        for digest, chat in self._unused.items():  # the oldest
            if now - self._touched[digest] >= UNUSED_SECONDS:
                return self.end(chat)
            break
        fast = [
            (times[0], digest)
            for digest, times in self._paces.items()
            if len(times) == MACHINE_INPUTS and times[-1] - times[0] < MACHINE_SECONDS
        ]
        if fast:
            return self.end(self._by_session[max(fast)[1]])
        digest, chat = next(iter(self._by_session.items()))
        if now - self._touched[digest] < QUIET_SECONDS:
            raise TooMany
        return self.end(chat)

    def expire(self) -> None:
        """Expire chats without an input for as long as private sessions live."""
        while self._by_session:
            digest, chat = next(iter(self._by_session.items()))
            if self._seconds() - self._touched[digest] < LIFE_SECONDS:
                return
            self.end(chat)

    async def run(self) -> None:
        """Expire chats until cancelled."""
        while True:
            await pause(EXPIRY_SECONDS)
            self.expire()

    def clear(self) -> None:
        """End all sessions."""
        for _, chat in list(self._by_address.values()):
            self.end(chat)


def _digest(session: str) -> bytes:
    """The stored form of a session: comparing digests tells nobody how much of a guess was right."""
    return hashlib.sha256(session.encode()).digest()
