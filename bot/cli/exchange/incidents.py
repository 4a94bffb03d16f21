"""`chenan incident`: accidents: recorded, who was told of them, the four things to show, their papers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from bot.cli.acting import MINUTE, act, done, instant, local, new_token, text_option
from bot.cli.enterprise.keeping import known
from bot.cli.files import files_option, stored
from bot.cli.language import Group, language, option, say
from bot.cli.support import (
    CLI,
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
from bot.config import Settings
from content.catalog import Catalog
from content.loader import load
from content.model.incidents import IncidentRules, Party
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.base.errors import NotFound
from storage.incidents import ending, recording, views
from storage.incidents.views import IncidentView
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead

_incident = click.argument("incident_id", type=int, metavar="INCIDENT")
_what = option("--what", help="cli-option-incident-what")
_place = option("--place", help="cli-option-incident-place")
_substance = option("--substance", help="cli-option-incident-substance")
_hurt = option("--hurt", type=int, help="cli-option-incident-hurt")
_dead = option("--dead", type=int, help="cli-option-incident-dead")
_at = option("--at", type=MINUTE, help="cli-option-incident-at")


@click.group(cls=Group, help="cli-incident")
def incident() -> None:
    """Record accidents, who was told, the four things to show, inquiry and result; write one to a file."""


@incident.command("list", help="cli-incident-list")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@as_json
def list_(place: str, as_json: bool) -> None:
    """List the accidents of enterprises in a place and below, open ones first."""

    async def work(db: Connection) -> tuple[IncidentView, ...]:
        return await views.list_at(db, CLI, (await place_of(db, place)).id)

    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.happened_at.date()),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-hurt", lambda one: one.hurt),
            ListColumn("cli-head-dead", lambda one: one.dead),
            ListColumn("cli-head-substance", lambda one: one.substance),
            ListColumn("cli-head-told", lambda one: len(one.told)),
            ListColumn("cli-head-state", lambda one: say("incident-state", state=one.state)),
        ],
        "cli-empty-none",
        as_json,
    )


@incident.command("show", help="cli-incident-show")
@_incident
@as_json
def show(incident_id: int, as_json: bool) -> None:
    """Show an accident: who was told at which minute, the four things to show."""
    library = load()

    async def work(db: Connection) -> tuple[IncidentView, Any]:
        one = await views.get(db, CLI, incident_id)
        return one, await jurisdictions.zone_of(db, one.jurisdiction_id)

    one, zone = facts(work)
    if as_json:
        print_json(asdict(one))
        return
    click.echo(one.what or say("incident-no-words"))
    rules = library.incidents
    tongue = language()

    def told(party: Party) -> str:
        at = one.told.get(party.code)
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    print_table(
        rules.parties if rules else (),
        [
            ListColumn("cli-head-party", lambda party: party.title.say(tongue)),
            ListColumn("cli-head-within", lambda party: party.within.say(tongue)),
            ListColumn("cli-head-told", told),
        ],
        "cli-empty-none",
    )
    print_table(
        [(point, one.shown.get(point.code)) for point in (rules.points if rules else ())],
        [
            ListColumn("cli-head-point", lambda line: line[0].title.say(tongue)),
            ListColumn("cli-head-text", lambda line: line[1].sentence if line[1] else ""),
            ListColumn("cli-head-done", lambda line: line[1].done_on if line[1] else None),
        ],
        "cli-empty-none",
    )


@incident.command("paper", help="cli-incident-paper")
@_incident
@out_option
@as_json
def paper(incident_id: int, out: Path, as_json: bool) -> None:
    """Write an accident as a paper of its office."""
    from documents.papers.incidents import incident_paper

    async def work(db: Connection) -> tuple[IncidentView, Letterhead, Any]:
        view = await views.get(db, CLI, incident_id)
        head = await letterheads.letterhead_of(db, view.jurisdiction_id)
        return view, head, await jurisdictions.zone_of(db, view.jurisdiction_id)

    view, head, zone = facts(work)
    today = current_time().astimezone(zone).date()
    write_paper(incident_paper(view, head, zone, today, load(), Catalog.load()), out, as_json)


@incident.command("record", help="cli-incident-record")
@click.argument("credit_code")
@_what
@_place
@_substance
@_hurt
@_dead
@_at
@as_json
def record(credit_code: str, at: datetime | None, as_json: bool, **said: Any) -> None:
    """Record an accident at an enterprise; what is known is said with it."""

    async def work(db: Connection, settings: Settings) -> int:
        enterprise = await known(db, credit_code)
        number = await recording.record(db, CLI, current_time(), enterprise.id, new_token())
        await _say(db, settings, number, at, **said)
        return number

    done(as_json, "cli-incident-recorded", act(work))


@incident.command("change", help="cli-incident-change")
@_incident
@_what
@_place
@_substance
@_hurt
@_dead
@_at
@as_json
def change(incident_id: int, at: datetime | None, as_json: bool, **said: Any) -> None:
    """Correct the record of an accident."""
    act(lambda db, settings: _say(db, settings, incident_id, at, **said))
    done(as_json, "cli-incident-noted", incident_id)


@incident.command("told", help="cli-incident-told")
@_incident
@click.argument("party")
@option("--at", type=MINUTE, help="cli-option-told-at")
@as_json
def told_(incident_id: int, party: str, at: datetime | None, as_json: bool) -> None:
    """Record at which minute a party was told."""

    async def work(db: Connection, settings: Settings) -> None:
        view = await views.get(db, CLI, incident_id)
        zone, _ = await local(db, view.jurisdiction_id, settings)
        given = (incident_id, party, instant(at, zone))
        await recording.tell_party(db, CLI, current_time(), _rules(), *given)

    act(work)
    done(as_json, "cli-incident-noted", incident_id)


@incident.command("point", help="cli-incident-point")
@_incident
@click.argument("point")
@option("--text", help="cli-option-incident-point")
@option("--done/--not-done", "settled", default=None, help="cli-option-incident-settled")
@files_option
@as_json
def point_(
    incident_id: int,
    point: str,
    text: str | None,
    settled: bool | None,
    paths: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Say what was done about one of the four things, with files, and whether it is done."""
    files = stored(paths)

    async def work(db: Connection, settings: Settings) -> None:
        now, given = current_time(), (_rules(), incident_id, point)
        if text is not None:
            await ending.show(db, CLI, now, *given, text)
        for file in files:
            await recording.attach(db, CLI, now, incident_id, point, file)
        if settled is not None:
            today = await _today(db, settings, incident_id)
            await ending.settle(db, CLI, now, *given, today=today, done=settled)

    act(work)
    done(as_json, "cli-incident-noted", incident_id)


@incident.command("inquiry", help="cli-incident-inquiry")
@_incident
@option("--leader", required=True, help="cli-option-incident-leader")
@as_json
def inquiry(incident_id: int, leader: str, as_json: bool) -> None:
    """Record that an inquiry was set up, and who leads it."""
    _note(ending.inquire, incident_id, leader, as_json)


@incident.command("result", help="cli-incident-result")
@_incident
@text_option
@as_json
def result(incident_id: int, text: str, as_json: bool) -> None:
    """Store the result of the inquiry."""
    _note(ending.conclude, incident_id, text, as_json)


@incident.command("publish", help="cli-incident-publish")
@_incident
@text_option
@as_json
def publish(incident_id: int, text: str, as_json: bool) -> None:
    """Record with which text the result was made public today."""
    _note(ending.publish, incident_id, text, as_json)


@incident.command("close", help="cli-incident-close")
@_incident
@as_json
def close(incident_id: int, as_json: bool) -> None:
    """Close an accident whose four things are shown and done."""
    changed = act(lambda db, _: ending.close(db, CLI, current_time(), _rules(), incident_id))
    done(as_json, "cli-incident-closed", incident_id, done=changed)


@incident.command("void", help="cli-incident-void")
@_incident
@text_option
@as_json
def void(incident_id: int, text: str, as_json: bool) -> None:
    """Store that it was no accident, and why."""
    act(lambda db, _: ending.void(db, CLI, current_time(), incident_id, text))
    done(as_json, "cli-incident-voided", incident_id)


@incident.command("reopen", help="cli-incident-reopen")
@_incident
@as_json
def reopen(incident_id: int, as_json: bool) -> None:
    """Reopen an accident that was closed."""
    changed = act(lambda db, _: ending.reopen(db, CLI, current_time(), incident_id))
    done(as_json, "cli-incident-reopened", incident_id, done=changed)


async def _say(
    db: Connection,
    settings: Settings,
    number: int,
    at: datetime | None,
    *,
    what: str | None,
    place: str | None,
    substance: str | None,
    hurt: int | None,
    dead: int | None,
) -> None:
    """Store what was said of an accident; what was not said stays."""
    now, view = current_time(), await views.get(db, CLI, number)
    for name, text in (("what", what), ("place", place), ("substance", substance)):
        if text is not None:
            await recording.set_text(db, CLI, now, number, name, text)
    if hurt is not None or dead is not None:
        people = (hurt if hurt is not None else view.hurt or 0, dead if dead is not None else view.dead or 0)
        await recording.set_people(db, CLI, now, number, *people)
    if at is not None:
        zone, _ = await local(db, view.jurisdiction_id, settings)
        await recording.set_time(db, CLI, now, number, instant(at, zone))


def _note(
    operation: Callable[[Connection, Actor, datetime, int, str, date], Awaitable[object]],
    incident_id: int,
    text: str,
    as_json: bool,
) -> None:
    """Store a sentence about an accident, of today at its place."""

    async def work(db: Connection, settings: Settings) -> None:
        today = await _today(db, settings, incident_id)
        await operation(db, CLI, current_time(), incident_id, text, today)

    act(work)
    done(as_json, "cli-incident-noted", incident_id)


def _rules() -> IncidentRules:
    rules = load().incidents
    if rules is None:
        raise NotFound
    return rules


async def _today(db: Connection, settings: Settings, incident_id: int) -> date:
    view = await views.get(db, CLI, incident_id)
    return (await local(db, view.jurisdiction_id, settings))[1]
