"""Taps on inline buttons: each waits for one answer of the bot, for a while."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from simulator.activity import Activity
from simulator.events import Events
from simulator.journal import Store

LIFETIME_SECONDS = 60.0
SPINS_SECONDS = 15.0
"""Seconds for which a tapped button shows its waiting state, and its chat counts as busy."""


@dataclass
class Query:
    """A tap: who, where, when (monotonic seconds) and, once answered, how."""

    id: str
    person: int
    chat_id: int
    message_id: int
    born: float
    answered: bool = False
    spins: asyncio.TimerHandle | None = None
    """Whether the button shows its waiting state."""


class Callbacks:
    """Queries the bot may still answer; their age is real time, whatever the clock of the chats says."""

    def __init__(
        self, store: Store, events: Events, activity: Activity, monotonic: Callable[[], float]
    ) -> None:
        self._store = store
        self._events = events
        self._activity = activity
        self._monotonic = monotonic
        self._queries: dict[str, Query] = {}
        self.last_answer: dict[int, dict[str, Any]] = {}
        self.lifetime = LIFETIME_SECONDS

    def load(self) -> None:
        """Load the queries open when the last process ended; their age starts again."""
        for key, (person, chat_id, message_id) in self._store.table("callbacks").items():
            self._queries[key] = Query(key, person, chat_id, message_id, self._monotonic())

    def add(self, person: int, chat_id: int, message_id: int) -> Query:
        """Add a tap; drop those too old to be answered."""
        now = self._monotonic()
        for old in list(self._queries.values()):  # oldest first
            if now - old.born <= self.lifetime:
                break
            self._forget(old)
        number = int(self._store.table("meta").get("next_callback", 4_000_000_000_000_000_001))
        self._store.put("meta", "next_callback", number + 1)
        query = Query(str(number), person, chat_id, message_id, now)
        self._queries[query.id] = query
        self._store.put("callbacks", query.id, [person, chat_id, message_id])
        self._activity.begin(chat_id)
        query.spins = asyncio.get_running_loop().call_later(SPINS_SECONDS, self._rest, query)
        return query

    def find(self, query_id: str) -> Query | None:
        """A tap by its id, however old."""
        return self._queries.get(query_id)

    def get(self, query_id: str) -> Query | None:
        """A tap that can still be answered."""
        query = self._queries.get(query_id)
        if query is None or self._monotonic() - query.born > self.lifetime:
            return None
        return query

    def answer(self, query: Query, text: str, alert: bool) -> None:
        """The bot's answer: ends the button's waiting and shows the text, if any."""
        if not query.answered:
            query.answered = True
            self._store.delete("callbacks", query.id)
            self._rest(query)
        answer = {"query_id": query.id, "message_id": query.message_id, "text": text, "alert": alert}
        self.last_answer[query.person] = answer
        self._events.publish("answer", query.chat_id, person=query.person, **answer)

    def _rest(self, query: Query) -> None:
        """End the button's waiting state."""
        if query.spins is not None:
            query.spins.cancel()
            query.spins = None
            self._activity.end(query.chat_id)

    def _forget(self, query: Query) -> None:
        self._rest(query)
        del self._queries[query.id]
        self._store.delete("callbacks", query.id)
