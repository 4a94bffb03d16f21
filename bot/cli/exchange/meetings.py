"""`chenan meeting`: joint meetings of offices, their minutes; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    facts,
    out_option,
    place_of,
    print_json,
    print_list,
    print_table,
    write_paper,
)
from content.catalog import Catalog
from content.loader import load
from storage.base.database import Connection
from storage.exchange import meeting_views
from storage.exchange.meeting_views import MeetingLine, MeetingView
from storage.offices import letterheads
from storage.offices.letterheads import Letterhead

_CAME = {None: "none", True: "yes", False: "no"}


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

    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.held_on),
            ListColumn("cli-head-time", lambda one: one.clock),
            ListColumn("cli-head-place", lambda one: one.office),
            ListColumn("cli-head-asked", lambda one: one.guests),
            ListColumn("cli-head-answered", lambda one: one.answered),
            ListColumn("cli-head-state", lambda one: say("meeting-state", state=one.state)),
        ],
        "cli-empty-none",
        as_json,
    )


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
    print_table(
        one.guests,
        [
            ListColumn("cli-head-place", lambda guest: guest.place),
            ListColumn("cli-head-department", lambda guest: _department(guest.department)),
            ListColumn(
                "cli-head-answered",
                lambda guest: say("meeting-answer", answer=guest.answer or "none", who=guest.who),
            ),
            ListColumn("cli-head-came", lambda guest: say("cli-meeting-came", came=_CAME[guest.came])),
        ],
        "cli-empty-none",
    )
    print_table(
        one.points,
        [
            ListColumn("cli-head-id", lambda point: point.id),
            ListColumn("cli-head-text", lambda point: point.text),
            ListColumn("cli-head-place", lambda point: _department(point.department) or point.place),
            ListColumn("cli-head-due", lambda point: point.due_on),
            ListColumn("cli-head-done", lambda point: point.done_at and point.done_at.date()),
        ],
        "cli-empty-none",
    )


def _department(code: str) -> str:
    return say("staff-department", department=code) if code else ""


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
