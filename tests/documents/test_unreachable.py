"""The list of enterprises to telephone: its cells, and nothing in it is a formula."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from content.catalog import Catalog
from documents.unreachable import Call, file_name, make_call_list

CATALOG = Catalog.load()
DAY = date(2027, 3, 2)
CALLS = [
    Call("鑫达鞋材厂", "城东街道", "制鞋", "王师傅", "0523-86881234", "unregistered"),
    Call("=1+1", "城西街道", "电镀", "", "+86 139", "blocked"),
    Call("恒光\n电镀\x07厂", "城西街道", "电镀", "@李", "-1", "failed"),
]


def sheet_of(calls: list[Call], language: str = "zh") -> Any:
    data = make_call_list(CATALOG, language, "自查提醒", DAY, calls)
    return load_workbook(io.BytesIO(data)).active


def test_every_enterprise_has_its_row_under_a_head_that_stays() -> None:
    sheet = sheet_of(CALLS)
    assert sheet["A1"].value == "《自查提醒》送不到的企业（截至 2027-03-02）"
    assert [cell.value for cell in sheet[2]] == [
        "企业名称",
        "所在地",
        "行业",
        "联系人",
        "电话",
        "原因",
        "打电话结果",
    ]
    assert [cell.value for cell in sheet[3]][:6] == [
        "鑫达鞋材厂",
        "城东街道",
        "制鞋",
        "王师傅",
        "0523-86881234",
        "未注册",
    ]
    assert [row[5].value for row in sheet.iter_rows(min_row=3)] == ["未注册", "屏蔽了机器人", "发送失败"]
    assert sheet.freeze_panes == "A3"
    assert sheet.auto_filter.ref == "A2:G5"
    assert sheet.column_dimensions["A"].width > sheet.column_dimensions["D"].width > 8
    assert sheet.print_title_rows == "$2:$2"


def test_nothing_is_a_formula_and_a_number_stays_as_it_is_written() -> None:
    sheet = sheet_of(CALLS)
    cells = [cell for row in sheet.iter_rows(min_row=3) for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet["A4"].value == "=1+1"
    assert (sheet["E4"].value, sheet["E4"].number_format) == ("+86 139", "@")
    assert sheet["A5"].value == "恒光电镀厂"


@settings(deadline=None, max_examples=50)
@example([Call("\uffff\ufffe某\x0b", "", "", "", "", "stopped")])
@given(st.lists(st.builds(Call, *[st.text(max_size=20)] * 5, st.just("stopped")), max_size=3))
def test_any_text_can_be_written_and_read_back(calls: list[Call]) -> None:
    assert sheet_of(calls).max_row in (2, 2 + len(calls))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_has_a_name_that_every_system_takes(language: str) -> None:
    name = file_name(CATALOG, language, 'a/b:"c"<d>|?*', DAY)
    assert not set('\\/:*?"<>|') & set(name)
    assert name.endswith("2027-03-02.xlsx")
