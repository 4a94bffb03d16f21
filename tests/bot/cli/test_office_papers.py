"""Papers of an office from the command line: letterhead, meeting paper, list for inspectors."""

from __future__ import annotations

import asyncio
import json
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from storage.base.urls import sqlite_url
from tests.bot.cli.office_with_work import play
from tests.bot.conftest import Chenan
from tests.storage.conftest import credit_code


def words_of(file: Path) -> str:
    """All words of a PDF or Word file, without blanks."""
    if file.suffix == ".docx":
        book = Document(BytesIO(file.read_bytes()))
        cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
        return "".join([*(one.text for one in book.paragraphs), *cells]).replace(" ", "")
    pages = PdfReader(BytesIO(file.read_bytes())).pages
    return "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")


@pytest.fixture
def office(ready: Chenan, home: Path) -> Chenan:
    """An office with two forms, one of them reviewed."""
    asyncio.run(play(sqlite_url(home / "chenan.db")))
    return ready


def test_a_list_for_inspectors_carries_the_letterhead(office: Chenan, tmp_path: Path) -> None:
    name = "海陵区专项行动领导小组办公室"
    set_ = office("jurisdiction", "letterhead", "HL", "--name", name, "--json")
    assert (set_.code, set_.json["name"]) == (0, name)
    out = tmp_path / "list.docx"
    made = office("export", "readiness", "--out", str(out), "--json")
    assert made.json["files"] == [str(out)]
    said = words_of(out)
    assert name in said
    assert "迎检材料清单" in said
    assert "已报送2份，应报2家" in said
    own = tmp_path / "own.docx"
    assert office("export", "readiness", "--enterprise", credit_code(1), "--out", str(own)).code == 0
    assert "第1厂" in words_of(own)
    assert "自查表各项" in words_of(own)
    assert office("export", "readiness", "--enterprise", credit_code(9), "--out", str(own)).code == 1
    assert office("export", "readiness", "--out", str(tmp_path / "list.odt")).code == 2


def test_the_paper_for_a_meeting_is_written(office: Chenan, tmp_path: Path) -> None:
    out = tmp_path / "briefing.pdf"
    made = office("export", "briefing", "--out", str(out), "--json")
    assert json.loads(made.out)["path"] == str(out)
    assert "会议材料" in words_of(out)
    assert office("export", "briefing", "--out", str(tmp_path / "no" / "x.pdf")).code == 2
