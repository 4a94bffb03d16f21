"""Stored files that the database names: which should be stored, and which of them are missing."""

from __future__ import annotations

import asyncio
from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import Database
from storage.base.files import Files, head_of

EVIDENCE = (
    "SELECT sha256 FROM evidence WHERE removed_at IS NULL",
    "SELECT sha256 FROM notice_files WHERE sha256 IS NOT NULL",
    "SELECT sha256 FROM duty_files",
    "SELECT sha256 FROM resumption_photos",
    "SELECT sha256 FROM inspection_files",
    "SELECT sha256 FROM signed_copies",
    "SELECT sha256 FROM circular_files",
    "SELECT sha256 FROM incident_files",
    "SELECT sha256 FROM referral_files",
)
"""Queries for the names of all evidence that must not be lost, on any revision that has the table."""
_NAMED = (
    "SELECT sha256 FROM evidence",
    "SELECT preview_sha256 FROM evidence WHERE preview_sha256 IS NOT NULL",
    "SELECT sha256 FROM notice_files WHERE sha256 IS NOT NULL",
    "SELECT sha256 FROM duty_files",
    "SELECT preview_sha256 FROM duty_files WHERE preview_sha256 IS NOT NULL",
    "SELECT sha256 FROM resumption_photos",
    "SELECT sha256 FROM inspection_files",
    "SELECT preview_sha256 FROM inspection_files WHERE preview_sha256 IS NOT NULL",
    "SELECT sha256 FROM signed_copies",
    "SELECT preview_sha256 FROM signed_copies WHERE preview_sha256 IS NOT NULL",
    "SELECT sha256 FROM circular_files",
    "SELECT preview_sha256 FROM circular_files WHERE preview_sha256 IS NOT NULL",
    "SELECT sha256 FROM incident_files",
    "SELECT preview_sha256 FROM incident_files WHERE preview_sha256 IS NOT NULL",
    "SELECT sha256 FROM referral_files",
    "SELECT preview_sha256 FROM referral_files WHERE preview_sha256 IS NOT NULL",
)
PORTION = 10_000
_REPORTS = "SELECT name FROM report_files"


def evidence_there(evidence: Path) -> set[str]:
    """Names of all evidence on the disk."""
    return {path.name for path in evidence.glob("*/*/*") if not path.name.startswith(".")}


async def named_evidence(db: AsyncConnection) -> set[str]:
    """Names of all evidence that has a row, also of what was taken out of a form."""
    return {name for query in _NAMED for name in (await db.execute(text(query))).scalars()}


async def missing(database: Database, evidence: Files, reports: Path) -> tuple[list[str], list[str]]:
    """Names of evidence, and of locked photos of reports, that are not stored. Reads only; no transaction is
    held while it looks at the files.

    Raises:
        StoreAway: the store of evidence cannot be reached.
    """
    there = await evidence.heads()
    gone: set[str] = set()
    for query in EVIDENCE:
        async for names in _portions(database, query):
            gone.update(name for name in names if not _is_in(there, head_of(name)))
    async with database.read() as db:
        photos = set((await db.execute(text(_REPORTS))).scalars())
    return (
        sorted(gone),
        await asyncio.to_thread(lambda: sorted(one for one in photos if not (reports / one).is_file())),
    )


async def _portions(database: Database, query: str) -> AsyncIterator[list[str]]:
    """The results of a query of EVIDENCE, PORTION at a time, so that memory stays small."""
    columns, _, rest = query.partition(" FROM ")
    table, where, condition = rest.partition(" WHERE ")
    bounded = f"{columns}, id FROM {table} WHERE id > :after" + (f" AND {condition}" if where else "")
    asked, after = text(f"{bounded} ORDER BY id LIMIT {PORTION}"), 0
    while True:
        async with database.read() as db:
            rows = (await db.execute(asked, {"after": after})).all()
        yield [row.sha256 for row in rows]
        if len(rows) < PORTION:
            return
        after = rows[-1].id


def _is_in(heads: array[int], head: int) -> bool:
    at = bisect_left(heads, head)
    return at < len(heads) and heads[at] == head
