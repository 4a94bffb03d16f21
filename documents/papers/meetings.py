"""Minutes of a joint meeting (联席会议纪要) as a paper of its office, for PDF and Word."""

from __future__ import annotations

from content.catalog import Catalog
from content.model.library import Library
from documents.papers.parts import (
    Column,
    Paper,
    PaperWords,
    Section,
    numbered,
    paragraphs,
    table_of,
    typefaces,
)
from storage.exchange.meeting_views import DecidedPoint, Guest, MeetingView
from storage.offices.letterheads import Letterhead


def minutes_paper(meeting: MeetingView, head: Letterhead, library: Library, catalog: Catalog) -> Paper:
    """The minutes: when and where, who came, what was on the agenda, what was said, what was decided."""

    say = PaperWords(catalog)

    def party(place: str, department: str) -> str:
        return say("staff-department", department=department) if department else place

    def named(guests: list[Guest]) -> str:
        names = [
            say("meeting-paper-sent", party=party(one.place, one.department), who=one.who)
            if one.who
            else party(one.place, one.department)
            for one in guests
        ]
        return say("list-comma").join(names) or say("meeting-paper-nobody")

    came = [one for one in meeting.guests if one.came]
    away = [one for one in meeting.guests if one.came is False]
    unknown = [one for one in meeting.guests if one.came is None]
    basics = [
        say("meeting-paper-when", day=say.day(meeting.held_on), clock=meeting.clock, where=meeting.place),
        say("meeting-paper-came", parties=named(came)),
        say("meeting-paper-away", parties=named(away)) if away else "",
        say("meeting-paper-unknown", parties=named(unknown)) if unknown else "",
    ]
    decided: tuple[Column[tuple[int, DecidedPoint]], ...] = (
        Column("meeting-paper-head-point", lambda line: f"{line[0]}. {line[1].text}", 5),
        Column("meeting-paper-head-party", lambda line: party(line[1].place, line[1].department), 2),
        Column("meeting-paper-head-due", lambda line: say.day(line[1].due_on), 3),
    )
    sections = (
        Section(say("meeting-paper-basics"), tuple(line for line in basics if line)),
        Section(say("meeting-paper-agenda"), paragraphs(meeting.agenda)),
        Section(say("meeting-paper-minutes"), paragraphs(meeting.minutes)),
        table_of(
            say("meeting-paper-points"),
            decided,
            enumerate(meeting.points, 1),
            say,
            () if meeting.points else (say("meeting-paper-no-points"),),
        ),
    )
    return Paper(
        title=say("meeting-paper-title", plan=say.plan(library, meeting.pack)),
        number=head.numbered(meeting.held_on.year),
        sections=numbered(sections, catalog),
        office=head.signed,
        day=say.day(meeting.held_on),
        file_name=say("meeting-paper-file", place=meeting.office, day=meeting.held_on.isoformat()),
        typefaces=typefaces(catalog),
    )
