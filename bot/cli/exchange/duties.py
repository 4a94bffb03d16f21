"""`chenan duty`, `chenan circular`: what offices hand up and write to those below; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    ListColumn,
    as_json,
    facts,
    out_option,
    outcome,
    place_of,
    print_json,
    print_list,
    print_table,
    write_paper,
)
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.cli.words import duty_title
from bot.clock import system_clock
from bot.config import load_settings
from content.catalog import Catalog
from content.loader import load
from storage.base.database import Connection
from storage.exchange import circular_views, record_views, records
from storage.exchange.circular_views import Copy, Sent
from storage.exchange.record_views import Record
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead


@click.group(cls=Group, help="cli-duty")
def duty() -> None:
    """See what was recorded of the plan's duties; take it or return it as the office above."""


@duty.command("list", help="cli-duty-list")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-of-place")
@option("--waiting", is_flag=True, help="cli-option-waiting")
@as_json
def list_(campaign_id: int | None, place: str | None, waiting: bool, as_json: bool) -> None:
    """List the records of a campaign, the latest first."""

    async def work(db: Connection) -> tuple[Record, ...]:
        campaign = await campaign_of(db, campaign_id, place)
        where = (await place_of(db, place)).id if place is not None else None
        pages = record_views.pages_in_campaign(db, CLI, campaign, where)
        found = [one async for page in pages for one in page if not waiting or one.state == "sent"]
        return tuple(sorted(found, key=lambda one: (one.done_on, one.id), reverse=True))

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.done_on),
            ListColumn("cli-head-place", lambda one: one.enterprise or one.place),
            ListColumn("cli-head-title", lambda one: one.decided or duty_title(one.pack, one.code)),
            ListColumn("cli-head-files", lambda one: one.files),
            ListColumn("cli-head-state", lambda one: say("cli-duty-state", state=one.state)),
            ListColumn("cli-head-text", lambda one: one.sentence),
        ],
        "cli-empty-none",
        as_json,
    )


@duty.command("receive", help="cli-duty-receive")
@click.argument("record_id", type=int)
@as_json
def receive(record_id: int, as_json: bool) -> None:
    """Take what was handed in; its writers are told."""

    async def work(db: Connection) -> bool:
        return await records.receive(db, CLI, system_clock(), record_id)

    done = facts(work, writes=True)
    outcome(as_json, say("cli-duty-received" if done else "cli-duty-same"), id=record_id, done=done)


@duty.command("return", help="cli-duty-return")
@click.argument("record_id", type=int)
@option("--reason", required=True, help="cli-option-reason-audit")
@as_json
def return_(record_id: int, reason: str, as_json: bool) -> None:
    """Return what was handed in; its writers are told why, and its duty is to be done again."""

    async def work(db: Connection) -> bool:
        return await records.give_back(db, CLI, system_clock(), record_id, reason)

    done = facts(work, writes=True)
    outcome(as_json, say("cli-duty-returned" if done else "cli-duty-same"), id=record_id, done=done)


@click.group(cls=Group, help="cli-circular")
def circular() -> None:
    """See what offices wrote to those below, and what they answered."""


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
@click.argument("circular_id", type=int)
@as_json
def show_circular(circular_id: int, as_json: bool) -> None:
    """Show a circular with who has read it and what they answered."""

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
@click.argument("circular_id", type=int)
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
