"""Private sessions: memory of a chat that reports or looks a report up, for 30 minutes.

A private session holds the dialog's state, the draft, and the message ids. It is gone when the person leaves,
sends, cancels or blocks the bot, when nothing happened for `LIFE_SECONDS`, and with the process.

What is stored of the chat does not know of it. So the ordinary window that was open before still is, and
takes what is typed next. Whether that was meant for it is asked first (`is_unsure`).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from aiogram.fsm.storage.base import StorageKey
from aiogram.types import Update

from bot.clock import pause
from storage.base.memory import Recent

LIFE_SECONDS = 30 * 60.0
EXPIRY_SECONDS = 30.0
MOST_ROOMS = 2_000
MOST_MESSAGES = 400
MOST_BYTES = 200_000_000
"""Most bytes of photos in all drafts together: each draft has a limit, and many of them would fill a
machine."""
KEPT_EXPIRED = 5_000
KEPT_CHATS = 50_000
"""Most chats whose last kind of action is remembered: ordinary or private."""
MOST_HELD = 10
"""Most held messages of one chat."""

Chat = tuple[int, int]
"""Bot and chat."""
Draft = TypeVar("Draft")


@dataclass
class PrivateSession:
    """The memory of a chat. `states`: dialog data (JSON, "" for removed)."""

    states: dict[StorageKey, str] = field(default_factory=dict)
    draft: object = None
    language: str = "zh"
    messages: list[int] = field(default_factory=list)
    touched: float = 0.0

    def note(self, message_id: int) -> None:
        """Remember a message of either side, so that it can be deleted."""
        if message_id not in self.messages:
            self.messages = [*self.messages, message_id][-MOST_MESSAGES:]

    def draft_of(self, kind: type[Draft]) -> Draft:
        """The draft of that kind, begun if there is none."""
        if not isinstance(self.draft, kind):
            self.draft = kind()
        return self.draft


class SessionGoneError(Exception):
    """A private session ran out before its person continued: they are told, and led home."""


@dataclass
class Held:
    """Held messages; `question`: the message that asks, `since`: the machine's seconds."""

    updates: list[Update]
    since: float
    question: int | None = None


class PrivateSessions:
    """All private sessions of one process. `clock` counts the machine's seconds, however fast a demo's
    days pass."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._sessions: OrderedDict[Chat, PrivateSession] = OrderedDict()
        self._expired: Recent[Chat, None] = Recent(KEPT_EXPIRED)
        self._ordinary: Recent[Chat, bool] = Recent(KEPT_CHATS)
        self._held: OrderedDict[Chat, Held] = OrderedDict()

    def find(self, chat: Chat) -> PrivateSession | None:
        """The chat's live private session, if it has one; the look-up prolongs it."""
        self.expire()
        private_session = self._sessions.get(chat)
        if private_session is not None:
            self._touch(chat, private_session)
        return private_session

    def open(self, chat: Chat) -> PrivateSession:
        """The chat's session, created if it has none; where there are too many, the least recently
        used is dropped."""
        private_session = self.find(chat)
        if private_session is None:
            private_session = self._sessions[chat] = PrivateSession()
            self._expired.drop(chat)
            self._held.pop(chat, None)
            self._ordinary.put(chat, False)
            while len(self._sessions) > MOST_ROOMS:
                self._expire(next(iter(self._sessions)))
        self._touch(chat, private_session)
        return private_session

    @property
    def full(self) -> bool:
        """Whether all drafts together hold the most bytes of photos allowed."""
        self.expire()
        held = 0
        for private_session in self._sessions.values():
            photos: list[bytes] = getattr(private_session.draft, "photos", [])
            held += sum(map(len, photos))
        return held >= MOST_BYTES

    def close(self, chat: Chat) -> None:
        """Delete the session of a chat."""
        self._sessions.pop(chat, None)
        self._expired.drop(chat)

    def clear(self) -> None:
        """Delete all sessions."""
        self._sessions.clear()
        self._expired.clear()
        self._held.clear()

    def is_gone(self, chat: Chat) -> bool:
        """Whether the chat had a private session that ran out, and its person was not told yet."""
        self.expire()
        return chat in self._expired

    def told(self, chat: Chat) -> bool:
        """The person knows that the private session is gone; whether it was news."""
        is_news = chat in self._expired
        self._expired.drop(chat)
        return is_news

    def settle(self, chat: Chat) -> None:
        """Record an ordinary action: what is typed next is meant for the window it opened.

        Held messages were meant for another one, and are dropped.
        """
        self._held.pop(chat, None)
        self._ordinary.put(chat, True)

    def is_unsure(self, chat: Chat) -> bool | None:
        """Whether typed text may belong to a private conversation that is over.

        None: nothing is known, since the process started a while ago; it may have had such a conversation.
        """
        ordinary = self._ordinary.get(chat)
        return None if ordinary is None else not ordinary

    def hold(self, chat: Chat, update: Update) -> Held | None:
        """Hold a message until its purpose is known; None: too many wait already."""
        held = self._held.setdefault(chat, Held([], self._clock()))
        if len(held.updates) >= MOST_HELD:
            return None
        held.updates.append(update)
        while len(self._held) > MOST_ROOMS:
            self._held.popitem(last=False)
        return held

    def release(self, chat: Chat) -> list[Update]:
        """Remove and return the held updates of a chat."""
        self.expire()
        held = self._held.pop(chat, None)
        return held.updates if held else []

    def expire(self) -> None:
        """Expire sessions in which nothing has happened for LIFE_SECONDS, and messages held that
        long."""
        while self._held and self._clock() - next(iter(self._held.values())).since >= LIFE_SECONDS:
            self._held.popitem(last=False)
        while self._sessions:
            chat, private_session = next(iter(self._sessions.items()))
            if self._clock() - private_session.touched < LIFE_SECONDS:
                return
            self._expire(chat)

    async def run(self) -> None:
        """Expire sessions until cancelled, so that nothing outlives its time because nobody asks."""
        while True:
            await pause(EXPIRY_SECONDS)
            self.expire()

    def _touch(self, chat: Chat, private_session: PrivateSession) -> None:
        private_session.touched = self._clock()
        self._sessions.move_to_end(chat)

    def _expire(self, chat: Chat) -> None:
        del self._sessions[chat]
        self._expired.put(chat, None)
