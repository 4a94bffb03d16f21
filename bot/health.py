"""Health of this process: the answers of `/readyz`, and troubles for operators."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.app import App
from bot.config import Settings
from bot.web import probe
from storage.base.bucket_files import BucketFiles
from storage.base.diagnosis import kind_of
from storage.installation import evidence_folder
from storage.installation.health import (
    DATABASE_SECONDS,
    Trouble,
    look_at_backups,
    look_at_database,
    look_at_disk,
    look_at_parts,
)
from storage.outbox.queue import TROUBLE

TELEGRAM_SECONDS = 120.0
"""Seconds without an answered request after which Telegram counts as away."""
REDIS_SECONDS = 2.0
KEPT_SECONDS = 5.0
"""Seconds for which an answer is reused: a check writes a row."""


class Health:
    """Finds everything that makes people or messages wait. `seconds` counts real time."""

    def __init__(self, settings: Settings, app: App, seconds: Callable[[], float] = time.monotonic) -> None:
        self._settings = settings
        self.app = app
        self._seconds = seconds
        self._began = seconds()
        self._looked_at = float("-inf")
        self._found: tuple[Trouble, ...] = ()

    async def look(self) -> tuple[Trouble, ...]:
        """The troubles of this moment; empty where all is well."""
        if self._seconds() - self._looked_at >= KEPT_SECONDS:
            self._found = tuple(await self._look())
            self._looked_at = self._seconds()
        if not self.app.started:  # never cached: a client that waits for the start asks every moment
            return (Trouble("start"), *self._found)
        return self._found

    async def _look(self) -> list[Trouble]:
        app, wall = self.app, self.app.wall()
        found = [look_at_disk(self._settings.data_dir.absolute())]
        found.append(database := await look_at_database(app.database, wall))
        found.append(await self._look_at_redis())
        found.append(evidence := await self._look_at_evidence())
        found.append(await self._look_at_page())
        found.append(await self._look_at_replicas())
        found.append(self._look_at_clock())
        away = app.contact.failing_seconds
        found.append(Trouble("telegram", {"away_seconds": int(away)}) if away > TELEGRAM_SECONDS else None)
        troubles = [one for one in found if one is not None]
        if database is None:
            running = timedelta(seconds=self._seconds() - self._began)
            try:
                async with asyncio.timeout(DATABASE_SECONDS):
                    troubles += await look_at_parts(app.database, app.now(), wall, running)
                    troubles += await self._look_at_backups(wall, running)
                    if evidence is None and isinstance(app.files, BucketFiles):
                        await evidence_folder.delete_again(app.database, app.files)
            except TROUBLE as error:  # it could be written a moment ago
                troubles.append(Trouble("database", {"reason": kind_of(error) or "slow"}))
        return troubles

    async def _look_at_backups(self, wall: datetime, running: timedelta) -> list[Trouble]:
        if self._settings.backup_dir is None:
            return []
        every = timedelta(hours=self._settings.backup_hours)
        found = await look_at_backups(self.app.database, wall, every, running)
        return [] if found is None else [found]

    def _look_at_clock(self) -> Trouble | None:
        """Whether the machine's clock is off; this program goes by the right time all the same."""
        off = self.app.guard.off if self.app.guard is not None else None
        return Trouble("clock", {"off_seconds": int(off.total_seconds())}) if off else None

    async def _look_at_evidence(self) -> Trouble | None:
        """Whether photos can be stored; on the disk they can where the other files can."""
        if not isinstance(self.app.files, BucketFiles):
            return None
        reason = await self.app.files.check()
        return None if reason is None else Trouble("evidence", {"reason": reason})

    async def _look_at_page(self) -> Trouble | None:
        listen, url = self._settings.web_listen, self._settings.web_url
        if self.app.page_url is None or listen is None or url is None:
            return None
        return Trouble("web") if await probe.fault(url, listen) else None

    async def _look_at_replicas(self) -> Trouble | None:
        """Whether the processes of the page reach one another: this one, too, by the address it tells."""
        if (url := self._settings.web_url) is None or not (asked := self.app.page_replicas()):
            return None
        faults = await asyncio.gather(*(probe.fault(url, urlsplit(one).netloc) for one in asked))
        return Trouble("replica") if any(faults) else None

    async def _look_at_redis(self) -> Trouble | None:
        if self._settings.redis_url is None:
            return None
        from redis.asyncio import Redis
        from redis.exceptions import RedisError

        url = self._settings.redis_url.get_secret_value()
        client = Redis.from_url(url, socket_timeout=REDIS_SECONDS, socket_connect_timeout=REDIS_SECONDS)
        try:
            await client.ping()
        except (RedisError, OSError):
            return Trouble("redis")
        finally:
            await client.aclose()
        return None
