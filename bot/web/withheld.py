"""Messages of a stored inbox that must not be stored: what an office reads and writes of an anonymous report.

They are in memory for the device on which they were asked for, while it is in use. In the inbox stands an
empty message in the place of each, which other devices, and that one after a restart, show as such.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from contextvars import ContextVar

from bot.privacy.sessions import LIFE_SECONDS
from bot.web.chats import Shelf
from bot.web.inbox import Content

device: ContextVar[str] = ContextVar("device", default="")
"""The digest of the key of the device that is asking."""
is_marked: ContextVar[bool] = ContextVar("is_marked", default=False)
"""Whether the update being handled belongs to a window whose texts must not be stored."""


class Withheld:
    """Contents of one inbox by device and number. `seconds` counts real time."""

    def __init__(self, shelf: Shelf, seconds: Callable[[], float] = time.monotonic) -> None:
        """`shelf`: where the files of these messages are."""
        self._shelf = shelf
        self._seconds = seconds
        self._by_device: dict[str, dict[int, Content]] = {}
        self._touched: dict[str, float] = {}

    def __len__(self) -> int:
        return sum(len(contents) for contents in self._by_device.values())

    def put(self, message_id: int, content: Content) -> None:
        """Keep a message for the device that is asking; none is kept where no device asked."""
        if here := device.get():
            self.drop([message_id], keeping=content)
            self._by_device.setdefault(here, {})[message_id] = content
            self.touch()

    def find(self, message_id: int) -> Content | None:
        """The message, on its device."""
        return self._by_device.get(device.get(), {}).get(message_id)

    def may_fetch(self, file_id: str) -> bool:
        """Whether a message on this device has that file."""
        here = self._by_device.get(device.get(), {}).values()
        return any(one.file is not None and one.file.get("id") == file_id for one in here)

    def drop(self, message_ids: Iterable[int], *, keeping: Content | None = None) -> None:
        """Forget messages on all devices, and their files but that of `keeping`."""
        kept = _file(keeping)
        for message_id in message_ids:
            for contents in self._by_device.values():
                if (gone := _file(contents.pop(message_id, None))) and gone != kept:
                    self._shelf.drop(gone)

    def touch(self) -> None:
        """Note that something was done on this device."""
        if device.get() in self._by_device:
            self._touched[device.get()] = self._seconds()

    def end(self, ended: str) -> tuple[int, ...]:
        """Forget everything of a device; the numbers of its messages."""
        self._touched.pop(ended, None)
        gone = tuple(self._by_device.get(ended, ()))
        self.drop(gone)
        self._by_device.pop(ended, None)
        return gone

    def expire(self) -> tuple[int, ...]:
        """Forget devices on which nothing was done for as long as reports that are being written live."""
        quiet = [one for one, at in self._touched.items() if self._seconds() - at >= LIFE_SECONDS]
        return tuple(number for one in quiet for number in self.end(one))


def _file(content: Content | None) -> str:
    """The file that a message has on the shelf; empty for none."""
    return str((content.file or {}).get("id") or "") if content is not None else ""
