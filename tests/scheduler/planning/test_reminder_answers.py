"""Answers to a digest (again tomorrow, never again, done) change the next digests."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.enterprises import upkeeps
from storage.enterprises.upkeeps import UpkeepView, next_due
from storage.reminders import answers
from tests.scheduler.planned import FORM_DUE, RULES, START, ZONE, Letter, Town, open_town

DAY = timedelta(days=1)
SNOOZABLE = [rule.code for rule in RULES if "snooze" in rule.buttons]
MUTABLE = [rule.code for rule in RULES if rule.mutable]


@pytest.fixture
async def town(database: Database, library: Library) -> Town:
    return await open_town(database, library)


def digest_of(letter: Letter) -> int:
    return int(letter.buttons["明天再提醒"].rpartition(":")[2])


async def snooze(town: Town, owner: Actor, letter: Letter) -> date:
    put_off: date = await town.do(answers.snooze, owner, digest_of(letter), SNOOZABLE, town.works)
    return put_off


async def test_put_off_line_comes_again_tomorrow_once(town: Town) -> None:
    owner = await town.enterprise()
    (letter,) = await town.day(FORM_DUE - 7 * DAY)
    assert await snooze(town, owner, letter) == FORM_DUE - 6 * DAY
    await snooze(town, owner, letter)
    (again,) = await town.day(FORM_DUE - 6 * DAY)
    assert "还有 6 天" in again.text
    assert await town.day(FORM_DUE - 5 * DAY) == []


async def test_put_off_to_a_day_that_has_its_own_reminder_is_said_once(town: Town) -> None:
    owner = await town.enterprise()
    (letter,) = await town.day(FORM_DUE - DAY)
    await snooze(town, owner, letter)
    (again,) = await town.day(FORM_DUE)
    assert "今天 1 件事" in again.text
    assert len(await town.reminders()) == 2


async def test_put_off_and_done_meanwhile_is_not_said(town: Town) -> None:
    owner = await town.enterprise()
    (letter,) = await town.day(FORM_DUE - 7 * DAY)
    await snooze(town, owner, letter)
    await town.hand_in(owner)
    assert await town.day(FORM_DUE - 6 * DAY) == []


async def test_only_the_reader_answers_a_digest(town: Town) -> None:
    owner, other = await town.enterprise(), await town.enterprise()
    mine = next(one for one in await town.day(FORM_DUE) if one.person_id == owner.person_id)
    for operation in (answers.snooze, answers.mute):
        for actor in (other, Actor("cli")):
            with pytest.raises(NotAllowed):
                await town.do(operation, actor, digest_of(mine), SNOOZABLE)
        with pytest.raises(NotFound):
            await town.do(operation, owner, 999, SNOOZABLE)
    assert await town.day(FORM_DUE, 10) == []


async def upkeep(town: Town, owner: Actor, kind: str, last_on: date, months: int = 12) -> UpkeepView:
    today = town.clock().astimezone(ZONE).date()
    enterprise = await town.works_on(owner)
    made: UpkeepView = await town.do(upkeeps.set_last, owner, enterprise, kind, last_on, months, today)
    return made


@pytest.fixture
async def quiet_town(town: Town) -> Town:
    """A town whose form has no day."""
    await town.move_form(None)
    return town


async def live(town: Town, first: date, last: date) -> list[int]:
    """Days from `first` on which letters came."""
    town.letters.clear()
    day = first
    while day <= last:
        await town.day(day)
        day += DAY
    return [(one.day - first).days for one in town.letters]


async def test_examination_is_reminded_of_around_its_day_and_monthly_after(quiet_town: Town) -> None:
    owner = await quiet_town.enterprise()
    made = await upkeep(quiet_town, owner, "medical_exam", date(2025, 12, 20))
    assert made.due_on == date(2026, 12, 20)
    days = await live(quiet_town, START + DAY, made.due_on + 70 * DAY)
    first = (made.due_on - START).days - 1
    assert days == [first - 30, first - 7, first, first + 7, first + 37, first + 67]
    assert "在岗期间职业健康检查 · 12月20日前，还有 30 天（上次2025年12月20日）" in quiet_town.letters[0].text


async def test_maintenance_done_by_a_tap_is_due_a_month_later(quiet_town: Town) -> None:
    owner = await quiet_town.enterprise()
    made = await upkeep(quiet_town, owner, "maintenance", START - 27 * DAY, 1)
    due = made.due_on
    assert await live(quiet_town, START, due) == [(due - START).days - 3, (due - START).days]
    kept = await quiet_town.do(upkeeps.mark_kept, owner, made.id, due, due)
    assert (kept.last_on, kept.due_on) == (due, next_due(due, 1, due))
    again = await quiet_town.do(upkeeps.mark_kept, owner, made.id, due, due + DAY)
    assert again == kept  # the button of the time before
    assert await live(quiet_town, due + DAY, kept.due_on) == [
        (kept.due_on - due).days - 4,
        (kept.due_on - due).days - 1,
    ]


async def test_what_is_overdue_when_it_is_said_is_due_today(quiet_town: Town) -> None:
    owner = await quiet_town.enterprise()
    made = await upkeep(quiet_town, owner, "testing", date(2020, 1, 1), 36)
    assert made.due_on == START
    assert await upkeep(quiet_town, owner, "testing", date(2020, 1, 1), 36) == made
    assert await live(quiet_town, START, START + 8 * DAY) == [7]


async def test_muted_line_is_heard_no_more_by_who_muted_it(quiet_town: Town) -> None:
    owner = await quiet_town.enterprise()
    mate = await quiet_town.phone(owner)
    made = await upkeep(quiet_town, owner, "medical_exam", date(2025, 12, 20))
    letters = await quiet_town.day(made.due_on - 7 * DAY)
    mine = next(one for one in letters if one.person_id == owner.person_id)
    number = int(mine.buttons["不再提醒"].rpartition(":")[2])
    await quiet_town.do(answers.mute, owner, number, MUTABLE)
    await quiet_town.do(answers.mute, owner, number, MUTABLE)
    assert [one.person_id for one in await quiet_town.day(made.due_on)] == [mate.person_id]
    async with quiet_town.database.read() as db:
        assert await answers.list_muted(db, owner.person_id or 0, "upkeep") == {made.id}
    assert await quiet_town.do(answers.unmute, owner, "upkeep", made.id)
    assert not await quiet_town.do(answers.unmute, owner, "upkeep", made.id)
    assert len(await quiet_town.day(made.due_on + 7 * DAY)) == 2


async def test_rules_that_may_not_be_muted_are_not(town: Town) -> None:
    owner = await town.enterprise()
    (letter,) = await town.day(FORM_DUE)
    assert "不再提醒" not in letter.buttons
    await town.do(answers.mute, owner, digest_of(letter), MUTABLE)
    assert len(await town.day(FORM_DUE + DAY)) == 1


async def test_stopped_one_is_silent_until_it_is_set_again(quiet_town: Town) -> None:
    owner = await quiet_town.enterprise()
    made = await upkeep(quiet_town, owner, "medical_exam", date(2025, 12, 20))
    stopped = await quiet_town.do(upkeeps.stop, owner, made.id)
    assert stopped == await quiet_town.do(upkeeps.stop, owner, made.id)
    assert await live(quiet_town, made.due_on - 7 * DAY, made.due_on - 7 * DAY) == []
    assert (await upkeep(quiet_town, owner, "medical_exam", date(2025, 12, 20))).state == "active"
    assert len(await quiet_town.day(made.due_on)) == 1


async def test_recurring_dates_are_their_enterprises_alone(quiet_town: Town) -> None:
    owner, other = await quiet_town.enterprise(), await quiet_town.enterprise()
    made = await upkeep(quiet_town, owner, "medical_exam", date(2025, 12, 20))
    enterprise = await quiet_town.works_on(owner)
    for actor in (other, Actor("cli")):
        with pytest.raises(NotAllowed):
            await quiet_town.do(upkeeps.set_last, actor, enterprise, "testing", START, 12, START)
        with pytest.raises(NotAllowed):
            await quiet_town.do(upkeeps.mark_kept, actor, made.id, made.due_on, START)
        with pytest.raises(NotAllowed):
            await quiet_town.do(upkeeps.stop, actor, made.id)
    with pytest.raises(NotFound):
        await quiet_town.do(upkeeps.stop, owner, 999)
    async with quiet_town.database.read() as db:
        assert await upkeeps.list_upkeeps(db, other, enterprise) == ()
        assert await upkeeps.list_upkeeps(db, owner, enterprise) == (made,)


@pytest.mark.parametrize(
    ("last_on", "problem"), [(START + DAY, "upkeep-future"), (date(2005, 12, 31), "upkeep-old")]
)
async def test_impossible_day_is_refused(quiet_town: Town, last_on: date, problem: str) -> None:
    owner = await quiet_town.enterprise()
    with pytest.raises(Invalid, match=problem):
        await upkeep(quiet_town, owner, "medical_exam", last_on)


async def test_unknown_kind_is_refused(quiet_town: Town) -> None:
    with pytest.raises(Invalid, match="upkeep-kind"):
        await upkeep(quiet_town, await quiet_town.enterprise(), "haircut", START)


@given(st.dates(date(2006, 1, 1), date(2026, 11, 2)), st.integers(1, 120))
def test_next_time_is_so_many_months_later_and_never_past(last_on: date, months: int) -> None:
    due = next_due(last_on, months, START)
    assert due >= START
    if due > START:
        assert (due.year - last_on.year) * 12 + due.month - last_on.month == months
        assert due.day == last_on.day or (due + DAY).day == 1
