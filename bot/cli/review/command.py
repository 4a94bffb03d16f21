"""`chenan review`: the queue, one form, its verdict, rectifications, samples; decides nothing itself."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click

from bot.cli.language import Group, option, say
from bot.cli.review import deciding, measures
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
)
from bot.cli.which_campaign import campaign_if_open, campaign_of, campaign_option
from bot.cli.words import reasons, verdict
from bot.config import load_settings
from content.loader import review_rules
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.findings import verification_views, verifications
from storage.findings.verification_views import DoneView
from storage.reviews import escalation_views
from storage.reviews import queue as review_queue
from storage.reviews import views as review_views
from storage.reviews.escalation_views import EscalationView
from storage.reviews.queue import CaseLine
from storage.reviews.views import CaseView
from storage.self_checks import signs as review_signs

_place = option("--jurisdiction", "place", metavar="CODE", help="cli-option-campaign-below")

HEADS = {
    "enterprise": "cli-review-head-enterprise",
    "place": "cli-review-head-place",
    "number": "cli-review-head-number",
    "risk": "cli-review-head-risk",
}


@click.group(cls=Group, help="cli-review")
def review() -> None:
    """Review forms, accept rectifications, decide tasks."""


for _command in (*deciding.COMMANDS, *measures.COMMANDS):
    review.add_command(_command)


@review.command("queue", help="cli-review-queue")
@campaign_option
@_place
@option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@as_json
def queue_(campaign_id: int | None, place: str | None, limit: int, as_json: bool) -> None:
    """List the forms waiting for review with the reasons, riskiest first."""

    async def work(db: Connection) -> tuple[CaseLine, ...]:
        campaign = await campaign_of(db, campaign_id, place)
        where = await _where(db, campaign, place)
        return await review_queue.list_waiting(db, CLI, campaign, where, limit=limit)

    _print_cases(facts(work), as_json)


@review.command("show", help="cli-review-show")
@click.argument("self_check_id", type=int)
@as_json
def show_(self_check_id: int, as_json: bool) -> None:
    """Show one form: its state, why it is looked at first, signs of a check done for show."""
    rules = review_rules()

    async def work(db: Connection) -> tuple[CaseView, tuple[review_signs.Sign, ...]]:
        case = await review_views.get_case(db, CLI, self_check_id)
        return case, await review_signs.signs(db, rules, self_check_id)

    case, signs = facts(work)
    verdicts = {code: answer.verdict for code, answer in case.self_check.answers.items()}
    shown: dict[str, Any] = {
        "self_check": self_check_id,
        "enterprise": case.enterprise,
        "place": case.place,
        "number": case.self_check.number,
        "state": case.self_check.state,
        "submitted_at": case.submitted_at,
        "risk": case.risk,
        "reasons": dict(case.reasons),
        "answers": verdicts,
        "review": None if case.review is None else asdict(case.review),
        "judged": {code: asdict(one) for code, one in case.judged.items()},
        "opinions": [asdict(one) for one in case.opinions],
        "signs": [asdict(sign) for sign in signs],
    }
    if as_json:
        print_json(shown)
        return
    for name, head in HEADS.items():
        _echo(head, str(shown[name]))
    _echo("cli-review-head-state", say("cli-form-state", state=case.self_check.state))
    _echo("cli-review-head-reasons", reasons(case.reasons))
    tally = case.self_check.tally
    counts = {"passed": tally.passed, "failed": tally.failed, "owed": tally.owed, "na": tally.na}
    _echo("cli-review-head-answers", say("cli-answers", **counts))
    if case.review is not None:
        state = say("cli-review-state", state=case.review.state)
        ended = {"verdict": verdict(case.review.verdict), "reviewer": case.review.reviewer}
        _echo("cli-review-head-review", say("cli-review-so-far", state=state, **ended))
    for one in case.opinions:
        said = {"question": one.question, "verdict": one.verdict, "comment": one.comment}
        _echo("cli-review-head-opinion", say("cli-opinion", department=one.department, **said))
    for sign in signs:
        where = {"question": sign.question, "enterprise": sign.enterprise}
        _echo("cli-review-head-sign", say("cli-sign", reason=sign.reason, **where))


@review.command("sample", help="cli-review-sample")
@campaign_option
@_place
@option("--count", type=click.IntRange(1, review_queue.LARGEST_SAMPLE), required=True)
@option("--seed", metavar="TEXT", help="cli-option-seed")
@as_json
def sample_(campaign_id: int | None, place: str | None, count: int, seed: str | None, as_json: bool) -> None:
    """Draw forms by chance for spot checks; the seed is kept, and draws the same ones again."""

    async def work(db: Connection) -> review_queue.Sample:
        campaign = await campaign_of(db, campaign_id, place)
        where = await _where(db, campaign, place)
        return await review_queue.draw_sample(db, CLI, current_time(), campaign, where, count, seed)

    sample = facts(work, writes=True)
    if as_json:
        print_json(asdict(sample))
        return
    drawn = {"seed": sample.seed, "drawn": len(sample.lines), "among": sample.among}
    click.echo(say("cli-review-sample-drawn", **drawn))
    _print_cases(sample.lines, as_json=False)


@review.command("done", help="cli-review-done")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@as_json
def done_(campaign_id: int | None, place: str, limit: int, as_json: bool) -> None:
    """List corrections reported as done and waiting to be verified, earliest due first."""

    async def work(db: Connection) -> tuple[DoneView, ...]:
        campaign = await campaign_if_open(db, campaign_id, place)
        where = (await place_of(db, place)).id
        return await verification_views.list_waiting(db, CLI, where, limit=limit, campaign_id=campaign)

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-finding", lambda one: one.finding_id),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-question", lambda one: one.question),
            ListColumn("cli-head-due", lambda one: one.due_on),
            ListColumn("cli-head-sent-back", lambda one: one.rejections),
        ],
        "cli-empty-nothing-waits",
        as_json,
    )


@review.command("accept", help="cli-review-accept")
@click.argument("finding_id", type=int)
@as_json
def accept_(finding_id: int, as_json: bool) -> None:
    """Accept a correction: its finding is closed and the enterprise told."""
    settings, rules = load_settings(), review_rules()

    async def work(db: Connection) -> bool:
        now = current_time()
        return await verifications.accept(db, CLI, now, rules, finding_id, zone=settings.zone)

    done = facts(work, writes=True, settings=settings)
    outcome(as_json, say("cli-finding-closed" if done else "cli-finding-closed-before"), closed=done)


@review.command("reject", help="cli-review-reject")
@click.argument("finding_id", type=int)
@option("--reason", required=True, help="cli-option-reason-enterprise")
@option("--due", type=DAY, help="cli-option-due")
@as_json
def reject_(finding_id: int, reason: str, due: datetime | None, as_json: bool) -> None:
    """Send a correction back with a reason and a new due day."""
    settings, rules = load_settings(), review_rules()
    now = current_time()
    today: date = now.astimezone(settings.zone).date()

    async def work(db: Connection) -> DoneView:
        return await verifications.reject(
            db,
            CLI,
            now,
            rules,
            finding_id,
            reason,
            today,
            due.date() if due else None,
            zone=settings.zone,
        )

    view = facts(work, writes=True, settings=settings)
    outcome(as_json, say("cli-review-due", day=view.due_on), **asdict(view))


@review.command("tasks", help="cli-review-tasks")
@campaign_option
@option("--jurisdiction", "place", metavar="CODE", required=True, help="cli-option-below")
@as_json
def tasks_(campaign_id: int | None, place: str, as_json: bool) -> None:
    """List what waits for a decision: long overdue, failed again and again, handed up."""

    async def work(db: Connection) -> tuple[EscalationView, ...]:
        campaign = await campaign_if_open(db, campaign_id, place)
        where = (await place_of(db, place)).id
        return await escalation_views.list_open(db, CLI, where, campaign_id=campaign)

    found = facts(work)
    print_list(
        found,
        [
            ListColumn("cli-head-id", lambda one: one.id),
            ListColumn("cli-head-kind", lambda one: say("escalation-kind", kind=one.kind)),
            ListColumn("cli-head-enterprise", lambda one: one.enterprise),
            ListColumn("cli-head-place", lambda one: one.place),
            ListColumn("cli-head-decides", lambda one: one.level),
            ListColumn("cli-head-warned", lambda one: one.warned),
        ],
        "cli-empty-nothing-waits",
        as_json,
    )


async def _where(db: Connection, campaign_id: int, place: str | None) -> int:
    if place is not None:
        return (await place_of(db, place)).id
    return (await campaigns.get_campaign(db, campaign_id)).jurisdiction_id


def _print_cases(lines: tuple[CaseLine, ...], as_json: bool) -> None:
    print_list(
        lines,
        [
            ListColumn("cli-head-form", lambda line: line.self_check_id),
            ListColumn("cli-head-risk", lambda line: line.risk),
            ListColumn("cli-head-enterprise", lambda line: line.enterprise),
            ListColumn("cli-head-place", lambda line: line.place),
            ListColumn("cli-head-number", lambda line: line.number),
            ListColumn("cli-head-why", lambda line: reasons(line.reasons)),
        ],
        "cli-empty-nothing-waits",
        as_json,
    )


def _echo(head: str, value: str) -> None:
    click.echo(say("cli-review-line", head=say(head), value=value).rstrip())
