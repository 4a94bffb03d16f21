"""Private sessions: what is remembered of a chat that reports or looks a report up; in memory, 30 minutes.

A private session holds the dialog's state, the draft, and which messages there were. It is gone when the
person leaves, sends, cancels or blocks the bot, when nothing happened for `LIFE_SECONDS`, and with the
process.

What is stored of the chat does not know of it. So the ordinary window that was open before still is, and
takes what is typed next. Whether that was meant for it is asked first (`is_unsure`).
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from aiogram.fsm.storage.base import StorageKey
from aiogram.types import Update

from storage.base.memory import Recent

LIFE_SECONDS = 30 * 60.0
SWEEP_SECONDS = 30.0
MOST_ROOMS = 2_000
MOST_MESSAGES = 400
MOST_BYTES = 200_000_000
"""Photos in all drafts together: each draft has a limit, and so many of them would fill a machine."""
KEPT_EXPIRED = 5_000
KEPT_CHATS = 50_000
"""Chats of which is remembered what they did last: something ordinary, or something private."""
MOST_HELD = 10
"""Messages of one chat that wait for the answer what they were meant for."""

Chat = tuple[int, int]
"""Bot and chat."""
Draft = TypeVar("Draft")


@dataclass
class PrivateSession:
    """A chat's memory. `states`: dialog data (JSON, "" for removed)."""

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


class RoomGoneError(Exception):
    """A private session ran out before its person went on: they are told, and led home."""


@dataclass
class Held:
    """Messages that wait; `question`: the message that asks, `since`: the machine's seconds."""

    updates: list[Update]
    since: float
    question: int | None = None


class PrivateSessions:
    """All of one process. `clock` counts the machine's seconds, however fast a demo's days pass."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rooms: OrderedDict[Chat, PrivateSession] = OrderedDict()
        self._expired: Recent[Chat, None] = Recent(KEPT_EXPIRED)
        self._ordinary: Recent[Chat, bool] = Recent(KEPT_CHATS)
        self._held: OrderedDict[Chat, Held] = OrderedDict()

    def find(self, chat: Chat) -> PrivateSession | None:
        """The chat's private session, if it has one that is still alive; being asked for keeps it alive."""
        self.sweep()
        private_session = self._rooms.get(chat)
        if private_session is not None:
            self._touch(chat, private_session)
        return private_session

    def open(self, chat: Chat) -> PrivateSession:
        """The chat's session, made if it has none; where there are too many, the quietest makes way."""
        private_session = self.find(chat)
        if private_session is None:
            private_session = self._rooms[chat] = PrivateSession()
            self._expired.drop(chat)
            self._held.pop(chat, None)
            self._ordinary.put(chat, False)
            while len(self._rooms) > MOST_ROOMS:
                self._expire(next(iter(self._rooms)))
        self._touch(chat, private_session)
        return private_session

    @property
    def full(self) -> bool:
        """Whether the drafts hold as many bytes of photos as they may."""
        self.sweep()
        held = 0
        for private_session in self._rooms.values():
            photos: list[bytes] = getattr(private_session.draft, "photos", [])
            held += sum(map(len, photos))
        return held >= MOST_BYTES

    def close(self, chat: Chat) -> None:
        """Forget everything of a chat."""
        self._rooms.pop(chat, None)
        self._expired.drop(chat)

    def clear(self) -> None:
        """Forget everything of everybody."""
        self._rooms.clear()
        self._expired.clear()
        self._held.clear()

    def is_gone(self, chat: Chat) -> bool:
        """Whether the chat had a private session that ran out, and its person was not told yet."""
        self.sweep()
        return chat in self._expired

    def told(self, chat: Chat) -> bool:
        """The person knows that the private session is gone; whether it was news."""
        is_news = chat in self._expired
        self._expired.drop(chat)
        return is_news

    def settle(self, chat: Chat) -> None:
        """The person did something ordinary: what is typed next is meant for the window this opened.

        What is held was meant for another one, and goes.
        """
        self._held.pop(chat, None)
        self._ordinary.put(chat, True)

    def is_unsure(self, chat: Chat) -> bool | None:
        """Whether what is typed now may belong to a private conversation that is over.

        None: nothing is known, since the process started a while ago; it may have had such a conversation.
        """
        ordinary = self._ordinary.get(chat)
        return None if ordinary is None else not ordinary

    def hold(self, chat: Chat, update: Update) -> Held | None:
        """Keep a message until it is said what it was meant for; None: too many wait already."""
        held = self._held.setdefault(chat, Held([], self._clock()))
        if len(held.updates) >= MOST_HELD:
            return None
        held.updates.append(update)
        while len(self._held) > MOST_ROOMS:
            self._held.popitem(last=False)
        return held

    def release(self, chat: Chat) -> list[Update]:
        """Remove and return the held updates of a chat."""
        self.sweep()
        held = self._held.pop(chat, None)
        return held.updates if held else []

    def sweep(self) -> None:
        """Forget sessions in which nothing has happened for LIFE_SECONDS, and what was held that long."""
        while self._held and self._clock() - next(iter(self._held.values())).since >= LIFE_SECONDS:
            self._held.popitem(last=False)
        while self._rooms:
            chat, private_session = next(iter(self._rooms.items()))
            if self._clock() - private_session.touched < LIFE_SECONDS:
                return
            self._expire(chat)

    async def run(self) -> None:
        """Sweep until cancelled, so that nothing outlives its time because nobody asks."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep()

    def _touch(self, chat: Chat, private_session: PrivateSession) -> None:
        private_session.touched = self._clock()
        self._rooms.move_to_end(chat)

    def _expire(self, chat: Chat) -> None:
        del self._rooms[chat]
        self._expired.put(chat, None)
