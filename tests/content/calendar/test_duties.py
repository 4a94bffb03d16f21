"""Due days of offices' duties."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.calendar.duties import ONCE, At, Occurrence, occurrences
from content.calendar.rules import OpenedDates, open_dates
from content.loader import load
from content.model.pack import Pack, Rhythm

PACKS = load().packs


def due(pack: Pack, start: date, code: str) -> list[date]:
    """The days on which a duty of a freshly opened campaign is due."""
    return [one.due_on for one in occurrences(pack, open_dates(pack, start)) if one.code == code]


def test_what_is_owed_once_has_its_own_day() -> None:
    pack = PACKS["tianjin"]
    start = pack.anchor
    assert start is not None
    found = occurrences(pack, open_dates(pack, date(2026, start.month, start.day)))
    once = {one.code: one for one in found if one.period_on == ONCE}
    assert once["district_plan"] == Occurrence("district_plan", "below", date(2026, 10, 31), ONCE)
    assert once["review_all"].at == "below2"
    assert once["city_bulletin"].at == "own"


def test_monthly_is_the_last_day_of_each_month_of_the_campaign() -> None:
    pack = PACKS["tianjin"]
    days = open_dates(pack, date(2026, 10, 1))
    spans = [span for span in days.phases.values() if span]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    found = due(pack, date(2026, 10, 1), "monthly_report")
    assert found[:3] == [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]
    assert date(2027, 2, 28) in found
    assert all(first <= one <= last and (one + timedelta(days=1)).day == 1 for one in found)
    assert len(found) == (last.year - first.year) * 12 + last.month - first.month + 1


def test_quarterly_is_the_last_day_of_each_quarter() -> None:
    found = due(PACKS["yangzhou"], date(2026, 11, 1), "quarterly_meeting")
    assert found == [date(2026, 12, 31), date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)]


def test_a_day_the_office_set_is_kept_to_in_every_period() -> None:
    pack = PACKS["tianjin"]
    days = open_dates(pack, date(2026, 10, 1))

    def moved(code: str, day: date) -> list[date]:
        changed = OpenedDates(days.phases, {**days.duties, code: (day, None)})
        return [one.due_on for one in occurrences(pack, changed) if one.code == code][:4]

    assert moved("monthly_report", date(2026, 12, 31)) == [
        date(2026, 12, 31),
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]
    assert moved("monthly_report", date(2026, 11, 5))[0] == date(2026, 11, 5)
    pack, days = PACKS["yangzhou"], open_dates(PACKS["yangzhou"], date(2026, 11, 1))
    assert moved("quarterly_meeting", date(2027, 2, 10)) == [
        date(2027, 2, 10),
        date(2027, 5, 10),
        date(2027, 8, 10),
    ]


def test_a_report_due_early_in_a_month_is_about_the_month_before() -> None:
    pack = PACKS["tianjin"]
    days = open_dates(pack, date(2026, 10, 1))

    def periods(code: str, day: date) -> list[tuple[date, date]]:
        changed = OpenedDates(days.phases, {**days.duties, code: (day, None)})
        return [(one.due_on, one.period_on) for one in occurrences(pack, changed) if one.code == code][:2]

    assert periods("monthly_report", date(2026, 12, 5)) == [
        (date(2026, 12, 5), date(2026, 11, 1)),
        (date(2027, 1, 5), date(2026, 12, 1)),
    ]
    assert periods("monthly_report", date(2026, 12, 25))[0] == (date(2026, 12, 25), date(2026, 12, 1))
    meetings = next(duty.code for duty in pack.duties if duty.what == "meeting")
    assert periods(meetings, date(2026, 12, 5))[0] == (date(2026, 12, 5), date(2026, 12, 1))


def test_without_days_nothing_is_due() -> None:
    pack = PACKS["county_town"]
    assert occurrences(pack, open_dates(pack, date(2026, 10, 1))) == ()
    pack = PACKS["tianjin"]
    nothing = OpenedDates(
        dict.fromkeys(phase.code for phase in pack.phases), dict.fromkeys(duty.code for duty in pack.duties)
    )
    assert occurrences(pack, nothing) == ()


@pytest.mark.parametrize("pack", PACKS.values(), ids=lambda pack: pack.code)
def test_every_plan_says_whose_offices_owe_what(pack: Pack) -> None:
    places = {department.code: department.at for department in pack.departments}
    assert places.get("enterprise", "outside") == "outside"
    assert "own" in places.values()
    owed = [duty for duty in pack.duties if duty.who != "enterprise"]
    assert not owed or {places[duty.who] for duty in owed} & set(get_args(At))


@given(
    start=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    pack=st.sampled_from(sorted(PACKS)),
)
def test_occurrences_are_in_order_and_named_once(start: date, pack: str) -> None:
    found = occurrences(PACKS[pack], open_dates(PACKS[pack], start))
    assert [one.due_on for one in found] == sorted(one.due_on for one in found)
    named = Counter((one.code, one.period_on) for one in found)
    assert set(named.values()) <= {1}
    rhythms = {duty.code: duty.rhythm for duty in PACKS[pack].duties}
    for one in found:
        assert rhythms[one.code] is not Rhythm.standing
        assert one.period_on == ONCE or one.period_on <= one.due_on
