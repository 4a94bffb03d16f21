"""Statements compiled once for all databases of a test process: SQLAlchemy keeps them with each engine, and
nearly every test opens a database of its own.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.util import LRUCache

KEPT = 4000


class Statements:
    """A cache of compiled statements; all engines of one dialect share it.

    SQLAlchemy's key begins with the dialect's instance; every instance of ours is made alike.
    """

    _kept: LRUCache[Any, Any] = LRUCache(KEPT)

    def get(self, key: tuple[Any, ...]) -> Any:
        return self._kept.get(_shared(key))

    def __setitem__(self, key: tuple[Any, ...], compiled: Any) -> None:
        self._kept[_shared(key)] = compiled

    def clear(self) -> None:
        """An engine does so where its schema may have changed."""
        self._kept.clear()


def _shared(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect = key[0]
    return (type(dialect), *key[1:])


def share() -> None:
    """Share it with every engine of this process from now on."""
    shared = Statements()
    Engine._compiled_cache = property(  # type: ignore[assignment]
        lambda _engine: shared,
        lambda _engine, _own: None,
    )
