"""Inputs that may come twice under an id of their own are handled once, whichever process they come to.

An input is sent again when its answer got lost: the process was killed, or another one has the chat by now.
Its handling may have been cut off anywhere: what it added to the conversation is taken back before it is
handled again. Which inputs were handled stands beside the states of the chat's windows, in the same storage
and written in the same order, so that the two never contradict each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.types import TelegramObject, Update

from bot.privacy.entrance import Handler, chat_of
from bot.privacy.storage import PartedStorage

DEED = "deed"
"""The argument of `feed_update` that holds the name of the input (`name_of`)."""
UNDO = "undo"
"""The argument of `feed_update` that takes back what the input added before; given where it is sent again."""
MOST_DEEDS = 24
"""Most ids remembered of a chat."""


Undo = Callable[[], Awaitable[None]]


def name_of(client_id: str, data: str) -> str:
    """The name of an input: a tap with other data under the same id is another input."""
    return hashlib.sha256(f"{client_id} {data}".encode()).hexdigest()[:16]


class Once(BaseMiddleware):
    """Runs while the chat is locked."""

    def __init__(self, storage: BaseStorage) -> None:
        self._storage = storage

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle an input, unless it was handled.

        What a process began that is gone was handled if the conversation has moved since: windows are changed
        last. If it has not it is handled again, which operations bear.
        """
        name, storage = str(data.get(DEED, "")), self._storage
        if not name or not isinstance(storage, PartedStorage) or not isinstance(event, Update):
            return await handler(event, data)
        if (chat := chat_of(event, data["bot"])) is None:
            return await handler(event, data)
        key = StorageKey(bot_id=chat[0], chat_id=chat[1], user_id=chat[1], destiny="deeds")
        kept, here = await storage.get_stored(key), await storage.standing(chat)
        done, begun = list(kept.get("done") or ()), kept.get("begun")
        if begun is not None and begun[1] != here:
            done.append(begun[0])
        if name in done:
            return None
        undo: Undo | None = data.get(UNDO)
        if undo is not None:
            await undo()
        await storage.set_stored(key, {"done": done[-MOST_DEEDS:], "begun": [name, here]})
        result = await handler(event, data)
        await storage.set_stored(key, {"done": [*done, name][-MOST_DEEDS:]})
        await storage.persist()  # before it is answered: what is answered is never sent again
        return result
