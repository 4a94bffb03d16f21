"""Stored files that the database names: which should be stored, and which of them are missing."""

from __future__ import annotations

import asyncio
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.database import Database
from storage.base.files import Files

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
    async with database.read() as db:
        named = {name for query in EVIDENCE for name in (await db.execute(text(query))).scalars()}
        photos = set((await db.execute(text(_REPORTS))).scalars())
    there = await evidence.sizes()
    return (
        sorted(named - there.keys()),
        await asyncio.to_thread(lambda: sorted(one for one in photos if not (reports / one).is_file())),
    )
