"""The self-check form as an office gets it: read back from the PDF."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import ContentStream

from documents.glyphs import FontProblem
from documents.self_check_form import (
    Citation,
    Evidence,
    Finding,
    FindingState,
    Head,
    ItemRows,
    QuestionRow,
    Result,
    SelfCheckFormDocument,
    render_self_check_form,
)

DISCLAIMER = "本表为企业自报，未经核实；不代表合格，也不免除法律责任。"


def photo(size: tuple[int, int] = (640, 480)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def item(number: str, *questions: QuestionRow, text: str = "按规定设立和使用职业危害防护设施") -> ItemRows:
    return ItemRows(number=number, source_text=text, questions=questions)


FORM = SelfCheckFormDocument(
    title="粉尘与高毒物品危害治理专项行动企业自查表",
    campaign="海陵区粉尘与高毒物品危害治理专项行动",
    jurisdiction="泰州市海陵区",
    number="HL-0173",
    handed_in_on=date(2027, 4, 12),
    addressee="辖区安全办",
    due_on=date(2027, 4, 30),
    form_version="3f9a0c1be2d4775a9c0d11ef23ab4567",
    head=Head(
        enterprise="顺发家具有限公司",
        credit_code="91321202MA1XXXXX0K",
        address="九龙镇工业集中区3号",
        town="九龙镇",
        industry="家具制造",
        contact="王顺发",
        filled_by="李敏",
        workers=23,
        exposed=14,
        hazards=("木粉尘", "甲苯"),
        high_toxic=True,
        high_toxic_names=("苯",),
        filled_on=date(2027, 4, 11),
    ),
    citations=(Citation("《作业场所职业健康监督管理暂行规定》", "《工作场所职业卫生管理规定》"),),
    items=(
        item(
            "5",
            QuestionRow(
                text="喷漆岗位有抽风罩吗？",
                law=("《职业病防治法》第二十二条",),
                result=Result.not_met,
                problem="抽风罩坏了",
                evidence=(1, 2, 3, 5),
            ),
            QuestionRow(
                text="做了预评价吗？", result=Result.not_applicable, reason="没有新建项目", by_profile=True
            ),
        ),
        item("12", QuestionRow(text="都参保了吗？", result=Result.met, numbers=(18, 23), remark="五人在办")),
    ),
    findings=(
        Finding(
            number=1,
            item="项目 5",
            problem="抽风罩坏了",
            measure="更换风机",
            responsible="王顺发",
            cost=Decimal("12800.50"),
            contingency="停用喷漆房",
            due_on=date(2027, 4, 20),
            state=FindingState.rectified,
            done_on=date(2027, 4, 8),
            evidence=(1, 2),
        ),
        Finding(
            number=2, problem="没有检测", due_on=date(2027, 5, 25), beyond_phase="检测机构排期到五月中旬"
        ),
        Finding(number=3, problem="桶上没有标签", state=FindingState.overdue),
    ),
    evidence=(
        Evidence(1, "旧风机", date(2027, 3, 2), photo(), finding=1, moment="before"),
        Evidence(2, "新风机", date(2027, 4, 8), photo((480, 640)), finding=1, moment="after"),
        Evidence(3, "公告栏", date(2027, 4, 9), photo()),
        Evidence(4, "检测报告封面", date(2027, 4, 10)),
    ),
)


def squeezed(text: str) -> str:
    """Without spaces and line ends, which depend on where lines break."""
    return re.sub(r"\s", "", text)


def pages(pdf: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(BytesIO(pdf)).pages]


async def text_of(form: SelfCheckFormDocument) -> str:
    return "".join(pages(await render_self_check_form(form)))


def with_remark(remark: str) -> SelfCheckFormDocument:
    return replace(FORM, items=(item("1", QuestionRow(text="问", remark=remark)),), findings=(), evidence=())


def glyphs(pdf: bytes) -> Iterator[bytes]:
    """Two-byte glyph numbers of everything shown on the pages."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    for page in reader.pages:
        for operands, operator in ContentStream(page.get_contents(), reader).operations:
            shown = {b"Tj": operands, b"TJ": operands[0] if operator == b"TJ" else []}.get(operator, [])
            for part in shown:
                raw = part if isinstance(part, bytes) else getattr(part, "original_bytes", b"")
                yield from (raw[at : at + 2] for at in range(0, len(raw), 2))


def pictures(pdf: bytes) -> list[Image.Image]:
    found = [image.image for page in pypdf.PdfReader(BytesIO(pdf)).pages for image in page.images]
    return [image for image in found if image is not None]


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
        "共2项、3问：符合1，不符合1，不涉及1",
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
        "计划整改",
        "逾期未完成",
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
    text = await text_of(replace(FORM, items=(replace(row, part=1), replace(row, part=2))))
    assert "六（1）" in text
    assert "六（2）" in text
    assert "共1项、2问" in text, "the plan's rows are counted"


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


@pytest.mark.parametrize(
    "literal",
    [
        "<b>粗</b> &amp; [方] {花}",
        "#let x = 1; #panic()",
        "$a^2$ _斜_ *粗* `码` = 标题 - 项 + 项 / 词: 义",
        r"\ \u{41} \n // 注 /* 释 */ @ref <label> ~ -- ---",
        "\"直\" '引' “弯”",
        "𠮷野家䶮",
    ],
)
async def test_markup_stays_text(literal: str) -> None:
    assert squeezed(f"备注：{literal}") in await text_of(with_remark(literal))


async def test_what_is_unseen_or_turns_text_round_is_gone_and_what_has_no_glyph_is_seen() -> None:
    pdf = await render_self_check_form(
        with_remark("零\u200b宽\u200d \u202e反向\u202c\x07 ✅🎉 العربية e\u0301")
    )
    text = "".join(pages(pdf))
    assert "备注：零宽反向✓□□□□□□□□é" in text.replace("e\u0301", "é")
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", text)
    assert b"\0\0" not in set(glyphs(pdf)), "glyph 0 is the box of a missing one"


LATIN = "W" * 150  # a W is 0.28 cm wide in the tables


def row(question: QuestionRow) -> SelfCheckFormDocument:
    return replace(FORM, items=(item("1", question),), evidence=())


def finding(one: Finding) -> SelfCheckFormDocument:
    return replace(FORM, findings=(one,), evidence=())


@pytest.mark.parametrize(
    ("form", "fit"),
    [
        (replace(FORM, head=Head(enterprise=LATIN), evidence=()), 45),
        (replace(FORM, head=Head(enterprise="厂", credit_code=LATIN), evidence=()), 22),
        (replace(FORM, items=(item(LATIN, QuestionRow(text="问")),), evidence=()), 3),
        (replace(FORM, items=(item("1", QuestionRow(text="问"), text=LATIN),), evidence=()), 11),
        (row(QuestionRow(LATIN)), 16),
        (row(QuestionRow("问", law=(LATIN,))), 13),
        (row(QuestionRow("问", remark=LATIN)), 14),
        (finding(Finding(1, LATIN)), 15),
        (finding(Finding(1, "问题", measure=LATIN)), 17),
        (finding(Finding(1, "问题", responsible=LATIN)), 6),
        (replace(FORM, evidence=(Evidence(1, LATIN, None, photo()),)), 19),
    ],
)
async def test_an_unbroken_latin_run_wraps_in_its_column(form: SelfCheckFormDocument, fit: int) -> None:
    reader = pypdf.PdfReader(BytesIO(await render_self_check_form(form)))
    runs = re.findall("W+", "\n".join(page.extract_text() for page in reader.pages))
    assert max(map(len, runs)) <= fit
    assert sum(map(len, runs)) == 150


async def test_a_run_of_punctuation_wraps() -> None:
    reader = pypdf.PdfReader(BytesIO(await render_self_check_form(with_remark("！" * 150))))
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert max(line.count("！") for line in lines) < 40
    assert sum(line.count("！") for line in lines) == 150


async def test_4096_characters_stand_whole_on_the_annex_sheet() -> None:
    note = "".join(f"{n:04}人不戴口罩，" for n in range(373))[:4096]
    short, long = (
        await render_self_check_form(with_remark("")),
        await render_self_check_form(with_remark(note)),
    )
    text = "".join(pages(long))
    assert "……（全文见附页第1条）" in text
    assert "第1条项目1备注" in text
    torn = [number for number in range(372) if f"{number:04}人不戴口罩，" not in text]
    assert len(torn) < len(pages(long)), "at most one phrase at each turn of the page"
    assert len(pages(long)) - len(pages(short)) in {1, 2, 3}


async def test_thousands_of_short_lines_do_not_make_hundreds_of_pages() -> None:
    assert len(pages(await render_self_check_form(with_remark("行\n" * 2000)))) <= 5


async def test_photos_are_small_upright_and_bare() -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "MAKER-OF-THE-PHONE"
    Image.new("RGB", (1600, 900), "teal").save(out, "JPEG", exif=exif)
    pdf = await render_self_check_form(replace(FORM, evidence=(Evidence(1, "风机", None, out.getvalue()),)))
    (picture,) = pictures(pdf)
    assert picture.size == (270, 480)
    assert b"MAKER-OF-THE-PHONE" not in pdf


async def test_photos_come_from_files_and_a_broken_one_is_said(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes(photo())
    evidence = (
        Evidence(1, "在", None, kept),
        Evidence(2, "丢", None, tmp_path / "lost"),
        Evidence(3, "坏", None, b"GIF89a"),
    )
    pdf = await render_self_check_form(replace(FORM, evidence=evidence))
    assert len(pictures(pdf)) == 1
    assert "".join(pages(pdf)).count("图片无法读取") == 2


async def test_pairs_wait_for_their_second_photo() -> None:
    before = Evidence(1, "旧", None, photo(), finding=1, moment="before")
    text = await text_of(replace(FORM, evidence=(before,)))
    assert "问题1整改前整改后" in text
    assert "尚无照片" in text


async def test_forty_photos_stay_small_and_all_are_there() -> None:
    evidence = tuple(Evidence(n, "现场", date(2027, 4, 1), photo((1200, 900))) for n in range(1, 41))
    pdf = await render_self_check_form(replace(FORM, evidence=evidence))
    text = "".join(pages(pdf))
    assert all(f"证据{n}2027-04-01" in text for n in range(1, 41))
    assert len(pictures(pdf)) == 40
    assert len(pages(pdf)) <= 6
    assert len(pdf) < 40 * 80_000


async def test_a_directory_without_the_font_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontProblem, match=re.escape(str(tmp_path))):
        await render_self_check_form(FORM, font_directory=tmp_path)
    with pytest.raises(FontProblem, match="nowhere"):
        await render_self_check_form(FORM, font_directory=tmp_path / "nowhere")


anything = st.text(max_size=400)


@settings(max_examples=12, deadline=None)
@given(texts=st.lists(anything, min_size=12, max_size=12), result=st.sampled_from(Result))
def test_any_text_in_any_field_prints(texts: list[str], result: Result) -> None:
    a, b, c, d, e, f, g, h, i, j, k, m = texts
    form = replace(
        FORM,
        title=a,
        head=Head(enterprise=b, address=c, hazards=(d, e)),
        items=(ItemRows(f, g, (QuestionRow(h, (i,), result, j, k, remark=m),) * 2),),
        findings=(Finding(1, a, b, c, d, Decimal(7), e, beyond_phase=f),),
        evidence=(Evidence(1, g),),
    )
    pdf = asyncio.run(render_self_check_form(form))
    assert DISCLAIMER in "".join(pages(pdf))
    assert b"\0\0" not in set(glyphs(pdf))
