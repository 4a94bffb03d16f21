"""`chenan circular`: what an office writes to those below it: sent, read, answered, on paper."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path

import click

from bot.cli.acting import act, done, local, new_token, text_option
from bot.cli.files import files_option, stored
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
from bot.config import Settings, load_settings
from content.catalog import Catalog
from content.loader import load
from storage.base.database import Connection
from storage.exchange import circular_views, circulars
from storage.exchange.circular_views import Copy, Sent
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead
from storage.tables.exchange import CIRCULARS

_circular = click.argument("circular_id", type=int, metavar="CIRCULAR")
_office = option("--office", "code", metavar="CODE", required=True, help="cli-option-circular-office")


@click.group(cls=Group, help="cli-circular")
def circular() -> None:
    """Write to offices below; see who has read it and what they answered."""


@circular.command("list", help="cli-circular-list")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-circulars-of")
@as_json
def list_circulars(place: str, as_json: bool) -> None:
    """List the circulars of the office of a place, the latest first."""

    async def work(db: Connection) -> tuple[Sent, ...]:
        return await circular_views.list_sent(db, CLI, (await place_of(db, place)).id)

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.sent_at.date()),
            ListColumn("cli-head-kind", lambda one: say("circular-kind", kind=one.kind)),
            ListColumn("cli-head-due", lambda one: one.answer_by),
            ListColumn("cli-head-offices", lambda one: one.offices),
            ListColumn("cli-head-read", lambda one: one.read),
            ListColumn("cli-head-answered", lambda one: one.answered),
            ListColumn("cli-head-files", lambda one: one.files),
            ListColumn("cli-head-text", lambda one: " ".join(one.text.split())[:30]),
        ],
        "cli-empty-none",
        as_json,
    )


@circular.command("show", help="cli-circular-show")
@_circular
@as_json
def show_circular(circular_id: int, as_json: bool) -> None:
    """Show a circular, who has read it and what they answered."""

    async def work(db: Connection) -> tuple[Copy, ...]:
        return await circular_views.list_answers(db, CLI, circular_id)

    found = facts(work)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    click.echo(found[0].text)
    print_table(
        found,
        [
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-read", lambda one: one.read_at and one.read_at.date()),
            ListColumn("cli-head-answered", lambda one: one.answer),
        ],
        "cli-empty-none",
    )


@circular.command("paper", help="cli-circular-paper")
@_circular
@out_option
@as_json
def paper_circular(circular_id: int, out: Path, as_json: bool) -> None:
    """Write a circular as a paper of its office."""
    from documents.papers.letters import circular_paper

    settings = load_settings()

    async def work(db: Connection) -> tuple[tuple[Copy, ...], Letterhead, list[str], date]:
        copies = await circular_views.list_answers(db, CLI, circular_id)
        to = [(await letterheads.letterhead_of(db, one.jurisdiction_id)).signed for one in copies]
        zone = await jurisdictions.zone_of(db, copies[0].sender_id, settings.zone)
        head = await letterheads.letterhead_of(db, copies[0].sender_id)
        return copies, head, to, copies[0].sent_at.astimezone(zone).date()

    copies, head, to, day = facts(work, settings=settings)
    write_paper(circular_paper(copies[0], head, to, None, day, load(), Catalog.load()), out, as_json)


@circular.command("send", help="cli-circular-send")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-circulars-of")
@option("--kind", type=click.Choice(CIRCULARS), required=True, help="cli-option-circular-kind")
@text_option
@option("--to", "codes", metavar="CODE", multiple=True, help="cli-option-circular-to")
@option("--answer-by", type=DAY, help="cli-option-circular-answer-by")
@files_option
@as_json
def send(
    place: str,
    kind: str,
    text: str,
    codes: tuple[str, ...],
    answer_by: datetime | None,
    paths: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Write to offices below a place: to those named, else to all right below."""
    due, files = answer_by.date() if answer_by else None, stored(paths)

    async def work(db: Connection, settings: Settings) -> tuple[int, int]:
        where = (await place_of(db, place)).id
        to = [(await place_of(db, code)).id for code in codes]
        to = to or [one.id for one in await jurisdictions.list_children(db, where)]
        _, today = await local(db, where, settings)
        given = (where, new_token(), kind, text, to, due, today, files)
        return await circulars.send(db, CLI, current_time(), *given), len(to)

    number, offices = act(work)
    done(as_json, "cli-circular-sent", number, offices=offices)


@circular.command("read", help="cli-circular-read")
@_circular
@_office
@as_json
def read(circular_id: int, code: str, as_json: bool) -> None:
    """Record that an office has read it (已阅)."""

    async def work(db: Connection, settings: Settings) -> bool:
        where = (await place_of(db, code)).id
        return await circulars.read(db, CLI, current_time(), circular_id, where)

    done(as_json, "cli-circular-was-read", circular_id, done=act(work))


@circular.command("answer", help="cli-circular-answer")
@_circular
@_office
@text_option
@as_json
def answer(circular_id: int, code: str, text: str, as_json: bool) -> None:
    """Answer it for an office."""

    async def work(db: Connection, settings: Settings) -> None:
        where = (await place_of(db, code)).id
        await circulars.answer(db, CLI, current_time(), circular_id, where, text)

    act(work)
    done(as_json, "cli-circular-was-answered", circular_id)


@circular.command("recall", help="cli-circular-recall")
@_circular
@text_option
@as_json
def recall(circular_id: int, text: str, as_json: bool) -> None:
    """Recall it with a reason; the offices that have it are told."""
    changed = act(lambda db, _: circulars.recall(db, CLI, current_time(), circular_id, text))
    done(as_json, "cli-circular-was-recalled", circular_id, done=changed)


@circular.command("correct", help="cli-circular-correct")
@_circular
@text_option
@option("--answer-by", type=DAY, help="cli-option-circular-answer-by")
@as_json
def correct(circular_id: int, text: str, answer_by: datetime | None, as_json: bool) -> None:
    """Send another text in its place, to the same offices and with the same files."""
    due = answer_by.date() if answer_by else None

    async def work(db: Connection, settings: Settings) -> int:
        copies = await circular_views.list_answers(db, CLI, circular_id)
        files = await circular_views.stored_files(db, CLI, circular_id)
        first, to = copies[0], [one.jurisdiction_id for one in copies]
        _, today = await local(db, first.sender_id, settings)
        given = (first.sender_id, new_token(), first.kind, text, to, due or first.answer_by, today, files)
        return await circulars.send(db, CLI, current_time(), *given, circular_id)

    done(as_json, "cli-circular-sent", act(work), corrects=circular_id)
