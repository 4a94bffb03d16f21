"""`chenan duty`: records of duties that offices hand up; decides nothing itself."""

from __future__ import annotations

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, ListColumn, as_json, current_time, facts, outcome, place_of, print_list
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.cli.words import duty_title
from storage.base.database import Connection
from storage.exchange import record_views, records
from storage.exchange.record_views import Record


@click.group(cls=Group, help="cli-duty")
def duty() -> None:
    """See the records and files of the plan's duties; accept or return them as the office above."""


@duty.command("list", help="cli-duty-list")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-of-place")
@option("--waiting", is_flag=True, help="cli-option-waiting")
@as_json
def list_(campaign_id: int | None, place: str | None, waiting: bool, as_json: bool) -> None:
    """List the records of duties of a campaign, newest first."""

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
    """Accept what was handed in; its senders are told."""

    async def work(db: Connection) -> bool:
        return await records.receive(db, CLI, current_time(), record_id)

    done = facts(work, writes=True)
    outcome(as_json, say("cli-duty-received" if done else "cli-duty-same"), id=record_id, done=done)


@duty.command("return", help="cli-duty-return")
@click.argument("record_id", type=int)
@option("--reason", required=True, help="cli-option-reason-audit")
@as_json
def return_(record_id: int, reason: str, as_json: bool) -> None:
    """Return what was handed in; its writers are told why, and its duty is to be done again."""

    async def work(db: Connection) -> bool:
        return await records.give_back(db, CLI, current_time(), record_id, reason)

    done = facts(work, writes=True)
    outcome(as_json, say("cli-duty-returned" if done else "cli-duty-same"), id=record_id, done=done)
