"""Dialog states of private conversations go to the private session, not to where the others are stored."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from aiogram.fsm.storage.base import BaseStorage, StorageKey

from bot.privacy.mode import PRIVATE_GROUPS, is_private
from bot.privacy.sessions import Chat, PrivateSessions


class PartedStorage(BaseStorage):
    """A storage in two parts; `set_stored` and `get_stored` are the part that may be written.

    A private update has its private session and nothing else: it neither reads nor writes what is stored,
    on the way in, within, and on the way out. An ordinary update never meets a private session.
    """

    def __init__(self, private_sessions: PrivateSessions, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.private_sessions = private_sessions

    @abstractmethod
    async def set_stored(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep data of an ordinary conversation; an empty mapping removes it."""

    @abstractmethod
    async def get_stored(self, key: StorageKey) -> dict[str, Any]:
        """Data of an ordinary conversation, or an empty dict."""

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep `data` where it belongs; an empty mapping removes it (aiogram-dialog "removes" that way)."""
        data = without_account(data)
        if not is_private():
            if not _is_of_private_dialog(data):
                await self.set_stored(key, data)
        elif (private_session := self.private_sessions.find(_chat(key))) is not None:
            private_session.states[key] = json.dumps(data) if data else ""

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """What was kept, or an empty dict."""
        if not is_private():
            return await self.get_stored(key)
        private_session = self.private_sessions.find(_chat(key))
        text = private_session.states.get(key) if private_session else ""
        return json.loads(text) if text else {}


def without_account(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """aiogram-dialog writes the raw account id into every context; private chats need no such list."""
    return {**data, "access_settings": None} if data.get("access_settings") else data


def _is_of_private_dialog(data: Mapping[str, Any]) -> bool:
    return str(data.get("state") or "").partition(":")[0] in PRIVATE_GROUPS


def _chat(key: StorageKey) -> Chat:
    return (key.bot_id, key.chat_id)
