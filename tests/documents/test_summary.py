"""The summary as PDF and Word: the plan's phases, every figure, people's words literally."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from content.calendar.duties import ONCE
from content.catalog import Catalog
from content.loader import load
from documents.papers.official import closed_up, paper_docx, paper_pdf
from documents.papers.parts import Paper
from documents.summary_paper import summary_paper
from storage.campaigns.views import PhaseDates
from storage.statistics.overviews import PlaceLine, Remedies, Steps
from storage.statistics.rates import Rate
from storage.statistics.summary_figures import Figures, Happened
from storage.statistics.summary_views import Case, Contents

CATALOG = Catalog.load()
LIBRARY = load()
DAY = date(2027, 5, 6)


def said(pack: str = "hailing", kind: str = "whole", **more: object) -> Contents:
    """A summary with everything in it."""
    plan = LIBRARY.packs[pack]
    phases = tuple(
        PhaseDates(phase.code, date(2026, 11 + number, 1), date(2026, 11 + number, 28))
        if number < 2
        else PhaseDates(phase.code, None, None)
        if number == 2
        else PhaseDates(phase.code, date(2028, 1, 1), date(2028, 1, 31))
        for number, phase in enumerate(plan.phases)
    )
    steps = Steps(40, 38, 36, 30, 24, 11)
    lines = tuple(
        PlaceLine(number, f"第{number}镇<b>", Steps(13, 12, 12, 10, 8, 3), number, own=number == 3)
        for number in (1, 2, 3)
    )
    figures = Figures(
        pack,
        "海陵区",
        date(2026, 11, 1),
        DAY,
        DAY,
        steps,
        Remedies(3, 20, 5, 9, 41),
        lines,
        Happened(4, 120, 97, 36, 30, 24, 78, 41, 6, 2),
        phases,
        {"pass": 15, "correct": 8, "penalty": 1},
        {"Q03": 17, "Q05": 12, "Q99": 4},
    )
    cases = (
        Case(1, "永兴木业 #1_*", "城东街道", "furniture", 5, 5, "pass", "老板自己装了中央除尘。"),
        Case(2, '=HYPERLINK("x")', "城西街道", "shoes", 7, 2, None, ""),
    )
    values: dict[str, object] = {
        "kind": kind,
        "period_on": ONCE if kind == "whole" else date(2027, 5, 1),
        "figures": figures,
        "problems": "有的厂舍不得花钱。\n\n检测机构少 & 贵。",
        "plans": "6月再查一遍。",
        "cases": cases,
        "filed_at": None,
    }
    return Contents(**{**values, **more})  # type: ignore[arg-type]


def paper_of(one: Contents, language: str = "zh") -> Paper:
    return summary_paper(one, LIBRARY, CATALOG, language)


def words_of(paper: Paper) -> str:
    return "\n".join(
        words
        for part in paper.sections
        for words in (part.title, *part.paragraphs, *(cell for row in part.rows for cell in row))
    )


@pytest.mark.parametrize("pack", sorted(LIBRARY.packs))
def test_it_follows_the_phases_of_its_plan(pack: str) -> None:
    paper = paper_of(said(pack))
    titles = [part.title for part in paper.sections]
    plan = LIBRARY.packs[pack]
    assert [title.split("、", 1)[1] for title in titles[1 : 1 + len(plan.phases)]] == [
        phase.title.zh for phase in plan.phases
    ]
    assert [title[-4:] for title in titles[-4:]] == ["各地情况", "典型事例", "存在问题", "一步打算"]
    assert titles[0].startswith("一、")
    assert plan.heading in words_of(paper)
    assert "草稿" in paper.state
    assert closed_up(paper.subtitle) == "2026年11月1日至2027年5月6日"


def test_every_figure_is_said() -> None:
    words = words_of(paper_of(said()))
    for figure in (
        "应查企业 40 家",
        "已交自查表 30 家（75%）",
        "覆盖率 60%",
        "发出通知 4 份，送达 120 人，已读 97 人（81%）",
        "查出问题 78 处",
        "通过 15 家次、限期整改 8 家次、提请处罚 1 家次",
        "共有问题 78 处，已销号 41 处（53%）",
        "逾期 5 处",
        "未注册 2 家，未交表 10 家，已交表未复查 6 家",
    ):
        assert figure in words, figure


def test_shares_of_workers_are_said_where_the_plan_sets_a_mark() -> None:
    rates = (Rate("Q07.1", 980, 1000, 12), Rate("Q08.1", 0, 0, 0))
    for pack, told in (("tianjin", True), ("hailing", False)):
        one = said(pack)
        figures = replace(one.figures, rates=rates)
        assert Figures.of(figures.as_json()) == figures
        words = words_of(paper_of(replace(one, figures=figures)))
        sentence = "劳动合同签订率98%（方案要求 100%）：按已交自查表的 12 家企业自报，职工 1000 人中 980 人。"
        assert (sentence in words) == told
        assert ("工伤保险参保率–" in words) == told


@pytest.mark.parametrize(
    ("reviewed", "told"),
    [(0, "自查自改，复查尚未开始。"), (24, "自查自改，已复查其中 24 家。"), (40, "自查自改，并逐家复查。")],
)
def test_each_is_said_to_be_reviewed_only_where_each_was(reviewed: int, told: str) -> None:
    one = said()
    figures = replace(one.figures, steps=replace(one.figures.steps, reviewed=reviewed))
    words = words_of(paper_of(replace(one, figures=figures)))
    assert told in words
    assert ("逐家复查" in words) == (reviewed == 40)


def test_a_month_says_its_month_and_phases_ahead_are_said_to_be() -> None:
    paper = paper_of(said(kind="month", filed_at=datetime(2027, 6, 1, tzinfo=UTC)))
    assert "2027年5月情况报告" in paper.title
    assert paper.state == ""
    words = words_of(paper)
    assert "本月 36 家企业开始自查" in words
    assert "时间待定" in words
    assert "尚未到期，已提前开展" in words
    assert paper.file_name == "情况报告_海陵区_2027年5月"


def test_what_was_done_before_its_phase_is_told_and_no_phase_called_idle_that_was_not() -> None:
    one = said()
    ahead = tuple(
        replace(phase, starts_on=date(2028, 1, 1), ends_on=date(2028, 1, 31)) for phase in one.figures.phases
    )
    words = words_of(paper_of(replace(one, figures=replace(one.figures, phases=ahead))))
    assert "尚未到期，已提前开展：共复查 24 家次" in words
    idle = replace(one.figures, phases=ahead, happened=Happened(), verdicts={})
    words = words_of(paper_of(replace(one, figures=idle)))
    assert "已提前开展" not in words
    assert words.count("尚未开始") == len(ahead)


def test_what_is_empty_is_left_out() -> None:
    paper = paper_of(said(problems="", plans="", cases=()))
    titles = "".join(part.title for part in paper.sections)
    assert "典型事例" not in titles
    assert "打算" not in titles
    assert "存在问题" in titles  # the counted ones are always said


def test_without_anybody_nothing_is_divided_by_nothing() -> None:
    one = said()
    empty = replace(
        one.figures,
        steps=Steps(),
        remedies=Remedies(),
        lines=(),
        happened=Happened(),
        verdicts={},
        failing={},
    )
    words = words_of(paper_of(replace(one, figures=empty)))
    assert "（–）" in words
    assert "各地情况" not in words


async def test_the_pdf_says_all_of_it() -> None:
    paper = paper_of(said())
    read = PdfReader(BytesIO(await paper_pdf(paper)))
    text = "".join(page.extract_text() for page in read.pages).replace("\n", "").replace(" ", "")
    for part in paper.sections:
        for words in (part.title, *part.paragraphs, *(cell for row in part.rows for cell in row)):
            assert words.replace(" ", "").replace("\n", "") in text, words
    assert read.metadata is not None
    assert read.metadata.title == paper.title


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_word_file_says_all_of_it(language: str) -> None:
    paper = paper_of(said(place="a\x07b\ud800") if language == "nothing" else said(), language)
    book = Document(BytesIO(await paper_docx(paper)))
    text = "\n".join(paragraph.text for paragraph in book.paragraphs)
    for part in paper.sections:
        for words in (part.title, *part.paragraphs):
            assert closed_up(words) in text
    cells = [[[cell.text for cell in row.cells] for row in table.rows] for table in book.tables]
    expected = [
        [[closed_up(cell) for cell in row] for row in (part.heads, *part.rows)]
        for part in paper.sections
        if part.rows
    ]
    assert cells == expected


async def test_signs_that_no_file_takes_are_left_out() -> None:
    one = said(problems="坏\x07字\ud800符\ufffe号")
    book = Document(BytesIO(await paper_docx(paper_of(one))))
    assert "坏字符号" in "\n".join(paragraph.text for paragraph in book.paragraphs)
    assert (await paper_pdf(paper_of(one))).startswith(b"%PDF")
