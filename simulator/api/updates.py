"""Updates waiting for the bot, and the long poll that fetches them; webhooks.py pushes them instead."""

import asyncio
from typing import Any

from simulator.activity import Activity
from simulator.api.errors import TWO_POLLERS, WEBHOOK_ACTIVE, conflict
from simulator.journal import Store

Update = dict[str, Any]
MAX_LIMIT = 100
# Left out unless asked for by name (Bot API, getUpdates, allowed_updates).
_ONLY_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """The queue; an update stays until the bot confirms it by a higher offset or a webhook takes it."""

    def __init__(self, store: Store, activity: Activity) -> None:
        self._store = store
        self._activity = activity
        self._pending: dict[int, Update] = {}
        self._chats: dict[int, int | None] = {}
        self._poller: asyncio.Future[None] | None = None
        self.arrived = asyncio.Event()

    def load(self) -> None:
        """Load the updates that were waiting when the journal was last written."""
        for key, update in sorted(self._store.table("updates").items(), key=lambda item: int(item[0])):
            self._enqueue(int(key), update)

    @property
    def webhook(self) -> dict[str, Any]:
        """The parameters of the last setWebhook, empty without a webhook."""
        found: dict[str, Any] = self._store.table("meta").get("webhook") or {}
        return found

    @property
    def is_polled(self) -> bool:
        """Whether a long poll waits for the next update."""
        return self._poller is not None and not self._poller.done()

    def allow(self, kinds: list[str] | None) -> None:
        """Store the kinds of updates the bot wants; None changes nothing, [] is the default."""
        if kinds is not None and kinds != self._store.table("meta").get("allowed_updates"):
            self._store.put("meta", "allowed_updates", kinds)

    def add(self, kind: str, content: Any, chat_id: int | None) -> int | None:
        """Queue an update; None if the bot does not want that kind."""
        allowed = self._store.table("meta").get("allowed_updates")
        if kind not in allowed if allowed else kind in _ONLY_ON_REQUEST:
            return None
        number = int(self._store.table("meta").get("next_update", 100_000_001))
        self._store.put("meta", "next_update", number + 1)
        update = {"update_id": number, kind: content}
        self._store.put("updates", number, update)
        self._enqueue(number, update, chat_id)
        self.arrived.set()
        if self._poller is not None and self.is_polled:
            self._poller.set_result(None)
        return number

    def waiting(self) -> list[Update]:
        """All updates not yet confirmed, oldest first."""
        return list(self._pending.values())

    def chat_of(self, update_id: int) -> int | None:
        """The chat an update belongs to."""
        return self._chats.get(update_id)

    def confirm(self, update_id: int) -> None:
        """Forget one update."""
        if self._pending.pop(update_id, None) is not None:
            self._store.delete("updates", update_id)
            self._activity.end(self._chats.pop(update_id))

    def drop_all(self) -> None:
        """Forget all updates (drop_pending_updates)."""
        for number in list(self._pending):
            self.confirm(number)

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Update]:
        """Confirm updates below `offset`, then answer with those that wait, at latest after `seconds`.

        Raises ApiError 409 while a webhook is set, or when another poll takes over.
        """
        if self.webhook.get("url"):
            raise conflict(WEBHOOK_ACTIVE)
        if self._poller is not None and self.is_polled:
            self._poller.set_exception(conflict(TWO_POLLERS))
        if offset < 0:
            offset = max([*self._pending, 0]) + 1 + offset
        for number in [number for number in self._pending if number < offset]:
            self.confirm(number)
        self._store.flush()
        limit = min(MAX_LIMIT, limit or MAX_LIMIT)
        if not self._pending and seconds > 0:
            poller = self._poller = asyncio.get_running_loop().create_future()
            try:
                async with asyncio.timeout(seconds):
                    await poller
            except TimeoutError:
                pass
            finally:
                if self._poller is poller:
                    self._poller = None
        return list(self._pending.values())[:limit]

    def end_polls(self) -> None:
        """End a waiting poll now (the server stops)."""
        if self._poller is not None and self.is_polled:
            self._poller.set_result(None)

    def _enqueue(self, number: int, update: Update, chat_id: int | None = None) -> None:
        if chat_id is None:
            chat_id = _chat_in(update)
        self._pending[number] = update
        self._chats[number] = chat_id
        self._activity.begin(chat_id)


def _chat_in(update: Update) -> int | None:
    for content in update.values():
        if isinstance(content, dict):
            inner = content.get("message")
            chat = content.get("chat") or (inner.get("chat") if isinstance(inner, dict) else None)
            return int(chat["id"]) if isinstance(chat, dict) and "id" in chat else None
    return None
