"""The list of what inspectors ask to see (迎检准备): in words, and as a list to print and tick off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from content.catalog import Catalog
from content.model.library import Library
from content.model.pack import PhaseKind
from documents.papers.parts import Paper, Section, blank, typefaces
from storage.offices.letterheads import Letterhead
from storage.statistics.readiness import Material, Readiness

LANGUAGE = "zh"
"""The list is shown to inspectors: it is in the plan's language."""
_WIDTHS = (3, 8, 9, 3, 4)
_SAID = {
    "units": "readiness-units",
    "forms": "readiness-forms",
    "signed": "readiness-signed",
    "reviews": "readiness-reviews",
    "visits": "readiness-visits",
    "remedies": "readiness-remedies",
    "notices": "readiness-notices",
    "circulars": "readiness-circulars",
    "letters": "readiness-letters",
    "meetings": "readiness-meetings",
    "measures": "readiness-measures",
    "exposed": "readiness-exposed",
    "incidents": "readiness-incidents",
    "hotline": "readiness-hotline",
    "handed": "readiness-handed",
    "form": "readiness-form",
    "stamped": "readiness-stamped",
    "row": "readiness-item",
    "faults": "readiness-faults",
    "told": "readiness-told",
    "photos": "readiness-photos",
    "visited": "readiness-visited",
    "upkeeps": "readiness-upkeeps",
    "order": "readiness-order",
}
"""The sentence of each code of a material but duty: what there is of it."""
_HEADS = (
    "readiness-head-number",
    "readiness-head-material",
    "readiness-head-said",
    "readiness-head-state",
    "readiness-head-by-hand",
)
COMING = frozenset({PhaseKind.inspection, PhaseKind.summary})
"""Kinds of phases in which inspectors come."""


class ReadinessWords:
    """Says in a language what a material is and how it stands."""

    def __init__(self, library: Library, catalog: Catalog, language: str) -> None:
        self.library, self.language = library, language
        self.say: Callable[..., str] = lambda key, **values: catalog.say(key, language, **values)

    def title(self, one: Material) -> str:
        """The name of a material; of a duty and of a row the plan's."""
        values = one.values
        if one.code == "duty":
            pack = self.library.packs.get(values["pack"])
            duty = next((each for each in pack.duties if each.code == values["duty"]), None) if pack else None
            return values.get("decided") or (duty.title.say(self.language) if duty else values["duty"])
        if one.code == "row":
            return self.say("readiness-row", number=values["number"], text=values["text"])
        return self.say("readiness-title", code=one.code)

    def said(self, one: Material) -> str:
        """The stored records of an entry, in a few words."""
        values = {name: value for name, value in one.values.items() if isinstance(value, str | int)}
        if one.code != "duty":
            return self.say(_SAID[one.code], **values)
        due = one.values["due"]
        when = self.day(due) if due else "none"
        return self.say("readiness-duty", kind=values["kind"], due=when, records=values["records"])

    def state(self, one: Material) -> str:
        """Whether it stands ready."""
        return self.say("readiness-state", state=one.state)

    def day(self, when: date) -> str:
        """A day with its year."""
        return self.say("day", year=when.year, month=when.month, day=when.day)


def coming(facts: Readiness, library: Library, words: ReadinessWords) -> tuple[str, ...]:
    """The inspectors and their dates, a line for each phase of the plan with an inspection."""
    pack = library.packs.get(facts.pack)
    spans = {one.code: (one.starts_on, one.ends_on) for one in facts.phases}
    said = []
    for phase in pack.phases if pack else ():
        if phase.kind not in COMING:
            continue
        first, last = spans.get(phase.code, (None, None))
        days = words.say("campaign-undated")
        if first is not None and last is not None:
            days = words.say("days-span", first=words.day(first), last=words.day(last))
        given = {"title": phase.title.say(words.language), "does": phase.does.say(words.language)}
        said.append(words.say("readiness-phase", days=days, **given))
    return tuple(said)


def readiness_paper(facts: Readiness, head: Letterhead, library: Library, catalog: Catalog) -> Paper:
    """The list, in the order of the plan, with a column to tick off by hand. `head`: of the office; of an
    enterprise its own name."""
    words = ReadinessWords(library, catalog, LANGUAGE)
    say = words.say
    pack = library.packs.get(facts.pack)
    heads = tuple(say(head) for head in _HEADS)

    def table(found: tuple[Material, ...]) -> tuple[tuple[str, ...], ...]:
        return tuple(
            (str(place), words.title(one), words.said(one), words.state(one), "")
            for place, one in enumerate(found, 1)
        )

    rows = tuple(one for one in facts.records if one.code == "row")
    others = tuple(one for one in facts.records if one.code != "row")
    parts = [
        ("readiness-part-coming", coming(facts, library, words), ()),
        ("readiness-part-duties", (), table(facts.duties)),
        ("readiness-part-rows", (), table(rows)),
        ("readiness-part-records", (), table(others)),
    ]
    there = [one for one in parts if one[1] or one[2]]
    counted = {state: facts.count(state) for state in ("missing", "partly", "ready", "none")}
    return Paper(
        title=say("readiness-paper-title", plan=pack.title.say(LANGUAGE) if pack else facts.pack),
        subtitle=say("readiness-paper-counts", **counted),
        sections=tuple(
            Section(
                say("summary-part", number=number, title=say(title)),
                lines,
                heads if cells else (),
                cells,
                _WIDTHS if cells else (),
            )
            for number, (title, lines, cells) in enumerate(there, 1)
        ),
        closing=(say("readiness-paper-foot", day=words.day(facts.day)),),
        office=head.signed,
        day=words.day(facts.day),
        signs=(say("readiness-paper-signs", line=blank(8)),),
        file_name=say("readiness-file", name=facts.name, day=facts.day.isoformat()),
        typefaces=typefaces(catalog, LANGUAGE),
    )
