"""`chenan meeting`: joint meetings of offices: called, answered, held, with points decided."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from bot.cli.acting import act, done, local, new_token, party_of, text_option
from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    DAY,
    ListColumn,
    as_json,
    current_time,
    facts,
    out_option,
    place_of,
    print_json,
    print_list,
    print_table,
    write_paper,
)
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.config import Settings
from content.catalog import Catalog
from content.loader import load
from storage.base.database import Connection
from storage.exchange import meeting_points, meeting_views, meetings
from storage.exchange.meeting_views import MeetingLine, MeetingView
from storage.offices import letterheads
from storage.offices.letterheads import Letterhead
from storage.tables.meetings import ANSWERS

_CAME = {None: "none", True: "yes", False: "no"}
_meeting = click.argument("meeting_id", type=int, metavar="MEETING")
_guest = click.argument("guest", metavar="GUEST")


@click.group(cls=Group, help="cli-meeting")
def meeting() -> None:
    """Call joint meetings, record attendance, minutes and points decided; write the minutes to a file."""


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
@_meeting
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
@_meeting
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


@meeting.command("call", help="cli-meeting-call")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-meetings-of")
@option("--on", "held_on", type=DAY, required=True, help="cli-option-meeting-on")
@option("--at", "clock", metavar="HH:MM", required=True, help="cli-option-meeting-at")
@option("--room", required=True, help="cli-option-meeting-room")
@option("--agenda", required=True, help="cli-option-meeting-agenda")
@option("--guest", "guests", metavar="GUEST", multiple=True, required=True, help="cli-option-guest")
@as_json
def call(
    campaign_id: int | None,
    place: str,
    held_on: datetime,
    clock: str,
    room: str,
    agenda: str,
    guests: tuple[str, ...],
    as_json: bool,
) -> None:
    """Call a meeting of a place's office; its guests are told."""

    async def work(db: Connection, settings: Settings) -> int:
        where = (await place_of(db, place)).id
        campaign = await campaign_of(db, campaign_id, place)
        asked = [await party_of(db, one) for one in guests]
        _, today = await local(db, where, settings)
        given = (where, campaign, new_token(), held_on.date(), clock, room, agenda, asked, today)
        return await meetings.call(db, CLI, current_time(), *given)

    done(as_json, "cli-meeting-called", act(work))


@meeting.command("drop", help="cli-meeting-drop")
@_meeting
@as_json
def drop(meeting_id: int, as_json: bool) -> None:
    """Cancel a meeting; those invited are told."""
    changed = act(lambda db, _: meetings.drop(db, CLI, current_time(), meeting_id))
    done(as_json, "cli-meeting-dropped", meeting_id, done=changed)


@meeting.command("answer", help="cli-meeting-answer")
@_meeting
@_guest
@click.argument("answer", type=click.Choice(ANSWERS))
@option("--who", default="", help="cli-option-meeting-who")
@as_json
def answer_(meeting_id: int, guest: str, answer: str, who: str, as_json: bool) -> None:
    """Answer for a guest: come, send somebody, or stay away."""

    async def work(db: Connection, settings: Settings) -> None:
        party = await party_of(db, guest)
        await meetings.answer(db, CLI, current_time(), meeting_id, party, answer, who)

    act(work)
    done(as_json, "cli-meeting-noted", meeting_id)


@meeting.command("attendance", help="cli-meeting-attendance")
@_meeting
@_guest
@option("--came/--absent", default=True, help="cli-option-came")
@as_json
def attendance(meeting_id: int, guest: str, came: bool, as_json: bool) -> None:
    """Record that a guest came, or did not."""

    async def work(db: Connection, settings: Settings) -> None:
        party, today = await party_of(db, guest), await _today(db, meeting_id, settings)
        given = (meeting_id, party)
        await meeting_points.attend(db, CLI, current_time(), *given, came=came, today=today)

    act(work)
    done(as_json, "cli-meeting-noted", meeting_id)


@meeting.command("write", help="cli-meeting-write")
@_meeting
@text_option
@as_json
def write(meeting_id: int, text: str, as_json: bool) -> None:
    """Store the minutes; the meeting then counts as held."""

    async def work(db: Connection, settings: Settings) -> None:
        today = await _today(db, meeting_id, settings)
        await meeting_points.write(db, CLI, current_time(), load(), meeting_id, text, today)

    act(work)
    done(as_json, "cli-meeting-noted", meeting_id)


@meeting.command("issue", help="cli-meeting-issue")
@_meeting
@as_json
def issue(meeting_id: int, as_json: bool) -> None:
    """Send the minutes to the departments and offices invited."""
    changed = act(lambda db, _: meeting_points.issue(db, CLI, current_time(), meeting_id))
    done(as_json, "cli-meeting-issued", meeting_id, done=changed)


@meeting.command("point", help="cli-meeting-point")
@_meeting
@text_option
@option("--to", "party", metavar="GUEST", required=True, help="cli-option-point-to")
@option("--due", type=DAY, required=True, help="cli-option-point-due")
@as_json
def point_(meeting_id: int, text: str, party: str, due: datetime, as_json: bool) -> None:
    """Write down a point decided: a duty of a guest, or of the calling office."""

    async def work(db: Connection, settings: Settings) -> int:
        whose, today = await party_of(db, party), await _today(db, meeting_id, settings)
        given = (meeting_id, text, whose, due.date(), today)
        return await meeting_points.decide(db, CLI, current_time(), *given)

    done(as_json, "cli-meeting-decided", act(work), meeting=meeting_id)


@meeting.command("drop-point", help="cli-meeting-drop-point")
@click.argument("point_id", type=int, metavar="POINT")
@as_json
def drop_point(point_id: int, as_json: bool) -> None:
    """Take a point back that is not done."""
    changed = act(lambda db, _: meeting_points.undecide(db, CLI, current_time(), point_id))
    done(as_json, "cli-meeting-undecided", point_id, done=changed)


async def _today(db: Connection, meeting_id: int, settings: Settings) -> date:
    view = await meeting_views.get(db, CLI, meeting_id)
    return (await local(db, view.jurisdiction_id, settings))[1]
