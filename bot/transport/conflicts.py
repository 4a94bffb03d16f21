"""Detects a second program that reads the same bot's updates: logged in a sentence, and stored for `chenan
doctor`.

Each takes half of what people write, so that conversations seem to forget every other answer.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

FILE = "polling"
"""In the data directory: locked by the process that reads updates, holds the instant of the last conflict."""
WITHIN = 600.0
"""Seconds: a single conflict comes from a restart, whose old poll has not ended; a second one within this
time is another program."""
AGAIN = 1800.0
"""Seconds after which the warning is repeated."""

TWO_PROGRAMS = (
    "another program reads this bot's updates with the same token, so that each gets only some of them. "
    "Stop the other one (an old service, a copy on another machine); where you do not find it, have "
    "@BotFather make a new token (/revoke) and set CHENAN_BOT_TOKEN"
)
WEBHOOK = (
    "another program has set a webhook for this bot, so that nothing can be read by polling. Stop the "
    "other one and start this one again, or set CHENAN_WEBHOOK_URL; where you do not find it, have "
    "@BotFather make a new token (/revoke) and set CHENAN_BOT_TOKEN"
)


class Conflicts:
    """Conflicts with another poller; a data directory keeps them for `doctor`."""

    def __init__(
        self,
        directory: Path | None,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = directory / FILE if directory is not None else None
        self._clock = clock
        self._monotonic = monotonic
        self._last: float | None = None
        self._said: float | None = None
        self._kept: IO[str] | None = None

    def open(self) -> None:
        """Show that a process of this data directory reads updates, until `close`."""
        if self._path is None:
            return
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._kept = self._path.open("a+", encoding="ascii")
            fcntl.flock(self._kept, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._write("")

    def close(self) -> None:
        """Release the file."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def another(self, words: str) -> bool:
        """Record a conflict; True from the second within WITHIN seconds on: only that is another program's.

        `words`: Telegram's.
        """
        now = self._monotonic()
        alone = self._last is None or now - self._last > WITHIN
        self._last = now
        if alone:
            return False
        self._write(self._clock().isoformat(timespec="seconds"))
        if self._said is None or now - self._said > AGAIN:
            self._said = now
            log.error("%s", WEBHOOK if "webhook" in words else TWO_PROGRAMS)
        return True

    def none(self) -> None:
        """Record an answer without conflict. The other program may still be there: only time tells."""
        if self._said is not None and self._last is not None and self._monotonic() - self._last > WITHIN:
            self._said = None
            self._write("")
            log.warning("no other program has read this bot's updates for %.0f minutes", WITHIN / 60)

    def _write(self, text: str) -> None:
        if self._kept is not None:
            with suppress(OSError):  # a full disk must not end polling
                self._kept.truncate(0)
                self._kept.write(text)
                self._kept.flush()


def last_conflict(directory: Path) -> tuple[bool, str]:
    """Whether a process of this data directory reads updates now, and the instant of its last conflict."""
    try:
        with (directory / FILE).open(encoding="ascii") as kept:
            try:
                fcntl.flock(kept, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except OSError:
                return True, kept.read()
            return False, ""
    except (OSError, ValueError):
        return False, ""
