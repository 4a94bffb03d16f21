"""Deadlines as a calendar file (.ics): whole local days, each under an id of its own for good.

Importing the file again moves what has moved and marks what was done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from documents.papers.history_words import HistoryWords
from storage.reminders.deadlines import Deadline

MORNING = timedelta(hours=-15)
"""Reminder of an all-day event, from the beginning of the day: nine o'clock of the day before."""


def calendar_file(
    deadlines: Iterable[Deadline], words: HistoryWords, *, name: str, host: str, now: datetime
) -> bytes:
    """The calendar file, in one language. `name`: of the calendar; `host`: distinguishes this
    installation's ids from others'; `now`: the instant it is made. A calendar keeps the later version of
    an event."""
    from icalendar import Alarm, Calendar, Event

    book = Calendar()
    book.add("prodid", "-//Chen'an//deadlines//ZH")
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", words.head("deadline-calendar", name=name))
    for one in deadlines:
        said = _say(one, words)
        event = Event()
        event.add("uid", f"{one.id}@{host}")
        event.add("dtstamp", now)
        event.add("last-modified", now)
        event.add("sequence", int(now.timestamp()) // 60)
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", words.head("deadline-done", said=said) if one.done else said)
        event.add("description", words.head("deadline-note", name=name))
        event.add("transp", "TRANSPARENT")
        if not one.done:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("trigger", MORNING)
            alarm.add("description", said)
            event.add_component(alarm)
        book.add_component(event)
    made: bytes = book.to_ical()
    return made


def _say(one: Deadline, words: HistoryWords) -> str:
    return words.fill(one.key, one.values)
