"""An accident with all that was written down of it, as a paper of its office, for PDF and Word."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from content.catalog import Catalog
from content.grounds import grounds
from content.model.incidents import grade_of
from content.model.library import Library
from documents.papers.parts import Paper, Section, typefaces
from storage.base.errors import NotFound
from storage.incidents.views import IncidentView
from storage.offices.letterheads import Letterhead

LANGUAGE = "zh"
"""An office files in the plan's language."""
_TOLD_HEADS = (
    "incident-paper-head-party",
    "incident-paper-head-told",
)
_POINT_HEADS = (
    "incident-paper-head-point",
    "incident-paper-head-files",
    "incident-paper-head-done",
)


def incident_paper(
    incident: IncidentView,
    head: Letterhead,
    zone: tzinfo,
    today: date,
    library: Library,
    catalog: Catalog,
) -> Paper:
    """The accident: what happened, who was told when by which article, inquiry and result, the four things
    with their files counted, publication. People are numbers.

    Raises:
        NotFound: there are no rules of accidents.
    """
    rules = library.incidents
    if rules is None:
        raise NotFound

    def say(key: str, **values: object) -> str:
        return catalog.say(key, LANGUAGE, **values)

    def day(when: date) -> str:
        return say("day", year=when.year, month=when.month, day=when.day)

    def moment(at: datetime | None) -> str:
        if at is None:
            return say("incident-paper-not-told")
        local = at.astimezone(zone)
        return say("incident-minute", day=day(local.date()), clock=f"{local:%H:%M}")

    one = incident
    industry = library.industries.get(one.industry)
    known = one.hurt is not None and one.dead is not None
    hurt, dead = one.hurt or 0, one.dead or 0
    basics = (
        say(
            "incident-paper-unit",
            enterprise=one.enterprise,
            industry=industry.name.say(LANGUAGE) if industry else one.industry,
        ),
        say("incident-paper-when", moment=moment(one.happened_at), place=one.place or "none"),
        say("incident-paper-what", what=one.what or "none"),
        say("incident-paper-people", hurt=hurt, dead=dead, grade=grade_of(dead, hurt))
        if known
        else say("incident-people-unknown"),
        say("incident-paper-substance", substance=one.substance or "none"),
    )
    told = tuple(
        (
            say(
                "incident-paper-party",
                party=party.title.say(LANGUAGE),
                within=party.within.say(LANGUAGE),
                law=say("list-comma").join(grounds(party.law, library.laws, LANGUAGE, say("law-unverified"))),
            ),
            moment(one.told.get(party.code)),
        )
        for party in rules.parties
    )
    points = tuple(
        (
            say(
                "incident-paper-point",
                title=point.title.say(LANGUAGE),
                sentence=(one.shown[point.code].sentence if point.code in one.shown else "") or "none",
            ),
            str(sum(file.point == point.code for file in one.files)),
            day(done) if point.code in one.shown and (done := one.shown[point.code].done_on) else "",
        )
        for point in rules.points
    )
    inquiry = [
        say("incident-paper-inquiry", leader=one.inquiry, day=day(one.inquiry_on))
        if one.inquiry_on
        else say("incident-paper-no-inquiry"),
        *_paragraphs(one.result),
    ]
    published = (
        (say("incident-paper-published", day=day(one.published_on)), *_paragraphs(one.published))
        if one.published_on
        else (say("incident-paper-unpublished"),)
    )
    sections = (
        Section(say("incident-paper-basics"), basics),
        Section(say("incident-paper-told"), (), tuple(say(one) for one in _TOLD_HEADS), told),
        Section(say("incident-paper-result"), tuple(inquiry)),
        Section(say("incident-paper-points"), (), tuple(say(one) for one in _POINT_HEADS), points),
        Section(say("incident-paper-publication"), published),
    )
    return Paper(
        title=say("incident-paper-title"),
        subtitle=one.enterprise,
        sections=tuple(
            Section(
                say("summary-part", number=number, title=section.title),
                section.paragraphs,
                section.heads,
                section.rows,
            )
            for number, section in enumerate(sections, 1)
        ),
        office=head.signed,
        day=day(today),
        file_name=say(
            "incident-paper-file",
            enterprise=one.enterprise,
            day=one.happened_at.astimezone(zone).date().isoformat(),
        ),
        typefaces=typefaces(catalog, LANGUAGE),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.split("\n") if line.strip())
