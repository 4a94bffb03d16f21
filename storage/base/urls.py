"""Addresses of databases: which can be used, how they are shown, where an SQLite file is."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}


def parse_url(text: str) -> str:
    """`text` with the asynchronous driver it is to be used with.

    Raises:
        ValueError: no address of PostgreSQL or SQLite; says what to write.
    """
    try:
        url = make_url(text)
    except ArgumentError:
        raise ValueError("cli-error-setting-database") from None
    backend = url.drivername.partition("+")[0]
    if backend not in _DRIVERS:
        raise ValueError("cli-error-setting-backend")
    return url.set(drivername=_DRIVERS[backend]).render_as_string(hide_password=False)


def sqlite_url(path: Path) -> str:
    """The address of an SQLite file."""
    return f"sqlite+aiosqlite:///{path}"


def sqlite_file(url: str) -> Path | None:
    """The file of an SQLite database; None for any other."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:")
    return Path(parsed.database or "") if is_file else None


def is_in_memory(url: str) -> bool:
    """Whether it is SQLite without a file, gone with its program."""
    return make_url(url).get_backend_name() == "sqlite" and sqlite_file(url) is None


def shown(url: str) -> str:
    """An address as it may be printed: without its password."""
    return make_url(url).render_as_string(hide_password=True)
