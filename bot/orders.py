"""Orders over enterprises (停产整顿, 已关闭), cached for a moment.

Every window of an owner shows one, and few enterprises have any: asking at every step would cost most of them
a trip to the database for nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from storage.base.database import Database
from storage.reviews import measure_views
from storage.reviews.measure_views import Order

SECONDS = 2.0
"""Seconds for which another process's decision may not be visible here."""


class Orders:
    """The orders of all enterprises, read together at most every `SECONDS`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._found: Mapping[int, Order] = {}
        self._until = 0.0

    async def over(self, enterprise_id: int) -> Order | None:
        """The order over an enterprise; None: there is none."""
        now = asyncio.get_running_loop().time()
        if now >= self._until:
            async with self._database.read() as db:
                self._found = await measure_views.list_orders(db)
            self._until = now + SECONDS
        return self._found.get(enterprise_id)

    def forget(self) -> None:
        """Read the orders again at the next window: a decision was made here."""
        self._until = 0.0
