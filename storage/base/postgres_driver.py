"""Connections to PostgreSQL that end by themselves once the other end is gone.

A line that loses everything without a word (a firewall that forgot it, a machine without power) would keep a
statement waiting for ever, and on the server the locks of its transaction.
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Awaitable
from typing import Any

from sqlalchemy.engine import ExceptionContext

CONNECT_SECONDS = 5.0
"""Seconds within which a server has to take a connection."""
PING_SECONDS = 2.0
"""Seconds for what a server answers at once: whether it is there, and the beginning of a transaction."""
CLOSE_SECONDS = 0.3
"""Seconds for saying goodbye to a server: one that is there takes none."""
SILENT_SECONDS = 20
"""Seconds without a sign of the other machine after which a connection is lost, on both sides."""
STATEMENT_SECONDS = 600
"""Seconds for a statement, and for a pause within a transaction, where both machines are there: a server or
a proxy may take what is sent and never answer."""
_PROBES = 4
_PING = ";"
"""The statement by which SQLAlchemy asks a connection whether it works, in a transaction of its own."""
_BEGIN = "BEGIN"
_READ_ONLY = "25006"
_SOCKET = (
    ("SO_KEEPALIVE", socket.SOL_SOCKET, 1),
    ("TCP_KEEPIDLE", socket.IPPROTO_TCP, SILENT_SECONDS // 2),
    ("TCP_KEEPINTVL", socket.IPPROTO_TCP, SILENT_SECONDS // 2 // _PROBES),
    ("TCP_KEEPCNT", socket.IPPROTO_TCP, _PROBES),
    ("TCP_USER_TIMEOUT", socket.IPPROTO_TCP, SILENT_SECONDS * 1000),
)
"""Options of a socket, as far as the system has them."""


async def connect(*given: Any, **options: Any) -> Any:
    """A connection of asyncpg, for SQLAlchemy.

    Raises:
        OSError: the server does not answer.
    """
    import asyncpg

    class Connection(asyncpg.Connection):  # type: ignore[misc]  # it has no types
        """One that does not wait for long when it is asked whether it works, or to begin a transaction."""

        async def fetchrow(self, query: str, *values: Any, **how: Any) -> Any:
            """The first row of a query."""
            if query != _PING:
                return await super().fetchrow(query, *values, **how)
            return await self._soon(super().fetchrow(query, timeout=PING_SECONDS))

        async def execute(self, query: str, *values: Any, **how: Any) -> Any:
            """Execute statements."""
            if not query.startswith(_BEGIN):
                return await super().execute(query, *values, **how)
            return await self._soon(super().execute(query, timeout=PING_SECONDS))

        async def close(self, *, timeout: float | None = None) -> None:  # noqa: ASYNC109 - asyncpg's
            """Close; somebody waits for the next connection meanwhile."""
            await super().close(timeout=CLOSE_SECONDS)

        async def _soon(self, answer: Awaitable[Any]) -> Any:
            try:
                return await answer
            except TimeoutError:
                self.terminate()
                raise asyncpg.ConnectionDoesNotExistError("the server does not answer") from None

    limits: dict[str, Any] = {"timeout": CONNECT_SECONDS, "command_timeout": STATEMENT_SECONDS}
    try:
        made = await asyncpg.connect(*given, connection_class=Connection, **{**limits, **options})
    except TimeoutError as error:
        raise _silence() from error
    line = made._transport.get_extra_info("socket")
    if line is not None and line.family != socket.AF_UNIX:
        for name, level, value in _SOCKET:
            if hasattr(socket, name):
                line.setsockopt(level, getattr(socket, name), value)
    return made


def set_up(connection: Any, _record: object) -> None:
    """Settings of a new connection, as statements rather than parameters of it, which poolers refuse.

    The just-in-time compilation of PostgreSQL takes longer than most of our queries.
    """
    pause = SILENT_SECONDS // 2
    cursor = connection.cursor()
    cursor.execute(
        f"DO $$ BEGIN SET jit = off; SET idle_in_transaction_session_timeout = '{STATEMENT_SECONDS}s';"
        f" SET tcp_keepalives_idle = {pause}; SET tcp_keepalives_interval = {pause // _PROBES};"
        f" SET tcp_keepalives_count = {_PROBES}; SET tcp_user_timeout = '{SILENT_SECONDS}s'; END $$"
    )
    cursor.close()
    connection.commit()  # a setting of a transaction rolled back is gone with it


def give_up(context: ExceptionContext) -> Exception | None:
    """Give up connections on which a statement was never answered, and those to a server that may only be
    read: after a failover the address may lead to another one, while the old one says that it is well."""
    error = context.original_exception
    if getattr(error, "sqlstate", None) == _READ_ONLY:
        context.is_disconnect = True
    elif isinstance(error, TimeoutError) and context.connection is not None:
        context.is_disconnect = True
        context.connection.connection.driver_connection.terminate()  # type: ignore[union-attr]  # asyncpg's
        return _silence()
    return None


def _silence() -> OSError:
    return OSError(errno.ETIMEDOUT, "the database does not answer")
