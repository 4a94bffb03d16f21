"""PDF files as evidence (a laboratory's report, a certificate): stored as they are, with a picture of the
first page.

A file that acts (scripts, launched programs, files inside, forms that send) or is locked is refused, since it
is handed on to offices as it came. Checked and drawn in a helper process; knows no database.
"""

from __future__ import annotations

import hashlib
import io
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage.base.errors import Invalid
from storage.base.pictures import Picture, encode, packed, unpacked
from storage.base.sandbox import Exhausted, Refused, sandbox

EDGE = 1600
"""Longer edge of the page's picture in pixels."""
MAX_OBJECTS = 200_000
_ACTIONS = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ImportData",
        "/Rendition",
        "/RichMediaExecute",
        "/Movie",
        "/Sound",
        "/GoTo3DView",
    ]
)
"""Actions that are refused on opening a page or link; going to a page or to a web address is allowed."""
_ANNOTATIONS = frozenset(["/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"])
_KEYS = frozenset(["/JS", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent", "/Collection"])


async def look(data: bytes) -> tuple[Picture, int]:
    """The picture of a PDF's first page, and its number of pages.

    Raises:
        Invalid: "pdf-broken"; "pdf-locked" encrypted; "pdf-acts" scripts, files or programs in it;
            "pdf-large" it takes too much to read.
    """
    try:
        facts, made = await sandbox.run(f"{__name__}:look_in_helper", data)
    except Refused as refused:
        raise Invalid(refused.key) from None
    except Exhausted:
        raise Invalid("error-invalid-pdf-large") from None
    return unpacked(facts, made), int(facts["pages"])


def look_in_helper(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The part of `look` that runs in the helper process."""
    pages, width, height = _check(data)
    picture = _first_page(data, width, height)
    facts, made = packed(picture)
    return {**facts, "pages": pages}, made


def _check(data: bytes) -> tuple[int, float, float]:
    """Pages of a sound file, and the size of the first.

    Raises:
        Invalid: see `look`.
    """
    from pypdf import PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted:
            raise Invalid("error-invalid-pdf-locked")
        for found in _objects(reader.trailer):
            if _acts(found):
                raise Invalid("error-invalid-pdf-acts")
        pages = len(reader.pages)
        box = reader.pages[0].cropbox
        width, height = float(box.width), float(box.height)
        turned = reader.pages[0].rotation % 180 != 0
    except (Invalid, MemoryError):
        raise
    except Exception as problem:  # whatever pypdf raises on a file that is not what it says
        raise Invalid("error-invalid-pdf-broken") from problem
    if not pages or width <= 0 or height <= 0:
        raise Invalid("error-invalid-pdf-broken")
    return pages, *((height, width) if turned else (width, height))


def _objects(root: Any) -> Iterator[dict[str, Any]]:
    """Every dictionary that can be reached, once.

    Raises:
        Invalid: "pdf-large" there are more than MAX_OBJECTS.
    """
    from pypdf.generic import IndirectObject

    seen: set[tuple[int, int]] = set()
    open_, count = [root], 0
    while open_:
        one = open_.pop()
        if isinstance(one, IndirectObject):
            key = (one.idnum, one.generation)
            if key in seen:
                continue
            seen.add(key)
            one = one.get_object()
        count += 1
        if count > MAX_OBJECTS * 10 or len(seen) > MAX_OBJECTS:
            raise Invalid("error-invalid-pdf-large")
        if isinstance(one, dict):
            yield one
            open_.extend(dict.values(one))
        elif isinstance(one, list):
            open_.extend(list.__iter__(one))


def _acts(found: dict[str, Any]) -> bool:
    names = {str(name) for name in dict.keys(found)}
    if names & _KEYS:
        return True
    kind, action = str(dict.get(found, "/Subtype", "")), str(dict.get(found, "/S", ""))
    return action in _ACTIONS or (kind in _ANNOTATIONS and "/Rect" in names)


def _first_page(data: bytes, width: float, height: float) -> Picture:
    """The first page, drawn without any file on a disk.

    Raises:
        Invalid: "pdf-broken".
    """
    import typst
    from PIL import Image

    side = "width" if width >= height else "height"
    with _in_memory(data) as number:
        main = (
            "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
            f'#image("{number}", format: "pdf", page: 1, {side}: 800pt)'
        )
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
        try:
            drawn: Any = typst.compile(  # type: ignore[call-overload]  # its stubs want one kind of path
                main.encode(), root=Path("/proc/self/fd"), format="png", ppi=EDGE / 800 * 72, font_paths=fonts
            )
        except (typst.TypstError, RuntimeError, ValueError) as problem:
            raise Invalid("error-invalid-pdf-broken") from problem
    with Image.open(io.BytesIO(drawn[0] if isinstance(drawn, list) else drawn)) as page:
        return encode(page.convert("RGB"), hashlib.sha256(data).hexdigest(), None)


@contextmanager
def _in_memory(data: bytes) -> Iterator[int]:
    """A file of memory alone with these bytes: Typst reads pictures only as files."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handle = os.memfd_create("page")
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        with open(handle, "wb", closefd=False) as file:
            file.write(data)
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        yield handle
    finally:
        os.close(handle)
