"""A summary (总结报告、情况月报) as a PDF and as a Word file, from the same words."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from documents.press import press
from documents.sheets import kept_text
from documents.summary_paper import Paper, Section
from documents.typesetting import typeset

WIDE, NARROW = 15.8, 1.9
"""Width of a table on the page, and of each column but its first; centimetres."""


@cache
def _template() -> bytes:
    return (files("content") / "templates" / "summary.typ").read_bytes()


async def summary_pdf(paper: Paper) -> bytes:
    """As a PDF of A4 pages with its fonts embedded.

    Raises:
        FontProblem: there is no font of simplified Chinese.
    """
    return await typeset(_template(), asdict(paper))


async def summary_docx(paper: Paper) -> bytes:
    """The summary as a Word file on A4 that an office can edit."""
    return await press.run(write_docx, paper)


def write_docx(paper: Paper) -> bytes:
    """The Word file, made in this process."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    book: Any = Document()
    book.core_properties.title = kept_text(paper.title)
    book.core_properties.author = kept_text(paper.place)
    page = book.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.6)
    page.top_margin, page.bottom_margin = Cm(2.8), Cm(2.4)
    body, heading = paper.typefaces
    _style(book.styles["Normal"], body, 16)
    _style(book.styles["Title"], heading, 22)
    _style(book.styles["Heading 1"], heading, 16)
    if paper.state:
        state = book.add_paragraph(kept_text(paper.state))
        state.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = book.add_paragraph(kept_text(paper.title), style="Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    under = book.add_paragraph(kept_text(paper.subtitle))
    under.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for section in paper.sections:
        book.add_paragraph(kept_text(section.title), style="Heading 1")
        for words in section.paragraphs:
            paragraph = book.add_paragraph(kept_text(words))
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if section.rows:
            _table(book, section)
    for words in ("", paper.place, paper.day):
        book.add_paragraph(kept_text(words)).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _table(book: Any, section: Section) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    table = book.add_table(rows=1, cols=len(section.heads), style="Table Grid")
    table.autofit = False
    for column in range(len(section.heads)):
        table.columns[column].width = _width(column, len(section.heads))
    for row in (section.heads, *section.rows):
        cells = table.rows[0].cells if row is section.heads else table.add_row().cells
        for column, words in enumerate(row):
            cells[column].width = _width(column, len(row))
            paragraph = cells[column].paragraphs[0]
            run = paragraph.add_run(kept_text(words))
            run.font.size = Pt(12)
            run.bold = row is section.heads
            paragraph.paragraph_format.space_after = Pt(0)
            paragraph.paragraph_format.line_spacing = 1.0
            if column or row is section.heads:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _width(column: int, columns: int) -> Any:
    from docx.shared import Cm

    return Cm(NARROW if column else WIDE - NARROW * (columns - 1))


def _style(style: Any, typeface: str, size: int) -> None:
    """A typeface for Latin and Han signs alike, in black."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = typeface, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    style.paragraph_format.line_spacing = 1.5
    properties = style.element.get_or_add_pPr()
    for line in properties.findall(qn("w:pBdr")):  # the library's titles are underlined in blue
        properties.remove(line)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):  # they would win over the names
            del fonts.attrib[name]
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), typeface)
