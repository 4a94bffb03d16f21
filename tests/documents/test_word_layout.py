"""The layout of Word files: tables apart and as wide as their words, rows and numbers that stay whole."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from documents.papers.official import write_docx
from documents.papers.parts import Paper, Section
from tests.documents.test_official import PAPER

CODE = "91321204MA1X000000"
ROWS = (("没有除尘设施", "2026年12月10日"), ("字" * 900, ""))
LAID_OUT = replace(
    PAPER,
    title="关于提请关闭江苏省泰州市海陵区九龙镇工业集中区鑫达鞋材厂的请示",
    facts=(("单位名称", "鑫达鞋材厂"), ("企业自述", "字" * 1000)),
    sections=(
        Section("", (), ("问题", "期限"), ROWS, (8, 3)),
        Section(
            "", (f"鑫达鞋材厂（统一社会信用代码{CODE}）存在问题。", "见http://e.cn/" + "a" * 40, "责令改正。")
        ),
    ),
)


def book_of(paper: Paper) -> Any:
    return Document(BytesIO(write_docx(paper)))


def test_a_small_blank_stands_below_each_table_so_that_no_two_become_one() -> None:
    body = list(book_of(LAID_OUT).element.body)
    tables = [place for place, one in enumerate(body) if one.tag == qn("w:tbl")]
    assert len(tables) == 2
    for place in tables:
        below = body[place + 1]
        assert below.tag == qn("w:p")
        assert not "".join(below.itertext())
        spacing = below.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        assert spacing.get(qn("w:lineRule")) == "exact"
        assert int(spacing.get(qn("w:line"))) < 20 * 12
    heads = body[tables[1]].findall(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")
    assert len(heads) == 1, "the head stands on each page of its own table"


def test_the_blank_below_the_last_table_goes_with_the_signature() -> None:
    paper = replace(LAID_OUT, sections=LAID_OUT.sections[:1], closing=())
    book = book_of(paper)
    body = list(book.element.body)
    last = max(place for place, one in enumerate(body) if one.tag == qn("w:tbl"))
    assert body[last + 1].find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_a_short_row_stays_on_one_page_and_a_long_one_may_break() -> None:
    facts, listed = book_of(LAID_OUT).tables
    whole = [
        row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        for table in (facts, listed)
        for row in table.rows
    ]
    assert whole == [True, False, True, True, False]


def test_cells_are_centred_in_their_rows_as_in_the_pdf() -> None:
    for table in book_of(LAID_OUT).tables:
        assert {cell.vertical_alignment for row in table.rows for cell in row.cells} == {1}


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (("事项", "材料", "完成日期"), ("事故原因查清", "12", "2026年11月20日")),
        (("对象", "告知时间"), ("本单位负责人", "2026年11月20日12:00")),
        (("Place", "Registered", "Reviewed", "Settled", "Overdue"), ("x", "1", "2", "3", "4")),
    ],
)
def test_columns_without_shares_are_as_wide_as_their_words(
    heads: tuple[str, ...], row: tuple[str, ...]
) -> None:
    paper = replace(LAID_OUT, sections=(Section("", (), heads, (row,)),))
    table = book_of(paper).tables[-1]
    for column, words in enumerate(zip(heads, row, strict=True)):
        wanted = max(sum(12 if sign > "\u2e80" else 6 for sign in one) for one in words)
        assert table.columns[column].width >= Pt(wanted + 10), words
    assert abs(sum(one.width for one in table.columns) - Cm(15.6)) < Cm(0.1)


def test_no_column_pushes_the_first_one_off_the_page() -> None:
    paper = replace(LAID_OUT, sections=(Section("", (), ("甲", "乙"), (("字", "字" * 400),)),))
    assert book_of(paper).tables[-1].columns[0].width >= Cm(3.8)


def test_signs_without_a_break_do_not_spread_the_line_before_them() -> None:
    named = [one for one in book_of(LAID_OUT).paragraphs if CODE in one.text or "http" in one.text]
    assert len(named) == 2
    for one in named:
        assert one.alignment == WD_ALIGN_PARAGRAPH.LEFT
        assert one._p.pPr.find(qn("w:wordWrap")).get(qn("w:val")) == "0"
    (other,) = [one for one in book_of(LAID_OUT).paragraphs if one.text == "责令改正。"]
    assert other.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_figures_stand_as_close_to_han_signs_as_in_the_pdf() -> None:
    normal = book_of(LAID_OUT).styles["Normal"].element.pPr
    assert [normal.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("autoSpaceDE", "autoSpaceDN")] == [
        "0",
        "0",
    ]
