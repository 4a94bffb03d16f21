"""Summaries: counted again until filed, kept as filed, filed upwards, refused to others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from content import loader
from content.calendar.duties import ONCE
from content.model.library import Library
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.changes import campaign_ending
from storage.statistics import summaries, summary_views
from storage.statistics.summary_figures import Figures
from storage.tables.campaigns import DutyMark
from tests.documents.played import played
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.shop import TODAY
from tests.storage.workshop import varied

__all__ = ["desk", "varied"]
MONTH = TODAY.replace(day=1)


async def begun(desk: ReviewDesk, kind: str = "whole") -> int:
    """A summary of the town, begun by its inspector."""
    made: int = await desk.do(summaries.begin, desk.campaign_id, desk.town, kind, MONTH)
    return made


async def file(desk: ReviewDesk, library: Library, summary_id: int) -> bool:
    done: bool = await desk.do(summaries.file, library, summary_id, TODAY, actor=desk.head)
    return done


async def write(desk: ReviewDesk, summary_id: int, part: str, words: str) -> None:
    async with desk.database.begin() as db:
        await summaries.write(db, desk.chen, summary_id, part, words)


async def tell(desk: ReviewDesk, summary_id: int, check_id: int, words: str = "") -> None:
    async with desk.database.begin() as db:
        await summaries.add_case(db, desk.chen, summary_id, check_id, words)


async def checks(desk: ReviewDesk) -> list[int]:
    async with desk.database.read() as db:
        return list((await db.execute(text("SELECT id FROM self_checks ORDER BY id"))).scalars())


async def test_what_is_counted_is_what_happened(desk: ReviewDesk) -> None:
    await played(desk)
    said = await desk.look(summary_views.contents, await begun(desk), TODAY)
    async with desk.database.read() as db:
        raw = {
            name: (await db.execute(text(query))).scalar_one()
            for name, query in {
                "found": "SELECT count(*) FROM findings WHERE state <> 'withdrawn'",
                "reviews": "SELECT count(*) FROM reviews WHERE state = 'decided'",
                "submitted": "SELECT count(*) FROM self_checks WHERE state <> 'draft'",
                "failing": "SELECT count(DISTINCT enterprise_id) FROM findings WHERE state <> 'withdrawn'",
            }.items()
        }
    happened = said.figures.happened
    assert (happened.found, happened.reviewed) == (raw["found"], raw["reviews"])
    assert (happened.submitted, said.figures.steps.submitted) == (raw["submitted"], raw["submitted"])
    assert said.figures.verdicts == {"pass": 1, "correct": 1}
    assert sum(said.figures.failing.values()) >= raw["failing"]
    assert [phase.code for phase in said.figures.phases]
    assert Figures.of(said.figures.as_json()) == said.figures


async def test_another_month_counts_only_its_own_days(desk: ReviewDesk) -> None:
    await played(desk)
    month = await begun(desk, "month")
    desk.clock.move(days=40)
    later = desk.clock.now().date()
    next_month: int = await desk.do(
        summaries.begin, desk.campaign_id, desk.town, "month", later.replace(day=1)
    )
    first = await desk.look(summary_views.contents, month, later)
    second = await desk.look(summary_views.contents, next_month, later)
    assert first.figures.happened.submitted == 3
    assert second.figures.happened.submitted == 0
    assert (first.figures.first, first.figures.last) == (MONTH, date(2026, 11, 30))
    assert (second.figures.first, second.figures.last) == (later.replace(day=1), later)
    assert second.figures.steps == first.figures.steps


async def test_begun_twice_it_is_the_same(desk: ReviewDesk) -> None:
    assert await begun(desk) == await begun(desk)
    assert await begun(desk, "month") != await begun(desk)


@pytest.mark.parametrize("month", [date(2025, 1, 1), TODAY.replace(day=2), date(2027, 5, 1)])
async def test_a_month_that_is_none_of_the_campaign_is_refused(desk: ReviewDesk, month: date) -> None:
    with pytest.raises(Invalid):
        await desk.do(summaries.begin, desk.campaign_id, desk.town, "month", month)


async def test_filed_it_stays_as_it_was_and_the_county_is_told_once(
    desk: ReviewDesk, varied: Library
) -> None:
    await played(desk)
    summary = await begun(desk)
    await write(desk, summary, "problems", "有的厂没有检测。\n检测机构不够。")
    first = (await checks(desk))[0]
    await tell(desk, summary, first, "改得快")
    assert (await desk.look(summary_views.contents, summary, TODAY)).filed_at is None
    assert await file(desk, varied, summary)
    assert not await file(desk, varied, summary)
    assert (await desk.look(summary_views.contents, summary, TODAY)).filed_at is not None
    (told,) = await desk.queued("outbox-summary-filed")
    assert told["person_id"] == desk.above.person_id
    assert told["button"] == {"kind": "summary", "id": summary}
    await write(desk, summary, "problems", "")
    assert (await desk.look(summary_views.contents, summary, TODAY)).filed_at is None
    await desk.workshop(9)
    kept = await desk.look(summary_views.filed, summary, actor=desk.above)
    assert kept.problems == "有的厂没有检测。\n检测机构不够。"
    assert [(case.self_check_id, case.text) for case in kept.cases] == [(first, "改得快")]
    assert kept.figures.steps.submitted == 3
    assert await file(desk, varied, summary)
    again = await desk.look(summary_views.filed, summary, actor=desk.above)
    assert (again.problems, again.figures.steps.submitted) == ("", 4)
    assert len(await desk.queued("outbox-summary-filed")) == 2


async def test_the_county_sees_which_towns_have_filed(desk: ReviewDesk, varied: Library) -> None:
    def shown(found: tuple[summary_views.Filing, ...]) -> list[tuple[str, bool]]:
        return [(one.place, one.filed_at is not None) for one in found]

    summary = await begun(desk)
    asked = (summary_views.list_filings, desk.campaign_id, desk.county, "whole", ONCE)
    assert shown(await desk.look(*asked, actor=desk.above)) == [("某镇", False), ("邻镇", False)]
    await file(desk, varied, summary)
    assert shown(await desk.look(*asked, actor=desk.above)) == [("邻镇", False), ("某镇", True)]


@pytest.mark.parametrize("ended", [False, True])
async def test_filing_marks_the_duty_of_the_plan(desk: ReviewDesk, ended: bool) -> None:
    library = loader.load()
    async with desk.database.begin() as db:
        await db.execute(text("UPDATE campaigns SET pack = 'yangzhou'"))
        due = TODAY + timedelta(days=30)
        await db.execute(text("DELETE FROM campaign_duties"))
        await db.execute(
            text(
                "INSERT INTO campaign_duties (campaign_id, code, due_on) VALUES (:id, 'local_summary', :due)"
            )
            .bindparams(id=desk.campaign_id)
            .bindparams(due=due if not desk.database.is_sqlite else due.isoformat())
        )
    if ended:
        await desk.do(campaign_ending.close, desk.campaign_id, "都办完了", actor=desk.above)
    await file(desk, library, await begun(desk))
    async with desk.database.read() as db:
        marks = (await db.execute(select(DutyMark.code, DutyMark.jurisdiction_id))).all()
    assert [tuple(mark) for mark in marks] == [("local_summary", desk.town)]


async def test_cases_are_handed_in_ones_of_the_place(desk: ReviewDesk) -> None:
    await played(desk)
    summary = await begun(desk)
    best, *_ = await desk.look(summary_views.list_candidates, summary)
    assert best.found >= 1
    (found,) = await desk.look(summary_views.list_candidates, summary, "HYPERLINK")
    assert found.enterprise == '=HYPERLINK("x")'
    assert await desk.look(summary_views.list_candidates, summary, "%") == ()
    await tell(desk, summary, best.self_check_id)
    await tell(desk, summary, best.self_check_id, "换一句")
    view = await desk.look(summary_views.get, summary)
    assert [case.text for case in view.cases] == ["换一句"]
    with pytest.raises(NotFound):
        await tell(desk, summary, 999_999)
    async with desk.database.begin() as db:
        await summaries.remove_case(db, desk.chen, summary, best.self_check_id)
    assert (await desk.look(summary_views.get, summary)).cases == ()


async def test_no_more_than_so_many_cases(desk: ReviewDesk) -> None:
    summary = await begun(desk)
    for number in range(summaries.MAX_CASES):
        shop = await desk.workshop(number + 20)
        await tell(desk, summary, shop.check_id)
    last = await desk.workshop(40)
    with pytest.raises(Conflict):
        await tell(desk, summary, last.check_id)


async def test_what_is_too_long_is_refused(desk: ReviewDesk) -> None:
    summary = await begun(desk)
    await write(desk, summary, "plans", "好" * summaries.MAX_TEXT)
    for words in ("好" * (summaries.MAX_TEXT + 1), "\u200b"):
        with pytest.raises(Invalid):
            await write(desk, summary, "plans", words)
    with pytest.raises(NotFound):
        await write(desk, summary, "filed", "x")


async def test_who_may_write_file_and_see(desk: ReviewDesk, varied: Library) -> None:
    summary = await begun(desk)
    for who in (desk.viewer, desk.stranger):
        with pytest.raises(NotAllowed):
            await desk.look(summary_views.get, summary, actor=who)
        with pytest.raises(NotAllowed):
            await desk.do(summaries.begin, desk.campaign_id, desk.town, "whole", ONCE, actor=who)
    for who in (desk.viewer, desk.chen, desk.stranger):
        with pytest.raises(NotAllowed):
            await desk.do(summaries.file, varied, summary, TODAY, actor=who)
    with pytest.raises(NotFound):
        await desk.look(summary_views.filed, summary, actor=desk.viewer)
    await file(desk, varied, summary)
    assert (await desk.look(summary_views.filed, summary, actor=desk.viewer)).filed_at is not None
    with pytest.raises(NotAllowed):
        await desk.look(summary_views.filed, summary, actor=desk.stranger)
    with pytest.raises(NotFound):
        await desk.look(summary_views.filed, 4_711, actor=CLI)
    async with desk.database.read() as db:
        audited = select(func.count()).select_from(text("audit")).where(text("action = 'file'"))
        assert (await db.execute(audited)).scalar_one() == 1


def test_months_since_the_first_day_latest_first() -> None:
    found = summary_views.months(date(2026, 11, 21), date(2027, 1, 3))
    assert found == (date(2027, 1, 1), date(2026, 12, 1), date(2026, 11, 1))
