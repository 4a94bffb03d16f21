"""Planners that were off, killed, two at once or with a wrong clock: no reminder is lost or said twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from content.model.library import Library
from scheduler.delivery.outcome import Gone, Refused
from scheduler.planning.planner import Planner
from storage.base.database import Database
from storage.reminders.planning import remind
from tests.scheduler.planned import FORM_DUE, RULES, START, Town, open_town
from tests.scheduler.planning.towns import DAY, before, live, town

__all__ = ["town"]


async def test_machine_that_was_off_for_days_catches_up_with_one_digest(town: Town) -> None:
    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.plan(owner, finding, FORM_DUE)
    await live(town, START, START + 2 * DAY)
    town.letters.clear()
    (letter,) = await town.day(FORM_DUE + 2 * DAY)  # off for two weeks
    assert letter.text.count("\n") == 2  # head, form, rectification
    planned = [row for row in await town.reminders() if row.planned_on > START + 2 * DAY]
    assert {(row.rule, row.days) for row in planned} == {("self_check", 1), ("rectification", 1)}
    assert await town.day(FORM_DUE + 2 * DAY, 10) == []
    assert [one.day for one in await town.day(FORM_DUE + 3 * DAY)] == [FORM_DUE + 3 * DAY]


async def test_campaign_opened_after_its_deadline_makes_one_digest(town: Town) -> None:
    await town.enterprise()
    letters = await town.day(FORM_DUE + 20 * DAY)
    assert len(letters) == 1
    assert "已过 20 天" in letters[0].text
    await live(town, FORM_DUE + 21 * DAY, FORM_DUE + 60 * DAY)
    assert [(one.day - FORM_DUE).days for one in town.letters] == [20, 21, 28, 35, 42, 49, 56]


async def test_longer_ago_than_a_month_is_not_caught_up(database: Database, library: Library) -> None:
    rules = tuple(rule.model_copy(update={"again": 0}) for rule in RULES)
    town = await open_town(database, library, rules=rules)
    await town.enterprise()
    assert await town.day(FORM_DUE + 38 * DAY) == []


async def test_clock_set_back_says_nothing_twice(town: Town) -> None:
    await town.enterprise()
    await live(town, START, FORM_DUE - 3 * DAY)
    count = len(town.letters)
    await live(town, FORM_DUE - 10 * DAY, FORM_DUE - 3 * DAY)
    assert len(town.letters) == count
    await town.day(FORM_DUE - DAY)
    assert len(town.letters) == count + 1


async def test_days_that_a_clock_ahead_planned_are_planned_again(town: Town) -> None:
    """Otherwise no reminder is sent for as long as the clock was ahead."""
    await town.enterprise()
    await town.day(FORM_DUE + 20 * DAY)
    town.set(START)
    late = await town.enterprise()
    await live(town, START, FORM_DUE - DAY)
    assert FORM_DUE - DAY in {letter.day for letter in town.letters if letter.person_id == late.person_id}


async def test_ticks_of_one_day_make_one_digest(town: Town) -> None:
    await town.enterprise()
    for hour in (8, 9, 10, 12, 19, 20, 23):
        await town.day(FORM_DUE, hour)
    assert [one.at.hour for one in town.letters] == [1]  # nine o'clock: at eight it was too early


async def test_digest_that_could_not_leave_by_evening_goes_with_the_next_one(town: Town) -> None:
    await town.enterprise()
    town.set(FORM_DUE - DAY, 19, 50)
    await town.planner.tick()
    town.set(FORM_DUE - DAY, 20, 1)
    assert await town.deliver() == []  # too late
    letters = await town.day(FORM_DUE)
    assert len(letters) == 1
    assert "今天 1 件事" in letters[0].text


async def test_digest_left_over_by_a_night_without_telegram_is_not_sent_beside_the_next_one(
    town: Town,
) -> None:
    await town.enterprise()
    town.set(FORM_DUE - DAY)
    await town.planner.tick()  # nobody delivers
    letters = await town.day(FORM_DUE)
    assert len(letters) == 1
    assert {row.state for row in await town.reminders()} == {"sent"}


async def test_killed_planner_leaves_nothing_half_done(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage.reminders import digests

    owner = await town.enterprise()
    finding = await town.fail(owner)
    await town.plan(owner, finding, FORM_DUE)

    async def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for name in ("mark_planned", "collect"):
        with monkeypatch.context() as patch:
            patch.setattr(digests, name, die)
            town.set(FORM_DUE)
            with pytest.raises(KeyboardInterrupt):
                await town.planner.tick()
    (letter,) = await town.day(FORM_DUE)
    assert "今天 2 件事" in letter.text
    assert len(await town.reminders()) == 2


async def test_killed_between_portions_goes_on(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    from scheduler.planning import planner

    monkeypatch.setattr(planner, "PORTION", 2)
    owners = [await town.enterprise() for _ in range(7)]
    done = 0

    async def three_times(*values: Any) -> int:
        nonlocal done
        done += 1
        if done == 3:
            raise KeyboardInterrupt
        written = await remind(*values)
        assert written == 2
        return written

    with monkeypatch.context() as patch:
        patch.setattr("scheduler.planning.planner.remind", three_times)
        town.set(FORM_DUE)
        with pytest.raises(KeyboardInterrupt):
            await town.planner.tick()
    assert len(await town.reminders()) == 4
    letters = await town.day(FORM_DUE)
    assert sorted(one.person_id for one in letters) == sorted(owner.person_id or 0 for owner in owners)
    assert len(await town.reminders()) == 7


async def test_two_schedulers_at_once_plan_once(town: Town) -> None:
    owners = [await town.enterprise() for _ in range(20)]
    other = Database(town.database.url.render_as_string(hide_password=False))
    try:
        for day in before(FORM_DUE, -3, -1, 0):
            town.set(day)
            planners = [town.planner, Planner(other, town._clock, town.library, town.works)] * 2
            await asyncio.gather(*(planner.tick() for planner in planners))
            letters = await town.deliver()
            assert sorted(one.person_id for one in letters) == [owner.person_id for owner in owners]
    finally:
        await other.close()
    assert len(await town.reminders()) == 60


@pytest.mark.parametrize("outcome", [Gone("blocked"), Refused("bad")])
async def test_what_cannot_be_delivered_is_not_tried_for_ever(town: Town, outcome: Gone | Refused) -> None:
    owner = await town.enterprise()
    town.outcomes[owner.person_id or 0] = outcome
    await town.day(FORM_DUE)
    assert [row.state for row in await town.reminders()] == ["moot"]
    town.outcomes.clear()
    assert len(await town.day(FORM_DUE + DAY)) == 1
