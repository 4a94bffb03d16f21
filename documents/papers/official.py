"""Writes a paper of an office (`documents.papers.parts`) by GB/T 9704-2012, as a PDF and as a Word file.

Both have the same parts in the same order: 156 × 225 mm of text on A4, 22 lines of 28 characters, page
numbers outside, the signature together with the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from math import ceil
from typing import Any

from documents.papers.parts import Paper, Section
from documents.papers.titles import title_lines
from documents.press import press
from documents.sheets import kept_text
from documents.typesetting import small_picture, typeset

WIDE, LABELS = 15.6, 4.2
"""Width of a table on the page, and of the labels of facts; centimetres."""
BODY, TITLE, SMALL = 16, 22, 12
"""Sizes in points: 3号, 2号, 小四 of tables."""
LINE_PITCH, CHARACTER_SPACE = 580, -5
"""Of a Word page, in twentieths of a point: 225 mm by 22 lines, and what a character of 16 pt is narrowed by
so that 28 fill 156 mm. Not by the grid of characters, of which LibreOffice gives each two fields."""
CHARACTERS = 28
_ORDER = ("wordWrap", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr")
"""Properties of a paragraph in the order of the schema, as far as they are used."""
KEPT = 18 * CHARACTERS
"""Characters of a last paragraph that is kept with the signature: what a page holds beside it."""
WHOLE_ROW = 20
"""Lines of a table's row that stays on one page: about half of what a page holds."""
CELL_SPACE = 0.5
"""Blank beside the words of a cell, left and right together; centimetres."""
BELOW_TABLE = 8
"""Height in points of the blank below a table; without it two tables are one to Word."""
_HAN = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]"
_LONG_RUN = re.compile(r"[!-~]{18,}")
"""Signs that a line breaks only as a whole: a credit code, an address on the web."""
_APART = re.compile(rf"(?<={_HAN}) (?=\d)|(?<=[\d%]) (?={_HAN})")


def closed_up(text: str) -> str:
    """`text` without the blanks that a screen has between figures and Han signs."""
    return _APART.sub("", text)


def _text(words: str) -> str:
    """`words` as a Word file takes them."""
    return closed_up(kept_text(words))


@cache
def _template() -> bytes:
    return (files("content") / "templates" / "official.typ").read_bytes()


async def paper_pdf(paper: Paper) -> bytes:
    """As a PDF of A4 pages with its fonts embedded.

    Raises:
        FontProblem: there is no font of simplified Chinese.
    """
    return await typeset(_template(), _given(paper), pictures=paper.pictures)


def _given(paper: Paper) -> dict[str, Any]:
    """The paper as the template reads it."""

    def closed(value: Any) -> Any:
        return closed_up(value) if isinstance(value, str) else [closed(one) for one in value]

    given = {
        name: closed(getattr(paper, name))
        for name in ("title", "subtitle", "number", "state", "to", "facts", "office", "day", "signs", "note")
    }
    sections = [
        {name: closed(getattr(part, name)) for name in ("title", "paragraphs", "heads", "rows")}
        | {"widths": part.widths}
        for part in paper.body
    ]
    return {
        **given,
        "title_lines": "\n".join(title_lines(given["title"])),
        "sections": sections,
        "pictures_head": paper.pictures_head,
        "captions": paper.captions,
    }


async def paper_docx(paper: Paper) -> bytes:
    """As a Word file on A4 that an office can go on writing in."""
    return await press.run(write_docx, paper)


def write_docx(paper: Paper) -> bytes:
    """The Word file, made in this process."""
    return _Book(paper).written()


class _Book:
    """Builds the Word file of one paper."""

    def __init__(self, paper: Paper) -> None:
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        self.paper = paper
        self.book: Any = Document()
        self.align = WD_ALIGN_PARAGRAPH
        self.body, self.heading, self.title = paper.typefaces

    def written(self) -> bytes:
        """The whole file."""
        paper = self.paper
        self._page()
        if paper.state:
            self._line(paper.state, self.align.RIGHT, size=SMALL)
        if paper.number:
            self._line(paper.number, self.align.CENTER)
            self._line("", self.align.CENTER)
        lines = "\n".join(title_lines(_text(paper.title)))
        title = self.book.add_paragraph(lines, style="Title")
        title.alignment = self.align.CENTER
        if paper.subtitle:
            self._line(paper.subtitle, self.align.CENTER)
        self._line("", self.align.LEFT)
        if paper.to:
            self._line(f"{paper.to}：", self.align.LEFT)
        if paper.facts:
            self._facts()
        parts = paper.body
        for place, part in enumerate(parts):
            self._section(part, ends=place == len(parts) - 1)
        self._signature()
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _page(self) -> None:
        from docx.enum.section import WD_SECTION
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement
        from docx.shared import Cm, Mm

        book, paper = self.book, self.paper
        book.core_properties.title = _text(paper.title)
        book.core_properties.author = _text(paper.office)
        page = book.sections[0]
        page.start_type = WD_SECTION.NEW_PAGE
        page.page_width, page.page_height = Cm(21), Cm(29.7)
        page.top_margin, page.bottom_margin = Mm(37), Mm(35)
        page.left_margin, page.right_margin = Mm(28), Mm(26)
        page.footer_distance = Mm(24)
        grid = page._sectPr.find(qn("w:docGrid"))
        if grid is None:
            grid = OxmlElement("w:docGrid")
            page._sectPr.append(grid)
        grid.set(qn("w:type"), "lines")
        grid.set(qn("w:linePitch"), str(LINE_PITCH))
        book.settings.odd_and_even_pages_header_footer = True
        _number(page.footer, self.align.RIGHT)
        _number(page.even_page_footer, self.align.LEFT)
        _style(book.styles["Normal"], self.body, BODY)
        _style(book.styles["Title"], self.title, TITLE)
        _style(book.styles["Heading 1"], self.heading, BODY)

    def _line(self, words: str, where: Any, *, size: int | None = None, with_next: bool = False) -> Any:
        from docx.shared import Pt

        paragraph = self.book.add_paragraph()
        run = paragraph.add_run(_text(words))
        if size is not None:
            run.font.size = Pt(size)
        paragraph.alignment = where
        paragraph.paragraph_format.keep_with_next = with_next
        return paragraph

    def _section(self, part: Section, *, ends: bool) -> None:
        from docx.shared import Pt

        if part.title:
            heading = self.book.add_paragraph(_text(part.title), style="Heading 1")
            heading.paragraph_format.first_line_indent = Pt(2 * BODY)
        for row, words in enumerate(part.paragraphs):
            last = ends and row == len(part.paragraphs) - 1 and not part.rows
            if last:
                self._photos()
            paragraph = self.book.add_paragraph(_text(words))
            paragraph.paragraph_format.first_line_indent = Pt(2 * BODY)
            paragraph.paragraph_format.keep_with_next = last and len(words) <= KEPT
            paragraph.alignment = self.align.JUSTIFY
            if _LONG_RUN.search(words):  # it would be justified by spreading the signs before the run
                paragraph.alignment = self.align.LEFT
                _switched(paragraph._p.get_or_add_pPr(), "wordWrap")
        if part.rows:
            last = self._table(part)
            kept = ends and not self.paper.captions
            if kept:
                for cell in last.cells:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
            self._below_table(with_next=kept)
            if ends:
                self._photos()

    def _below_table(self, *, with_next: bool = False) -> None:
        from docx.shared import Pt

        blank = self._line("", self.align.LEFT, with_next=with_next)
        blank.paragraph_format.line_spacing = Pt(BELOW_TABLE)  # of a fixed height: "exact"
        _switched(blank._p.get_or_add_pPr(), "snapToGrid")

    def _facts(self) -> None:
        from docx.shared import Cm

        table = self.book.add_table(rows=0, cols=2, style="Table Grid")
        table.autofit = False
        widths = Cm(LABELS), Cm(WIDE - LABELS)
        table.columns[0].width, table.columns[1].width = widths
        for fact in self.paper.facts:
            row = table.add_row()
            row.cells[0].width, row.cells[1].width = widths
            self._cell(row.cells[0], fact[0], self.align.CENTER)
            self._cell(row.cells[1], fact[1], self.align.LEFT)
            _kept_whole(row, fact, (LABELS, WIDE - LABELS))
        self._below_table()

    def _cell(self, cell: Any, words: str, where: Any, *, heading: bool = False) -> None:
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.oxml.ns import qn
        from docx.shared import Pt

        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        run = paragraph.add_run("\n".join(map(_text, words.split("\n"))))
        run.font.size = Pt(SMALL)
        if heading:
            run.font.name = self.heading
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), self.heading)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.alignment = where
        # else each line of small type takes a whole line of the page
        _switched(paragraph._p.get_or_add_pPr(), "snapToGrid")

    def _table(self, part: Section) -> Any:
        """Add the table; return its last row."""
        from docx.shared import Cm

        columns = len(part.heads)
        table = self.book.add_table(rows=1, cols=columns, style="Table Grid")
        table.autofit = False
        _repeated(table.rows[0])
        widths = _widths(part)
        for column, width in enumerate(widths):
            table.columns[column].width = Cm(width)
        for row in (part.heads, *part.rows):
            heads = row is part.heads
            made = table.rows[0] if heads else table.add_row()
            _kept_whole(made, row, widths)
            cells = made.cells
            for column, words in enumerate(row):
                cells[column].width = Cm(widths[column])
                first = column == 0 if not part.widths else part.widths[column] > 3
                where = self.align.LEFT if first and not heads else self.align.CENTER
                self._cell(cells[column], words, where, heading=heads)
        return table.rows[-1]

    def _photos(self) -> None:
        from docx.shared import Cm

        made = [
            (picture, caption)
            for name, caption in self.paper.captions
            if name in self.paper.pictures
            and (picture := small_picture(self.paper.pictures[name])) is not None
        ]
        if not made:
            return
        self._line(self.paper.pictures_head, self.align.LEFT, with_next=True)
        table = self.book.add_table(rows=0, cols=3)
        for place, (picture, caption) in enumerate(made):
            row = table.add_row() if place % 3 == 0 else table.rows[-1]
            cell = row.cells[place % 3]
            run = cell.paragraphs[0].add_run()
            shape = run.add_picture(BytesIO(picture), height=Cm(4.6))
            if shape.width > Cm(5):
                shape.height = int(shape.height * Cm(5) / shape.width)
                shape.width = Cm(5)
            self._cell(cell, f"\n{caption}", self.align.CENTER)

    def _signature(self) -> None:
        """Lines to sign, the office and the day (右空四字), all on the page of the text's last lines."""
        from docx.shared import Pt

        paper = self.paper
        for line in ("", *paper.signs) if paper.signs else ():
            self._line(line, self.align.LEFT, with_next=True)
        if paper.office or paper.day:
            for _ in range(1 if paper.signs else 2):
                self._line("", self.align.RIGHT, with_next=True)
            width = max(len(paper.office), len(paper.day))
            right = max(0, min(4, CHARACTERS - 1 - len(paper.office)))
            for words in (paper.office, paper.day):
                line = self._line(
                    words, self.align.CENTER, with_next=words == paper.office or bool(paper.note)
                )
                line.paragraph_format.left_indent = Pt(max(0, CHARACTERS - right - width - 1) * (BODY - 0.25))
                line.paragraph_format.right_indent = Pt(right * BODY)
        if paper.note:
            self._line(paper.note, self.align.LEFT, size=SMALL)


def _width_of(words: str) -> float:
    """Roughly the centimetres that `words` take on one line of a cell."""
    points = sum(1.0 if sign > "\u2e80" else 0.53 for sign in words) * SMALL
    return points / 72 * 2.54


def _widths(part: Section) -> list[float]:
    """Centimetres of the columns: by their shares, else as wide as their words, the first takes the rest."""
    if part.widths:
        whole = sum(part.widths)
        return [WIDE * share / whole for share in part.widths]
    needed = [
        max(map(_width_of, (*part.heads[column].split(), *(row[column] for row in part.rows)))) + CELL_SPACE
        for column in range(1, len(part.heads))
    ]
    most = WIDE * 3 / 4
    if sum(needed) > most:
        needed = [one * most / sum(needed) for one in needed]
    return [WIDE - sum(needed), *needed]


def _kept_whole(row: Any, words: Sequence[str], widths: Sequence[float]) -> None:
    """Have a row of few lines stay on one page."""
    from docx.oxml.parser import OxmlElement

    lines = [
        sum(ceil(_width_of(line) / (width - CELL_SPACE)) or 1 for line in cell.split("\n"))
        for cell, width in zip(words, widths, strict=True)
    ]
    if max(lines) <= WHOLE_ROW:
        row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _repeated(row: Any) -> None:
    """Have the row stand again on each page of its table."""
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _switched(properties: Any, name: str) -> None:
    """Switch a property of paragraphs off, at its place in the schema's order."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    after = [f"w:{one}" for one in _ORDER[_ORDER.index(name) + 1 :]]
    switched = OxmlElement(f"w:{name}")
    switched.set(qn("w:val"), "0")
    properties.insert_element_before(switched, *after)


def _number(footer: Any, where: Any) -> None:
    """— 1 —, one character from the outer edge."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = where
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(BODY)
    for words in ("— ", None, " —"):
        run = paragraph.add_run(words or "")
        run.font.size = Pt(14)
        if words is None:
            for kind in ("begin", None, "end"):
                mark = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    mark.set(qn("w:fldCharType"), kind)
                else:
                    mark.text = "PAGE"
                run._element.append(mark)


def _style(style: Any, typeface: str, size: int) -> None:
    """A typeface for Latin and Han signs alike, in black."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = typeface, Pt(size)
    style.font.bold = False
    style.font.color.rgb = RGBColor(0, 0, 0)
    shape = style.paragraph_format
    shape.line_spacing, shape.space_before, shape.space_after = 1.0, Pt(0), Pt(0)
    properties = style.element.get_or_add_pPr()
    for name in ("autoSpaceDE", "autoSpaceDN"):  # blanks that Word puts between Han signs and others
        _switched(properties, name)
    for line in properties.findall(qn("w:pBdr")):  # the library's titles are underlined in blue
        properties.remove(line)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if name.endswith("Theme"):  # they would win over the names
            del fonts.attrib[name]
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), typeface)
    if size == BODY:
        narrowed = OxmlElement("w:spacing")
        narrowed.set(qn("w:val"), str(CHARACTER_SPACE))
        properties = style.element.get_or_add_rPr()
        after = [
            qn(f"w:{name}") for name in ("w", "kern", "position", "sz", "szCs", "highlight", "u", "lang")
        ]
        place = next((at for at, one in enumerate(properties) if one.tag in after), len(properties))
        properties.insert(place, narrowed)  # the schema has an order
