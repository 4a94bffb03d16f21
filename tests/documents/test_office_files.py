"""Word and Excel files that are handed on: valid ones are accepted; those with active content, and other
files, are refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from openpyxl import Workbook

from documents.office_files import look
from storage.base.errors import Invalid


def _word() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("会议纪要")
    document.save(out)
    return out.getvalue()


def _sheet() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


def _with(data: bytes, name: str, content: str = "x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
        if name not in old.namelist():
            new.writestr(name, content)
    return out.getvalue()


def _relation(kind: str) -> str:
    to = 'Target="https://example.org/x" TargetMode="External"'
    return f'<Relationships><Relationship Id="r9" Type="http://x/{kind}" {to}/></Relationships>'


RELATIONS = "word/_rels/document.xml.rels"


async def test_sound_files_are_known() -> None:
    assert await look(_word()) == "word"
    assert await look(_sheet()) == "sheet"
    assert await look(_with(_word(), RELATIONS, _relation("hyperlink"))) == "word"
    assert await look(_with(_word(), "word/embeddings/Sheet1.xlsx")) == "word"  # behind a chart


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_with(_word(), "word/vbaProject.bin"), "office-acts"),
        (_with(_word(), "word/embeddings/oleObject1.bin"), "office-acts"),
        (_with(_word(), RELATIONS, _relation("attachedTemplate")), "office-acts"),
        (_with(_sheet(), "xl/_rels/workbook.xml.rels", _relation("externalLinkPath")), "office-acts"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "office-old"),
        (_word()[:800], "office-broken"),
        (b"MZ" + b"x" * 900, "office-broken"),
        (_with(_word(), "word/document.xml", "")[:-40], "office-broken"),
    ],
)
async def test_what_acts_or_is_none_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(Invalid) as refused:
        await look(data)
    assert refused.value.problem == problem


async def test_a_file_that_unpacks_to_too_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "x")
        packed.writestr("word/document.xml", b"0" * (201 * 1024 * 1024))
    with pytest.raises(Invalid) as refused:
        await look(out.getvalue())
    assert refused.value.problem == "office-large"
