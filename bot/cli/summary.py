"""`chenan summary`: write, file and list summaries and monthly reports; decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click

from bot.cli.language import Group, option, say
from bot.cli.support import CLI, ListColumn, as_json, current_time, facts, place_of, print_json, print_list
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.config import load_settings
from content.calendar.duties import ONCE
from content.loader import load
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.statistics import summaries, summary_views
from storage.statistics.summary_views import Case, Filing

Command = Callable[..., None]


def of_which(command: Command) -> Command:
    """The options that say which summary: of a campaign, a place, a month or the whole."""
    command = option(
        "--month",
        type=click.DateTime(formats=["%Y-%m"]),
        help="cli-option-month",
    )(command)
    command = option("--jurisdiction", "place", metavar="CODE", help="cli-option-whose")(command)
    return campaign_option(command)


def local_day() -> date:
    """Today in the installation's zone."""
    return current_time().astimezone(load_settings().zone).date()


async def begun(db: Connection, campaign_id: int | None, place: str | None, month: datetime | None) -> int:
    """The id of the summary that was asked for, begun if there is none."""
    campaign = await campaign_of(db, campaign_id, place)
    where = await _place(db, campaign, place)
    kind, period_on = _period(month)
    return await summaries.begin(db, CLI, current_time(), campaign, where, kind, period_on)


@click.group(cls=Group, help="cli-summary")
def summary() -> None:
    """Write, file and list the summaries of offices. `chenan export summary` makes the files."""


@summary.command("list", help="cli-summary-list")
@of_which
@as_json
def list_(campaign_id: int | None, place: str | None, month: datetime | None, as_json: bool) -> None:
    """List the places below, and whether they have filed."""

    async def work(db: Connection) -> tuple[Filing, ...]:
        campaign = await campaign_of(db, campaign_id, place)
        where = await _place(db, campaign, place)
        return await summary_views.list_filings(db, CLI, campaign, where, *_period(month))

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-filed", lambda one: one.filed_at and one.filed_at.date()),
            ListColumn("cli-head-times", lambda one: one.filings),
        ],
        "cli-empty-no-place-below",
        as_json,
    )


@summary.command("write", help="cli-summary-write")
@of_which
@option("--problems", metavar="TEXT", help="cli-option-problems")
@option("--plans", metavar="TEXT", help="cli-option-plans")
@as_json
def write_(
    campaign_id: int | None,
    place: str | None,
    month: datetime | None,
    problems: str | None,
    plans: str | None,
    as_json: bool,
) -> None:
    """Write the office's own sentences. Without options: show what is written."""

    async def work(db: Connection) -> summary_views.SummaryView:
        found = await begun(db, campaign_id, place, month)
        for part, words in (("problems", problems), ("plans", plans)):
            if words is not None:
                await summaries.write(db, CLI, found, part, words)
        return await summary_views.get(db, CLI, found)

    view = facts(work, writes=True)
    if as_json:
        print_json(asdict(view))
        return
    click.echo(say("cli-summary-problems", text=view.problems))
    click.echo(say("cli-summary-plans", text=view.plans))
    for case in view.cases:
        told = {"id": case.self_check_id, "name": case.enterprise, "text": case.text}
        click.echo(say("cli-summary-case-line", **told).rstrip())


@summary.command("case", help="cli-summary-case")
@of_which
@option("--self-check", "self_check_id", type=int, help="cli-option-self-check")
@option("--text", "words", default="", help="cli-option-typical")
@option("--remove", is_flag=True, help="cli-option-remove")
@as_json
def case_(
    campaign_id: int | None,
    place: str | None,
    month: datetime | None,
    self_check_id: int | None,
    words: str,
    remove: bool,
    as_json: bool,
) -> None:
    """Add an enterprise as a typical case. Without --self-check: list those that can be added."""

    async def work(db: Connection) -> tuple[Case, ...]:
        found = await begun(db, campaign_id, place, month)
        if self_check_id is None:
            return await summary_views.list_candidates(db, CLI, found)
        if remove:
            await summaries.remove_case(db, CLI, found, self_check_id)
        else:
            await summaries.add_case(db, CLI, found, self_check_id, words)
        return (await summary_views.get(db, CLI, found)).cases

    cases = facts(work, writes=True)
    print_list(
        cases,
        [
            ListColumn("cli-head-self-check", lambda case: case.self_check_id),
            ListColumn("cli-head-enterprise", lambda case: case.enterprise),
            ListColumn("cli-head-place", lambda case: case.place),
            ListColumn("cli-head-found", lambda case: case.found),
            ListColumn("cli-head-closed", lambda case: case.closed),
            ListColumn("cli-head-text", lambda case: case.text),
        ],
        "cli-empty-none",
        as_json,
    )


@summary.command("file", help="cli-summary-file")
@of_which
@as_json
def file_(campaign_id: int | None, place: str | None, month: datetime | None, as_json: bool) -> None:
    """File a summary as it stands with the office above; this completes the plan's duty."""

    async def work(db: Connection) -> tuple[int, bool]:
        found = await begun(db, campaign_id, place, month)
        return found, await summaries.file(db, CLI, current_time(), load(), found, local_day())

    found, done = facts(work, writes=True)
    if as_json:
        print_json({"id": found, "filed": done})
    else:
        click.echo(say("cli-summary-filed" if done else "cli-summary-same"))


def _period(month: datetime | None) -> tuple[str, date]:
    return ("whole", ONCE) if month is None else ("month", month.date())


async def _place(db: Connection, campaign_id: int, place: str | None) -> int:
    if place is not None:
        return (await place_of(db, place)).id
    found: Any = await campaigns.get_campaign(db, campaign_id)
    return int(found.jurisdiction_id)
