"""`chenan meeting`: joint meetings of offices, their minutes; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, as_json, facts, out_option, place_of, print_json, print_table, write_paper
from content.catalog import Catalog
from content.loader import load
from storage.base.database import Connection
from storage.exchange import meeting_views
from storage.exchange.meeting_views import MeetingLine, MeetingView
from storage.offices import letterheads
from storage.offices.letterheads import Letterhead


@click.group(cls=Group, help="cli-meeting")
def meeting() -> None:
    """See joint meetings, and write their minutes to a file."""


@meeting.command("list", help="cli-meeting-list")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-meetings-of")
@as_json
def list_(place: str, as_json: bool) -> None:
    """List the meetings that a place's office called or was asked to, the latest first."""

    async def work(db: Connection) -> tuple[MeetingLine, ...]:
        return await meeting_views.list_at(db, CLI, (await place_of(db, place)).id)

    found = facts(work)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    rows = [
        (
            one.id,
            one.held_on,
            one.clock,
            one.office,
            one.guests,
            one.answered,
            say("meeting-state", state=one.state),
        )
        for one in found
    ]
    heads = (
        "cli-head-id",
        "cli-head-day",
        "cli-head-time",
        "cli-head-place",
        "cli-head-asked",
        "cli-head-answered",
        "cli-head-state",
    )
    print_table(heads, rows, "cli-empty-none")


@meeting.command("show", help="cli-meeting-show")
@click.argument("meeting_id", type=int)
@as_json
def show(meeting_id: int, as_json: bool) -> None:
    """Show a meeting: agenda, who was asked, minutes, the points decided."""

    async def work(db: Connection) -> MeetingView:
        return await meeting_views.get(db, CLI, meeting_id)

    one = facts(work)
    if as_json:
        print_json(asdict(one))
        return
    click.echo(one.agenda)
    if one.minutes:
        click.echo(one.minutes)
    answers = [
        (
            one.place,
            say("staff-department", department=one.department) if one.department else "",
            say("meeting-answer", answer=one.answer or "none", who=one.who),
            say("cli-meeting-came", came="none" if one.came is None else "yes" if one.came else "no"),
        )
        for one in one.guests
    ]
    heads = ("cli-head-place", "cli-head-department", "cli-head-answered", "cli-head-came")
    print_table(heads, answers, "cli-empty-none")
    points = [
        (
            one.id,
            one.text,
            say("staff-department", department=one.department) if one.department else one.place,
            one.due_on,
            one.done_at and one.done_at.date(),
        )
        for one in one.points
    ]
    heads_of_points = ("cli-head-id", "cli-head-text", "cli-head-place", "cli-head-due", "cli-head-done")
    print_table(heads_of_points, points, "cli-empty-none")


@meeting.command("minutes", help="cli-meeting-minutes")
@click.argument("meeting_id", type=int)
@out_option
@as_json
def minutes(meeting_id: int, out: Path, as_json: bool) -> None:
    """Write the minutes of a meeting as a paper of its office."""
    from documents.papers.meetings import minutes_paper

    async def work(db: Connection) -> tuple[MeetingView, Letterhead]:
        view = await meeting_views.get(db, CLI, meeting_id)
        return view, await letterheads.letterhead_of(db, view.jurisdiction_id)

    view, head = facts(work)
    if view.state != "held":
        raise click.ClickException(say("cli-meeting-no-minutes"))
    write_paper(minutes_paper(view, head, load(), Catalog.load()), out, as_json)
