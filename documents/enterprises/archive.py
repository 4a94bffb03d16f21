"""Writes all stored records of an enterprise into one ZIP: its data as JSON, its forms as PDFs, its photos
and files."""

from __future__ import annotations

import asyncio
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model.library import Library
from documents import voice_files
from documents.self_checks.facts import file_name, self_check_pdf
from documents.sheets import safe_name
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.files import Files
from storage.changes import records as enterprise_records

_ENDINGS = {"photo": "jpg", "document": "pdf", "word": "docx", "sheet": "xlsx"}


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive written. `missing`: files whose bytes are not in the store."""

    enterprise: str
    file_name: str
    rows: int
    forms: int
    files: int
    missing: int


async def write_archive(
    database: Database,
    actor: Actor,
    enterprise_id: int,
    path: Path,
    *,
    library: Library,
    catalog: Catalog,
    language: str,
    files: Files,
    zone: ZoneInfo,
    today: date,
) -> Archive:
    """Write the ZIP to `path`, all at once or not at all.

    Raises:
        NotFound, NotAllowed: see `changes.records.records`. OSError: it cannot be written. FontProblem.
    """

    def say(key: str, **values: object) -> str:
        return catalog.say(key, language, **values)

    async with database.read() as db:
        kept = await enterprise_records.records(db, actor, enterprise_id)
    day = say("day", year=today.year, month=today.month, day=today.day)
    readme = say("archive-readme", enterprise=kept.name, code=kept.credit_code, day=day)
    data = json.dumps(kept.tables, ensure_ascii=False, indent=1, default=_plain)
    part = path.with_name(f".{path.name}.part")
    missing = 0
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{say('archive-readme-name')}.txt", readme)
            archive.writestr(f"{say('archive-data')}.json", data)
            for check in kept.self_checks:
                pdf = await self_check_pdf(
                    database,
                    actor,
                    check,
                    library=library,
                    catalog=catalog,
                    files=files,
                    zone=zone,
                    today=today,
                )
                inside = f"{say('archive-forms')}/{check}-{file_name(pdf)}"
                await asyncio.to_thread(archive.writestr, inside, pdf.data)
            for sha256, kind in kept.files:
                try:
                    stored = await files.get(sha256)
                except FileNotFoundError:
                    missing += 1
                    continue
                ending = _ENDINGS.get(kind, "bin")
                if kind == "voice":
                    ending = voice_files.SUFFIXES[voice_files.type_of(stored) or "audio/ogg"].lstrip(".")
                inside = f"{say('archive-files')}/{sha256}.{ending}"
                await asyncio.to_thread(archive.writestr, inside, stored)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Archive(
        kept.name,
        f"{safe_name(say('archive-file', enterprise=kept.name))}.zip",
        sum(len(rows) for rows in kept.tables.values()),
        len(kept.self_checks),
        len(kept.files) - missing,
        missing,
    )


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(f"{type(value).__name__} has no place in JSON")
