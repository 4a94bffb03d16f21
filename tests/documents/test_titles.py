"""Titles of official papers: lines of like length, words whole."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from documents.papers.official import paper_pdf, write_docx
from documents.papers.titles import MOST, title_lines
from tests.documents.test_official import PAPER

LONG = "关于海陵区粉尘与高毒物品危害治理专项行动的情况通报"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("现场检查记录", "现场检查记录"),
        (LONG, "关于海陵区粉尘与高毒物品|危害治理专项行动的情况通报"),
        (
            "海陵区粉尘与高毒物品危害治理专项行动联席会议纪要",
            "海陵区粉尘与高毒物品|危害治理专项行动联席会议纪要",
        ),
        (
            "海陵区粉尘与高毒物品危害治理专项行动迎检材料清单",
            "海陵区粉尘与高毒物品|危害治理专项行动迎检材料清单",
        ),
        (
            "扬州市粉尘与高毒物品危害治理专项行动存在严重问题单位和地区名单",
            "扬州市粉尘与高毒物品危害治理|专项行动存在严重问题单位和地区名单",
        ),
        (
            "关于提请依法关闭泰州海陵ABC-2000 Ltd鞋材厂分公司的请示",
            "关于提请依法关闭泰州海陵|ABC-2000 Ltd鞋材厂分公司的请示",
        ),
        ("Dust and toxics campaign, Hailing district, summary (海陵区)", None),
    ],
)
def test_a_long_title_is_broken_between_words(title: str, lines: str | None) -> None:
    assert "|".join(title_lines(title)) == (lines or title)


@given(st.text("粉尘治理专项行动的，《》a1 ", min_size=1, max_size=90))
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    if len(lines) > 1:
        assert all(sum(1 if sign > "\u2e80" else 0.5 for sign in line) <= MOST for line in lines)


async def test_both_files_break_it_alike() -> None:
    paper = replace(PAPER, title=LONG)
    first, second = title_lines(LONG)
    text = PdfReader(BytesIO(await paper_pdf(paper))).pages[0].extract_text().splitlines()
    assert {first, second} <= {line.replace(" ", "") for line in text}
    book = Document(BytesIO(write_docx(paper)))
    assert f"{first}\n{second}" in [one.text for one in book.paragraphs]
    assert book.core_properties.title == LONG
