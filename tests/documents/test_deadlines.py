"""Deadlines as a calendar file: read back by the library, whole local days, ids that stay."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from content import loader
from content.catalog import Catalog
from documents.calendar.deadlines import calendar_file
from documents.papers.history_words import HistoryWords
from storage.reminders.deadlines import Deadline

PLAIN = "Q13.1"
NOW = datetime(2026, 11, 2, 4, 30, tzinfo=UTC)
WORDS = {
    language: HistoryWords(loader.load(), Catalog.load(), language, ZoneInfo("Asia/Shanghai"), 60)
    for language in ("zh", "en")
}
PLANNED = {"question": PLAIN, "measure": "给打磨台装抽风罩, 并接到车间外面; 装好以后每周清一次滤袋"}
KEYS = {
    "deadline-form": {"pack": "hailing"},
    "deadline-plan": PLANNED,
    "deadline-photo": {"question": PLAIN},
    "deadline-upkeep": {"upkeep": "testing"},
    "deadline-duty": {"pack": "township", "duty": "hazard_system"},
}


def written(*owed: Deadline, language: str = "zh", now: datetime = NOW) -> bytes:
    """The file."""
    return calendar_file(owed, WORDS[language], name="鑫达鞋材厂", host="bot", now=now)


def read(data: bytes) -> dict[str, Any]:
    """Its events by their ids."""
    return {str(one["UID"]): one for one in Calendar.from_ical(data).walk("VEVENT")}


@pytest.mark.parametrize("language", WORDS)
def test_days_are_whole_and_words_are_read_back(language: str) -> None:
    owed = [Deadline(f"x-{key}", key, date(2027, 4, 30), values=said) for key, said in KEYS.items()]
    data = written(*owed, language=language)
    events = read(data)
    assert list(events) == [f"{one.id}@bot" for one in owed]
    for one in owed:
        event = events[f"{one.id}@bot"]
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 4, 30), date(2027, 5, 1))
        assert event["SUMMARY"] == WORDS[language].fill(one.key, one.values)
        (alarm,) = event.walk("VALARM")
        assert alarm["TRIGGER"].dt == timedelta(hours=-15)
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert b"DTSTART;VALUE=DATE:20270430" in lines
    assert lines[-1] == b""
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_same_again_moves_what_moved_and_marks_what_was_done() -> None:
    first = Deadline("plan-1", "deadline-plan", date(2027, 3, 4), values=PLANNED)
    moved = Deadline("plan-1", "deadline-plan", date(2027, 3, 20), values=PLANNED)
    done = Deadline("plan-1", "deadline-plan", date(2027, 3, 20), True, PLANNED)
    made = [
        read(written(one, now=NOW + timedelta(days=days)))["plan-1@bot"]
        for days, one in enumerate((first, moved, done))
    ]
    assert [one["DTSTART"].dt.day for one in made] == [4, 20, 20]
    numbers = [int(one["SEQUENCE"]) for one in made]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 2**31
    assert [one["DTSTAMP"].dt for one in made] == [NOW + timedelta(days=days) for days in range(3)]
    assert str(made[2]["SUMMARY"]).startswith("✓ 已办")
    assert not made[2].walk("VALARM")


@given(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60),
    st.dates(date(2000, 1, 1), date(2100, 12, 30)),
)
def test_whatever_is_written_comes_back(measure: str, on: date) -> None:
    one = Deadline("plan-1", "deadline-plan", on, values={"question": PLAIN, "measure": measure})
    data = written(one)
    event = read(data)["plan-1@bot"]
    assert event["SUMMARY"] == WORDS["zh"].fill(one.key, one.values)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (on, on + timedelta(days=1))
    assert max(map(len, data.split(b"\r\n"))) <= 75
