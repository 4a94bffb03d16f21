"""The day a review sets binds: reminders, tasks, figures and ledger go by it; the first stays on record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.reviews import cases as reviews
from storage.reviews import escalation_views, verdicts
from storage.statistics import ledger, overviews
from tests.scheduler.planned import REVIEW_RULES, START, Town, open_town
from tests.scheduler.planning.test_office_reminders import late_fix, live, officer

DAY = timedelta(days=1)
PLANNED = START + 48 * DAY
BINDS = START + 20 * DAY


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    made = await open_town(database, library)
    await made.move_form(None)
    return made


async def bound(town: Town, inspector: Actor) -> Actor:
    """An owner with a plan for a late day and a review that wants it done much earlier."""
    owner = await late_fix(town, town.place, PLANNED)
    check = await town.begin(owner)
    await town.do(reviews.claim, inspector, check)
    given = {"today": START, "due_on": BINDS, "comment": "不能等"}
    await town.do(reviews.judge, inspector, check, "Q01.1", "agree")
    await town.do(verdicts.decide, inspector, REVIEW_RULES, check, "correct", **given)
    return owner


async def overdue(town: Town, inspector: Actor, today: date) -> int:
    seen = await town.look(overviews.overview, inspector, town.campaign_id, town.place, today)
    return int(seen.remedies.overdue)


async def test_a_verdicts_day_binds_everywhere(town: Town) -> None:
    inspector = await officer(town, town.place)
    owner = await bound(town, inspector)
    heard = await live(town, START, BINDS + 15 * DAY)
    assert heard[owner.person_id or 0] == [13, 17, 19, 20, 21, 23, 27, 34]
    mine = [one.text for one in town.letters if one.person_id == owner.person_id]
    assert "11月22日前，还有 7 天（原定12月20日）" in mine[0]
    assert "11月22日到期，已过 14 天（原定12月20日）" in mine[-1]
    assert heard[inspector.person_id or 0] == [27, 34], "a task, from a week after that day on"
    (task,) = await town.look(escalation_views.list_open, inspector, town.place)
    assert task.kind == "overdue"
    assert [await overdue(town, inspector, BINDS + days * DAY) for days in (0, 1)] == [0, 1]
    head = await town.look(ledger.head, inspector, town.campaign_id, town.place)
    async with town.database.read() as db:
        rows = [row async for page in ledger.finding_pages(db, head) for row in page]
        units = [
            row async for page in ledger.enterprise_pages(db, head, BINDS + DAY) for row in page if row.found
        ]
    assert [(row.due_on, row.first_due_on) for row in rows] == [(BINDS, PLANNED)]
    assert [row.overdue for row in units] == [1]
