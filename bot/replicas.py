"""What several bot processes share in Redis: where conversations stand, and the lock of each chat."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any, Literal

from aiogram.fsm.storage.base import KeyBuilder, StorageKey
from aiogram.fsm.storage.redis import RedisEventIsolation, RedisStorage

from bot.privacy.rooms import Rooms
from bot.privacy.storage import PartedStorage

# A handler that sets a PDF and uploads it on a slow line must not lose its chat's lock meanwhile.
LOCK_SECONDS = 120


class HashedKeys(KeyBuilder):
    """Redis keys without account ids."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def build(self, key: StorageKey, part: Literal["data", "state", "lock"] | None = None) -> str:
        """HMAC of everything that tells one key from another."""
        text = f"{key.bot_id}:{key.chat_id}:{key.user_id}:{key.thread_id}:{key.destiny}:{part}"
        return "chenan:" + hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()


class SharedDialogStorage(PartedStorage, RedisStorage):
    """aiogram's Redis storage, without account ids in keys or data, and without the unused state."""

    async def set_state(self, key: StorageKey, state: Any = None) -> None:
        """aiogram-dialog keeps no FSM state."""

    async def get_state(self, key: StorageKey) -> str | None:
        """Always None, without asking Redis."""
        return None

    async def set_stored(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep `data`; an empty mapping removes it."""
        await RedisStorage.set_data(self, key, data)

    async def get_stored(self, key: StorageKey) -> dict[str, Any]:
        """What was kept, or an empty dict."""
        return await RedisStorage.get_data(self, key)


def shared(url: str, secret: bytes, rooms: Rooms) -> tuple[SharedDialogStorage, RedisEventIsolation]:
    """Storage and isolation over one Redis; `secret` is the same in every process."""
    storage = SharedDialogStorage.from_url(url, key_builder=HashedKeys(secret), rooms=rooms)
    assert isinstance(storage, SharedDialogStorage)  # noqa: S101 - from_url builds the class it is called on
    isolation = storage.create_isolation(lock_kwargs={"timeout": LOCK_SECONDS})
    return storage, isolation
