"""`chenan extension`: requests for more time listed, and several of them answered at once for an officer."""

from __future__ import annotations

from datetime import date, datetime

import click

from bot.cli.language import Group, option, say
from bot.cli.review.deciding import officer
from bot.cli.support import (
    CLI,
    DAY,
    ListColumn,
    as_json,
    current_time,
    facts,
    on_database,
    place_of,
    print_json,
    print_list,
    sentence_of,
)
from bot.cli.which_campaign import campaign_if_open, campaign_option
from bot.config import load_settings
from storage.base.database import Connection, Database
from storage.base.errors import ChenanError
from storage.findings import extension_views, extensions
from storage.findings.extension_views import ExtensionView

MOST = 1000
"""Requests looked at with --jurisdiction."""


@click.group(cls=Group, help="cli-extension")
def extension() -> None:
    """List and answer requests for more time."""


@extension.command("list", help="cli-extension-list")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@as_json
def list_(campaign_id: int | None, place: str, as_json: bool) -> None:
    """List the requests that wait for an answer, the oldest due day first."""

    async def work(db: Connection) -> tuple[ExtensionView, ...]:
        return await _waiting(db, campaign_id, place)

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-due", lambda one: one.due_on),
            ListColumn("cli-head-wanted", lambda one: one.wanted_on),
            ListColumn("cli-head-granted", lambda one: one.granted_before),
            ListColumn("cli-head-reason", lambda one: one.reason),
        ],
        "cli-empty-no-extension",
        as_json,
    )


@extension.command(help="cli-extension-answer")
@click.argument("ids", type=int, metavar="EXTENSION", nargs=-1)
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-extensions-of")
@option("--grant", is_flag=True, help="cli-option-grant")
@option("--until", type=DAY, help="cli-option-grant-until")
@option("--refuse", metavar="REASON", help="cli-option-refuse-extension")
@option("--by", "staff_id", type=int, required=True, help="cli-option-by")
@as_json
def answer(
    ids: tuple[int, ...],
    campaign_id: int | None,
    place: str | None,
    grant: bool,
    until: datetime | None,
    refuse: str | None,
    staff_id: int,
    as_json: bool,
) -> None:
    """Answer each EXTENSION, or all that wait at a place, each by itself; those that cannot be are named."""
    if bool(ids) == (place is not None):
        raise click.UsageError(say("cli-error-extension-which"))
    if grant == (refuse is not None) or (until is not None and not grant):
        raise click.UsageError(say("cli-error-extension-how"))
    settings = load_settings()
    wanted = until.date() if until else None

    async def work(database: Database) -> list[tuple[int, str, date | None, str]]:
        async with database.read() as db:
            who = await officer(db, staff_id)
            chosen = ids
            if place is not None:
                chosen = tuple(one.id for one in await _waiting(db, campaign_id, place))
        done: list[tuple[int, str, date | None, str]] = []
        for number in dict.fromkeys(chosen):
            now = current_time()
            today = now.astimezone(settings.zone).date()
            try:
                async with database.begin() as db:
                    one = await extension_views.get_extension(db, who, number)
                    day = (wanted or one.wanted_on) if grant else None
                    await extensions.decide(
                        db, who, now, number, day, refuse or "", today, zone=settings.zone
                    )
                done.append((number, one.enterprise, day, ""))
            except ChenanError as problem:
                done.append((number, "", None, sentence_of(problem)))
        return done

    done = on_database(work, settings)
    if as_json:
        names = ("id", "enterprise", "granted_on", "problem")
        print_json([dict(zip(names, one, strict=True)) for one in done])
    else:
        for number, enterprise, day, problem in done:
            key = "refused" if day is None else "granted"
            state = "failed" if problem else key
            click.echo(
                say(
                    "cli-extension-answered",
                    id=number,
                    state=state,
                    enterprise=enterprise,
                    day=str(day or ""),
                    problem=problem,
                )
            )
        if not done:
            click.echo(say("cli-empty-no-extension"))
    if left := sum(bool(problem) for *_, problem in done):
        raise click.ClickException(say("cli-error-extension-left", count=left))


async def _waiting(db: Connection, campaign_id: int | None, place: str) -> tuple[ExtensionView, ...]:
    campaign = await campaign_if_open(db, campaign_id, place)
    where = (await place_of(db, place)).id
    return await extension_views.list_waiting(db, CLI, where, MOST, campaign_id=campaign)
