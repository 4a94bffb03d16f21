"""Unfinished input: stored for a person, and restored when they open the same window again.

The data of a dialog goes with its window (/start, an old button, another dialog). What was entered stays in
the dialog storage under a key of its own: it outlasts a restart and is purged with the chat; of people
without a row it is in memory only. Private conversations have none of it. Search text of a list is no input:
the list begins whole again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from aiogram.fsm.storage.base import StorageKey
from aiogram_dialog import DialogManager
from aiogram_dialog.api.internal import STORAGE_KEY
from aiogram_dialog.context.storage import StorageProxy

from bot.app import context_of
from bot.privacy.mode import is_private
from bot.ui.replies import reply

DESTINY = "unfinished"
KEPT = 20
"""Most unfinished entries kept for a person; the oldest is dropped first."""


class Unfinished:
    """Entries of a dialog's data that are not stored as facts yet; `name` and `keys` are a stored format.

    `about` is the subject they were entered for: an id, as a rule.
    """

    def __init__(self, name: str, keys: Sequence[str]) -> None:
        self.name = name
        self.keys = tuple(keys)

    async def keep(self, manager: DialogManager, about: object) -> None:
        """Store the entries that the dialog's data has now."""
        data = manager.dialog_data
        entered = {key: data[key] for key in self.keys if key in data}
        await self._put(manager, about, entered)

    async def take_up(self, manager: DialogManager, about: object) -> bool:
        """Restore stored entries into the dialog's data; return whether there were any."""
        entered = (await _read(manager)).get(self._place(about))
        if not entered:
            return False
        manager.dialog_data.update(entered)
        return True

    async def forget(self, manager: DialogManager, about: object) -> None:
        """Delete the entries after they were finished."""
        await self._put(manager, about, {})

    async def _put(self, manager: DialogManager, about: object, entered: dict[str, Any]) -> None:
        if is_private():
            return
        things = await _read(manager)
        there = things.pop(self._place(about), None)
        if not entered and there is None:
            return
        if entered:
            things[self._place(about)] = entered
        while len(things) > KEPT:
            del things[next(iter(things))]
        proxy, key = _storage(manager)
        await proxy.storage.set_data(key, {"things": list(things.items())} if things else {})

    def _place(self, about: object) -> str:
        return f"{self.name}.{about}"


async def say_taken_up(manager: DialogManager) -> None:
    """Say that what was entered before is still there."""
    await reply(manager, context_of(manager).say("unfinished-taken-up"))


async def _read(manager: DialogManager) -> dict[str, dict[str, Any]]:
    """All unfinished entries of the person, by subject; the latest last."""
    if is_private():
        return {}
    proxy, key = _storage(manager)
    return dict((await proxy.storage.get_data(key)).get("things", []))


def _storage(manager: DialogManager) -> tuple[StorageProxy, StorageKey]:
    proxy: StorageProxy = manager.middleware_data[STORAGE_KEY]
    return proxy, StorageKey(
        bot_id=proxy.bot.id,
        chat_id=proxy.chat_id,
        user_id=proxy.user_id or proxy.chat_id,
        thread_id=proxy.thread_id,
        destiny=DESTINY,
    )
