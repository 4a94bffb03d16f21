"""Rooms: what this process remembers of a chat while it reports or looks a report up. In memory, 30 minutes.

A room holds where the dialog stands, the draft, and which messages there were. It is gone when the person
leaves, sends, cancels or blocks the bot, when nothing happened for `LIFE_SECONDS`, and with the process.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from aiogram.fsm.storage.base import StorageKey

LIFE_SECONDS = 30 * 60.0
SWEEP_SECONDS = 30.0
MOST_ROOMS = 2_000
MOST_MESSAGES = 400
MOST_BYTES = 200_000_000
"""Photos in all drafts together: each draft has a limit, and so many of them would fill a machine."""
KEPT_EXPIRED = 5_000

Chat = tuple[int, int]
"""Bot and chat."""
Draft = TypeVar("Draft")


@dataclass
class Room:
    """A chat's memory. `states`: dialog data (JSON, "" for removed); `own`: the keys of private dialogs."""

    states: dict[StorageKey, str] = field(default_factory=dict)
    own: set[StorageKey] = field(default_factory=set)
    draft: object = None
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
    """A room ran out before its person went on: they are told, and led home."""


class Rooms:
    """The rooms of one process. `clock` counts the machine's seconds, however fast a demo's days pass."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._rooms: OrderedDict[Chat, Room] = OrderedDict()
        self._expired: OrderedDict[Chat, None] = OrderedDict()

    def find(self, chat: Chat) -> Room | None:
        """The chat's room, if it has one that is still alive; being asked for keeps it alive."""
        self.sweep()
        room = self._rooms.get(chat)
        if room is not None:
            self._touch(chat, room)
        return room

    def open(self, chat: Chat) -> Room:
        """The chat's room, made if it has none; where there are too many, the quietest makes way."""
        room = self.find(chat)
        if room is None:
            room = self._rooms[chat] = Room()
            self._expired.pop(chat, None)
            while len(self._rooms) > MOST_ROOMS:
                self._expire(next(iter(self._rooms)))
        self._touch(chat, room)
        return room

    @property
    def full(self) -> bool:
        """Whether the drafts hold as many bytes of photos as they may."""
        self.sweep()
        held = 0
        for room in self._rooms.values():
            photos: list[bytes] = getattr(room.draft, "photos", [])
            held += sum(map(len, photos))
        return held >= MOST_BYTES

    def close(self, chat: Chat) -> None:
        """Forget everything of a chat."""
        self._rooms.pop(chat, None)
        self._expired.pop(chat, None)

    def clear(self) -> None:
        """Forget everything of everybody."""
        self._rooms.clear()
        self._expired.clear()

    def is_gone(self, chat: Chat) -> bool:
        """Whether the chat had a room that ran out, and its person was not told yet."""
        self.sweep()
        return chat in self._expired

    def told(self, chat: Chat) -> None:
        """The person knows that the room is gone, or went somewhere else."""
        self._expired.pop(chat, None)

    def sweep(self) -> None:
        """Forget rooms in which nothing has happened for LIFE_SECONDS."""
        while self._rooms:
            chat, room = next(iter(self._rooms.items()))
            if self._clock() - room.touched < LIFE_SECONDS:
                return
            self._expire(chat)

    async def run(self) -> None:
        """Sweep until cancelled, so that nothing outlives its time because nobody asks."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep()

    def _touch(self, chat: Chat, room: Room) -> None:
        room.touched = self._clock()
        self._rooms.move_to_end(chat)

    def _expire(self, chat: Chat) -> None:
        del self._rooms[chat]
        self._expired[chat] = None
        while len(self._expired) > KEPT_EXPIRED:
            self._expired.popitem(last=False)
