"""The overview of a campaign as a PNG for a phone, and the same figures as text for people who cannot see
it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from content.catalog import Catalog
from content.model.library import Library
from content.model.pack import Pack
from content.screen import shortened
from documents.course import changes, days_left, missing
from documents.typesetting import typeset
from documents.words import share
from storage.statistics import rates
from storage.statistics.days import NO_COURSE, Course
from storage.statistics.overviews import Overview

PPI = 216
"""360 pt wide at 216 ppi: 1,080 pixels."""
SHOWN = 12
NAME = 8
_STEPS = (
    ("enterprises", "chart-step-enterprises", "grey"),
    ("joined", "chart-step-joined", "sky"),
    ("started", "chart-step-started", "sky"),
    ("submitted", "chart-step-submitted", "blue"),
    ("reviewed", "chart-step-reviewed", "blue"),
    ("closed", "chart-step-closed", "green"),
)
_REMEDIES = (
    ("undecided", "chart-remedy-undecided", "grey"),
    ("overdue", "chart-remedy-overdue", "red"),
    ("open", "chart-remedy-open", "orange"),
    ("done", "chart-remedy-done", "sky"),
    ("closed", "chart-remedy-closed", "green"),
)
_WORDS = {
    "steps": "chart-steps",
    "coverage": "chart-coverage",
    "remedies": "chart-remedies",
    "places": "chart-places",
    "changes": "chart-changes",
    "now": "chart-now",
    "none": "chart-none",
}


def read_bars() -> bytes:
    """The part of a template that draws the figures as bars."""
    return (files("content") / "templates" / "bars.typ").read_bytes()


@cache
def _template() -> bytes:
    return read_bars() + (files("content") / "templates" / "overview.typ").read_bytes()


async def overview_png(
    view: Overview, library: Library, catalog: Catalog, language: str, course: Course = NO_COURSE
) -> bytes:
    """The picture, 1,080 pixels wide; `course`: days left and what has changed.

    Raises:
        FontProblem: there is no font of simplified Chinese.
    """
    return await typeset(_template(), chart_data(view, library, catalog, language, course), png=PPI)


def overview_text(
    view: Overview, library: Library, catalog: Catalog, language: str, course: Course = NO_COURSE
) -> str:
    """The same figures as text, at most 1,024 characters: a caption."""
    given = chart_data(view, library, catalog, language, course)
    coverage = given["coverage"]
    lines = [
        f"{given['place']} · {given['day']}",
        *given["left"],
        *(f"{step['name']} {step['count']} {step['percent']}".rstrip() for step in given["steps"]),
        f"{given['words']['coverage']} {coverage['percent']} {coverage['missing']}".rstrip(),
        *([given["visited"]] if view.visited else []),
        *(f"{one['name']} {one['percent']} {one['words']}" for one in given["rates"]),
        f"{given['words']['remedies']}",
        "  ".join(f"{part['name']} {part['count']}" for part in given["remedies"]["parts"]),
    ]
    comma = catalog.say("list-comma", language)
    for change in given["changes"]:
        parts = comma.join(f"{part['name']} {part['then']} → {part['now']}" for part in change["parts"])
        lines.append(f"{change['head']} {parts}")
    for one in given["places"]:
        line = f"{one['name']} {one['counts']}"
        if len("\n".join([*lines, line])) > 1000:
            break
        lines.append(line)
    return "\n".join(lines)[:1024]


def chart_data(
    view: Overview, library: Library, catalog: Catalog, language: str, course: Course = NO_COURSE
) -> dict[str, Any]:
    """The data of the templates of the picture and of the paper for a meeting."""

    def say(key: str, **values: object) -> str:
        return catalog.say(key, language, **values)

    pack = library.packs.get(view.pack)
    rule = next((one for one in pack.rules if one.code == "review_coverage"), None) if pack else None
    steps = []
    for name, key, tone in _STEPS:
        count = getattr(view.steps, name)
        part = share(catalog, language, count, view.steps.enterprises)
        steps.append(
            {
                "name": say(key),
                "count": count,
                "share": view.steps.share(name) or 0,
                "percent": "" if name == "enterprises" else part,
                "tone": tone,
            }
        )
    remedies = [
        {"name": say(key), "count": getattr(view.remedies, name), "tone": tone}
        for name, key, tone in _REMEDIES
    ]
    there = [line for line in view.lines if line.steps.enterprises]
    places = [
        {
            "name": say("chart-own", place=shortened(line.name, NAME))
            if line.own
            else shortened(line.name, NAME),
            "share": line.steps.share("submitted") or 0,
            "counts": f"{line.steps.submitted}/{line.steps.enterprises}",
        }
        for line in there[:SHOWN]
    ]
    return {
        "place": view.place,
        "day": say("day", year=view.day.year, month=view.day.month, day=view.day.day),
        "plan": pack.title.say(language) if pack else view.pack,
        "left": list(days_left(view, course, pack, say)),
        "changes": [
            {
                "head": one.head,
                "parts": [{"name": name, "then": then, "now": now} for name, then, now in one.parts],
            }
            for one in changes(view, course, catalog, language, say)
        ],
        "steps": steps,
        "coverage": {
            "share": view.steps.share("reviewed") or 0,
            "percent": share(catalog, language, view.steps.reviewed, view.steps.enterprises),
            "target": (rule.percent or 0) / 100 if rule else 0,
            "missing": _missing(view, rule.percent if rule else None, catalog, language),
            "words": _coverage(view, rule.percent if rule else None, catalog, language),
        },
        "visited": _visited(view, catalog, language),
        "rates": _rates(view, pack, catalog, language),
        "remedies": {"total": sum(part["count"] for part in remedies), "parts": remedies},
        "places": places,
        "more": say("chart-more", more=len(there) - SHOWN) if len(there) > SHOWN else "",
        "words": {name: say(key) for name, key in _WORDS.items()},
    }


def _missing(view: Overview, percent: int | None, catalog: Catalog, language: str) -> str:
    """The number of enterprises missing to the plan's mark; nothing where it sets none, or it is met."""
    count = missing(view.steps.reviewed, view.steps.enterprises, percent) if percent else 0
    return catalog.say("chart-missing", language, count=count) if count else ""


def _coverage(view: Overview, percent: int | None, catalog: Catalog, language: str) -> str:
    """Notes on the coverage: the plan's mark, and the number inspected on the spot, which is counted by
    itself."""
    key = "chart-coverage-rule" if percent else "chart-coverage-none"
    words = catalog.say(key, language, **({"percent": percent} if percent else {}))
    if not view.visited:
        return words
    return f"{words}{catalog.say('list-comma', language)}{_visited(view, catalog, language)}"


def _visited(view: Overview, catalog: Catalog, language: str) -> str:
    part = share(catalog, language, view.visited, view.steps.enterprises)
    return catalog.say("chart-visited", language, count=view.visited, percent=part)


def _rates(view: Overview, pack: Pack | None, catalog: Catalog, language: str) -> list[dict[str, Any]]:
    """Shares of workers that the plan sets a mark for, as enterprises say in the forms they handed in."""
    found = []
    for name, percent, rate in rates.marked(pack, view.rates):
        words = catalog.say(
            "chart-rate-rule",
            language,
            percent=percent,
            done=rate.done,
            total=rate.total,
            enterprises=rate.enterprises,
        )
        found.append(
            {
                "name": name.say(language),
                "share": rate.done / rate.total if rate.total else 0,
                "target": percent / 100,
                "met": rate.total > 0 and rate.done * 100 >= rate.total * percent,
                "percent": share(catalog, language, rate.done, rate.total),
                "words": words,
            }
        )
    return found
