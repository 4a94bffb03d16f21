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
from documents.overview_chart import chart_data, read_bars
from documents.papers.parts import Column, table_of
from documents.sheets import safe_name
from documents.typesetting import typeset
from documents.words import Say, name_of_group, share
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
        "items": _table(say, "briefing-items", _items(library, language), facts.items, ITEMS),
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
        "decisions": _table(say, "briefing-decisions", _decisions(say), facts.decisions, DECISIONS),
    }
    name = safe_name(say("briefing-file", place=view.place, day=view.day))
    return await typeset(_template(), given), f"{name}.pdf"


def _say(catalog: Catalog, language: str, key: str, **values: object) -> str:
    return catalog.say(key, language, **values)


def _items(library: Library, language: str) -> tuple[Column[ItemLine], ...]:
    return (
        Column(
            "briefing-head-item",
            lambda one: shortened(name_of_group(library, language, "item", one.item), 40),
        ),
        Column("briefing-head-units", lambda one: str(one.enterprises)),
        Column("briefing-head-findings", lambda one: str(one.findings)),
    )


def _decisions(say: Say) -> tuple[Column[EscalationView], ...]:
    return (
        Column("briefing-head-enterprise", lambda one: shortened(one.enterprise, 20)),
        Column("briefing-head-place", lambda one: shortened(one.place, 8)),
        Column("briefing-head-cause", lambda one: say("escalation-kind", kind=one.kind)),
        Column("briefing-head-due", lambda one: one.due_on.isoformat() if one.due_on else ""),
    )


def _places(view: Overview, catalog: Catalog, language: str, say: Say) -> dict[str, Any]:
    """The places: by rank, or where they are not ranked as they come."""
    ranked = list(view.ranking)
    lines = ranked or [(0, line) for line in view.lines if line.steps.enterprises]

    def name(ranked: tuple[int, PlaceLine]) -> str:
        rank, line = ranked
        place = shortened(line.name, 8)
        place = say("chart-own", place=place) if line.own else place
        return f"{rank}. {place}" if rank else place

    def of_all(count: int, line: PlaceLine) -> str:
        return share(catalog, language, count, line.steps.enterprises)

    columns: tuple[Column[tuple[int, PlaceLine]], ...] = (
        Column("briefing-head-place", name),
        Column("chart-step-submitted", lambda one: of_all(one[1].steps.submitted, one[1])),
        Column("chart-step-reviewed", lambda one: of_all(one[1].steps.reviewed, one[1])),
        Column("chart-remedy-overdue", lambda one: str(one[1].overdue)),
    )
    return _table(say, "briefing-ranking" if ranked else "briefing-places", columns, lines, PLACES)


def _table(
    say: Say, title: str, columns: Sequence[Column[Any]], rows: Sequence[Any], most: int
) -> dict[str, Any]:
    more = len(rows) - most
    table = table_of(say(title), columns, rows[:most], say)
    return {
        "title": table.title,
        "heads": table.heads,
        "rows": table.rows,
        "more": say("briefing-more", more=more) if more > 0 else "",
        "none": say("briefing-none"),
    }
