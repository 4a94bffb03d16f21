"""Connections to PostgreSQL end by themselves once the other end is gone."""

from __future__ import annotations

import asyncio
import socket
from contextlib import AsyncExitStack

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from storage.base import postgres_driver
from storage.base.database import Database
from storage.base.diagnosis import kind_of
from tests.relay import relay_to

pytestmark = pytest.mark.postgres


async def _settings(database: Database) -> dict[str, str]:
    async with database.read() as db:
        names = ("jit", "idle_in_transaction_session_timeout", "tcp_keepalives_idle", "tcp_user_timeout")
        return {name: str(await db.scalar(text(f"SHOW {name}"))) for name in names}


async def test_both_sides_of_a_connection_look_whether_the_other_is_there(postgres_spare: str) -> None:
    database = Database(postgres_spare)
    try:
        found = await _settings(database)
        assert found["jit"] == "off"
        assert found["idle_in_transaction_session_timeout"] == "10min"
        assert (found["tcp_keepalives_idle"], found["tcp_user_timeout"]) in (("10", "20000"), ("0", "0"))
        async with database.read() as db:
            raw = await db.get_raw_connection()
            line = raw.driver_connection._transport.get_extra_info("socket")  # type: ignore[union-attr]
            if line.family != socket.AF_UNIX:
                assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
                assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 20_000
    finally:
        await database.close()


async def test_a_statement_that_is_never_answered_is_given_up_with_its_connection(
    postgres_spare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_driver, "STATEMENT_SECONDS", 1)
    monkeypatch.setattr("storage.base.database.create_async_engine", create_async_engine)  # no shared ones
    database = Database(postgres_spare)
    try:
        with pytest.raises(OSError, match="does not answer") as raised:
            async with database.begin() as db:
                await db.execute(text("SELECT pg_sleep(60)"))
        assert kind_of(raised.value) == "away"
        async with database.begin() as db:
            assert await db.scalar(text("SELECT 1")) == 1
    finally:
        await database.close()


async def test_connections_that_the_line_has_forgotten_are_replaced_at_once(
    postgres_spare: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One question finds it for all of them: nobody else waits, and no statement fails."""
    monkeypatch.setattr(postgres_driver, "PING_SECONDS", 0.2)
    monkeypatch.setattr("storage.base.database.create_async_engine", create_async_engine)  # no shared ones
    url = make_url(postgres_spare)
    with relay_to(url.port or 5432) as line:
        database = Database(url.set(port=line.port).render_as_string(hide_password=False))
        try:
            async with AsyncExitStack() as held:
                for _ in range(3):
                    await held.enter_async_context(database.read())
            line.silence()
            line.heal()
            async with asyncio.timeout(10):
                for _ in range(3):
                    async with database.begin() as db:
                        assert await db.scalar(text("SELECT 1")) == 1
        finally:
            await database.close()
