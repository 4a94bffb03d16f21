"""Files that people hand in, checked, cleaned and stored: pictures, PDFs, Word and Excel files. Where they
came from is not known here.
"""

from __future__ import annotations

import hashlib
from zoneinfo import ZoneInfo

from documents import office_files, pdf_evidence
from storage.base import pictures
from storage.base.files import Files
from storage.self_checks.attachments import File


async def keep(data: bytes, files: Files, zone: ZoneInfo) -> File:
    """Store a file by what it holds.

    Raises:
        Invalid: "photo…", "pdf-…", "office-…" (see the modules that look at them).
    """
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return await keep_pdf(data, files)
    if data.startswith(b"PK"):
        return await keep_office(data, files)
    return await keep_picture(data, files, zone)


async def keep_picture(data: bytes, files: Files, zone: ZoneInfo) -> File:
    """Store a picture, re-encoded without metadata.

    Raises:
        Invalid: see `pictures.clean`.
    """
    picture = await pictures.clean(data, zone)
    return File(
        kind="photo",
        sha256=await files.put(picture.data),
        original_sha256=picture.original_sha256,
        mime="image/jpeg",
        size=len(picture.data),
        width=picture.width,
        height=picture.height,
        taken_at=picture.taken_at,
        likeness=picture.likeness,
    )


async def keep_pdf(data: bytes, files: Files) -> File:
    """Store a PDF as it came, with a picture of its first page.

    Raises:
        Invalid: see `pdf_evidence.look`.
    """
    page, pages = await pdf_evidence.look(data)
    return File(
        kind="document",
        sha256=await files.put(data),
        original_sha256=page.original_sha256,
        mime="application/pdf",
        size=len(data),
        width=page.width,
        height=page.height,
        pages=pages,
        preview_sha256=await files.put(page.data),
    )


async def keep_office(data: bytes, files: Files) -> File:
    """Store a Word or Excel file as it came.

    Raises:
        Invalid: see `office_files.look`.
    """
    kind = await office_files.look(data)
    sha256 = await files.put(data)
    return File(kind, sha256, hashlib.sha256(data).hexdigest(), office_files.MIMES[kind], len(data))
