"""The self-check form as an office gets it: read back from the PDF."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from content.rules import Tally
from documents.glyphs import FontProblem
from documents.self_checks.form import (
    Finding,
    Head,
    ItemRows,
    QuestionRow,
    render_self_check_form,
)
from tests.documents.forms import (
    DISCLAIMER,
    FORM,
    item,
    pages,
    text_of,
)


async def test_says_everything_an_office_reads() -> None:
    text = await text_of(FORM)
    for expected in (
        "粉尘与高毒物品危害治理专项行动企业自查表",
        "海陵区粉尘与高毒物品危害治理专项行动·泰州市海陵区",
        "编号：HL-0173",
        "报送日期：2027年4月12日",
        "报送单位：辖区安全办",
        "报送期限：2027年4月30日",
        "企业名称（盖章）顺发家具有限公司",
        "统一社会信用代码91321202MA1XXXXX0K",
        "职工总数23人",
        "接害人数14人",
        "主要危害因素木粉尘、甲苯",
        "是否涉及高毒物品是（苯）",
        "填表日期2027年4月11日",
        "共2项：符合1，不符合1，不涉及0",
        "方案引用：《作业场所职业健康监督管理暂行规定》（现行：《工作场所职业卫生管理规定》）",
        "《职业病防治法》第二十二条",
        "不符合问题：抽风罩坏了",
        "1～3、5",
        "不涉及理由：没有新建项目（系统按企业概况判定）",
        "18人／共23人备注：五人在办",
        "更换风机应急预案：停用喷漆房",
        "12,800.50",
        "已整改2027-04-08证据1、2",
        "超出自查阶段的理由：检测机构排期到五月中旬",
        "整改中",
        "逾期",
        "整改前整改后",
        "未附图片的材料：证据4检测报告封面（2027-04-10）",
        "第一次复查",
        "□合格□不合格□限期整改",
        "企业负责人签字",
        "复查单位（盖章）",
        "表格版本3f9a0c1be2d4775a9c0d11ef23ab4567",
        DISCLAIMER,
    ):
        assert expected in text


async def test_an_item_with_several_questions_numbers_them() -> None:
    text = await text_of(FORM)
    assert "5.1喷漆岗位有抽风罩吗？" in text
    assert "5.2做了预评价吗？" in text
    assert text.count("按规定设立和使用职业危害防护设施") == 2, "once for each item, not for each question"


async def test_a_part_of_a_row_is_told_from_the_other() -> None:
    row = ItemRows(
        number="六", source_text="签订劳动合同，并参加工伤保险", questions=(QuestionRow(text="问"),)
    )
    text = await text_of(
        replace(FORM, items=(replace(row, part=1), replace(row, part=2)), tally=Tally(1, 0, 0, 0, 0, 0))
    )
    assert "六（1）" in text
    assert "六（2）" in text
    assert "共1项" in text, "the plan's rows are counted"


async def test_a_draft_says_so_and_leaves_blanks() -> None:
    draft = replace(
        FORM, number=None, handed_in_on=None, head=Head(enterprise="顺发"), findings=(), evidence=()
    )
    text = await text_of(draft)
    assert "编号：草稿（尚未报送）" in text
    assert "报送日期：年月日" in text
    assert "□是□否" in text
    assert "无整改事项" in text
    assert "证据照片" not in text


async def test_fonts_are_embedded_subsets_and_the_file_is_small() -> None:
    pdf = await render_self_check_form(replace(FORM, evidence=()))
    fonts = {
        name: font.get_object()
        for page in pypdf.PdfReader(BytesIO(pdf)).pages
        for name, font in page["/Resources"]["/Font"].items()  # type: ignore[index]
    }
    assert fonts
    for font in fonts.values():
        assert font["/Subtype"] == "/Type0"
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"]), "not a subset"
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert descriptor.keys() & {"/FontFile2", "/FontFile3"}
    assert len(pdf) < 400_000


async def test_same_form_same_bytes_and_no_time() -> None:
    one, other = await asyncio.gather(render_self_check_form(FORM), render_self_check_form(FORM))
    assert one == other
    assert not pypdf.PdfReader(BytesIO(one)).metadata.keys() & {"/CreationDate", "/ModDate"}  # type: ignore[union-attr]
    assert b"CreateDate" not in one


async def test_every_page_carries_number_and_count_and_repeats_the_columns() -> None:
    rows = tuple(item(str(n), QuestionRow(text="有没有书面任命一个人管职业健康？")) for n in range(1, 90))
    read = pages(await render_self_check_form(replace(FORM, items=rows)))
    assert len(read) >= 4
    for number, text in enumerate(read, start=1):
        assert "编号：HL-0173" in text
        assert f"第{number}页共{len(read)}页" in text
        if "有没有书面任命" in text:
            assert "自查项目（方案原文）" in text
    assert sum("有没有书面任命" in text for text in read) >= 3


async def test_what_goes_on_from_the_page_before_tells_its_number_again() -> None:
    long = tuple(QuestionRow(text=f"甲{one}", problem="字" * 150, remark="注" * 170) for one in range(4))
    signs = "子丑寅卯辰巳午戌"
    faults = tuple(
        Finding(
            number=number, problem="乙", measure=sign * 170, contingency=sign * 170, beyond_phase=sign * 9
        )
        for number, sign in enumerate(signs, 1)
    )
    form = replace(FORM, items=(item("5", *long), *FORM.items[1:]), findings=faults, evidence=())
    shown = pages(await render_self_check_form(form))
    places = [place for place, page in enumerate(shown) if "字字" in page or "注注" in page]
    assert len(places) > 1
    assert [place for place, page in enumerate(shown) if "5续" in page] == places[1:]
    torn = [
        (place, number)
        for place, page in enumerate(shown)
        for number, sign in enumerate(signs, 1)
        if place and sign in page and sign in shown[place - 1]
    ]
    assert torn, "a finding of 40 lines breaks somewhere"
    assert all(f"{number}续" in shown[place] for place, number in torn)
    assert sum(page.count("续") for page in shown) == len(torn) + len(places) - 1


async def test_a_directory_without_the_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontProblem, match=re.escape(str(tmp_path))):
        await render_self_check_form(FORM, font_directory=tmp_path)
    with pytest.raises(FontProblem, match="nowhere"):
        await render_self_check_form(FORM, font_directory=tmp_path / "nowhere")
