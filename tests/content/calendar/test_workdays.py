"""Working days: by the State Council's calendar, or by weekends for years without one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from content.calendar.workdays import every_day, is_known, is_workday, workday_after, workday_before
from content.loader import load
from content.model.reminders import ReminderRule, wanted

DAY = timedelta(days=1)
RULES = load().reminders
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_holidays_and_days_worked_instead() -> None:
    assert not is_workday(date(2026, 10, 1))  # 国庆节
    assert is_workday(date(2026, 10, 10))  # a Saturday worked instead
    assert workday_before(date(2026, 10, 7)) == date(2026, 9, 30)
    assert workday_after(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_year_whose_holidays_are_not_known_has_its_weekends() -> None:
    year = 2091
    assert not is_known(date(year, 1, 1))
    assert is_known(date(2026, 1, 1))
    for number in range(365):
        day = date(year, 1, 1) + number * DAY
        assert is_workday(day) is (day.weekday() < 5)


@given(days)
def test_the_nearest_working_days(day: date) -> None:
    before, after = workday_before(day), workday_after(day)
    assert before <= day <= after
    assert is_workday(before)
    assert is_workday(after)
    assert (before == after) is is_workday(day)


@given(st.sampled_from(RULES), days)
def test_nothing_is_said_on_days_off_but_what_is_due(rule: ReminderRule, due_on: date) -> None:
    """A reminder that falls on a day off is sent on the working day next to it, before the due day if it was
    planned before; nothing is lost but what would come twice on one day."""
    said: dict[date, int] = {}
    for number in range(rule.all_days[0] - 12, 40):
        today = due_on + number * DAY
        for one in wanted(rule, today - DAY, today, is_workday):
            if one.due_on == due_on:
                assert one.planned_on == today
                assert is_workday(today) or one.days == 0
                said[today] = one.days
    for offset in (one for one in rule.all_days if one < 28):
        day = due_on + offset * DAY
        if offset:
            day = workday_before(day) if offset < 0 else workday_after(day)
        assert day in said, f"{offset} days from {due_on} are not said"
        assert (day <= due_on) is (offset <= 0) or workday_before(due_on) == day


@given(st.sampled_from(RULES), days, st.integers(1, 20))
def test_after_an_outage_each_is_said_once(rule: ReminderRule, today: date, off: int) -> None:
    found = wanted(rule, today - off * DAY, today, is_workday)
    assert len({one.due_on for one in found}) == len(found)
    if off == 1:
        plain = {one.due_on for one in wanted(rule, today - DAY, today, every_day)}
        assert not is_workday(today) or plain <= {one.due_on for one in found}
