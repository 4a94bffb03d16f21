"""Forecasts what a campaign will send when, from its days and the rules of reminding, before it is opened.
Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from content.calendar.duties import occurrences
from content.calendar.rules import OpenedDates
from content.model.library import Library
from content.model.pack import Pack
from content.model.reminder_kinds import About


@dataclass(frozen=True, slots=True)
class Series:
    """A series of reminders: `code` of a duty, its due day, the days of reminding, its kind (`about`):
    self_check, to enterprises that have not handed in; duty, to the offices that owe it."""

    about: About
    code: str
    due_on: date
    days: tuple[date, ...]


def forecast(library: Library, pack: Pack, days: OpenedDates, today: date) -> tuple[Series, ...]:
    """All certain reminders from today on (local), by the day of the first one.

    Rectifications and an enterprise's own dates come with its answers and cannot be foreseen.
    """
    found: list[Series] = []
    form = pack.form_duty
    due = days.duties.get(form.code)
    for rule in library.reminders:
        if rule.kind.foreseen == "form" and due is not None:
            found.append(Series(rule.about, form.code, due[0], _days(due[0], rule.days, today)))
        if rule.kind.foreseen == "duties":
            found += [
                Series(rule.about, one.code, one.due_on, _days(one.due_on, rule.days, today))
                for one in occurrences(pack, days)
            ]
    return tuple(sorted((one for one in found if one.days), key=lambda one: (one.days[0], one.code)))


def _days(due_on: date, offsets: tuple[int, ...], today: date) -> tuple[date, ...]:
    """The days of reminding that are not over."""
    days = (due_on + timedelta(days=offset) for offset in offsets)
    return tuple(day for day in days if day >= today)
