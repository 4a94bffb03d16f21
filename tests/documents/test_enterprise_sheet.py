"""Lists of enterprises as files: whatever comes in gets its rows read or a clear answer, and nothing else."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from content.catalog import Catalog
from content.loader import load
from documents.cells import whole_phone
from documents.enterprises.faults import notes
from documents.enterprises.list_columns import COLUMNS
from documents.enterprises.sheet import (
    MAX_BYTES,
    MAX_ROWS,
    Sheet,
    SheetError,
    known_heads,
    read_book_now,
    read_in_helper,
)
from documents.enterprises.template import Mark, make_template, mark_book_now

CATALOG = Catalog.load()
HEADS = [CATALOG.say(column.head, "zh") for column in COLUMNS.values()]
ROW = ["鑫达鞋材厂", "91321202MA1WXYZ12A", "城东街道", "制鞋", "工业园6号", 18, "赵六", "0523-86881234"]


def book_of(*rows: list[Any], heads: list[str] | None = None, above: int = 0) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    for _ in range(above):
        sheet.append(["某某区企业名单"])
    sheet.append(HEADS if heads is None else heads)
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_sheet(data: bytes, catalog: Catalog) -> Sheet:
    """The only sheet of a file."""
    (sheet,) = read_book_now(data, catalog).sheets
    return sheet


def refused(data: bytes) -> SheetError:
    with pytest.raises(SheetError) as error:
        read_book_now(data, CATALOG)
    assert CATALOG.say(error.value.key, "zh", **error.value.values)
    return error.value


def test_the_template_prints_its_columns_beside_each_other() -> None:
    book = load_workbook(io.BytesIO(make_template(CATALOG, "zh", load(), [])))
    for sheet in book.worksheets[:2]:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_filled_template_gives_its_rows() -> None:
    data = make_template(CATALOG, "zh", load(), ["城东街道", "城西街道"])
    book = load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["企业名单", "填写说明", "可选"]
    sheet = book.worksheets[0]
    for at, value in enumerate(ROW, 1):
        sheet.cell(2, at, value)
    (row,) = read_sheet(saved(book), CATALOG).rows
    assert (row.number, list(row.cells.values()), dict(row.oddities)) == (2, [str(one) for one in ROW], {})
    assert len(sheet.data_validations.dataValidation) == 2


_texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Cn", "Co"]), max_size=30)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(_texts, min_size=8, max_size=8), min_size=1, max_size=5), st.permutations(range(8)))
def test_columns_in_any_order_give_the_same_rows(rows: list[list[str]], order: list[int]) -> None:
    def plain(cells: Any) -> list[dict[str, str]]:
        return [dict(sorted(row.cells.items())) for row in cells.rows]

    rows = [["=" + row[0], *row[1:]] if row[0].startswith("=") else row for row in rows]
    rows = [[f"第{at}", *row[1:]] for at, row in enumerate(rows)]  # an empty row is none
    rows = [[cell.lstrip("=") for cell in row] for row in rows]  # text that begins so is a formula to Excel
    straight = read_sheet(book_of(*rows), CATALOG)
    mixed = read_sheet(
        book_of(*[[row[at] for at in order] for row in rows], heads=[HEADS[at] for at in order]), CATALOG
    )
    assert plain(straight) == plain(mixed)


def test_heads_are_found_below_a_title_with_stars_and_other_names() -> None:
    heads = ["序号", " 单位名称 *", "信用代码（18位）", "镇 街", "所属行业", "地址", "职工总数", "备注"]
    data = book_of([1, *ROW[:6], "x"], heads=heads, above=2)
    sheet = read_sheet(data, CATALOG)
    assert (sheet.rows[0].number, sheet.rows[0].cells["name"]) == (4, "鑫达鞋材厂")
    assert sheet.columns["name"] == "B"


@pytest.mark.parametrize("heads", [["企业名称", "地址"], ["a"] * 8, [""]])
def test_without_the_heads_it_says_which_are_missing(heads: list[str]) -> None:
    error = refused(book_of(ROW, heads=heads))
    assert error.key == "error-invalid-sheet-heads"
    assert "统一社会信用代码" in str(error.values["missing"])


def test_merged_cells_formulas_and_long_numbers_are_named() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADS)
    sheet.append(ROW)
    sheet.append([*ROW[:2], None, *ROW[3:]])
    sheet.append(['=A2&"二厂"', *ROW[1:]])
    sheet.append([ROW[0], 913212020000000190, *ROW[2:]])
    sheet.merge_cells("C2:C3")
    rows = read_sheet(saved(book), CATALOG).rows
    assert rows[1].oddities == {"place": "merged"}
    assert rows[2].oddities == {"name": "formula"}
    assert rows[3].oddities == {"credit_code": "long-number"}


def test_full_width_signs_numbers_and_days_are_text() -> None:
    row = [
        "鑫达　厂\n",
        "９１３２１２０２ＭＡ１ＷＸＹＺ１２Ａ",
        "",
        "制鞋",
        None,
        18.0,
        date(2026, 1, 2),
        "\u200b１３９",
    ]
    (read,) = read_sheet(book_of(row), CATALOG).rows
    assert read.cells["credit_code"] == ROW[1]
    assert read.cells["headcount"] == "18"
    assert read.cells["name"] == "鑫达 厂"
    assert read.cells["phone"] == "139"


def test_empty_rows_between_are_left_out_and_numbers_kept() -> None:
    empty: list[Any] = [None] * 8
    rows = read_sheet(book_of(ROW, empty, [" "] * 8, ROW), CATALOG).rows
    assert [row.number for row in rows] == [2, 5]
    assert refused(book_of()).key == "error-invalid-sheet-empty"


def test_a_million_formatted_empty_rows_cost_nothing() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADS)
    sheet.append(ROW)
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    page = parts["xl/worksheets/sheet1.xml"].decode()
    assert "</sheetData>" in page
    filler = "".join(f'<row r="{number}"/>' for number in range(1_000, 1_048_576, 1))
    parts["xl/worksheets/sheet1.xml"] = page.replace("</sheetData>", filler + "</sheetData>").encode()
    assert len(read_sheet(packed(parts), CATALOG).rows) == 1


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_what_is_no_xlsx_is_told_so() -> None:
    assert refused(b"name,code\n").key == "error-invalid-sheet-heads"
    for data in (b"", b"PK\x03\x04 broken", packed({"a.txt": b"x"}), b"%PDF-1.7", b"\xff\xd8\xff,\0,\0"):
        assert refused(data).key == "error-invalid-sheet-not"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).key == "error-invalid-sheet-not"
    locked = b"\xd0\xcf\x11\xe0" + b"\0" * 60 + "EncryptedPackage".encode("utf-16-le")
    assert refused(locked).key == "error-invalid-sheet-protected"
    assert refused(packed({"xl/workbook.xml": b"<no"})).key == "error-invalid-sheet-not"
    assert refused(b"PK" + b"\0" * MAX_BYTES).key == "error-invalid-sheet-large"


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = packed({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b"0" * (201 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert refused(bomb).key == "error-invalid-sheet-bomb"


def test_more_rows_than_may_be() -> None:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    sheet.append(HEADS)
    for _ in range(MAX_ROWS + 1):
        sheet.append(ROW)
    assert refused(saved(book)).key == "error-invalid-sheet-rows"


def memory(name: str) -> int:
    """Memory of this process now (VmRSS), or at most (VmHWM), in KiB."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def test_small_files_that_unfold_into_too_much_are_refused_or_read_and_cost_little() -> None:
    with zipfile.ZipFile(io.BytesIO(book_of(ROW))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles, page = parts["xl/styles.xml"], parts["xl/worksheets/sheet1.xml"]
    style = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    many = packed(parts | {"xl/styles.xml": styles.replace(b"</cellXfs>", style * 70_000 + b"</cellXfs>")})
    assert len(many) < 30_000
    Path("/proc/self/clear_refs").write_text("5")  # the highest so far counts from here
    before = memory("VmRSS")
    assert read_sheet(many, CATALOG).rows[0].cells["name"] == ROW[0]
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert (
        refused(packed(parts | {"xl/worksheets/sheet1.xml": page.replace(b"</sheetData>", far)})).key
        == "error-invalid-sheet-bomb"
    )
    assert memory("VmHWM") - before < 512 * 1024


def test_all_sheets_that_people_see_are_read_and_hidden_ones_named() -> None:
    book = Workbook()
    first: Any = book.active
    first.title = "旧名单"
    first.append(HEADS)
    first.append(["旧厂", *ROW[1:]])
    first.sheet_state = "hidden"
    for title in ("城东街道", "城西 & <街道>"):
        page: Any = book.create_sheet(title)
        page.append(HEADS)
        page.append([f"{title}的厂", *ROW[1:]])
    book.create_sheet("说明").append(["怎么填"])
    read = read_book_now(saved(book), CATALOG)
    assert [(sheet.title, sheet.rows[0].cells["name"]) for sheet in read.sheets] == [
        (title, f"{title}的厂") for title in ("城东街道", "城西 & <街道>")
    ]
    assert (read.hidden, read.unread) == (("旧名单",), ("说明",))
    said = "\n".join(notes(read, CATALOG, "zh"))
    assert "旧名单" in said
    assert "说明" in said
    for page in book.worksheets[:-1]:
        page.sheet_state = "hidden"
    assert refused(saved(book)).key == "error-invalid-sheet-heads"


def test_rows_that_a_filter_hides_do_not_count_and_are_named() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(HEADS)
    for number in range(4):
        sheet.append([f"第{number}厂", *ROW[1:]])
    sheet.auto_filter.ref = "A1:H5"
    for number in (3, 5):
        sheet.row_dimensions[number].hidden = True
    read = read_book_now(saved(book), CATALOG)
    assert [row.number for row in read.sheets[0].rows] == [2, 4]
    assert read.sheets[0].hidden == (3, 5)
    (said,) = notes(read, CATALOG, "zh")
    assert "2 行" in said
    assert "3、5" in said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_of_any_office_is_a_list(encoding: str, delimiter: str) -> None:
    lines = [HEADS, [str(one) for one in ROW], ['“名”"厂', "9.13212E+17", *map(str, ROW[2:])]]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines)
    first, second = read_sheet(out.getvalue().encode(encoding), CATALOG).rows
    assert list(first.cells.values()) == [str(one) for one in ROW]
    assert second.oddities == {"credit_code": "long-number"}


def test_a_list_of_libreoffice_is_read_and_comes_back_as_xlsx() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
        for one in ROW
    )
    heads = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{one}</text:p></table:table-cell>'
        for one in HEADS
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" xmlns:table="{space}table:1.0" '
        f'xmlns:text="{space}text:1.0"><office:body><office:spreadsheet><table:table table:name="名单">'
        f"<table:table-row>{heads}</table:table-row><table:table-row>{cells}</table:table-row>"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    data = packed({"mimetype": kind, "META-INF/manifest.xml": b"<a/>", "content.xml": content.encode()})
    book = read_book_now(data, CATALOG)
    assert (book.kind, book.sheets[0].rows[0].cells["name"]) == ("ods", ROW[0])
    assert ".ods" in notes(book, CATALOG, "zh")[-1]
    marked = mark_book_now(data, book, [Mark(2, "name", "要 2 到 60 个字", "名单")], CATALOG, "zh")
    page: Any = load_workbook(io.BytesIO(marked))["名单"]
    assert (page["A2"].value, page["I2"].value) == (ROW[0], "要 2 到 60 个字")


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        (13912345678, "13912345678"),
        (86881234, "86881234"),
        (4008001234, "4008001234"),
        (52386881234, "052386881234"),
        (1065551234, "01065551234"),
        (2165551234, "02165551234"),
        (3166551234, "03166551234"),
    ],
)
def test_a_telephone_stored_as_a_number_has_its_0_again(number: int, kept: str) -> None:
    (row,) = read_sheet(book_of([*ROW[:7], number]), CATALOG).rows
    assert (row.cells["phone"], row.oddities) == (kept, {})
    assert row.restored == (kept != str(number))


@pytest.mark.parametrize("number", [12345678901, 999, 1234567890123])
def test_a_number_that_may_have_lost_more_than_a_0_is_asked_about(number: int) -> None:
    assert not whole_phone(str(number))[2]
    (row,) = read_sheet(book_of([*ROW[:7], number]), CATALOG).rows
    assert row.oddities == {"phone": "phone-number"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]))
def test_no_bytes_make_the_reader_stumble(data: bytes, head: bytes) -> None:
    with pytest.raises(SheetError):
        read_in_helper(head + data, known_heads(CATALOG))


def test_the_marked_copy_shows_where_and_what() -> None:
    data = book_of(ROW, ROW)
    marks = [Mark(3, "credit_code", "和第 2 行重复", "Sheet"), Mark(3, "headcount", "=要写数字", "Sheet")]
    page: Any = load_workbook(
        io.BytesIO(mark_book_now(data, read_book_now(data, CATALOG), marks, CATALOG, "zh"))
    ).worksheets[0]
    assert page["B3"].comment.text == "和第 2 行重复"
    assert page["B3"].fill.fgColor.rgb == "00F8CBAD"
    assert page["B2"].comment is None
    assert page["I1"].value == "问题"
    assert page["I3"].value == "和第 2 行重复；=要写数字"
    assert page["I3"].data_type == "s"
    assert page["I2"].value is None
