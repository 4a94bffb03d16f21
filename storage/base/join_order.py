"""Joins in the order written: PostgreSQL cannot know how few rows a query begins with.

Left to itself it reads all of a table, 1,400,000 rows for 100, or starts processes of its own for them, 5 ms.
SQLite keeps the order of CROSS JOIN, and looks up by indexes whatever it joins.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_IN_ORDER = text("""
    SELECT set_config('join_collapse_limit', '1', true), set_config('enable_hashjoin', :hashes, true),
           set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true),
           set_config('jit', 'off', true), set_config('max_parallel_workers_per_gather', '0', true),
           set_config('plan_cache_mode', 'force_generic_plan', true)""")


async def keep_order(db: AsyncConnection, *, hashes: bool = False) -> None:
    """Have PostgreSQL join in the order written and by indexes, to the end of this transaction; `hashes`:
    what a query itself has gathered may be joined by hashing."""
    if db.dialect.name == "postgresql":
        await db.execute(_IN_ORDER, {"hashes": "on" if hashes else "off"})


_FREE = text("""
    SELECT set_config('join_collapse_limit', '8', true), set_config('enable_hashjoin', 'on', true),
           set_config('enable_mergejoin', 'on', true), set_config('enable_seqscan', 'on', true),
           set_config('plan_cache_mode', 'auto', true)""")


async def leave_order(db: AsyncConnection) -> None:
    """Have PostgreSQL plan freely again, for what else the transaction asks: sums over all findings took ten
    times as long by the order of an overview."""
    if db.dialect.name == "postgresql":
        await db.execute(_FREE)
