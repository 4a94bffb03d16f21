"""Papers about measures state known facts and have lines to fill in for the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from docx import Document
from pypdf import PdfReader

from content.catalog import Catalog
from content.loader import load
from content.rules import build_form
from documents.papers.fault_words import LINE
from documents.papers.measures import measure_paper
from documents.papers.official import closed_up, paper_pdf, write_docx
from documents.papers.parts import Paper, blank
from storage.offices.letterheads import Letterhead
from storage.reviews.measure_views import MeasureView
from storage.reviews.resumptions import ResumptionView
from storage.reviews.signed_papers import Fault, MeasurePaper

LIBRARY, CATALOG, ZONE = load(), Catalog.load(), ZoneInfo("Asia/Shanghai")
FORM = build_form(LIBRARY, LIBRARY.packs["tianjin"])
AT = datetime(2026, 11, 20, 4, tzinfo=UTC)
VIEW = MeasureView(
    id=1,
    kind="suspend",
    enterprise_id=1,
    enterprise="恒光电镀厂 <b>",
    place="城东街道",
    self_check_id=1,
    jurisdiction_id=1,
    office="海陵区",
    state="open",
    reason="抽风机拆除，工人无防护，多次催告不改。",
    number="",
    penalty="",
    amount_fen=None,
    since_on=date(2026, 11, 20),
    ended_on=None,
    asked=None,
)
MADE = MeasurePaper(
    paper="order",
    measure=VIEW,
    head=Letterhead("海陵区", "海陵区应急管理局", "海应急〔{year}〕{number}号"),
    credit_code="91321204MA1X000000",
    address="工业路1号",
    industry="electroplating",
    pack="tianjin",
    form_digest="x",
    form_number="TJ-0007",
    raised="suspend",
    faults=(
        Fault("Q13.1", date(2026, 10, 1), "装抽风罩", 2, is_closed=False),
        Fault("Q15.1", None, "", 0, is_closed=False),
    ),
    warned=(AT, AT),
    asked=ResumptionView(3, 1, "asked", "抽风机已装好。\n已检测合格。", 2, "", AT, None),
)


def paper_of(made: MeasurePaper) -> Paper:
    return measure_paper(made, FORM, LIBRARY, CATALOG, ZONE)


async def words_of(paper: Paper) -> str:
    """The words of the PDF, once those of the Word file were found to be the same."""
    pages = PdfReader(BytesIO(await paper_pdf(paper))).pages
    said = "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    book = Document(BytesIO(write_docx(paper)))
    cells = [cell.text for table in book.tables for row in table.rows for cell in row.cells]
    for words in (*(one.text for one in book.paragraphs), *cells):
        for line in words.split("\n"):
            assert line.replace(" ", "") in said, line
    return said


PAPERS = [
    ("suspend", "order", "停产整顿决定书", "恒光电镀厂<b>：|一律不得复产|停产整顿或者提请", "法律依据："),
    ("suspend", "request", "复产申请", "海陵区应急管理局：|抽风机已装好。|2张", ""),
    ("suspend", "answer", "复产验收记录", "□同意复产|抽风机已装好。", "原因："),
    ("penalty", "order", "行政处罚情况登记表", "不是处罚决定书|尚未执行", "作出处罚决定的机关|金额"),
    ("closure", "order", "关于提请关闭恒光电镀厂<b>的请示", "妥否，请批示。|已催告2次", "人民政府"),
    ("refusal", "order", "拒不整改情况记录", "整改被退回2次|见证人", "被记录单位的意见："),
]
"""Kind of measure, paper, title, known facts, what is left open; the last two with bars between."""


@pytest.mark.parametrize(("kind", "paper", "title", "known", "unknown"), PAPERS)
async def test_each_paper_says_what_is_known_and_leaves_the_rest_open(
    kind: str, paper: str, title: str, known: str, unknown: str
) -> None:
    said = await words_of(paper_of(replace(MADE, paper=paper, measure=replace(VIEW, kind=kind))))
    for words in (title, "91321204MA1X000000", *known.split("|")):
        assert words in said, words
    assert ("抽风机拆除，工人无防护，多次催告不改" in said) == (paper != "answer")
    for words in filter(None, unknown.split("|")):
        assert f"{words}{LINE}" in said or f"{LINE}{words}" in said, words
    assert "第七十七条" not in said, "no article is claimed that was not read for this"


async def test_what_was_noted_stands_in_the_record_of_a_penalty() -> None:
    noted = replace(
        VIEW, kind="penalty", number="海应急罚〔2026〕7号", penalty="fine", amount_fen=2_000_050,
        state="done", ended_on=date(2026, 12, 1),
    )  # fmt: skip
    said = await words_of(paper_of(replace(MADE, measure=noted)))
    for words in ("海应急罚〔2026〕7号", "罚款", "20,000.50元", "已执行，2026年12月1日"):
        assert words in said, words


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("agreed", "同意你单位自2026年11月20日起恢复生产"),
        ("refused", "不同意你单位恢复生产。原因：照片看不清。"),
    ],
)
async def test_a_decided_request_is_answered_by_letter(state: str, told: str) -> None:
    assert MADE.asked is not None
    asked = replace(
        MADE.asked, state=state, answer="照片看不清。" if state == "refused" else "", decided_at=AT
    )
    said = await words_of(paper_of(replace(MADE, paper="answer", asked=asked)))
    assert told in said
    assert "复产申请的批复" in said


def test_without_full_name_and_number_both_are_left_to_the_hand() -> None:
    paper = paper_of(replace(MADE, head=Letterhead("海陵区"), address=""))
    assert paper.office == CATALOG.say("inspection-paper-seal", "zh")
    assert paper.number == CATALOG.say("measure-paper-number", "zh")
    assert dict(paper.facts)["地址"] == LINE
    assert closed_up(paper.title) == paper.title


@pytest.mark.parametrize(
    ("kind", "lead"), [("suspend", "经查，你单位存在下列问题："), ("closure", "存在下列问题：")]
)
async def test_where_no_fault_is_on_record_there_is_a_line_to_fill_in(kind: str, lead: str) -> None:
    made = replace(MADE, measure=replace(VIEW, kind=kind), paper="order", faults=())
    assert f"{lead}{blank(20)}" in await words_of(paper_of(made))


async def test_a_credit_code_breaks_at_the_end_of_a_line_so_that_none_is_spread_wide() -> None:
    made = replace(MADE, measure=replace(VIEW, kind="closure", enterprise="恒光电镀厂"), paper="order")
    pages = PdfReader(BytesIO(await paper_pdf(paper_of(made)))).pages
    (line,) = [one for one in pages[0].extract_text().splitlines() if one.startswith("恒光电镀厂（")]
    assert "9132" in line
    assert MADE.credit_code in await words_of(paper_of(made))


WITHDRAWN = replace(
    VIEW,
    state="annulled",
    number="海应急停〔2026〕3号",
    withdrawn_on=date(2026, 12, 1),
    cause="error",
    cause_text="未告知陈述、申辩的权利。",
    withdrawal_number="海应急撤〔2026〕1号",
    withdrawn_at_id=1,
    withdrawn_at="海陵区",
)
OWN_PAPERS = {
    "suspend": ("撤销停产整顿决定书", "本机关2026年11月20日对你单位作出的停产整顿决定", "不需要申请复产验收"),
    "penalty": ("撤销行政处罚决定书", f"{LINE}（作出处罚决定的机关）", "依法予以退还"),
    "closure": ("撤销提请关闭决定书", "本机关2026年11月20日作出的关闭你单位的提请", "报告有关人民政府"),
    "refusal": ("撤销拒不整改认定决定书", "本机关2026年11月20日作出的你单位拒不整改的认定", "撤销上述认定"),
}


@pytest.mark.parametrize("kind", list(OWN_PAPERS))
async def test_what_an_office_withdraws_itself_is_a_decision_of_its_own(kind: str) -> None:
    paper = paper_of(replace(MADE, paper="withdraw", measure=replace(WITHDRAWN, kind=kind)))
    said = await words_of(paper)
    assert (paper.number, paper.day) == ("海应急撤〔2026〕1号", "2026年12月1日")
    for words in (
        *OWN_PAPERS[kind],
        "（海应急停〔2026〕3号），经复核，确有错误。",
        "撤销的事实和理由：未告知陈述、申辩的权利。",
        f"法律依据：{LINE}",
        "现决定：自2026年12月1日起撤销上述",
        "下列问题尚未销号",
        "整改被退回2次",
        "可以依法申请行政复议",
        "签收人",
    ):
        assert words in said, words


@pytest.mark.parametrize(("cause", "by"), [("review", "（行政复议机关）"), ("court", "人民法院")])
async def test_what_others_annulled_is_told_and_names_their_paper(cause: str, by: str) -> None:
    view = replace(WITHDRAWN, cause=cause, cause_text="", office="城东街道", withdrawn_at_id=7)
    paper = paper_of(replace(MADE, paper="withdraw", measure=view))
    said = await words_of(paper)
    for words in (
        "停产整顿决定撤销告知书",
        "城东街道2026年11月20日",
        f"已由{LINE}{by}",
        "号：海应急撤〔2026〕1号。",
    ):
        assert words in said, words
    assert "海应急〔2026〕" in paper.number, "its own number is none of theirs"
    for words in ("法律依据", "撤销的事实和理由", "不服"):
        assert words not in said, words


async def test_a_withdrawal_of_which_nothing_is_known_has_lines_to_fill_in() -> None:
    bare = replace(WITHDRAWN, cause="other", cause_text="", number="", withdrawal_number="")
    made = replace(MADE, paper="withdraw", measure=bare, faults=(), head=Letterhead("海陵区"), address="")
    said = await words_of(paper_of(made))
    assert f"撤销的事实和理由：{LINE}。" in said
    assert "依法应当撤销。" in said
    assert "尚未销号" not in said


@pytest.mark.parametrize("kind", ["suspend", "penalty", "closure", "refusal"])
async def test_the_order_of_what_was_withdrawn_says_so(kind: str) -> None:
    said = await words_of(paper_of(replace(MADE, measure=replace(WITHDRAWN, kind=kind))))
    assert "已于2026年12月1日撤销，不再执行。" in said
    assert ("执行情况已撤销，2026年12月1日" in said) == (kind == "penalty")
