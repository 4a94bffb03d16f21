"""Short rounds, a day of its own for each fault, and what form and visit show of each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from content.model.questions import Level
from storage.base.errors import Conflict, Invalid, Stale
from storage.findings import views as finding_views
from storage.inspections import figures, former, recording
from storage.tables.system import AuditRow
from tests.storage.inspections.visiting import DUE, Visiting, visiting
from tests.storage.review_desk import desk
from tests.storage.shop import TODAY, photo
from tests.storage.workshop import COUNTED, DEEP, PLAIN, SHOWN, varied

__all__ = ["desk", "varied", "visiting"]


def after(days: int) -> Any:
    return TODAY + timedelta(days=days)


async def choose(visiting: Visiting, visit: int, scope: str, *items: str, **named: Any) -> None:
    await visiting.desk.do(recording.choose, visit, scope, items, **named)


async def set_due(visiting: Visiting, visit: int, **days: Any) -> None:
    given = {code.replace("_", "."): day for code, day in days.items()}
    await visiting.desk.do(recording.set_due, visit, given, today=TODAY)


# --- short rounds -------------------------------------------------------------------------------------


async def test_a_short_round_asks_the_rows_chosen(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.begin(shop)
    await visiting.answer(visit, PLAIN, "pass")
    for _ in range(2):
        await choose(visiting, visit, "rows", "I03", "I02")
    view = await visiting.look(visit)
    assert (view.scope, view.chosen, view.order) == ("rows", ("I02", "I03"), (SHOWN, COUNTED))
    assert PLAIN in view.seen  # what was written down stays
    assert DEEP in view.deep  # and anything else can be looked at, too
    await visiting.answer(visit, DEEP, "pass")
    of = select(AuditRow.detail).where(AuditRow.action == "inspection-scope")
    async with desk.database.read() as db:
        assert (await db.execute(of)).scalars().all() == [{"scope": "rows", "items": ["I02", "I03"]}]
    await choose(visiting, visit, "all")
    assert (await visiting.look(visit)).order == (PLAIN, SHOWN, COUNTED)
    await choose(visiting, visit, "danger")
    view = await visiting.look(visit)
    dangers = [code for code in view.deep if view.asked.by_code[code][1].level is Level.danger]
    assert list(view.order) == dangers
    await visiting.finish(visit)
    (line,) = await desk.look(figures.list_made, desk.town)
    assert line.scope == "danger"


async def test_a_scope_that_is_none(visiting: Visiting) -> None:
    visit = await visiting.begin(await visiting.enterprise(1))
    for scope, items in (("rows", ()), ("rows", ("I99",)), ("all", ("I02",)), ("some", ())):
        with pytest.raises(Invalid) as caught:
            await choose(visiting, visit, scope, *items)
        assert str(getattr(caught.value, "problem", "")) == "inspection-scope"
    planned = await visiting.schedule(await visiting.enterprise(2), 3)
    with pytest.raises(Conflict):
        await choose(visiting, planned, "danger")


# --- days ---------------------------------------------------------------------------------------------


async def test_each_fault_has_its_own_day(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.begin(shop)
    await visiting.answer(visit, PLAIN, "fail", "责任制没有上墙")
    await visiting.answer(visit, SHOWN, "fail", "没有名单")
    await visiting.answer(visit, COUNTED, "fail", "花名册缺三人")
    await set_due(visiting, visit, Q01_1=after(1), Q02_1=after(30))
    await visiting.answer(
        visit, PLAIN, "fail", "责任制没有上墙，也没有签字", seen=1
    )  # new words, the same day
    assert (await visiting.look(visit)).seen[PLAIN].due_on == after(1)
    await visiting.finish(visit)  # the third: the day of the visit, DUE
    found = await desk.look(finding_views.list_findings, actor=shop.owner)
    assert {one.question: one.due_on for one in found} == {PLAIN: after(1), SHOWN: after(30), COUNTED: DUE}
    view = await visiting.look(visit)
    assert view.dues == (after(1), DUE, after(30))
    assert (view.due_on, view.due_of(COUNTED)) == (after(30), DUE)
    told = (await desk.queued("outbox-inspected"))[0]["values"]
    assert (told["several"], told["due_day"]) == ("yes", 3)


async def test_days_for_all_suffice_and_days_that_cannot_be(visiting: Visiting) -> None:
    shop, desk = await visiting.enterprise(1), visiting.desk
    visit = await visiting.begin(shop)
    await visiting.answer(visit, PLAIN, "fail", "没有制度")
    await visiting.answer(visit, SHOWN, "pass")
    for day in (after(-1), after(366)):
        with pytest.raises(Invalid):
            await set_due(visiting, visit, Q01_1=day)
    for code in ("Q02_1", "Q03_1"):
        with pytest.raises(Stale):
            await set_due(visiting, visit, **{code: after(1)})
    await set_due(visiting, visit, Q01_1=after(3))
    await visiting.finish(visit, due_on=None)  # it has a day of its own
    (one,) = await desk.look(finding_views.list_findings, actor=shop.owner)
    assert one.due_on == after(3)
    assert (await desk.queued("outbox-inspected"))[0]["values"]["several"] == "no"
    with pytest.raises(Conflict):
        await set_due(visiting, visit, Q01_1=after(5))


async def test_a_day_goes_with_the_fault(visiting: Visiting) -> None:
    visit = await visiting.begin(await visiting.enterprise(1))
    await visiting.answer(visit, PLAIN, "fail", "没有制度")
    await set_due(visiting, visit, Q01_1=after(3))
    await visiting.answer(visit, PLAIN, "pass", seen=1)
    await visiting.answer(visit, PLAIN, "fail", "没有制度", seen=2)
    assert (await visiting.look(visit)).seen[PLAIN].due_on is None
    await set_due(visiting, visit, Q01_1=after(3))
    await set_due(visiting, visit, Q01_1=None)
    assert (await visiting.look(visit)).seen[PLAIN].due_on is None


# --- form and visit side by side ----------------------------------------------------------------------


async def test_the_visit_shows_what_was_handed_in(visiting: Visiting) -> None:
    shop = await visiting.desk.workshop(1)
    draft = await visiting.enterprise(2)
    await draft.answer(PLAIN, "pass")
    visit = await visiting.begin(shop)
    own = (await visiting.look(visit)).reported
    assert (own[COUNTED].done, own[COUNTED].total, own[SHOWN].files) == (18, 18, 1)
    assert own[SHOWN].self_check_id == shop.check_id
    assert (await visiting.look(await visiting.begin(draft))).reported == {}  # a draft is its own


async def test_the_last_record_of_each_question(visiting: Visiting) -> None:
    shop, desk = await visiting.desk.workshop(1), visiting.desk

    async def last() -> dict[str, tuple[str, str, int]]:
        async with desk.database.read() as db:
            found = await former.last_seen(db, shop.enterprise_id, desk.campaign_id)
        return {code: (one.verdict, one.note, one.files) for code, one in found.items()}

    first = await visiting.begin(shop)
    await visiting.answer(first, PLAIN, "fail", "没有制度")
    await visiting.answer(first, SHOWN, "pass")
    await desk.do(recording.attach, first, PLAIN, photo("现场"))
    assert await last() == {}  # not ended: it may still change
    await visiting.finish(first)
    desk.clock.move(minutes=5)
    second = await visiting.begin(shop, visiting.health)
    await visiting.answer(second, COUNTED, "fail", "体检缺三人", actor=visiting.health)
    await visiting.finish(second, actor=visiting.health)
    assert await last() == {
        PLAIN: ("fail", "没有制度", 1),
        SHOWN: ("pass", "", 0),
        COUNTED: ("fail", "体检缺三人", 0),
    }
    async with desk.database.read() as db:
        assert len(await former.files_of(db, first, PLAIN)) == 1
