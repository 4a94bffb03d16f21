"""Alembic's environment: how migrations run. What they do is in versions/."""

from __future__ import annotations

import asyncio
from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from storage.base.schema import Instant
from storage.installation.migrate import engine_for
from storage.tables import metadata


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write plain types: a migration must not change when our own classes do."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,  # SQLite alters a table by copying it
        render_item=_render,
        compare_type=True,
        transactional_ddl=True,  # also on SQLite: `engine_for` begins real transactions there
    )
    with context.begin_transaction():
        context.run_migrations()


async def _connect(url: str) -> None:
    """Run the migrations for Alembic's own command line; `migrate` passes its own connection."""
    engine = engine_for(url)
    async with engine.begin() as connection:
        await connection.run_sync(_run)
    await engine.dispose()


if (_given := context.config.attributes.get("connection")) is not None:
    _run(_given)
else:
    asyncio.run(_connect(context.config.get_main_option("sqlalchemy.url") or ""))
