"""Logging: one set-up, with the libraries quiet that would write tokens, accounts or texts."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import sys
import threading
import warnings
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

from storage.base.diagnosis import OURS, describe

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
    """One line a record, without bot tokens, and with no more of an error than class, reason and places.

    What a library says may hold what a person typed, so that of its words only the pattern is kept.
    """

    def __init__(self, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """One line of text, or one JSON object."""
        message = _words(record)
        if record.exc_info and record.exc_info[1] is not None:
            message = f"{message}: {_described(record.exc_info[1])}"
        at = self.formatTime(record)
        if self._as_json:
            said = {"at": at, "level": record.levelname, "logger": record.name, "message": message}
            line = json.dumps(said, ensure_ascii=False)
        else:
            line = f"{at} {record.levelname} {record.name}: {message}"
        return _TOKEN.sub("<token>", line)


def _words(record: logging.LogRecord) -> str:
    """Our own sentence; of a library's the pattern it is made of, or the place where it was said."""
    if record.name.partition(".")[0] in OURS:
        return " ".join(record.getMessage().splitlines())
    if record.args and isinstance(record.msg, str):
        return " ".join(record.msg.splitlines())
    return f"said at {record.module}.py:{record.lineno}"


class Careful(logging.StreamHandler[TextIO]):
    """Of a record that cannot be written only its place is said; logging's own way prints its arguments."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the library's name
        """Say where the record was made, and why it cannot be written."""
        problem = _described(sys.exc_info()[1])
        with suppress(Exception):
            self.stream.write(
                f"a record of {record.module}.py:{record.lineno} cannot be written: {problem}\n"
            )


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
    handler = Careful(sys.stderr)
    handler.setFormatter(Redacting(style == "json"))
    handler.addFilter(Quiet())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, floor in QUIET.items():
        logging.getLogger(name).setLevel(floor)
    logging.raiseExceptions = False
    warnings.showwarning = _warned
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda trouble: _trouble(trouble.exc_value)
    threading.excepthook = lambda trouble: _trouble(trouble.exc_value)


def loop_trouble(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """An event loop's exception handler. Its own would write the error's message and what it was about."""
    if (problem := context.get("exception")) is not None:
        _trouble(problem)


where = describe
"""The class, the database's reason and our frames of an error, without its message."""


def last_words(problem: BaseException) -> str:
    """What is said where nothing but this is left to say: a reference to look for, and `describe`."""
    return f"a mistake of the program itself (reference {secrets.token_hex(3)}): {_described(problem)}"


def _described(problem: BaseException | None) -> str:
    """`describe`, whatever the error itself does: where a hook fails, the interpreter prints both errors."""
    try:
        return describe(problem)
    except Exception:  # noqa: BLE001  its class may do anything
        return type(problem).__name__


def _trouble(problem: BaseException | None) -> None:
    log.error("nobody took: %s", _described(problem))


def _uncaught(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """The interpreter's own last word would be the whole traceback with its message."""
    if not issubclass(kind, KeyboardInterrupt):
        log.critical("%s", last_words(problem.with_traceback(trace)))


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
