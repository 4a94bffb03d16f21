"""曝光 as a list to publish: enterprises that two people of an office agreed to name, with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.catalog import Catalog
from content.model.library import Library
from documents.papers.parts import Paper, Section, typefaces
from storage.offices.letterheads import Letterhead
from storage.reviews.measure_views import Exposed

MOST = 4000
"""Characters of a message; Telegram takes 4,096."""
LANGUAGE = "zh"
"""An office publishes in the plan's language."""


def exposure_paper(
    exposed: Sequence[Exposed], pack: str, head: Letterhead, day: date, library: Library, catalog: Catalog
) -> Paper:
    """The list as a paper of an office, for PDF and Word."""

    def say(key: str, **values: object) -> str:
        return catalog.say(key, LANGUAGE, **values)

    known = library.packs.get(pack)
    plan = known.title.say(LANGUAGE) if known else pack
    # each a paragraph: a table's columns leave a name no room beside 500 characters
    named = tuple(
        say("exposure-one", number=number, enterprise=one.enterprise, place=one.place, reason=one.reason)
        for number, one in enumerate(exposed, 1)
    )
    return Paper(
        title=say("exposure-title", plan=plan),
        sections=(Section("", (say("exposure-lead", count=len(named)), *named)),),
        office=head.signed,
        day=say("day", year=day.year, month=day.month, day=day.day),
        number=head.numbered(day.year),
        file_name=say("exposure-file", place=head.place, day=day),
        typefaces=typefaces(catalog, LANGUAGE),
    )


def exposure_texts(paper: Paper) -> list[str]:
    """The list as text to copy: title, one line an enterprise, office and day; in as many messages as
    necessary."""
    (section,) = paper.sections
    messages: list[str] = []
    for line in (paper.title, *section.paragraphs, f"{paper.office} {paper.day}"):
        if messages and len(messages[-1]) + len(line) < MOST:
            messages[-1] += f"\n{line}"
        else:
            messages.append(line)
    return messages
