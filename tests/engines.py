"""Connections to PostgreSQL shared by all databases of one address in one event loop.

A fresh connection plans every statement again with empty caches, which takes longer than most tests.
"""

from __future__ import annotations

import asyncio
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage.base import database

_engines: dict[str, AsyncEngine] = {}
_loops: list[asyncio.AbstractEventLoop] = []


class _Lasting(AsyncAdaptedQueuePool):
    """A pool whose connections outlive the `Database` that is closed."""

    def dispose(self) -> None:
        """Keep them for the next one."""

    def recreate(self) -> _Lasting:
        return self


def share() -> None:
    """Share them from now on in the running event loop, which is that of all tests of this process.

    Databases opened elsewhere, as by the command line in a thread, close their connections as always.
    """
    _loops[:] = [asyncio.get_running_loop()]
    vars(database)["create_async_engine"] = _create


def _create(url: URL, **options: Any) -> AsyncEngine:
    if url.get_backend_name() != "postgresql" or asyncio._get_running_loop() not in _loops:
        return create_async_engine(url, **options)
    address = url.render_as_string(hide_password=False)
    if address not in _engines:
        _engines[address] = create_async_engine(url, poolclass=_Lasting, **options)
    return _engines[address]
