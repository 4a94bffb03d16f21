"""Dialog states of private conversations go to their room, not to where the others are written."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from aiogram.fsm.storage.base import BaseStorage, StorageKey

from bot.privacy.mode import PRIVATE_GROUPS
from bot.privacy.rooms import Chat, Room, Rooms


class PartedStorage(BaseStorage):
    """A storage in two parts; `set_stored` and `get_stored` are the part that may be written.

    While a chat has a room, everything of it is kept there, the stack included. What is stored stays as it
    was, to the second. An ordinary dialog's state ends the room and is stored.
    """

    def __init__(self, rooms: Rooms, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.rooms = rooms

    @abstractmethod
    async def set_stored(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep data of an ordinary conversation; an empty mapping removes it."""

    @abstractmethod
    async def get_stored(self, key: StorageKey) -> dict[str, Any]:
        """Data of an ordinary conversation, or an empty dict."""

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep `data` where it belongs; an empty mapping removes it (aiogram-dialog "removes" that way)."""
        data = without_account(data)
        room = self.rooms.find(_chat(key))
        if _is_private(data):
            room = room or self.rooms.open(_chat(key))
            room.own.add(key)
        elif room is not None and "state" in data:
            await self._end(key, room)
            room = None
        if room is None:
            await self.set_stored(key, data)
        else:
            room.states[key] = json.dumps(data) if data else ""

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """What was kept, or an empty dict."""
        room = self.rooms.find(_chat(key))
        if room is None or key not in room.states:
            return await self.get_stored(key)
        text = room.states[key]
        return json.loads(text) if text else {}

    async def _end(self, key: StorageKey, room: Room) -> None:
        """The person is back: what changed meanwhile of ordinary dialogs (they were closed) is stored now."""
        self.rooms.close(_chat(key))
        for one, text in room.states.items():
            if one not in room.own:
                await self.set_stored(one, json.loads(text) if text else {})


def without_account(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """aiogram-dialog writes the raw account id into every context; private chats need no such list."""
    return {**data, "access_settings": None} if data.get("access_settings") else data


def _is_private(data: Mapping[str, Any]) -> bool:
    return str(data.get("state") or "").partition(":")[0] in PRIVATE_GROUPS


def _chat(key: StorageKey) -> Chat:
    return (key.bot_id, key.chat_id)
