"""The paper for a meeting (会议材料) as a PDF of two pages: the figures as bars, the places (by rank, where
they are ranked), the check items with the most open findings, what waits to be decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import Any

from content.catalog import Catalog
from content.model.library import Library
from content.screen import shortened
from documents.group_names import name_of_group
from documents.overview_chart import chart_data, read_bars
from documents.shares import share
from documents.sheets import safe_name
from documents.shown_days import Say
from documents.typesetting import typeset
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.findings import extension_views, verification_views
from storage.reviews import escalation_views
from storage.reviews import queue as review_queue
from storage.reviews.escalation_views import EscalationView
from storage.statistics import days, groups, overviews
from storage.statistics.days import Course
from storage.statistics.groups import ItemLine
from storage.statistics.overviews import Overview, PlaceLine

PLACES, ITEMS, DECISIONS = 14, 7, 7
"""Lines of each table, so that two pages hold them all."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """The facts for a meeting. `reviews`, `to_verify`, `extensions`: how many wait for the office."""

    view: Overview
    course: Course
    items: tuple[ItemLine, ...]
    decisions: tuple[EscalationView, ...]
    reviews: int
    to_verify: int
    extensions: int


@cache
def _template() -> bytes:
    return read_bars() + (files("content") / "templates" / "briefing.typ").read_bytes()


async def briefing_facts(
    db: Connection, actor: Actor, campaign_id: int, jurisdiction_id: int | None, today: date
) -> Briefing:
    """The facts for a meeting about a campaign in a place (default: its own) and all below it.

    Raises:
        NotFound, NotAllowed: see `overviews.overview`.
    """
    view = await overviews.overview(db, actor, campaign_id, jurisdiction_id, today)
    place = view.place_id
    return Briefing(
        view,
        await days.course(db, campaign_id, place, view.day),
        await groups.by_item(db, actor, campaign_id, place),
        await escalation_views.list_open(db, actor, place, campaign_id=campaign_id),
        await review_queue.count_waiting(db, actor, campaign_id, place),
        await verification_views.count_waiting(db, actor, place, campaign_id=campaign_id),
        len(await extension_views.list_waiting(db, actor, place, campaign_id=campaign_id)),
    )


async def briefing_pdf(
    facts: Briefing, library: Library, catalog: Catalog, language: str
) -> tuple[bytes, str]:
    """The paper, and the name of its file.

    Raises:
        FontProblem: there is no font of simplified Chinese.
    """
    say: Say = partial(_say, catalog, language)
    view = facts.view
    chart = chart_data(view, library, catalog, language, facts.course)
    given = {
        "title": say("briefing-title"),
        "foot": say("briefing-foot"),
        "chart": chart,
        "places": _places(view, catalog, language, say),
        "items": _table(
            say,
            "briefing-items",
            ("briefing-head-item", "briefing-head-units", "briefing-head-findings"),
            [
                (
                    shortened(name_of_group(library, language, "item", one.item), 40),
                    str(one.enterprises),
                    str(one.findings),
                )
                for one in facts.items
            ],
            ITEMS,
        ),
        "pending": {
            "title": say("briefing-pending"),
            "counts": say(
                "briefing-pending-counts",
                reviews=facts.reviews,
                verify=facts.to_verify,
                extensions=facts.extensions,
                decisions=len(facts.decisions),
            ),
        },
        "decisions": _table(
            say,
            "briefing-decisions",
            ("briefing-head-enterprise", "briefing-head-place", "briefing-head-cause", "briefing-head-due"),
            [
                (
                    shortened(one.enterprise, 20),
                    shortened(one.place, 8),
                    say("escalation-kind", kind=one.kind),
                    one.due_on.isoformat() if one.due_on else "",
                )
                for one in facts.decisions
            ],
            DECISIONS,
        ),
    }
    name = safe_name(say("briefing-file", place=view.place, day=view.day))
    return await typeset(_template(), given), f"{name}.pdf"


def _say(catalog: Catalog, language: str, key: str, **values: object) -> str:
    return catalog.say(key, language, **values)


def _places(view: Overview, catalog: Catalog, language: str, say: Say) -> dict[str, Any]:
    """The places: by rank, or where they are not ranked as they come."""
    ranked = list(view.ranking)
    lines = ranked or [(0, line) for line in view.lines if line.steps.enterprises]
    heads = ("briefing-head-place", "chart-step-submitted", "chart-step-reviewed", "chart-remedy-overdue")

    def row(rank: int, line: PlaceLine) -> tuple[str, ...]:
        steps = line.steps
        name = shortened(line.name, 8)
        name = say("chart-own", place=name) if line.own else name
        return (
            f"{rank}. {name}" if rank else name,
            share(catalog, language, steps.submitted, steps.enterprises),
            share(catalog, language, steps.reviewed, steps.enterprises),
            str(line.overdue),
        )

    title = "briefing-ranking" if ranked else "briefing-places"
    return _table(say, title, heads, [row(*one) for one in lines], PLACES)


def _table(
    say: Say, title: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], most: int
) -> dict[str, Any]:
    more = len(rows) - most
    return {
        "title": say(title),
        "heads": [say(head) for head in heads],
        "rows": list(rows[:most]),
        "more": say("briefing-more", more=more) if more > 0 else "",
        "none": say("briefing-none"),
    }
