"""Finds settings of PostgreSQL that would write data of reporters into its own logs."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_QUIET: Mapping[str, frozenset[str]] = {
    "log_statement": frozenset({"none", "ddl"}),
    "log_min_duration_statement": frozenset({"-1"}),
    "log_min_duration_sample": frozenset({"-1"}),
    "log_transaction_sample_rate": frozenset({"0"}),
    "log_parameter_max_length_on_error": frozenset({"0"}),
    "auto_explain.log_min_duration": frozenset({"-1"}),
    "pgaudit.log": frozenset({"", "none"}),
    "track_commit_timestamp": frozenset({"off"}),
}
"""Settings, and the values with which they tell nothing. With any other one the server writes down which
account was looked up and when a report came in, to the microsecond; the last keeps the instant of every
transaction. `pgaudit` and `auto_explain` are there only where they are loaded."""


async def telling(db: AsyncConnection) -> dict[str, str] | None:
    """The settings that would log data of reporters, for this user in this database; None on SQLite,
    which has no log."""
    if db.dialect.name != "postgresql":
        return None
    rows = await db.execute(
        text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names) ORDER BY name"),
        {"names": list(_QUIET)},
    )
    return {row.name: row.setting for row in rows if row.setting.lower() not in _QUIET[row.name]}
