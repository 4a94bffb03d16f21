"""The paper for a meeting: two pages whatever is in it, no rank where the ranking is switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from documents.papers.briefing import Briefing, briefing_facts, briefing_pdf
from storage.base.errors import NotAllowed
from storage.offices import rankings
from storage.reviews.escalation_views import EscalationView
from storage.statistics.groups import ItemLine
from storage.statistics.overviews import Overview, Remedies, Steps
from storage.statistics.rates import Rate
from tests.documents.test_overview_chart import CATALOG, COURSE, LIBRARY, view
from tests.storage.conftest import (
    clock,
    database,
    database_url,
    library,
    postgres_tables,
    sqlite_template,
)
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import varied

__all__ = [
    "clock",
    "database",
    "database_url",
    "desk",
    "library",
    "postgres_tables",
    "sqlite_template",
    "varied",
]


def task(number: int, name: str = "海陵区<b>金属</b>制品有限公司😀") -> EscalationView:
    return EscalationView(
        id=number,
        kind="overdue",
        enterprise_id=1,
        enterprise=f"{name}{number}",
        place="城东街道",
        self_check_id=1,
        finding_id=1,
        question="Q12.1",
        form_digest="d",
        measure="",
        matter="",
        due_on=date(2027, 2, 1),
        rejections=0,
        jurisdiction_id=1,
        level="区",
        parent_id=None,
        state="open",
        reason="",
        warned=0,
        raised=0,
        decision=None,
        raised_at=datetime(2027, 1, 1, tzinfo=UTC),
        holds=True,
        is_referred=False,
    )


RATES = (Rate("Q07.1", 980, 1000, 12), Rate("Q08.1", 1000, 1000, 12))
FULL = Briefing(
    replace(view(200, "很长很长的街道名字", open=30, overdue=9), rates=RATES, visited=30),
    COURSE,
    tuple(ItemLine(f"I{number:02}", 100 - number, 300 - number) for number in range(1, 20)),
    tuple(task(number) for number in range(100)),
    12,
    5,
    3,
)
EMPTY = Briefing(
    Overview(1, "hailing", "空区", date(2027, 3, 2), Steps(), Remedies(), ()), COURSE, (), (), 0, 0, 0
)


async def words_of(facts: Briefing, language: str = "zh") -> list[str]:
    made, _ = await briefing_pdf(facts, LIBRARY, CATALOG, language)
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


@pytest.mark.parametrize("facts", [FULL, EMPTY])
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_two_pages_whatever_is_in_it(facts: Briefing, language: str) -> None:
    assert len(await words_of(facts, language)) == 2


async def test_it_says_what_the_facts_say() -> None:
    first, second = await words_of(FULL)
    for said in ("会议材料", "还有 29 天", "还差 173 家", "2月23日"):
        assert said.replace(" ", "") in first.replace(" ", "")
    for said in (
        "各地排名",
        "1. 很长",
        "防治责任制",
        "待复查 12 份",
        "待决 100 件",
        "另有 93 项",
        "长期逾期",
    ):
        assert said.replace(" ", "") in second.replace(" ", "")


async def test_no_rank_where_the_ranking_is_switched_off() -> None:
    _, second = await words_of(replace(FULL, view=replace(FULL.view, ranked=False)))
    assert "排名" not in second
    assert "各地进展" in second
    assert "1. " not in second


async def test_the_facts_are_those_of_the_place_and_of_who_reaches_it(desk: ReviewDesk) -> None:
    await desk.workshop(1)
    await desk.workshop(2, fails=True)
    given = (desk.campaign_id, desk.town, TODAY)
    facts: Briefing = await desk.look(briefing_facts, *given)
    assert (facts.view.steps.submitted, facts.reviews, facts.to_verify, facts.decisions) == (2, 2, 0, ())
    assert [one.enterprises for one in facts.items] == [1]
    await desk.do(rankings.set_ranked, desk.county, ranked=False, actor=desk.above)
    above: Briefing = await desk.look(briefing_facts, desk.campaign_id, None, TODAY, actor=desk.above)
    assert not above.view.ranking
    with pytest.raises(NotAllowed):
        await desk.look(briefing_facts, *given, actor=desk.stranger)
