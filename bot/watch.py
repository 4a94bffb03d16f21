"""Tells the operators, once and with its end, of troubles that have kept people or messages waiting for
minutes.

Every process watches, so that the bot tells of a scheduler that is dead and the scheduler of the bot. The
process that stores the alert tells it; while nothing can be stored, each process tells what it sees.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import get_args

from bot.app import App
from bot.clock import pause, system_clock
from bot.health import Health
from content.registry import complete
from storage.base import leases
from storage.base.database import Connection
from storage.base.diagnosis import describe
from storage.installation.health import DATABASE_SECONDS, Name, Trouble, heartbeat_of
from storage.membership import operators
from storage.membership.operators import OperatorLine
from storage.outbox.queue import TROUBLE

LOOK_SECONDS = 15.0
TELL_AFTER = timedelta(minutes=3)
"""Time after which a trouble is reported; shorter ones are not."""
ENDED_AFTER = timedelta(minutes=1)
"""A trouble that returns within this time counts as one."""
PING_SECONDS = 60.0

TROUBLES: Mapping[str, str] = complete(
    "bot.watch.TROUBLES",
    set(get_args(Name)) - {"start"},
    {
        "database": "operator-trouble-database",
        "disk": "operator-trouble-disk",
        "redis": "operator-trouble-redis",
        "telegram": "operator-trouble-telegram",
        "web": "operator-trouble-web",
        "replica": "operator-trouble-replica",
        "bot": "operator-trouble-bot",
        "delivery": "operator-trouble-delivery",
        "planning": "operator-trouble-planning",
        "queue": "operator-trouble-queue",
        "backup": "operator-trouble-backup",
        "evidence": "operator-trouble-evidence",
        "clock": "operator-trouble-clock",
    },
)
"""The sentence of each trouble; a process that has not started yet is not reported."""

_log = logging.getLogger(__name__)

Tell = Callable[[int, str], Awaitable[object]]
Ping = Callable[[bool], Awaitable[object]]


@dataclass(slots=True)
class _Seen:
    """A trouble as this process saw it: the first and last time, and whether operators know."""

    since: datetime
    last: datetime
    told: bool = False


@dataclass(slots=True)
class Watch:
    """`tell` sends a text to a chat and never raises; `ping` tells a dead man's switch whether all is well.

    `writes_heartbeat`: this process has the bot, and writes its heartbeat.
    """

    app: App
    health: Health
    tell: Tell
    ping: Ping | None = None
    writes_heartbeat: bool = False
    wall: Callable[[], datetime] = system_clock
    _seen: dict[str, _Seen] = field(default_factory=dict)
    _chats: Sequence[OperatorLine] = ()

    async def run(self) -> None:
        """Check until cancelled; no error here ends it."""
        pinged = float("-inf")
        while True:
            try:
                well = await self.look()
                if self.ping is not None and time.monotonic() - pinged >= PING_SECONDS:
                    pinged = time.monotonic()
                    await self.ping(well)
            except Exception as error:  # noqa: BLE001 - the watch must go on
                _log.warning("the watch goes on after %s", describe(error))
            await pause(LOOK_SECONDS)

    async def look(self) -> bool:
        """Check once; report troubles that are due. Returns whether nothing has failed for long."""
        now = self.wall()
        await self._refresh(now)
        troubles = {one.name: one for one in await self.health.look() if one.name in TROUBLES}
        for name, trouble in troubles.items():
            seen = self._seen.setdefault(name, _Seen(now, now))
            seen.last = now
            if not seen.told and now - seen.since >= TELL_AFTER:
                seen.told = True
                if await self._claims(name, seen.since):
                    await self._begin(trouble, seen.since)
        for ended, seen in list(self._seen.items()):
            if now - seen.last >= ENDED_AFTER:
                del self._seen[ended]
                if seen.told and await self._ends(ended):
                    await self._end(ended, seen)
        return not any(seen.told for seen in self._seen.values())

    async def _refresh(self, now: datetime) -> None:
        """Read the operators, and the troubles they know of; while the database is away the last ones
        hold."""
        with suppress(*TROUBLE):
            async with asyncio.timeout(DATABASE_SECONDS), self.app.database.read() as db:
                self._chats = await operators.list_operators(db)
                alerts = await operators.list_alerts(db)
            for name, since in alerts.items():  # told before this process started, or by another one
                self._seen.setdefault(name, _Seen(since, now, told=True)).told = True
            if self.writes_heartbeat:
                async with asyncio.timeout(DATABASE_SECONDS), self.app.database.begin() as db:
                    await leases.record_heartbeat(db, heartbeat_of("bot"), now)

    async def _claims(self, name: str, since: datetime) -> bool:
        return await self._stored(partial(operators.claim_alert, name=name, since=since))

    async def _ends(self, name: str) -> bool:
        ended = await self._stored(partial(operators.end_alert, name=name))
        return ended or name == "database"  # which could not store that it was told

    async def _stored(self, operation: Callable[[Connection], Awaitable[bool]]) -> bool:
        """Whether this process is the one that reports; while nothing can be stored, each is."""
        try:
            async with asyncio.timeout(DATABASE_SECONDS), self.app.database.begin() as db:
                return await operation(db)
        except TROUBLE:
            return True

    async def _begin(self, trouble: Trouble, since: datetime) -> None:
        _log.error("trouble: %s since %s", trouble.name, since.isoformat(timespec="seconds"))
        for chat in self._chats:
            what = self._say(TROUBLES[trouble.name], chat)
            await self.tell(
                chat.telegram_id, self._say("operator-began", chat, what=what, since=self._time(since))
            )

    async def _end(self, name: str, seen: _Seen) -> None:
        _log.warning("trouble over: %s", name)
        minutes = max(1, round((seen.last - seen.since).total_seconds() / 60))
        for chat in self._chats:
            what = self._say(TROUBLES[name], chat)
            await self.tell(chat.telegram_id, self._say("operator-ended", chat, what=what, minutes=minutes))

    def _say(self, key: str, chat: OperatorLine, **values: object) -> str:
        return self.app.catalog.say(key, chat.language, **values)

    def _time(self, at: datetime) -> str:
        return f"{at.astimezone(self.app.zone):%m-%d %H:%M}"
