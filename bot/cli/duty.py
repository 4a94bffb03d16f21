"""`chenan duty`: lists what was recorded of duties, takes and returns it; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, as_json, facts, outcome, place_of, print_json, print_table
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.clock import system_clock
from content.loader import load
from storage.base.database import Connection
from storage.exchange import record_views, records
from storage.exchange.record_views import Record


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
        found = await record_views.list_in_campaign(db, CLI, campaign, where)
        return tuple(one for one in found if not waiting or one.state == "sent")

    found = facts(work)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    packs = load().packs
    titles = {(pack.code, one.code): one.title.zh for pack in packs.values() for one in pack.duties}
    rows = [
        (
            one.id,
            one.done_on,
            one.enterprise or one.place,
            titles.get((one.pack, one.code), one.code),
            one.files,
            say("cli-duty-state", state=one.state),
            one.sentence,
        )
        for one in found
    ]
    heads = ("id", "day", "place", "title", "files", "state", "text")
    print_table(tuple(_HEADS[head] for head in heads), rows, "cli-empty-none")


_HEADS = {
    "id": "cli-head-id",
    "day": "cli-head-day",
    "place": "cli-head-place",
    "title": "cli-head-title",
    "files": "cli-head-files",
    "state": "cli-head-state",
    "text": "cli-head-text",
}


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
