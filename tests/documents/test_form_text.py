"""People's text on the form: literal, visible, and inside its column."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.self_checks.form import (
    Evidence,
    Finding,
    Head,
    ItemRows,
    QuestionRow,
    Result,
    SelfCheckFormDocument,
    render_self_check_form,
)
from tests.documents.forms import (
    DISCLAIMER,
    FORM,
    glyphs,
    item,
    pages,
    photo,
    squeezed,
    text_of,
    with_remark,
)


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
