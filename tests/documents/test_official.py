"""Official papers by GB/T 9704-2012: the type area, page numbers, signature, and that both files agree."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from pypdf import PdfReader

from documents import fonts
from documents.papers.official import closed_up, paper_pdf, write_docx
from documents.papers.parts import Paper, Section, blank
from documents.typesetting import FACES, find_fonts

OFFICE = "海陵区粉尘与高毒物品危害治理专项行动领导小组办公室"
PAPER = Paper(
    title="关于粉尘治理的情况通报",
    sections=(
        Section("一、基本情况", ("应查企业 40 家。",), ("地区", "应查"), (("城东<b>", "12"),)),
        Section("二、没有内容"),
    ),
    closing=("特此通报。",),
    office=OFFICE,
    day="2026年11月29日",
    number="海尘毒办〔2026〕　　　号",
    to="各镇人民政府、街道办事处",
    facts=(("单位名称", "鑫达鞋材厂 & 子 <i>"),),
    signs=(f"签收人：{blank(6)}",),
    note="一式两份。",
    file_name="x",
    typefaces=("仿宋", "黑体", "方正小标宋简体"),
)


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text().replace(" ", "") for page in PdfReader(BytesIO(pdf)).pages]


def words_of(docx: bytes) -> str:
    book = Document(BytesIO(docx))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in book.paragraphs), *cells])


async def test_both_files_say_every_part_and_leave_out_what_is_empty() -> None:
    pdf = "".join(pages_of(await paper_pdf(PAPER))).replace("\n", "")
    docx = words_of(write_docx(PAPER))
    for words in (
        PAPER.title,
        "海尘毒办〔2026〕",
        "各镇人民政府、街道办事处：",
        "鑫达鞋材厂&子<i>",
        "一、基本情况",
        "应查企业40家。",
        "城东<b>",
        "特此通报。",
        "签收人：",
        OFFICE,
        "2026年11月29日",
        "一式两份。",
    ):
        assert words in pdf, words
        assert words in docx.replace(" ", ""), words
    assert "没有内容" not in pdf + docx


@pytest.mark.parametrize("length", [28 * 25, 28 * 17 - 2, 28 * 18, 28 * 20, 28 * 21])
async def test_a_page_has_22_lines_of_28_and_the_signature_is_never_alone(length: int) -> None:
    body = (Section("", ("字" * length,)),)
    paper = replace(PAPER, sections=body, closing=(), number="", to="", facts=(), signs=(), note="")
    pages = pages_of(await paper_pdf(paper))
    assert sum(page.count("字") for page in pages) == length
    assert OFFICE in pages[-1]
    assert pages[-1].count("字") > 0
    full = [line for page in pages for line in page.splitlines() if set(line) == {"字"}]
    assert max(map(len, full)) == 28
    if length == 28 * 25:
        assert pages[0].count("字") == 28 * 20 - 2  # a line for the title, one below it, two blanks


@pytest.mark.parametrize("widths", [(), (2, 8)])
@pytest.mark.parametrize("rows", [13, 14, 15, 16, 17, 18, 19, 46])
async def test_the_last_row_of_a_table_stays_with_the_signature(rows: int, widths: tuple[int, ...]) -> None:
    listed = tuple((f"第{number}行", "议定事项") for number in range(1, rows + 1))
    body = (Section("", (), ("事项", "内容"), listed, widths),)
    paper = replace(PAPER, sections=body, closing=(), number="", to="", facts=(), signs=(), note="")
    pages = pages_of(await paper_pdf(paper))
    assert OFFICE in pages[-1]
    assert f"第{rows}行" in pages[-1]
    assert "".join(pages).count("议定事项") == rows
    assert all(page.count("内容") == 1 for page in pages), "the head stands on each page"
    table = Document(BytesIO(write_docx(paper))).tables[-1]
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert kept == [*[None] * rows, True]


async def test_page_numbers_stand_outside() -> None:
    paper = replace(PAPER, sections=(Section("", ("字" * 28 * 50,)),))
    read = PdfReader(BytesIO(await paper_pdf(paper)))
    places = []
    for number, page in enumerate(read.pages, 1):
        found: list[float] = []

        def look(text: str, cm: list[float], tm: list[float], *_: object, into: list[float] = found) -> None:
            if "—" in text:
                into.append(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])

        page.extract_text(visitor_text=look)
        assert f"—{number}—" in page.extract_text().replace(" ", "")
        places.append(min(found))
    half = float(read.pages[0].mediabox.width) / 2
    assert [place > half for place in places] == [True, False, True]


def test_the_word_page_has_the_standard_margins() -> None:
    book = Document(BytesIO(write_docx(PAPER)))
    page: Any = book.sections[0]
    assert [round(one / Mm(1)) for one in (page.top_margin, page.left_margin)] == [37, 28]
    assert round((page.page_width - page.left_margin - page.right_margin) / Mm(1)) == 156
    assert round((page.page_height - page.top_margin - page.bottom_margin) / Mm(1)) == 225
    assert book.settings.odd_and_even_pages_header_footer
    signature = [one for one in book.paragraphs if one.text in ("特此通报。", OFFICE)]
    assert all(one.paragraph_format.keep_with_next for one in signature)


def test_lines_of_a_cell_stay_lines_in_the_word_file() -> None:
    paper = replace(PAPER, facts=(("未整改的问题", "1．没有除尘设施。\n2．没有防护口罩。"),))
    cells = [cell for table in Document(BytesIO(write_docx(paper))).tables for cell in table.rows[0].cells]
    assert "1．没有除尘设施。\n2．没有防护口罩。" in [cell.text for cell in cells]


def test_blanks_of_the_screen_close_up_on_paper_and_others_stay() -> None:
    assert closed_up("应查企业 40 家，覆盖率 60% 以上") == "应查企业40家，覆盖率60%以上"
    assert closed_up("永兴木业 #1 A 座 new shop") == "永兴木业 #1 A 座 new shop"


async def test_a_machine_without_other_typefaces_makes_the_paper_too(tmp_path: Path) -> None:
    alone = find_fonts(_base_fonts())
    assert set(alone.faces) == set(FACES)
    assert set(alone.faces.values()) == {alone.family}
    fonts.use(tmp_path / "nowhere")
    try:
        assert OFFICE in "".join(pages_of(await paper_pdf(PAPER))).replace("\n", "")
    finally:
        fonts.use(None)


def _base_fonts() -> Path:
    from importlib.resources import files

    return Path(str(files("manimgx_fonts_cjk")))


async def test_a_row_torn_between_pages_tells_its_label_again() -> None:
    listed = (("7", "甲" * 900, ""), *((str(number), "乙丙" * 30, "") for number in range(8, 30)))
    sections = (Section("", (), ("序号", "现场情况", "结果"), listed, (2, 8, 3)),)
    told = replace(PAPER, facts=(("单位名称", "厂"), ("企业自述", "字" * 1500)), sections=sections)
    pages = [page.replace("\n", "") for page in pages_of(await paper_pdf(told))]
    for place, page in enumerate(pages):
        before = pages[place - 1] if place else ""
        assert ("企业自述（续）" in page) == ("字" in page and "字" in before)
        assert ("7续" in page) == ("甲" in page and "甲" in before)
        assert page.count("续") <= 2
    assert "企业自述（续）" in pages[1]
    assert any("7续" in page for page in pages)


async def test_a_short_row_is_not_torn() -> None:
    listed = tuple((f"第{number}行", f"始{'字' * 58}终") for number in range(30))
    sections = (
        Section("", (), ("序号", "现场情况", "结果"), tuple((*row, "") for row in listed), (3, 6, 3)),
    )
    pages = pages_of(await paper_pdf(replace(PAPER, sections=sections)))
    assert sum(page.count("始") for page in pages) == len(listed)
    assert all(page.count("始") == page.count("终") for page in pages)
