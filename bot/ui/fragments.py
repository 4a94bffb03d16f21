"""Small pieces of what is shown: bars, verdict signs, days. No sentence lives here."""

from __future__ import annotations

from datetime import date

from bot.app import Talk
from bot.ui.labels import label_fitted
from content.calendar.overdue import Overdue
from content.model.form import FormItem
from content.model.questions import Question

SIGNS = {"pass": "✓", "fail": "✗", "na": "–", None: "○"}


def lines(*parts: str) -> str:
    """The parts that say something, a line each; an empty line where a part is a single space."""
    return "\n".join("" if part == " " else part for part in parts if part)


def label_of(talk: Talk, key: str, field: str, name: str, /, **values: str | int) -> str:
    """A button's sentence, filled with as much of a name (its `field`) as fits the button."""
    return label_fitted(lambda shown: talk.say(key, **{field: shown}, **values), name)


def row_of(talk: Talk, item: FormItem, rows: int) -> str:
    """第 6/13 项, with the part where a row carries two duties."""
    key = "row-part" if item.part else "row"
    return talk.say(key, row=item.row, rows=rows, part=item.part)


def day(talk: Talk, when: date) -> str:
    """A day as the language writes it."""
    return talk.say("day", year=when.year, month=when.month, day=when.day)


def overdue_for(talk: Talk, lapsed: Overdue) -> str:
    """For how long something is overdue, in years, months or days."""
    return talk.say("overdue-for", count=lapsed.count, unit=lapsed.unit)


def days_left(talk: Talk, due: date) -> str:
    """How far away a day is, in words; the day itself still counts."""
    left = (due - talk.app.today()).days
    if left < 0:
        return talk.say("days-over", days=-left)
    return talk.say("days-left", days=left) if left else talk.say("days-today")


def measure_shown(talk: Talk, question: Question, measure: str | None) -> str:
    """A measure as it is read: the usual one, kept in Chinese for the office, in the person's language; that
    there is none yet, where only the office's day stands."""
    if not measure:
        return talk.say("finding-no-measure")
    return question.measure.say(talk.language) if measure == question.measure.zh else measure
