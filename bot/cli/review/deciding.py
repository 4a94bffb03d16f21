"""`chenan review claim|judge|decide|warn|…`: what an officer does with a form and with a task, at a desk."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime

import click

from bot.cli.language import Command, option, say
from bot.cli.support import CLI, DAY, as_json, current_time, facts, outcome
from bot.cli.words import verdict as verdict_word
from bot.config import load_settings
from content.loader import review_rules
from storage.base.audit import Actor
from storage.base.database import Connection
from storage.offices import staff
from storage.reviews import cases as reviews
from storage.reviews import escalations, opinions, verdicts
from storage.reviews.escalation_views import EscalationView
from storage.reviews.escalations import DECISIONS

_form = click.argument("self_check_id", type=int, metavar="FORM")
_by = option("--by", "staff_id", type=int, required=True, help="cli-option-by")


async def officer(db: Connection, staff_id: int) -> Actor:
    """The officer of a seat as actor. Raises NotFound."""
    return Actor("person", (await staff.get_seat(db, CLI, staff_id)).person_id)


@click.command(cls=Command, help="cli-review-claim")
@_form
@_by
@as_json
def claim(self_check_id: int, staff_id: int, as_json: bool) -> None:
    """Take the form FORM to review it."""

    async def work(db: Connection) -> int:
        return await reviews.claim(db, await officer(db, staff_id), current_time(), self_check_id)

    review = facts(work, writes=True)
    outcome(as_json, say("cli-review-claimed", id=review), review=review)


@click.command("give-back", cls=Command, help="cli-review-give-back")
@_form
@_by
@as_json
def give_back(self_check_id: int, staff_id: int, as_json: bool) -> None:
    """Give the form FORM back to the queue."""

    async def work(db: Connection) -> bool:
        return await reviews.give_back(db, await officer(db, staff_id), current_time(), self_check_id)

    outcome(as_json, say("cli-review-in-queue"), given_back=facts(work, writes=True))


@click.command(cls=Command, help="cli-review-judge")
@_form
@click.argument("question")
@click.argument("verdict", type=click.Choice(["agree", "overturn"]))
@option("--comment", default="", help="cli-option-comment-judge")
@_by
@as_json
def judge(
    self_check_id: int, question: str, verdict: str, comment: str, staff_id: int, as_json: bool
) -> None:
    """Agree with the answer to QUESTION (such as Q03.1), or overturn it."""

    async def work(db: Connection) -> None:
        who = await officer(db, staff_id)
        await reviews.judge(db, who, current_time(), self_check_id, question, verdict, comment)

    facts(work, writes=True)
    said = say("cli-judged", question=question, verdict=verdict)
    outcome(as_json, said, question=question, verdict=verdict)


@click.command(cls=Command, help="cli-review-advise")
@_form
@click.argument("question")
@click.argument("verdict", type=click.Choice(["agree", "object"]))
@option("--comment", default="", help="cli-option-comment-advise")
@_by
@as_json
def advise(
    self_check_id: int, question: str, verdict: str, comment: str, staff_id: int, as_json: bool
) -> None:
    """State for one's department that the answer to QUESTION (such as Q07.1) holds, or does not."""

    async def work(db: Connection) -> None:
        who = await officer(db, staff_id)
        await opinions.say(db, who, current_time(), self_check_id, question, verdict, comment)

    facts(work, writes=True)
    said = say("cli-judged", question=question, verdict=verdict)
    outcome(as_json, said, question=question, verdict=verdict)


@click.command(cls=Command, help="cli-review-decide")
@_form
@click.argument("verdict")
@option("--due", type=DAY, help="cli-option-due-decide")
@option("--comment", default="", help="cli-option-comment-decide")
@_by
@as_json
def decide(
    self_check_id: int, verdict: str, due: datetime | None, comment: str, staff_id: int, as_json: bool
) -> None:
    """End the review of FORM: pass, correct, again, suspend, penalty, closure or exposure."""
    settings, rules = load_settings(), review_rules()

    async def work(db: Connection) -> verdicts.Decided:
        now = current_time()
        return await verdicts.decide(
            db,
            await officer(db, staff_id),
            now,
            rules,
            self_check_id,
            verdict,
            today=now.astimezone(settings.zone).date(),
            due_on=due.date() if due else None,
            comment=comment,
            zone=settings.zone,
        )

    made = facts(work, writes=True, settings=settings)
    outcome(as_json, verdict_word(verdict), **asdict(made))


def _task(work: Callable[[Connection], Awaitable[EscalationView]], as_json: bool) -> None:
    view = facts(work, writes=True)
    state = say("cli-task-state", state=view.state, kind=view.decision or "")
    said = say("cli-review-task", name=view.enterprise, state=state, level=view.level)
    outcome(as_json, said, **asdict(view))


@click.command(cls=Command, help="cli-review-warn")
@click.argument("task_id", type=int, metavar="TASK")
@as_json
def warn(task_id: int, as_json: bool) -> None:
    """Warn the enterprise of TASK in writing (see `tasks`)."""
    _task(lambda db: escalations.warn(db, CLI, current_time(), task_id), as_json)


@click.command("hand-up", cls=Command, help="cli-review-hand-up")
@click.argument("task_id", type=int, metavar="TASK")
@option("--reason", required=True, help="cli-option-reason-above")
@as_json
def hand_up(task_id: int, reason: str, as_json: bool) -> None:
    """Hand TASK up to the office above."""
    _task(lambda db: escalations.hand_up(db, CLI, current_time(), task_id, reason), as_json)


@click.command(cls=Command, help="cli-review-settle")
@click.argument("task_id", type=int, metavar="TASK")
@click.argument("decision", type=click.Choice([*DECISIONS, "drop"]))
@option("--reason", required=True, help="cli-option-reason-enterprise")
@as_json
def settle(task_id: int, decision: str, reason: str, as_json: bool) -> None:
    """Decide TASK, or drop it."""
    chosen = None if decision == "drop" else decision
    _task(lambda db: escalations.decide(db, CLI, current_time(), task_id, chosen, reason), as_json)


COMMANDS = (claim, give_back, judge, advise, decide, warn, hand_up, settle)
