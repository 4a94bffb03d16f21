"""Remembers the latest values by key, so many and no more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Generic, TypeVar

KEPT = 5_000
Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """The latest values by key, in memory; those put longest ago make room for more than `most`."""

    def __init__(self, most: int = KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Key, Value] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """The value kept, if it still is."""
        return self._kept.get(key)

    def __getitem__(self, key: Key) -> Value:
        """The value kept. Raises KeyError: it is not."""
        return self._kept[key]

    def values(self) -> Iterable[Value]:
        """All that are kept, those put longest ago first."""
        return self._kept.values()

    def put(self, key: Key, value: Value) -> None:
        """Keep a value."""
        self._kept[key] = value
        self._kept.move_to_end(key)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)

    def drop(self, key: Key) -> None:
        """Forget a value."""
        self._kept.pop(key, None)

    def drop_if(self, is_old: Callable[[Value], bool]) -> None:
        """Forget all values of which that holds."""
        for key in [key for key, value in self._kept.items() if is_old(value)]:
            del self._kept[key]

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    def __contains__(self, key: Key) -> bool:
        return key in self._kept

    def __iter__(self) -> Iterator[Key]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
