"""Word and Excel files (docx, xlsx), stored as they came: checked in a helper process.

A file that acts or fetches something (macros, embedded programs, templates and pictures from elsewhere) is
refused. Knows no database.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from storage.base.errors import Invalid
from storage.base.sandbox import Exhausted, Refused, sandbox

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MIMES = {"word": WORD, "sheet": SHEET}
MAX_PARTS = 3000
MAX_UNPACKED = 200 * 1024 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""First bytes of files of before 2007, and of those locked by a password."""
_ACTS = re.compile(
    r"vbaproject|vbadata|activex|/embeddings/(?!.*\.(?:xlsx|docx)$)|macrosheets|customui|webextensions",
    re.IGNORECASE,
)
"""Parts that are refused; of embedded files only those behind a chart or a table are allowed."""
_MACROS = re.compile(rb"macroEnabled|vnd\.ms-office\.vbaProject", re.IGNORECASE)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']", re.IGNORECASE)
_LINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", re.IGNORECASE)


async def look(data: bytes) -> str:
    """The kind of the file: word or sheet.

    Raises:
        Invalid: "office-old" of before 2007, or locked by a password; "office-broken" neither of the two;
            "office-acts" macros, programs or files in it, or it fetches something; "office-large" it takes
            too much to read.
    """
    try:
        facts, _ = await sandbox.run(f"{__name__}:look_in_helper", data)
    except Refused as refused:
        raise Invalid(refused.key) from None
    except Exhausted:
        raise Invalid("error-invalid-office-large") from None
    return str(facts["kind"])


def look_in_helper(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The part of `look` that runs in the helper process."""
    if data.startswith(_OLE):
        raise Invalid("error-invalid-office-old")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return {"kind": _kind(packed)}, b""
    except (Invalid, MemoryError):
        raise
    except Exception as problem:  # whatever zipfile raises on a file that is not what it says
        raise Invalid("error-invalid-office-broken") from problem


def _kind(packed: zipfile.ZipFile) -> str:
    parts = packed.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Invalid("error-invalid-office-large")
    kind = "word" if "word/document.xml" in names else "sheet" if "xl/workbook.xml" in names else ""
    if not kind or "[Content_Types].xml" not in names:
        raise Invalid("error-invalid-office-broken")
    if any(_ACTS.search(name) for name in names) or _MACROS.search(packed.read("[Content_Types].xml")):
        raise Invalid("error-invalid-office-acts")
    for name in names:
        if name.lower().endswith(".rels"):
            for relation in _RELATION.findall(packed.read(name)):
                if _OUTSIDE.search(relation) and not _LINK.search(relation):
                    raise Invalid("error-invalid-office-acts")
    if packed.testzip() is not None:
        raise Invalid("error-invalid-office-broken")
    return kind
