"""`chenan review measures|resume|penalty|end|withdraw|again|refused|exposures`: what follows a decision, at a
desk."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, tzinfo
from pathlib import Path

import click

from bot.cli.language import Command, option, say
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
from bot.cli.which_campaign import campaign_of, campaign_option
from bot.config import load_settings
from content.catalog import Catalog
from content.loader import load
from content.model.form import Form
from content.typed.numerals import parse_money
from storage.base.database import Connection
from storage.base.errors import Conflict, Invalid, NotFound
from storage.campaigns import forms, opening
from storage.offices import jurisdictions, letterheads
from storage.offices.letterheads import Letterhead
from storage.reviews import measure_views, place_exposures, resumptions, signed_papers, withdrawals
from storage.reviews import measures as after
from storage.reviews.measure_views import Exposed, MeasureView
from storage.reviews.place_exposures import ExposedPlace
from storage.reviews.signed_papers import MeasurePaper

_measure = click.argument("measure_id", type=int, metavar="MEASURE")
_below = option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")


def _done(view: MeasureView, as_json: bool) -> None:
    state = say("cli-measure-state", kind=view.kind, state=view.state)
    said = say("cli-review-task", name=view.enterprise, state=state, level=view.office)
    outcome(as_json, said, **asdict(view))


@click.command("measures", cls=Command, help="cli-review-measures")
@_below
@as_json
def measures(place: str, as_json: bool) -> None:
    """List what was decided about enterprises: suspensions, penalties, closures, refusals."""

    async def work(db: Connection) -> tuple[MeasureView, ...]:
        return await measure_views.list_measures(db, CLI, (await place_of(db, place)).id)

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-kind", lambda one: say("ledger-decision", kind=one.kind)),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-decides", lambda one: one.office),
            ListColumn("cli-head-state", lambda one: say("ledger-stands", kind=one.kind, state=one.state)),
            ListColumn("cli-head-since", lambda one: one.since_on),
            ListColumn("cli-head-number", lambda one: one.number),
        ],
        "cli-empty-nothing-decided",
        as_json,
    )


@click.command(cls=Command, help="cli-review-resume")
@_measure
@click.argument("answer", type=click.Choice(["agree", "refuse"]))
@option("--reason", default="", help="cli-option-reason-enterprise")
@as_json
def resume(measure_id: int, answer: str, reason: str, as_json: bool) -> None:
    """Agree that the enterprise of the suspension MEASURE resumes work, or refuse."""
    settings = load_settings()

    async def work(db: Connection) -> MeasureView:
        asked = (await measure_views.get_measure(db, CLI, measure_id)).asked
        if asked is None:
            raise Conflict("error-conflict-resumption-over")
        agreed = answer == "agree"
        given = (db, CLI, current_time(), asked)
        await resumptions.decide(*given, agreed=agreed, reason=reason, zone=settings.zone)
        return await measure_views.get_measure(db, CLI, measure_id)

    _done(facts(work, writes=True, settings=settings), as_json)


@click.command(cls=Command, help="cli-review-penalty")
@_measure
@option("--number", help="cli-option-paper-number")
@option("--kind", type=click.Choice(after.PENALTIES), help="cli-option-penalty-kind")
@option("--yuan", help="cli-option-penalty-yuan")
@option("--day", type=DAY, help="cli-option-paper-day")
@as_json
def penalty(
    measure_id: int,
    number: str | None,
    kind: str | None,
    yuan: str | None,
    day: datetime | None,
    as_json: bool,
) -> None:
    """Record the paper of MEASURE: its number and day and, for a penalty, its kind and amount."""
    settings = load_settings()
    fen = None if yuan is None else parse_money(yuan)

    async def work(db: Connection) -> MeasureView:
        if yuan is not None and fen is None:
            raise Invalid("error-invalid-measure-amount")
        return await after.note_penalty(
            db,
            CLI,
            current_time(),
            measure_id,
            number=number,
            penalty=kind,
            amount_fen=fen,
            since_on=day.date() if day else None,
            zone=settings.zone,
        )

    _done(facts(work, writes=True, settings=settings), as_json)


@click.command("end", cls=Command, help="cli-review-end")
@_measure
@option("--day", type=DAY, help="cli-option-end-day")
@as_json
def end(measure_id: int, day: datetime | None, as_json: bool) -> None:
    """Write down that MEASURE was carried out: the penalty paid, the enterprise closed, the refusal over."""
    settings, now = load_settings(), current_time()
    on = day.date() if day else now.astimezone(settings.zone).date()

    async def work(db: Connection) -> MeasureView:
        return await after.end(db, CLI, now, measure_id, on, zone=settings.zone)

    _done(facts(work, writes=True, settings=settings), as_json)


@click.command("withdraw", cls=Command, help="cli-review-withdraw")
@_measure
@option("--why", "cause", type=click.Choice(withdrawals.CAUSES), help="cli-option-withdraw-why")
@option("--text", default="", help="cli-option-withdraw-text")
@option("--number", default="", help="cli-option-withdraw-number")
@option("--day", type=DAY, help="cli-option-withdraw-day")
@as_json
def withdraw(
    measure_id: int, cause: str | None, text: str, number: str, day: datetime | None, as_json: bool
) -> None:
    """Withdraw MEASURE; without --why, record number and text of one that was withdrawn."""
    settings, now = load_settings(), current_time()
    on = day.date() if day else now.astimezone(settings.zone).date()

    async def work(db: Connection) -> MeasureView:
        if cause is None:
            given = {"number": number or None, "text": text or None}
            return await withdrawals.note(db, CLI, now, measure_id, **given)
        said = (measure_id, cause, on, text, number)
        return await withdrawals.withdraw(db, CLI, now, *said, zone=settings.zone)

    _done(facts(work, writes=True, settings=settings), as_json)


@click.command("again", cls=Command, help="cli-review-again")
@_measure
@as_json
def again(measure_id: int, as_json: bool) -> None:
    """Make a task of what the withdrawn MEASURE was about."""
    settings = load_settings()

    async def work(db: Connection) -> int:
        return await withdrawals.raise_again(db, CLI, current_time(), measure_id, zone=settings.zone)

    task = facts(work, writes=True, settings=settings)
    outcome(as_json, say("cli-review-raised-again", id=task), task=task)


@click.command("refused", cls=Command, help="cli-review-refused")
@click.argument("task_id", type=int, metavar="TASK")
@option("--reason", required=True, help="cli-option-reason-enterprise")
@as_json
def refused(task_id: int, reason: str, as_json: bool) -> None:
    """Find that the enterprise of TASK refuses to correct it; the task stays open."""
    settings = load_settings()

    async def work(db: Connection) -> str:
        view = await after.refuse(db, CLI, current_time(), task_id, reason, zone=settings.zone)
        return view.enterprise

    name = facts(work, writes=True, settings=settings)
    outcome(as_json, say("cli-review-refusal", name=name), enterprise=name)


@click.command("exposures", cls=Command, help="cli-review-exposures")
@campaign_option
@_below
@option("--out", type=click.Path(dir_okay=False, path_type=Path), help="cli-option-out-paper")
@as_json
def exposures(campaign_id: int | None, place: str, out: Path | None, as_json: bool) -> None:
    """List whom two people agreed to name in public, with the reason; with --out as a paper to publish."""
    settings = load_settings()

    async def work(
        db: Connection,
    ) -> tuple[tuple[Exposed, ...], Letterhead, str, tuple[ExposedPlace, ...]]:
        campaign = await campaign_of(db, campaign_id, place)
        where = (await place_of(db, place)).id
        found = await measure_views.list_exposed(db, CLI, where, campaign)
        pack = (await opening.get_campaign(db, campaign)).pack
        places = await place_exposures.list_exposures(db, CLI, where, campaign, agreed=True)
        return found, await letterheads.letterhead_of(db, where), pack, places

    found, head, pack, places = facts(work, settings=settings)
    if out is not None:
        from documents.papers.exposures import exposure_paper

        if not found and not places:
            raise NotFound
        today = current_time().astimezone(settings.zone).date()
        write_paper(
            exposure_paper(found, pack, head, today, load(), Catalog.load(), places=places), out, as_json
        )
        return
    print_list(
        found,
        [
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-why", lambda one: one.reason),
            ListColumn("cli-head-since", lambda one: one.decided_at.date()),
        ],
        "cli-empty-nothing-decided",
        as_json,
    )


@click.command("paper", cls=Command, help="cli-review-paper")
@_measure
@click.argument("paper", type=click.Choice(["order", "request", "answer", "withdraw"]))
@out_option
@as_json
def paper_(measure_id: int, paper: str, out: Path, as_json: bool) -> None:
    """Write a paper of MEASURE as PDF and Word."""
    from documents.papers.measures import measure_paper

    settings = load_settings()

    async def work(db: Connection) -> tuple[MeasurePaper, Form, tzinfo]:
        made = await signed_papers.make(db, CLI, current_time(), measure_id, paper)
        zone = await jurisdictions.zone_of(db, made.measure.jurisdiction_id, settings.zone)
        return made, await forms.get(db, made.form_digest), zone

    made, form, zone = facts(work, writes=True, settings=settings)
    write_paper(measure_paper(made, form, load(), Catalog.load(), zone), out, as_json)


@click.command("places", cls=Command, help="cli-review-places")
@campaign_option
@_below
@option("--propose", "code", metavar="CODE", help="cli-option-place-propose")
@option("--reason", default="", help="cli-option-reason-exposure")
@option("--drop", "exposure_id", type=int, metavar="ID", help="cli-option-place-drop")
@as_json
def places_(
    campaign_id: int | None,
    place: str,
    code: str | None,
    reason: str,
    exposure_id: int | None,
    as_json: bool,
) -> None:
    """List the places to be named in public; propose one, or drop one. A person in the chat agrees."""
    settings = load_settings()

    async def work(db: Connection) -> tuple[ExposedPlace, ...]:
        campaign = await campaign_of(db, campaign_id, place)
        where = (await place_of(db, place)).id
        now = current_time()
        if code is not None:
            named = (await place_of(db, code)).id
            given = (campaign, where, named, reason)
            await place_exposures.propose(db, CLI, now, *given, zone=settings.zone)
        if exposure_id is not None:
            await place_exposures.confirm(db, CLI, now, exposure_id, agreed=False)
        return await place_exposures.list_exposures(db, CLI, where, campaign)

    print_list(
        facts(work, writes=True, settings=settings),
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-state", lambda one: say("place-exposure-state", state=one.state)),
            ListColumn("cli-head-why", lambda one: one.reason),
        ],
        "cli-empty-none",
        as_json,
    )


COMMANDS = (paper_, places_, measures, resume, penalty, end, withdraw, again, refused, exposures)
