"""Publishes events to listeners (pages, tests); nothing is stored for later ones."""

import asyncio
from typing import Any

Event = dict[str, Any]
QUEUE_SIZE = 1000


class Events:
    """Fan-out of events; a watcher who falls far behind is cut off and has to begin again."""

    def __init__(self) -> None:
        self._watchers: set[asyncio.Queue[Event | None]] = set()

    def watch(self) -> asyncio.Queue[Event | None]:
        """A queue of all events from now on; None in it means: no more, begin again."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue(QUEUE_SIZE)
        self._watchers.add(queue)
        return queue

    def leave(self, queue: asyncio.Queue[Event | None]) -> None:
        """Stop watching."""
        self._watchers.discard(queue)

    def publish(self, kind: str, chat_id: int | None = None, **details: Any) -> None:
        """Tell all watchers; never waits."""
        if not self._watchers:
            return
        event = {"type": kind, "chat_id": chat_id, **details}
        for queue in list(self._watchers):
            if queue.qsize() >= QUEUE_SIZE - 1:
                self._watchers.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(event)

    def close(self) -> None:
        """Send all watchers away."""
        for queue in self._watchers:
            if not queue.full():
                queue.put_nowait(None)
        self._watchers.clear()
