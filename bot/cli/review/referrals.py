"""`chenan referral`: tasks handed up to authorities outside the installation, and their answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, tzinfo
from pathlib import Path

import click

from bot.cli.acting import act, local
from bot.cli.files import files_option, kept, stored
from bot.cli.language import Group, option, say
from bot.cli.support import (
    CLI,
    DAY,
    ListColumn,
    as_json,
    current_time,
    facts,
    out_option,
    outcome,
    place_of,
    print_list,
    write_paper,
)
from bot.config import Settings, load_settings
from content.catalog import Catalog
from content.loader import load
from content.model.form import Form
from storage.base.database import Connection
from storage.campaigns import forms
from storage.offices import jurisdictions
from storage.reviews import referral_papers, referral_views, referrals
from storage.reviews.referral_papers import ReferralPaper
from storage.reviews.referral_views import ReferralView
from storage.tables.referrals import OUTCOMES, WANTED

_referral = click.argument("referral_id", type=int, metavar="REFERRAL")


@click.group(cls=Group, help="cli-referral")
def referral() -> None:
    """Hand tasks up to authorities that have no office here, and record their answers."""


@referral.command("list", help="cli-referral-list")
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@as_json
def list_(place: str, as_json: bool) -> None:
    """List what was handed up, without an answer first."""

    async def work(db: Connection) -> tuple[ReferralView, ...]:
        return await referral_views.list_at(db, CLI, (await place_of(db, place)).id)

    print_list(
        facts(work),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-day", lambda one: one.handed_on),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.office),
            ListColumn("cli-head-authority", lambda one: one.authority),
            ListColumn("cli-head-asked-for", lambda one: say("referral-wanted", wanted=one.wanted)),
            ListColumn("cli-head-number", lambda one: one.number),
            ListColumn("cli-head-due", lambda one: one.answer_by),
            ListColumn("cli-head-state", lambda one: say("referral-state", state=one.state)),
            ListColumn("cli-head-answered", lambda one: one.answered_on),
            ListColumn("cli-head-text", lambda one: one.answer),
        ],
        "cli-empty-none",
        as_json,
    )


@referral.command("send", help="cli-referral-send")
@click.argument("task_id", type=int, metavar="TASK")
@option("--to", "authority", required=True, help="cli-option-authority")
@option("--want", "wanted", type=click.Choice(WANTED), required=True, help="cli-option-want")
@option("--reason", required=True, help="cli-option-reason-audit")
@option("--answer-by", type=DAY, help="cli-option-answer-by")
@as_json
def send(
    task_id: int, authority: str, wanted: str, reason: str, answer_by: datetime | None, as_json: bool
) -> None:
    """Hand TASK up to an authority outside."""
    due = answer_by.date() if answer_by else None

    async def work(db: Connection, settings: Settings) -> ReferralView:
        given = (task_id, authority, wanted, reason, due)
        made = await referrals.send(db, CLI, current_time(), *given, zone=settings.zone)
        return await referral_views.get_referral(db, CLI, made)

    _do(work, as_json)


@referral.command("note", help="cli-referral-note")
@_referral
@option("--number", help="cli-option-paper-number")
@option("--answer-by", type=DAY, help="cli-option-answer-by")
@as_json
def note(referral_id: int, number: str | None, answer_by: datetime | None, as_json: bool) -> None:
    """Store the number of the paper, or another day for the answer."""
    due = answer_by.date() if answer_by else None

    async def work(db: Connection, settings: Settings) -> ReferralView:
        return await referrals.note(
            db, CLI, current_time(), referral_id, number=number, answer_by=due, zone=settings.zone
        )

    _do(work, as_json)


@referral.command("answer", help="cli-referral-answer")
@_referral
@option("--outcome", "decided", type=click.Choice(OUTCOMES), required=True, help="cli-option-outcome")
@option("--text", required=True, help="cli-option-answer-text")
@option("--on", "answered_on", type=DAY, help="cli-option-answered-on")
@option("--from", "answered_from", default="", help="cli-option-answered-from")
@as_json
def answer(
    referral_id: int,
    decided: str,
    text: str,
    answered_on: datetime | None,
    answered_from: str,
    as_json: bool,
) -> None:
    """Record the answer that came back."""

    async def work(db: Connection, settings: Settings) -> ReferralView:
        view = await referral_views.get_referral(db, CLI, referral_id)
        _, today = await local(db, view.jurisdiction_id, settings)
        given = (referral_id, decided, text, answered_on.date() if answered_on else today, answered_from)
        return await referrals.answer(db, CLI, current_time(), *given, zone=settings.zone)

    _do(work, as_json)


@referral.command("withdraw", help="cli-referral-withdraw")
@_referral
@as_json
def withdraw(referral_id: int, as_json: bool) -> None:
    """Withdraw what has no answer."""

    async def work(db: Connection, settings: Settings) -> ReferralView:
        await referrals.withdraw(db, CLI, current_time(), referral_id)
        return await referral_views.get_referral(db, CLI, referral_id)

    _do(work, as_json)


@referral.command("attach", help="cli-referral-attach")
@_referral
@files_option
@as_json
def attach(referral_id: int, paths: tuple[Path, ...], as_json: bool) -> None:
    """Store files of what was handed up, or of its answer."""
    files = stored(paths)

    async def work(db: Connection, settings: Settings) -> int:
        view = await referral_views.get_referral(db, CLI, referral_id)
        count = view.answer_files if view.state == "answered" else view.files
        for file in files:
            count = await referrals.attach(db, CLI, current_time(), referral_id, file)
        return count

    count = act(work)
    outcome(as_json, kept(count), id=referral_id, files=count)


@referral.command("paper", help="cli-referral-paper")
@_referral
@out_option
@as_json
def paper(referral_id: int, out: Path, as_json: bool) -> None:
    """Write the paper as PDF and Word."""
    from documents.papers.referrals import referral_paper

    settings = load_settings()

    async def work(db: Connection) -> tuple[ReferralPaper, Form, tzinfo]:
        made = await referral_papers.make(db, CLI, current_time(), referral_id)
        zone = await jurisdictions.zone_of(db, made.referral.jurisdiction_id, settings.zone)
        return made, await forms.get(db, made.form_digest), zone

    made, form, zone = facts(work, writes=True, settings=settings)
    write_paper(referral_paper(made, form, load(), Catalog.load(), zone), out, as_json)


def _do(work: Callable[[Connection, Settings], Awaitable[ReferralView]], as_json: bool) -> None:
    """Do something about what was handed up, and say how it stands."""
    view = act(work)
    outcome(as_json, say("cli-referral-done", id=view.id, state=view.state), **asdict(view))
