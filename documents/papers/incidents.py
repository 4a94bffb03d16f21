"""An accident with all that was written down of it, as a paper of its office, for PDF and Word."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from content.catalog import Catalog
from content.grounds import grounds
from content.model.incidents import Party, ShownPoint, grade_of
from content.model.library import Library
from documents.papers.parts import (
    LANGUAGE,
    Column,
    Paper,
    PaperWords,
    Section,
    numbered,
    paragraphs,
    table_of,
    typefaces,
)
from storage.base.errors import NotFound
from storage.incidents.views import IncidentView
from storage.offices.letterheads import Letterhead


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

    say = PaperWords(catalog)

    def moment(at: datetime | None) -> str:
        if at is None:
            return say("incident-paper-not-told")
        local = at.astimezone(zone)
        return say("incident-minute", day=say.day(local.date()), clock=f"{local:%H:%M}")

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

    def party_said(party: Party) -> str:
        law = say("list-comma").join(grounds(party.law, library.laws, LANGUAGE, say("law-unverified")))
        named = {"party": party.title.say(LANGUAGE), "within": party.within.say(LANGUAGE)}
        return say("incident-paper-party", **named, law=law)

    def point_said(point: ShownPoint) -> str:
        shown = one.shown.get(point.code)
        sentence = (shown.sentence if shown else "") or "none"
        return say("incident-paper-point", title=point.title.say(LANGUAGE), sentence=sentence)

    def point_done(point: ShownPoint) -> str:
        shown = one.shown.get(point.code)
        return say.day(shown.done_on) if shown and shown.done_on else ""

    told: tuple[Column[Party], ...] = (
        Column("incident-paper-head-party", party_said),
        Column("incident-paper-head-told", lambda party: moment(one.told.get(party.code))),
    )
    points: tuple[Column[ShownPoint], ...] = (
        Column("incident-paper-head-point", point_said),
        Column(
            "incident-paper-head-files",
            lambda point: str(sum(file.point == point.code for file in one.files)),
        ),
        Column("incident-paper-head-done", point_done),
    )
    inquiry = [
        say("incident-paper-inquiry", leader=one.inquiry, day=say.day(one.inquiry_on))
        if one.inquiry_on
        else say("incident-paper-no-inquiry"),
        *paragraphs(one.result),
    ]
    published = (
        (say("incident-paper-published", day=say.day(one.published_on)), *paragraphs(one.published))
        if one.published_on
        else (say("incident-paper-unpublished"),)
    )
    sections = (
        Section(say("incident-paper-basics"), basics),
        table_of(say("incident-paper-told"), told, rules.parties, say),
        Section(say("incident-paper-result"), tuple(inquiry)),
        table_of(say("incident-paper-points"), points, rules.points, say),
        Section(say("incident-paper-publication"), published),
    )
    return Paper(
        title=say("incident-paper-title"),
        subtitle=one.enterprise,
        sections=numbered(sections, catalog),
        office=head.signed,
        day=say.day(today),
        file_name=say(
            "incident-paper-file",
            enterprise=one.enterprise,
            day=one.happened_at.astimezone(zone).date().isoformat(),
        ),
        typefaces=typefaces(catalog),
    )
