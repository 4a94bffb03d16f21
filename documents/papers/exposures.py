"""曝光 as a list to publish: enterprises that two people of an office agreed to name, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.catalog import Catalog
from content.model.library import Library
from documents.papers.parts import (
    Paper,
    PaperWords,
    Section,
    typefaces,
)
from storage.offices.letterheads import Letterhead
from storage.reviews.measure_views import Exposed
from storage.reviews.place_exposures import ExposedPlace

MOST = 4000
"""Characters of a message; Telegram takes 4,096."""


def exposure_paper(
    exposed: Sequence[Exposed],
    pack: str,
    head: Letterhead,
    day: date,
    library: Library,
    catalog: Catalog,
    *,
    places: Sequence[ExposedPlace] = (),
) -> Paper:
    """The list as a paper of an office, for PDF and Word; `places` where the plan names places too."""

    say = PaperWords(catalog)

    plan = say.plan(library, pack)
    # each a paragraph: a table's columns leave a name no room beside 500 characters
    named = tuple(
        say(
            "exposure-one",
            number=number,
            enterprise=one.enterprise,
            place=one.place,
            reason=_clause(one.reason),
        )
        for number, one in enumerate(exposed, 1)
    )
    areas = tuple(
        say("exposure-place", number=number, place=one.place, reason=_clause(one.reason))
        for number, one in enumerate(places, 1)
    )
    units = (say("exposure-lead", count=len(named)), *named) if named else ()
    below = (say("exposure-places-lead", count=len(areas)), *areas) if areas else ()
    both = bool(units and below)
    return Paper(
        title=say("exposure-title", plan=plan, places="both" if both else "yes" if below else "no"),
        sections=(
            Section(say("exposure-part-units") if both else "", units),
            Section(say("exposure-part-places") if both else "", below),
        ),
        office=head.signed,
        day=say.day(day),
        number=head.numbered(day.year),
        file_name=say("exposure-file", place=head.place, day=day),
        typefaces=typefaces(catalog),
    )


def _clause(reason: str) -> str:
    """A reason without its own full stop."""
    return reason.rstrip().rstrip("。.；;")


def exposure_texts(paper: Paper) -> list[str]:
    """The list as text to copy: title, one line an enterprise, office and day; in as many messages as
    necessary."""
    said = [line for part in paper.body for line in (part.title, *part.paragraphs) if line]
    messages: list[str] = []
    for line in (paper.title, *said, f"{paper.office} {paper.day}"):
        if messages and len(messages[-1]) + len(line) < MOST:
            messages[-1] += f"\n{line}"
        else:
            messages.append(line)
    return messages
