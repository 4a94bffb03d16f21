"""Dialog states of private conversations go to the private session, not to where the others are stored.

Nor are the windows written from which a conversation becomes private: a stored one would be the last trace of
a reporter. They are in memory until the person goes elsewhere; the earlier stored window stays.
"""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from aiogram.fsm.storage.base import BaseStorage, StorageKey

from bot.privacy.mode import PAGES_BEFORE, PRIVATE_GROUPS, is_private
from bot.privacy.sessions import Chat, PrivateSessions
from bot.transport.channels import WEB_BOT_ID
from storage.base.memory import Recent

KEPT_PAGES = 50_000
"""Chats whose window is in memory alone."""
DIALOG, STACK, CONTEXT = "aiogd:", "aiogd:stack:", "aiogd:context:"
"""Prefixes of the kinds of aiogram-dialog's keys."""


class PartedStorage(BaseStorage):
    """A storage in two parts; `set_all_stored` and `get_stored` are the part that may be written.

    A private update has its private session and nothing else: it neither reads nor writes what is stored, on
    the way in, within, and on the way out. An ordinary update never meets a private session.
    """

    def __init__(self, private_sessions: PrivateSessions, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.private_sessions = private_sessions
        self._gathering: set[Chat] = set()
        self._unwritten: Recent[Chat, dict[StorageKey, Mapping[str, Any]]] = Recent(KEPT_PAGES)

    @asynccontextmanager
    async def gathered(self, chat: Chat) -> AsyncGenerator[None, None]:
        """Write the changes an ordinary update of `chat` makes to its windows at its end, or keep them in
        memory where it leads to one of `PAGES_BEFORE`. Not one by one: a window that is closed is a trace,
        too. On the page those windows lead to no report, and the inbox has them anyway."""
        self._gathering.add(chat)
        try:
            yield
        finally:
            self._gathering.discard(chat)
            await self._settle(chat)

    async def open_state(self, chat: Chat) -> str:
        """The state of the window that is open in an ordinary conversation; empty where there is none."""

        def key(destiny: str) -> StorageKey:
            return StorageKey(bot_id=chat[0], chat_id=chat[1], user_id=chat[1], destiny=destiny)

        intents = (await self.get_data(key(STACK))).get("intents")
        if not intents:
            return ""
        return str((await self.get_data(key(f"{CONTEXT}{intents[-1]}"))).get("state") or "")

    async def standing(self, chat: Chat) -> str:
        """A digest of where an ordinary conversation stands in what is stored: another one once an update was
        handled that leads on."""

        def key(destiny: str) -> StorageKey:
            return StorageKey(bot_id=chat[0], chat_id=chat[1], user_id=chat[1], destiny=destiny)

        stack = await self.get_stored(key(STACK))
        intents = stack.get("intents") or []
        windows = [await self.get_stored(key(f"{CONTEXT}{intent}")) for intent in intents[-1:]]
        return hashlib.sha256(json.dumps([stack, windows], sort_keys=True).encode()).hexdigest()[:16]

    async def set_stored(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Store data of an ordinary conversation; an empty mapping removes it."""
        await self.set_all_stored({key: data})

    @abstractmethod
    async def set_all_stored(self, changed: Mapping[StorageKey, Mapping[str, Any]]) -> None:
        """Store data of one chat's ordinary conversation: all of it or none, wherever the process is killed.
        A window whose stack is not written would be left open beside the next one."""

    @abstractmethod
    async def get_stored(self, key: StorageKey) -> dict[str, Any]:
        """Data of an ordinary conversation, or an empty dict."""

    async def persist(self) -> None:
        """Return once everything that was stored outlasts this process."""

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Store `data` where it belongs; an empty mapping removes it (aiogram-dialog "removes" that
        way)."""
        data = without_account(data)
        if not is_private():
            if not _is_of_private_dialog(data):
                await self._set_ordinary(key, data)
        elif (private_session := self.private_sessions.find(_chat(key))) is not None:
            private_session.states[key] = json.dumps(data) if data else ""

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """The stored data, or an empty dict."""
        if not is_private():
            changed = self._unwritten.get(_chat(key))
            return dict(changed[key]) if changed and key in changed else await self.get_stored(key)
        private_session = self.private_sessions.find(_chat(key))
        text = private_session.states.get(key) if private_session else ""
        return json.loads(text) if text else {}

    async def _set_ordinary(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        chat = _chat(key)
        changed = self._unwritten.get(chat)
        if not key.destiny.startswith(DIALOG) or (changed is None and chat not in self._gathering):
            await self.set_stored(key, data)
            return
        self._unwritten.put(chat, {**(changed or {}), key: dict(data)})
        if chat not in self._gathering and key.destiny.startswith(STACK):
            await self._settle(chat)

    async def _settle(self, chat: Chat) -> None:
        changed = self._unwritten.get(chat)
        is_web = chat[0] == WEB_BOT_ID
        if not changed or (not is_web and _state_on_top(changed) in PAGES_BEFORE):
            return
        self._unwritten.drop(chat)
        await self.set_all_stored(changed)


def without_account(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Remove the raw account id that aiogram-dialog writes into every context; private chats need no such
    list."""
    return {**data, "access_settings": None} if data.get("access_settings") else data


def _state_on_top(changed: Mapping[StorageKey, Mapping[str, Any]]) -> str:
    """The state of the window that `changed` leaves open; empty where it leaves or changes none."""
    tops = [
        data["intents"][-1]
        for key, data in changed.items()
        if key.destiny.startswith(STACK) and data.get("intents")
    ]
    contexts = {
        str(data.get("_intent_id")): str(data.get("state") or "") for data in changed.values() if data
    }
    return contexts.get(str(tops[-1]), "") if tops else ""


def _is_of_private_dialog(data: Mapping[str, Any]) -> bool:
    return str(data.get("state") or "").partition(":")[0] in PRIVATE_GROUPS


def _chat(key: StorageKey) -> Chat:
    return (key.bot_id, key.chat_id)
