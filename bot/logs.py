"""Logging: one set-up, with the libraries quiet that would write tokens, accounts or texts."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sys
import threading
import traceback
import warnings
from typing import Any, TextIO

log = logging.getLogger(__name__)

_TOKEN = re.compile(r"(?<!\d)\d{5,20}:[A-Za-z0-9_-]{20,}")

# aiogram.event writes an id of every update with its time; aiogram_dialog writes account ids; httpx writes
# addresses with the token in them; at DEBUG all of them write texts, aiosqlite every value that is stored.
QUIET = {
    "aiogram": logging.WARNING,
    "aiogram.event": logging.CRITICAL,
    "aiogram_dialog": logging.CRITICAL,
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.CRITICAL,  # what it would say is said by `loop_trouble`
    "asyncpg": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "PIL": logging.WARNING,
    "redis": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.WARNING,
}


class Redacting(logging.Formatter):
    """Removes bot tokens from the finished line, tracebacks included."""

    def __init__(self, as_json: bool) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """One line of text, or one JSON object."""
        line = super().format(record)
        if self._as_json:
            line = json.dumps(
                {
                    "at": self.formatTime(record),
                    "level": record.levelname,
                    "logger": record.name,
                    "message": line.split(": ", 1)[-1],
                },
                ensure_ascii=False,
            )
        return _TOKEN.sub("<token>", line)


class Quiet(logging.Filter):
    """Holds QUIET also against loggers that were given a level of their own (sqlalchemy's `echo`, say)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be said."""
        name = record.name
        while name:
            if name in QUIET:
                return record.levelno >= QUIET[name]
            name = name.rpartition(".")[0]
        return True


def set_up(level: str = "INFO", style: str = "text") -> None:
    """Log to stderr; libraries never say more than QUIET allows, whatever the level."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(style == "json"))
    handler.addFilter(Quiet())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, floor in QUIET.items():
        logging.getLogger(name).setLevel(floor)
    warnings.showwarning = _warned
    sys.unraisablehook = lambda trouble: _trouble(trouble.exc_value)
    threading.excepthook = lambda trouble: _trouble(trouble.exc_value)


def loop_trouble(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler. Its own would write the error's message and what it was about."""
    if (problem := context.get("exception")) is not None:
        _trouble(problem)


def where(problem: BaseException | None) -> str:
    """The class and the innermost frames of an error, without its message: that may hold what was typed."""
    if problem is None:
        return "unknown"
    frames = traceback.extract_tb(problem.__traceback__)[-6:]
    places = [f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)]
    return f"{type(problem).__name__} at {' < '.join(places)}"


def _trouble(problem: BaseException | None) -> None:
    log.error("nobody took: %s", where(problem))


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning's place and kind; aiogram puts whole updates into its text."""
    log.warning("%s at %s:%d", category.__name__, filename.rsplit("/", 1)[-1], lineno)
