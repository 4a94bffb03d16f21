"""Delivery to the web door: each message is written in the transaction that marks its row, so that it comes
once."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING, Any

from content.catalog import Catalog
from scheduler.clock import Clock
from scheduler.delivery.channels import Route, arrived
from scheduler.delivery.items import Enclosure, Outgoing
from scheduler.delivery.outcome import Outcome, Refused, Sent, Trouble
from scheduler.delivery.results import DeliveryResults
from storage.base.database import Database
from storage.base.diagnosis import brief, describe
from storage.base.files import FileStore
from storage.nudges import queue as waiting
from storage.outbox import queue as outbox
from storage.outbox import results as outbox_marks
from storage.outbox.queue import URGENT, Message
from storage.people.accounts import WEB
from storage.web import inbox

if TYPE_CHECKING:
    from storage.base.database import Connection

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """A claimed and composed row for an inbox; with `route.telegram` it is sent there, too."""

    message: Message
    outgoing: Outgoing
    route: Route


class Inboxes:
    """Writes letters without a pace: whether Telegram can be reached does not matter."""

    def __init__(
        self,
        database: Database,
        catalog: Catalog,
        clock: Clock,
        results: DeliveryResults,
        files: FileStore | None,
        nudges_in: tzinfo | None = None,
    ) -> None:
        """`files`: the folder of the web door; without it a message comes without its files. `nudges_in`: the
        time zone in which people are nudged; None: nobody is."""
        self._database = database
        self._catalog = catalog
        self._clock = clock
        self._results = results
        self._files = files
        self._nudges_in = nudges_in

    async def deliver(self, letters: Sequence[Letter]) -> list[Message]:
        """Write letters; return the rows in their new state, in the same order."""
        return [await self._deliver(one) for one in letters]

    async def _deliver(self, letter: Letter) -> Message:
        message, is_last = letter.message, letter.route.telegram is None
        if message.action == "send" and (ids := arrived(message, WEB)):  # before Telegram failed
            if is_last:
                await self._results.write([(message, Sent(ids))])
            return message
        try:
            bodies = await self._bodies(letter)
            async with self._database.begin() as db:
                outcome = await self._carry_out(db, letter, bodies)
                if is_last:
                    await self._results.mark(db, [(message, outcome)])
                elif isinstance(outcome, Sent) and message.action == "send":
                    message = replace(message, message_ids=message.message_ids + outcome.message_ids)
                    await outbox_marks.note_copy(db, message.id, message.message_ids)
        except outbox.TROUBLE as error:
            await self._failed(message, error, is_last=is_last)
        except Exception as error:  # noqa: BLE001  whatever one message does must not stop the others
            _log.error("a message could not be put into an inbox: %s", describe(error))
            await self._failed(message, error, is_last=is_last)
        return message

    async def _failed(self, message: Message, error: Exception, *, is_last: bool) -> None:
        if is_last:
            await self._results.write([(message, Trouble(brief(error)))])

    async def _carry_out(self, db: Connection, letter: Letter, bodies: list[dict[str, Any]]) -> Outcome:
        message, address, now = letter.message, letter.route.web or 0, self._clock.now()
        if message.action == "send":
            urgent = message.priority <= URGENT
            nudges = letter.outgoing.nudges and message.topic not in waiting.NEVER
            ids = await inbox.append(db, now, address, *bodies, urgent=urgent, silent=not nudges)
            if self._nudges_in is not None and nudges:
                await waiting.plan(db, now, self._nudges_in, message.person_id, urgent=urgent)
            return Sent(ids)
        if not (there := arrived(message, WEB)):
            return Refused(f"no message to {message.action}")
        if message.action == "delete":
            await inbox.delete(db, now, address, there)
            return Sent()
        before = await inbox.get(db, address, there[-1])
        if before is None:
            return Refused("the message is not in the inbox any more")
        body = {**bodies[-1], **({"file": before.body["file"]} if before.body.get("file") else {})}
        await inbox.edit(db, now, address, there[-1], body)
        return Sent((there[-1],))

    async def _bodies(self, letter: Letter) -> list[dict[str, Any]]:
        """Message bodies for the page: files first, the text with the only one or below several."""
        said = letter.outgoing
        if said.protect:
            said = Outgoing(self._catalog.say("outbox-not-on-page", letter.message.language))
        text = {
            "text": said.text,
            "html": said.html,
            "rows": [[{"text": one.text, "data": one.callback} for one in row] for row in said.rows],
        }
        if letter.message.action != "send":
            return [text]
        kept = [file for one in said.files if (file := await self._keep(one)) is not None]
        if len(kept) == 1:
            return [{**text, "file": kept[0]}]
        return [*({"text": "", "html": False, "rows": [], "file": one} for one in kept), text]

    async def _keep(self, file: Enclosure) -> dict[str, Any] | None:
        data = file.data
        if data is None and file.fetch is not None:
            data = await file.fetch()
        if self._files is None or data is None:
            return None
        mime = "image/jpeg" if file.kind == "photo" else mimetypes.guess_type(file.name)[0]
        sha256 = await self._files.put(data)
        return {
            "id": sha256,
            "sha256": sha256,
            "kind": file.kind,
            "name": file.name,
            "mime": mime or "application/octet-stream",
            "size": len(data),
        }
