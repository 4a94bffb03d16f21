"""Rows of SQLite that no ORDER BY puts in an order come last first, so that code that relies on the order
of keys fails here: PostgreSQL gives such rows in any order, once in a few hundred runs.
"""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from storage.base import sqlite_driver


def reverse() -> None:
    """Reverse the order of unordered rows on every connection of this process from now on."""

    @event.listens_for(Engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        if isinstance(connection, sqlite_driver.Connection):
            with closing(connection.cursor()) as cursor:
                cursor.execute("PRAGMA reverse_unordered_selects=ON")
