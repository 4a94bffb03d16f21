"""Composes claimed rows from the catalog and the topics, and reports results back to the topics."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from content.catalog import Catalog
from content.model.pack import Pack
from scheduler.delivery.items import Composer, Outgoing
from scheduler.delivery.outcome import Gone, Moot, Outcome, Refused, Sent, Trouble
from scheduler.messages.wording import word
from storage.outbox import queue as outbox
from storage.outbox.queue import Message

if TYPE_CHECKING:
    from storage.base.database import Connection
from storage.base.diagnosis import brief

NOTHING = Outgoing("")
"""The content of a deletion: none."""

_CLOSED = (Sent, Gone, Refused, Moot)
_log = logging.getLogger(__name__)


class Composers:
    """Composes and reports. A row that cannot be composed is parked alone, without the others."""

    def __init__(
        self, catalog: Catalog, composers: Mapping[str, Composer], packs: Mapping[str, Pack] | None = None
    ) -> None:
        self._catalog = catalog
        self._packs = packs
        self._composers = composers

    async def compose(self, messages: Sequence[Message]) -> dict[int, Outgoing | Moot | Refused | Trouble]:
        """The message of each row, by its id, or the result of a row that is not sent.

        Raises:
            outbox.TROUBLE: the database is away.
        """
        made: dict[int, Outgoing | Moot | Refused | Trouble] = {}
        by_topic: dict[str, list[Message]] = defaultdict(list)
        for message in messages:
            if message.action == "delete":
                made[message.id] = NOTHING
            elif message.topic is None:
                made[message.id] = self._word(message)
            else:
                by_topic[message.topic].append(message)
        for name, rows in by_topic.items():
            if (composer := self._composers.get(name)) is None:
                made |= {row.id: Trouble(f"nobody composes '{name}'") for row in rows}
            else:
                made |= await _ask(composer, rows)
        return made

    async def report(self, db: Connection, now: datetime, marks: Sequence[tuple[Message, Outcome]]) -> None:
        """Tell the topics the results of their closed rows."""
        by_topic: dict[str, list[tuple[Message, Outcome]]] = defaultdict(list)
        for message, outcome in marks:
            if message.topic is not None and isinstance(outcome, _CLOSED):
                by_topic[message.topic].append((message, outcome))
        for name, results in by_topic.items():
            if composer := self._composers.get(name):
                await composer.report(db, now, results)

    def _word(self, message: Message) -> Outgoing | Refused:
        try:
            return word(self._catalog, message, self._packs)
        except (KeyError, TypeError) as error:
            return _no_words(error)


async def _ask(topic: Composer, rows: Sequence[Message]) -> dict[int, Outgoing | Moot | Refused | Trouble]:
    try:
        found = await topic.compose(rows)
        return {row.id: Moot() if (said := found[row.id]) is None else said for row in rows}
    except outbox.TROUBLE:
        raise
    except Exception as error:  # noqa: BLE001  one row must not hold up the others
        _log.exception("a topic cannot compose")
        if len(rows) == 1:
            return {rows[0].id: _no_words(error)}
    alone = [await _ask(topic, [row]) for row in rows]
    return {row_id: said for one in alone for row_id, said in one.items()}


def _no_words(error: Exception) -> Refused:
    return Refused(f"no words: {brief(error)}"[:200])
