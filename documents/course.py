"""The course of a campaign in words: days left, the gap to the plan's marks, and changes since a week ago and
since the campaign before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from content.catalog import Catalog
from content.model.pack import Pack
from documents.words import Say, plan_day, share
from storage.statistics.days import Course, Kept
from storage.statistics.overviews import Overview

_STEPS = {"submitted": "chart-step-submitted", "reviewed": "chart-step-reviewed"}


@dataclass(frozen=True, slots=True)
class Change:
    """Figures of an earlier day beside those of now: what they are of, and a part for each in words: handed
    in, reviewed (shares), overdue (a count)."""

    head: str
    parts: tuple[tuple[str, str, str], ...]
    """Name, then, now."""


def days_left(view: Overview, course: Course, pack: Pack | None, say: Say) -> Iterator[str]:
    """Sentences: days to the day the form is due, and to the end; of a campaign that has ended none."""
    due = course.due.get(pack.form_duty.code) if pack else None
    for key, day in (("chart-left-form", due), ("chart-left-end", course.ends_on)):
        if day is None or view.ended:
            continue
        left = (day - view.day).days
        said = plan_day(say, day, view.day, years=False)
        when = "past" if left < 0 else "today" if left == 0 else "ahead"
        yield say(key, when=when, days=abs(left), day=said)


def missing(part: int, whole: int, percent: int) -> int:
    """The number that is missing to so many percent of a whole."""
    return max(0, -(-whole * percent // 100) - part)


def changes(view: Overview, course: Course, catalog: Catalog, language: str, say: Say) -> Iterator[Change]:
    """The changes since a week ago, and since the campaign before; as far as figures are kept."""
    if course.week is not None and not view.ended:
        head = say("chart-week", day=_day(course.week.day, view.day, say))
        yield Change(head, _parts(view, course.week, catalog, language, say))
    if (before := course.before) is not None:
        key = "chart-before" if before.as_far else "chart-before-end"
        head = say(key, day=_day(before.kept.day, view.day, say))
        yield Change(head, _parts(view, before.kept, catalog, language, say))


def _day(day: date, today: date, say: Say) -> str:
    return plan_day(say, day, today, years=False)


def _parts(
    view: Overview, then: Kept, catalog: Catalog, language: str, say: Say
) -> tuple[tuple[str, str, str], ...]:
    steps = [
        (
            say(key),
            share(catalog, language, getattr(then, step), then.enterprises),
            share(catalog, language, getattr(view.steps, step), view.steps.enterprises),
        )
        for step, key in _STEPS.items()
    ]
    return (*steps, (say("chart-remedy-overdue"), str(then.overdue), str(view.remedies.overdue)))
