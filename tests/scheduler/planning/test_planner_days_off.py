"""Weekends and holidays: what falls on a day off comes before or after it, but for what is due that day."""

from __future__ import annotations

from datetime import date

import pytest

from content.calendar.workdays import is_workday
from content.model.library import Library
from storage.base.database import Database
from storage.reminders import answers
from tests.scheduler.planned import Town, open_town
from tests.scheduler.planning.towns import DAY, town

__all__ = ["town"]

FRIDAY = date(2026, 11, 13)


async def test_what_falls_on_a_weekend_comes_on_friday_or_monday(
    database: Database, library: Library
) -> None:
    town = await open_town(database, library)
    town.works = is_workday
    await town.move_form(FRIDAY + 4 * DAY)  # a Tuesday: three days before it is a Saturday
    owner = await town.enterprise()
    heard = {}
    for number in range(9):
        for letter in await town.day(FRIDAY + number * DAY):
            heard[number] = letter.text
    assert set(heard) == {0, 3, 4, 5, 7}
    assert owner.person_id
    assert "还有 4 天" in heard[0]


async def test_on_a_day_off_only_what_is_due_that_day_is_said(database: Database, library: Library) -> None:
    town = await open_town(database, library)
    town.works = is_workday
    saturday = FRIDAY + DAY
    await town.move_form(saturday + 60 * DAY)
    owner, busy = await town.enterprise(), await town.enterprise()
    town.set(FRIDAY - 5 * DAY)
    await town.plan(busy, await town.fail(busy), saturday)
    (friday,) = await town.day(FRIDAY)
    put_off = await town.do(
        answers.snooze, busy, int(friday.buttons["明天再提醒"].rpartition(":")[2]), ["rectification"]
    )
    assert put_off == FRIDAY + 3 * DAY
    (letter,) = await town.day(saturday)
    assert (letter.person_id, "今天到期" in letter.text) == (busy.person_id, True)
    assert await town.day(saturday + DAY) == []
    assert owner.person_id


async def test_the_operator_is_told_once_of_a_year_whose_holidays_are_not_known(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    town.works = is_workday
    planner = town.planner
    for day in (date(2126, 1, 7), date(2126, 1, 8)):  # a Monday and a Tuesday no calendar knows of yet
        town.set(day)
        await planner.tick()
    told = [one.message for one in caplog.records if "holidays" in one.message]
    assert told == ["public holidays of 2126 are not known yet: only weekends count as days off"]


async def test_what_was_not_brought_on_friday_waits_for_monday(database: Database, library: Library) -> None:
    town = await open_town(database, library)
    town.works = is_workday
    await town.move_form(FRIDAY + 7 * DAY)
    await town.enterprise()
    town.set(FRIDAY)
    await town.planner.tick()  # and nobody delivers
    assert await town.day(FRIDAY + DAY) == []
    assert await town.day(FRIDAY + 2 * DAY) == []
    (letter,) = await town.day(FRIDAY + 3 * DAY)
    assert "还有 4 天" in letter.text
