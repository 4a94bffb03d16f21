"""Words that windows, files and messages share: shares in whole percent, days of a campaign, names of groups,
reasons for a review. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol, get_args

from content.catalog import Catalog
from content.model.library import Library
from content.model.reviews import Reason, ReviewRules
from content.registry import complete


def rounded(part: int, whole: int) -> int:
    """Whole percent, half up; of nothing 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def share(catalog: Catalog, language: str, part: int, whole: int) -> str:
    """A share in words: 67%; 不足 1% where it is above nothing, 超过 99% where it is below all; – of
    nothing."""
    if not whole:
        return catalog.say("share-none", language)
    if 0 < 100 * part < whole:
        return catalog.say("share-little", language)
    if 99 * whole < 100 * part < 100 * whole:
        return catalog.say("share-nearly", language)
    return catalog.say("share", language, percent=rounded(part, whole))


class Say(Protocol):
    """Formats a sentence of the catalog in a language."""

    def __call__(self, key: str, **values: object) -> str: ...


def plan_day(say: Say, day: date, today: date, *, years: bool) -> str:
    """A day of a campaign, with its year if that is not this year's, or if the campaign has days in two
    (`years`), since a message is read again later."""
    if years or day.year != today.year:
        return say("day", year=day.year, month=day.month, day=day.day)
    return say("day-of-month", month=day.month, day=day.day)


def plan_span(say: Say, first: date, last: date, today: date, *, years: bool) -> str:
    """Two days of a campaign, from the first to the last; a year they share stands once."""
    begins = plan_day(say, first, today, years=years)
    if last == first:
        return begins
    # measured from the first day, the last one has its year only where that is another
    return say("days-span", first=begins, last=plan_day(say, last, first, years=False))


def name_of_group(library: Library, language: str, what: str, key: str) -> str:
    """An industry, a hazard or a check item as people read it. `what`: industry, hazard, item."""
    if what == "industry":
        industry = library.industries.get(key)
        return industry.name.say(language) if industry else key
    if what == "item":
        item = library.items.get(key)
        return item.title.say(language) if item else key
    every = [one.name for industry in library.industries.values() for one in industry.hazards]
    every += [one.name for one in library.substances]
    named = next((name for name in every if name.zh == key), None)
    return named.say(language) if named else key


WHY: Mapping[str, str] = complete(
    "documents.words.WHY",
    get_args(Reason),
    {
        "high_toxic": "review-why-high_toxic",
        "severe": "review-why-severe",
        "stop_work": "review-why-stop_work",
        "failure": "review-why-failure",
        "overdue": "review-why-overdue",
        "reports": "review-why-reports",
        "rejected": "review-why-rejected",
        "lapsed": "review-why-lapsed",
        "mostly_na": "review-why-mostly_na",
        "fast": "review-why-fast",
        "same_photo": "review-why-same_photo",
        "old_photo": "review-why-old_photo",
        "copied_note": "review-why-copied_note",
    },
)


def reason_line(
    say: Callable[..., str], rules: ReviewRules, reasons: Mapping[str, int], most: int | None = None
) -> str:
    """The reasons of a case on one line, the heaviest first; of those after `most`, their number."""
    weighed = rules.weigh(reasons)
    said = [say(WHY[one.reason], count=one.count) for one in weighed[:most]]
    if more := len(weighed) - len(said):
        said.append(say("review-why-more", more=more))
    return say("review-why-join").join(said)
