"""Orders over enterprises are read together, seldom, and at once where something was decided here."""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from datetime import date
from typing import Any

import pytest

from bot.orders import SECONDS, Orders
from storage.reviews import measure_views
from storage.reviews.measure_views import Order
from tests.bot.virtual_time import play

SUSPENDED = Order(1, "suspend", "某县", "通风没装", date(2026, 11, 2))


class NoDatabase:
    """Gives a connection that nobody uses."""

    def read(self) -> Any:
        return nullcontext()


def test_they_are_read_once_a_moment_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    found, reads = {7: SUSPENDED}, []

    async def list_orders(db: object) -> dict[int, Order]:
        reads.append(db)
        return dict(found)

    monkeypatch.setattr(measure_views, "list_orders", list_orders)
    database: Any = NoDatabase()
    orders = Orders(database)

    async def talk() -> None:
        for _ in range(50):
            assert await orders.over(7) == SUSPENDED
            assert await orders.over(8) is None
        assert len(reads) == 1
        del found[7]
        assert await orders.over(7) == SUSPENDED, "another process decided a moment ago"
        await asyncio.sleep(SECONDS)
        assert await orders.over(7) is None
        found[8] = SUSPENDED
        orders.forget()
        assert await orders.over(8) == SUSPENDED
        assert len(reads) == 3

    play(talk())
