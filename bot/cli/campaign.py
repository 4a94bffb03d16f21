"""`chenan campaign`: opens, lists, shows, moves and closes campaigns; decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

import click

from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    DAY,
    ListColumn,
    as_json,
    current_time,
    facts,
    outcome,
    place_of,
    print_json,
    print_list,
    print_table,
)
from bot.cli.which_campaign import known_campaign
from bot.cli.words import plan_title, titles
from bot.config import load_settings
from content.loader import load
from content.model.pack import Pack
from storage.base.database import Connection
from storage.campaigns import days as campaign_days
from storage.campaigns import opening as campaigns
from storage.campaigns import running
from storage.campaigns.views import CampaignLine, CampaignView, DutyDates, Opened, PhaseDates, Preview
from storage.changes import campaign_ending

_reason = option("--reason", required=True, help="cli-option-reason-audit")
_past = option("--past", is_flag=True, help="cli-option-past")
LEFT_OPEN = {
    "not_started": "cli-campaign-left-not-started",
    "drafts": "cli-campaign-left-drafts",
    "unreviewed": "cli-campaign-left-unreviewed",
    "unfixed": "cli-campaign-left-unfixed",
    "overdue": "cli-campaign-left-overdue",
    "to_accept": "cli-campaign-left-to-accept",
    "extensions": "cli-campaign-left-extensions",
    "escalations": "cli-campaign-left-escalations",
    "notices": "cli-campaign-left-notices",
    "standing": "cli-campaign-left-standing",
    "inspections": "cli-campaign-left-inspections",
}


@click.group(cls=Group, help="cli-campaign")
def campaign() -> None:
    """Open, list, show, move, close and reopen campaigns."""


@campaign.command("open", help="cli-campaign-open")
@click.argument("template")
@option("--jurisdiction", "place", required=True, metavar="CODE", help="cli-option-runs-where")
@option("--start", required=True, type=DAY, help="cli-option-start")
@option("--dry-run", is_flag=True, help="cli-option-dry-run-days")
@as_json
def open_(template: str, place: str, start: datetime, dry_run: bool, as_json: bool) -> None:
    """Open a campaign from the plan TEMPLATE (see `chenan content list`), its phases moved to START.

    The offices there and below get one message that sums it up.
    """
    settings, library = load_settings(), load()
    if dry_run:

        async def look(db: Connection) -> Preview:
            where = await place_of(db, place)
            return await campaigns.preview(
                db, CLI, current_time(), library, template, where.id, start.date(), zone=settings.zone
            )

        seen = facts(look, settings=settings)
        if as_json:
            print_json(asdict(seen))
        else:
            _show_preview(seen, library.packs[template])
        return

    async def work(db: Connection) -> tuple[Opened, CampaignView]:
        where = await place_of(db, place)
        opened = await campaigns.open_campaign(
            db, CLI, current_time(), library, template, where.id, start.date(), zone=settings.zone
        )
        return opened, await campaigns.get_campaign(db, opened.id)

    opened, view = facts(work, writes=True, settings=settings)
    said = say("cli-campaign-is-open", id=opened.id, place=view.jurisdiction_name)
    outcome(as_json, said, **asdict(view), past=opened.past)
    form = next((duty for duty in view.duties if duty.code == running.FORM_DUTY), None)
    if form is not None and form.due_on is None:
        command = f"chenan campaign set-duty {opened.id} {form.code} YYYY-MM-DD --reason TEXT"
        click.echo(say("cli-campaign-no-day", command=command), err=True)
    _warn_of_past(opened.past, library.packs[template])


def _show_preview(seen: Preview, pack: Pack) -> None:
    named = {"title": plan_title(pack.code), "place": seen.jurisdiction_name, "zone": seen.zone}
    click.echo(say("cli-campaign-preview", **named))
    _show_days(pack, seen.phases, seen.duties)
    _warn_of_past(seen.past, pack)


def _warn_of_past(codes: Sequence[str], pack: Pack) -> None:
    if codes:
        past = "; ".join(f"{titles(pack)[code]} ({code})" for code in codes)
        click.echo(say("cli-campaign-past", phases=past), err=True)


def _show_days(pack: Pack | None, phases: tuple[PhaseDates, ...], duties: tuple[DutyDates, ...]) -> None:
    said = titles(pack)
    click.echo()
    print_table(
        phases,
        [
            ListColumn("cli-head-phase", lambda one: one.code),
            ListColumn("cli-head-from", lambda one: one.starts_on),
            ListColumn("cli-head-to", lambda one: one.ends_on),
            ListColumn("cli-head-title", lambda one: said.get(one.code, "")),
        ],
        "cli-empty-no-phases",
    )
    click.echo()
    print_table(
        duties,
        [
            ListColumn("cli-head-duty", lambda one: one.code),
            ListColumn("cli-head-due", lambda one: one.due_on),
            ListColumn("cli-head-at-latest", lambda one: one.grace_until),
            ListColumn("cli-head-title", lambda one: said.get(one.code, "")),
        ],
        "cli-empty-no-duties",
    )


@campaign.command("list", help="cli-campaign-list")
@option("--jurisdiction", "place", metavar="CODE", help="cli-option-only-below")
@option("--open", "only_open", is_flag=True, help="cli-option-only-open")
@as_json
def list_(place: str | None, only_open: bool, as_json: bool) -> None:
    """List campaigns, newest first."""

    async def work(db: Connection) -> tuple[CampaignLine, ...]:
        where = (await place_of(db, place)).id if place is not None else None
        return await campaigns.list_campaigns(db, jurisdiction_id=where, state="open" if only_open else None)

    lines = facts(work)
    print_list(
        lines,
        [
            ListColumn("cli-head-id", lambda line: line.id),
            ListColumn("cli-head-plan", lambda line: plan_title(line.pack)),
            ListColumn("cli-head-code", lambda line: line.jurisdiction),
            ListColumn("cli-head-jurisdiction", lambda line: line.jurisdiction_name),
            ListColumn("cli-head-start", lambda line: line.start_on),
            ListColumn("cli-head-state", lambda line: say("cli-campaign-state", state=line.state)),
        ],
        "cli-empty-no-campaign",
        as_json,
    )


@campaign.command(help="cli-campaign-show")
@click.argument("campaign_id", type=int, metavar="ID")
@as_json
def show(campaign_id: int, as_json: bool) -> None:
    """Show a campaign with the days of its phases and duties."""

    async def work(db: Connection) -> CampaignView:
        return await known_campaign(db, campaign_id)

    view = facts(work)
    pack = load().packs.get(view.pack)
    phases = {phase.code: phase.title.zh for phase in pack.phases} if pack else {}
    duties = {duty.code: duty.title.zh for duty in pack.duties} if pack else {}
    if as_json:
        shown = asdict(view)
        for entry in (*shown["phases"], *shown["duties"]):
            entry["title"] = phases.get(entry["code"]) or duties.get(entry["code"])
        print_json(shown)
        return
    state = say("cli-campaign-state", state=view.state)
    click.echo(f"{view.id}  {plan_title(view.pack)}, {view.jurisdiction_name}, {state}")
    if view.closed_on is not None:
        reason = view.close_reason or say("cli-campaign-no-reason")
        click.echo(say("cli-campaign-ended", day=view.closed_on, reason=reason))
    _show_days(pack, view.phases, view.duties)


@campaign.command(help="cli-campaign-close")
@click.argument("campaign_id", type=int, metavar="ID")
@option("--reason", default="", help="cli-option-reason-campaign")
@option("--dry-run", is_flag=True, help="cli-option-dry-run-close")
@as_json
def close(campaign_id: int, reason: str, dry_run: bool, as_json: bool) -> None:
    """Close a campaign: nothing more is asked or reminded of; its offices and enterprises are told.

    Its figures stay as they are today; ledger, overview and forms can still be read, the summary still be
    filed. Notices not yet begun go back to their authors. `chenan campaign reopen` takes it back.
    """

    async def work(db: Connection) -> tuple[campaign_ending.Ending, bool]:
        await known_campaign(db, campaign_id)
        left = await campaign_ending.look(db, CLI, current_time(), campaign_id)
        if dry_run:
            return left, False
        return left, await campaign_ending.close(db, CLI, current_time(), campaign_id, reason)

    left, done = facts(work, writes=not dry_run)
    said = say("cli-campaign-is-closed" if done else "cli-campaign-was-closed", id=campaign_id)
    if dry_run:
        said = say("cli-campaign-close-preview", id=campaign_id)
    counts = {name: count for name, count in asdict(left).items() if name != "enterprises"}
    if done or dry_run:
        still = ", ".join(f"{say(LEFT_OPEN[name])} {count}" for name, count in counts.items() if count)
        said = f"{said}\n{say('cli-campaign-left', what=still or say('cli-campaign-left-nothing'))}"
    outcome(as_json, said, closed=done, left=counts)


@campaign.command(help="cli-campaign-reopen")
@click.argument("campaign_id", type=int, metavar="ID")
@_reason
@as_json
def reopen(campaign_id: int, reason: str, as_json: bool) -> None:
    """Undo the end of a campaign: it goes on from its old state; the people who were told of the end are
    told."""

    async def work(db: Connection) -> bool:
        await known_campaign(db, campaign_id)
        return await campaign_ending.reopen(db, CLI, current_time(), campaign_id, reason)

    done = facts(work, writes=True)
    said = say("cli-campaign-reopened" if done else "cli-campaign-was-open", id=campaign_id)
    outcome(as_json, said, reopened=done)


@campaign.command("set-phase", help="cli-campaign-set-phase")
@click.argument("campaign_id", type=int, metavar="ID")
@click.argument("code")
@click.argument("first", type=DAY)
@click.argument("last", type=DAY)
@_reason
@_past
@option("--alone", is_flag=True, help="cli-option-alone")
@option("--later", is_flag=True, help="cli-option-later")
@as_json
def set_phase(
    campaign_id: int,
    code: str,
    first: datetime,
    last: datetime,
    reason: str,
    past: bool,
    alone: bool,
    later: bool,
    as_json: bool,
) -> None:
    """Move the phase CODE to FIRST to LAST, the last day included; duties due in or after it move along."""
    library = load()

    async def work(db: Connection) -> tuple[campaign_days.DutyMove, ...]:
        view = await known_campaign(db, campaign_id)
        _known(code, [phase.code for phase in view.phases])
        return await campaign_days.set_phase_dates(
            db,
            CLI,
            current_time(),
            library,
            campaign_id,
            code,
            first.date(),
            last.date(),
            reason,
            carry=not alone,
            later=later,
            past=past,
        )

    moves = facts(work, writes=True)
    shown = say("cli-campaign-phase-days", code=code, first=first.date(), last=last.date())
    lines = [shown, *_moved_lines(moves)]
    days = {"phase": code, "first": first.date(), "last": last.date()}
    outcome(as_json, "\n".join(lines), **days, moved=[asdict(move) for move in moves])


@campaign.command("set-year", help="cli-campaign-set-year")
@click.argument("campaign_id", type=int, metavar="ID")
@click.argument("year", type=int, required=False)
@as_json
def set_year(campaign_id: int, year: int | None, as_json: bool) -> None:
    """Set the YEAR for rows that ask about what happened since a year; without it, any year."""

    async def work(db: Connection) -> int | None:
        await known_campaign(db, campaign_id)
        return await campaign_days.set_since(db, CLI, current_time(), load(), campaign_id, year)

    made = facts(work, writes=True)
    outcome(as_json, say("cli-campaign-year", year=made or 0), year=made)


@campaign.command("set-duty", help="cli-campaign-set-duty")
@click.argument("campaign_id", type=int, metavar="ID")
@click.argument("code")
@click.argument("due", type=DAY)
@option("--grace", type=DAY, help="cli-option-grace")
@_reason
@_past
@as_json
def set_duty(
    campaign_id: int,
    code: str,
    due: datetime,
    grace: datetime | None,
    reason: str,
    past: bool,
    as_json: bool,
) -> None:
    """Set the day DUE on which the duty CODE is due; it is still taken for as many days after it as before
    unless --grace says otherwise. What is handed in with it moves along."""
    grace_until: date | None = grace.date() if grace else None
    library = load()

    async def work(db: Connection) -> tuple[date | None, tuple[campaign_days.DutyMove, ...]]:
        view = await known_campaign(db, campaign_id)
        _known(code, [duty.code for duty in view.duties])
        moves = await campaign_days.set_duty_date(
            db,
            CLI,
            current_time(),
            library,
            campaign_id,
            code,
            due.date(),
            grace_until,
            reason,
            past=past,
            keep_grace=grace is None,
        )
        after = await known_campaign(db, campaign_id)
        return next(one.grace_until for one in after.duties if one.code == code), moves

    until, moves = facts(work, writes=True)
    said = [_due(code, due.date(), until), *_moved_lines(moves)]
    days = {"duty": code, "due_on": due.date(), "grace_until": until}
    outcome(as_json, "\n".join(said), **days, moved=[asdict(move) for move in moves])


def _due(code: str, due: date | None, until: date | None) -> str:
    if until is None:
        return say("cli-campaign-duty-due", code=code, due=due)
    return say("cli-campaign-duty-grace", code=code, due=due, until=until)


def _moved_lines(moves: Sequence[campaign_days.DutyMove]) -> list[str]:
    lines = []
    for move in moves:
        said = _due(move.after.code, move.after.due_on, move.after.grace_until)
        before = move.before.due_on or say("cli-campaign-moved-open")
        lines.append(say("cli-campaign-moved", said=said, before=before))
    return lines


def _known(code: str, codes: list[str]) -> None:
    if code not in codes:
        raise click.UsageError(say("cli-error-campaign-code", code=code, codes=", ".join(codes)))
