"""Logging: one set-up that keeps tokens, accounts and texts of libraries out."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import sys
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from types import TracebackType
from typing import Any, TextIO

from storage.base.diagnosis import OURS, Description, describe

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
    "apscheduler": logging.ERROR,  # warns of each tick left out because the one before still runs, as meant
    "asyncio": logging.CRITICAL,  # what it would say is said by `loop_trouble`
    "asyncpg": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "PIL": logging.WARNING,
    "redis": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "telegram": logging.WARNING,
}


REFERENCE = "reference"
"""The attribute of a record (`extra`) with the reference that a person was shown."""
REPEATED = "repeated"
"""The attribute of a record that counts suppressed records of its kind."""
REPEAT_SECONDS = 60.0
"""Seconds within which a repeated warning or error is counted and not printed."""
MOST_REPEATED = 500
"""Most kinds that are counted at once; records of further kinds are printed one by one."""


class Redacting(logging.Formatter):
    """One line a record, without bot tokens, and with no more of an error than class, reason and places.

    What a library says may hold what a person typed, so that of its words only the pattern is kept. An object
    of JSON has `at` (with the zone), `level`, `logger`, `event` (the sentence without its values: what to
    group by), `message`, and where there are any `reference`, `repeated`, `error`, `reason`, `frames`.
    """

    def __init__(self, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        """One line of text, or one JSON object."""
        message, error = _words(record), _error(record)
        if record.exc_info and error is not None:
            message = f"{message}: {error}"
        at = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "milliseconds")
        repeated = getattr(record, REPEATED, 0)
        if not self._as_json:
            if repeated:
                message = f"{message} ({repeated} more like this in {REPEAT_SECONDS:.0f} s)"
            return _TOKEN.sub("<token>", f"{at} {record.levelname} {record.name}: {message}")
        said: dict[str, Any] = {"at": at, "level": record.levelname, "logger": record.name}
        said |= {"event": _pattern(record), "message": message}
        if (reference := getattr(record, REFERENCE, None)) is not None:
            said[REFERENCE] = reference
        if repeated:
            said[REPEATED] = repeated
        if error is not None:
            said |= {"error": error.error, "reason": error.reason, "frames": error.frames}
        return _TOKEN.sub("<token>", json.dumps(said, ensure_ascii=False))


def _words(record: logging.LogRecord) -> str:
    """Our own sentence; of a library's record the pattern, or the place where it was logged."""
    return " ".join(record.getMessage().splitlines()) if _is_ours(record) else _pattern(record)


def _pattern(record: logging.LogRecord) -> str:
    """The sentence without its values; of a library's that has none, the place where it was logged."""
    if isinstance(record.msg, str) and (record.args or _is_ours(record)):
        return " ".join(record.msg.splitlines())
    return f"said at {record.module}.py:{record.lineno}"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _error(record: logging.LogRecord) -> Description | None:
    """The error a record is about, given as `exc_info` or as one of its values."""
    if record.exc_info and record.exc_info[1] is not None:
        return _described(record.exc_info[1])
    values = record.args if isinstance(record.args, tuple) else ()
    return next((one for one in values if isinstance(one, Description)), None)


class Repeats:
    """Counts repeated records; one with a reference shown to a person is never suppressed."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._since: dict[tuple[object, ...], float] = {}
        self._held: dict[tuple[object, ...], tuple[logging.LogRecord, int]] = {}

    def holds(self, record: logging.LogRecord) -> bool:
        """Whether a similar record was printed a moment ago: this one is counted and not printed."""
        if record.levelno < logging.WARNING or hasattr(record, REFERENCE):
            return False
        key = (record.name, record.levelno, _pattern(record), _error(record))
        if key in self._since:
            self._held[key] = record, self._held.get(key, (record, 0))[1] + 1
            return True
        if len(self._since) < MOST_REPEATED:
            self._since[key] = self._seconds()
        return False

    def counted(self, everything: bool = False) -> list[logging.LogRecord]:
        """The last record of each kind whose interval is over, with the number of suppressed ones."""
        now, found = self._seconds(), []
        for key, since in list(self._since.items()):
            if not everything and now - since < REPEAT_SECONDS:
                continue
            del self._since[key]
            if (held := self._held.pop(key, None)) is not None:
                record, count = held
                setattr(record, REPEATED, count)
                found.append(record)
        return found


class Careful(logging.StreamHandler[TextIO]):
    """Prints repeated records once a minute, with their number.

    Of a record that cannot be formatted only its place is printed; logging's own way prints its arguments.
    """

    def __init__(self, stream: TextIO, repeats: Repeats) -> None:
        super().__init__(stream)
        self._repeats = repeats

    def emit(self, record: logging.LogRecord) -> None:
        """Print the counts until now, then the record, unless it repeats one."""
        for counted in self._repeats.counted():
            super().emit(counted)
        if not self._repeats.holds(record):
            super().emit(record)

    def close(self) -> None:
        """Print the counts at the end of the program."""
        with suppress(Exception):  # standard error may be gone already
            for counted in self._repeats.counted(everything=True):
                super().emit(counted)
        super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the library's name
        """Print the place of a record that cannot be formatted, and the reason."""
        problem = _described(sys.exc_info()[1])
        with suppress(Exception):
            self.stream.write(
                f"a record of {record.module}.py:{record.lineno} cannot be written: {problem}\n"
            )


class Quiet(logging.Filter):
    """Holds QUIET also against loggers that were given a level of their own (sqlalchemy's `echo`, say)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be printed."""
        name = record.name
        while name:
            if name in QUIET:
                return record.levelno >= QUIET[name]
            name = name.rpartition(".")[0]
        return True


def set_up(level: str = "INFO", style: str = "text") -> None:
    """Log to stderr; libraries never log more than QUIET allows, whatever the level."""
    handler = Careful(sys.stderr, Repeats())
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
    """An event loop's exception handler. The default one would log the error's message and its context."""
    if (problem := context.get("exception")) is not None:
        _trouble(problem)


where = describe
"""The class, the database's reason and our frames of an error, without its message."""


def new_reference() -> str:
    """A reference shown to a person with an error, which finds its one line in the log."""
    return secrets.token_hex(3)


def last_words(problem: BaseException) -> str:
    """The last line of a failing program: a reference to look for, and `describe`."""
    return f"a mistake of the program itself (reference {new_reference()}): {_described(problem)}"


def _described(problem: BaseException | None) -> Description:
    """`describe`, safe against errors of the error itself: where a hook fails, the interpreter prints
    both."""
    try:
        return describe(problem)
    except Exception:  # noqa: BLE001  its class may do anything
        return Description(type(problem).__name__)


def _trouble(problem: BaseException | None) -> None:
    log.error("nobody took: %s", _described(problem))


def _uncaught(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
    """Excepthook: the default one would print the whole traceback with its message."""
    if not issubclass(kind, KeyboardInterrupt):
        described, reference = _described(problem.with_traceback(trace)), new_reference()
        extra = {REFERENCE: reference}
        log.critical("a mistake of the program itself (reference %s): %s", reference, described, extra=extra)


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
