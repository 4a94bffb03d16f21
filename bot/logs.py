"""Logging: one set-up, with the libraries quiet that would write tokens, accounts or texts."""

from __future__ import annotations

import json
import logging
import re
import sys

_TOKEN = re.compile(r"(?<!\d)\d{5,20}:[A-Za-z0-9_-]{20,}")

# aiogram.event writes an id of every update with its time; aiogram_dialog writes account ids; httpx writes
# addresses with the token in them; at DEBUG all of them write texts.
QUIET = {
    "aiogram": logging.WARNING,
    "aiogram.event": logging.CRITICAL,
    "aiogram_dialog": logging.CRITICAL,
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "apscheduler": logging.WARNING,
    "asyncio": logging.WARNING,
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "PIL": logging.WARNING,
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


def set_up(level: str = "INFO", style: str = "text") -> None:
    """Log to stderr; libraries never say more than QUIET allows, whatever the level."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(style == "json"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name, floor in QUIET.items():
        logging.getLogger(name).setLevel(floor)
