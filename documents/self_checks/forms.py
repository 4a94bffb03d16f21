"""All forms of a campaign that were handed in, as PDFs in one ZIP: a folder for each place. Pages of a signed
form lie beside it."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.model.library import Library
from documents.self_checks.facts import file_name, self_check_pdf
from documents.sheets import safe_name
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.files import Files
from storage.self_checks import signed_forms
from storage.statistics import handing_in

FOLDER_LENGTH = 40
_ENDINGS = {"photo": "jpg", "document": "pdf"}


@dataclass(frozen=True, slots=True)
class Forms:
    """Counts of forms and places written."""

    forms: int
    places: int


async def write_forms(
    database: Database,
    actor: Actor,
    campaign_id: int,
    path: Path,
    *,
    library: Library,
    catalog: Catalog,
    files: Files,
    zone: ZoneInfo,
    today: date,
    jurisdiction_id: int | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> Forms:
    """Write the ZIP to `path`, all at once or not at all; one form is in memory at a time.

    Raises:
        NotFound, NotAllowed: see `ledger.head`. OSError: it cannot be written. FontProblem.
    """
    async with database.read() as db:
        lines = await handing_in.list_handed_in(db, actor, campaign_id, jurisdiction_id)
        signed = await signed_forms.of_campaign(db, campaign_id)
    part = path.with_name(f".{path.name}.part")
    label = catalog.say("ledger-forms", "zh")
    folders = {line.place_id: f"{safe_name(line.place)[:FOLDER_LENGTH]}-{line.place_code}" for line in lines}
    try:
        # PDFs are packed already.
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            for done, line in enumerate(lines, 1):
                pdf = await self_check_pdf(
                    database,
                    actor,
                    line.self_check_id,
                    library=library,
                    catalog=catalog,
                    files=files,
                    zone=zone,
                    today=today,
                )
                inside = f"{folders[line.place_id]}/{file_name(pdf)}"
                await asyncio.to_thread(archive.writestr, inside, pdf.data)
                for number, page in enumerate(signed.get(line.self_check_id, ()), 1):
                    try:
                        stored = await files.get(page.sha256)
                    except FileNotFoundError:  # `doctor` tells of it
                        continue
                    mark = catalog.say("forms-signed", "zh", number=number)
                    beside = f"{inside.removesuffix('.pdf')}_{mark}.{_ENDINGS[page.kind]}"
                    await asyncio.to_thread(archive.writestr, beside, stored)
                if progress is not None:
                    progress(label, done, len(lines))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return Forms(len(lines), len(folders))
