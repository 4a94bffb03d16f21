"""The rules of days: a plan opened on any day, its phases, and how far a rectification may reach."""

from __future__ import annotations

import itertools
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar.rules import (
    DueError,
    decide_due,
    open_dates,
)
from content.loader import load
from content.model.base import PlanDay
from content.model.library import Library
from tests.content.small_tree import SmallTree

PACKS = tuple(load().packs)
DATED = tuple(code for code, pack in load().packs.items() if pack.anchor)
starts = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load(SmallTree(tmp_path).root)


def resolve(day: PlanDay, year: int) -> date:
    years = year + day.year
    return date(years, day.month, day.day or monthrange(years, day.month)[1])


def test_hailing_opened_on_its_own_day_keeps_the_plans_dates() -> None:
    dates = open_dates(load().packs["hailing"], date(2026, 11, 1))
    assert list(dates.phases.values()) == [
        (date(2026, 11, 1), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2027, 4, 30)),
        (date(2027, 5, 1), date(2027, 8, 31)),
        (date(2027, 9, 1), date(2027, 12, 31)),
    ]
    assert dates.duties["self_check_form"] == (date(2027, 4, 30), None)


@pytest.mark.parametrize("code", DATED)
def test_plan_opened_on_its_own_day_keeps_every_date(code: str) -> None:
    pack = load().packs[code]
    assert pack.anchor is not None
    dates = open_dates(pack, resolve(pack.anchor, 2026))
    for phase in pack.phases:
        assert phase.start is not None
        assert phase.end is not None
        assert dates.phases[phase.code] == (resolve(phase.start, 2026), resolve(phase.end, 2026))
    for duty in pack.duties:
        opened = dates.duties[duty.code]
        assert (opened is None) == (duty.due is None)
        if opened and duty.due:
            assert opened[0] == resolve(duty.due, 2026)
            assert opened[1] == (resolve(duty.grace_until, 2026) if duty.grace_until else None)


def test_month_ends_stay_month_ends_when_months_move() -> None:
    dates = open_dates(load().packs["hailing"], date(2027, 2, 1))
    assert dates.phases["self_check"] == (date(2027, 2, 21), date(2027, 7, 31))


def test_days_move_after_the_months() -> None:
    dates = open_dates(load().packs["hailing"], date(2026, 11, 10))
    assert dates.phases["self_check"] == (date(2026, 11, 30), date(2027, 5, 9))


def test_last_of_february_follows_the_leap_year() -> None:
    form_due = {year: open_dates(load().packs["tianjin"], date(year, 10, 1)) for year in (2026, 2027)}
    assert form_due[2026].duties["self_check_form"] == (date(2027, 2, 28), date(2027, 3, 31))
    assert form_due[2027].duties["self_check_form"] == (date(2028, 2, 29), date(2028, 3, 31))


def test_plan_without_dates_opens_without_dates() -> None:
    pack = load().packs["county_town"]
    dates = open_dates(pack, date(2026, 11, 1))
    assert set(dates.phases.values()) == set(dates.duties.values()) == {None}
    assert list(dates.phases) == [phase.code for phase in pack.phases]


@given(st.sampled_from(DATED), starts)
def test_first_dated_phase_starts_on_the_start_day(code: str, start: date) -> None:
    dates = open_dates(load().packs[code], start)
    first = next(span for span in dates.phases.values() if span)
    assert first[0] == start


@given(st.sampled_from(PACKS), starts)
def test_opened_dates_keep_their_order(code: str, start: date) -> None:
    pack = load().packs[code]
    dates = open_dates(pack, start)
    days: list[tuple[tuple[int, int, int], date]] = []
    for phase in pack.phases:
        if (span := dates.phases[phase.code]) and phase.start and phase.end:
            assert span[0] <= span[1]
            days += [(order(phase.start), span[0]), (order(phase.end), span[1])]
    for duty in pack.duties:
        if (opened := dates.duties[duty.code]) and duty.due:
            assert opened[1] is None or opened[0] <= opened[1]
            days.append((order(duty.due), opened[0]))
    days.sort()
    assert [day for _, day in days] == sorted(day for _, day in days)


def order(day: PlanDay) -> tuple[int, int, int]:
    return day.year, day.month, day.day or 31


@given(st.sampled_from(DATED), starts, st.integers(0, 40))
def test_opening_some_days_later_in_a_month_moves_every_date_by_them(
    code: str, start: date, days: int
) -> None:
    later = start + timedelta(days=days)
    if later.month != start.month:
        return
    pack = load().packs[code]
    early, late = open_dates(pack, start), open_dates(pack, later)
    for phase in pack.phases:
        before, after = early.phases[phase.code], late.phases[phase.code]
        assert before
        assert after
        assert (after[0] - before[0], after[1] - before[1]) == (timedelta(days=days),) * 2


@given(starts)
def test_phases_that_follow_each_other_leave_no_gap(start: date) -> None:
    spans = [span for span in open_dates(load().packs["hailing"], start).phases.values() if span]
    assert [after[0] - before[1] for before, after in itertools.pairwise(spans)] == [timedelta(days=1)] * 3


TODAY, END = date(2027, 4, 1), date(2027, 4, 30)


def test_due_day_in_the_past_is_refused() -> None:
    with pytest.raises(DueError) as caught:
        decide_due(TODAY - timedelta(days=1), TODAY, None, "a reason")
    assert caught.value.kind == "past"


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_due_day_beyond_the_phase_needs_a_reason(reason: str) -> None:
    with pytest.raises(DueError) as caught:
        decide_due(END + timedelta(days=1), TODAY, END, reason)
    assert caught.value.kind == "beyond"


@pytest.mark.parametrize(
    ("due", "end", "reason"),
    [
        (TODAY, END, ""),
        (END, END, ""),
        (END + timedelta(days=1), END, "风机六月到"),
        (date(2030, 1, 1), None, ""),
    ],
)
def test_due_day_is_accepted(due: date, end: date | None, reason: str) -> None:
    decide_due(due, TODAY, end, reason)
