"""`chenan reminder`: says why somebody was not reminded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import get_args

import click

from bot.cli.enterprise.keeping import known
from bot.cli.language import Group, say
from bot.cli.support import CLI, ListColumn, as_json, current_time, facts, print_json, print_table
from bot.cli.words import rule
from bot.config import load_settings
from content.loader import load
from content.registry import complete
from storage.base.database import Connection
from storage.reminders.why import Answer, NotReminded, ReminderAnswer, WhyReminders, why

REASONS: Mapping[str, str] = complete(
    "bot.cli.reminder.REASONS",
    get_args(NotReminded),
    {
        "closed": "cli-reminder-why-closed",
        "no-campaign": "cli-reminder-why-no-campaign",
        "not-planned": "cli-reminder-why-not-planned",
        "nothing": "cli-reminder-why-nothing",
    },
)
ANSWERS: Mapping[str, str] = complete(
    "bot.cli.reminder.ANSWERS",
    get_args(Answer),
    {
        "sent": "cli-reminder-why-sent",
        "moot": "cli-reminder-why-moot",
        "refused": "notice-why-refused",
        "unreachable": "notice-why-unreachable",
        "muted": "cli-reminder-why-muted",
        "sending": "notice-why-sending",
        "retry": "notice-why-retry",
        "night": "notice-why-night",
        "queued": "notice-why-queued",
        "waiting": "cli-reminder-why-waiting",
        "put-off": "cli-reminder-why-put-off",
        "not-due": "cli-reminder-why-not-due",
        "done": "cli-reminder-why-done",
        "no-day": "cli-reminder-why-no-day",
        "missed": "cli-reminder-why-missed",
    },
)


@click.group(cls=Group, help="cli-reminder")
def reminder() -> None:
    """Show the outcome of reminders."""


@reminder.command("why", help="cli-reminder-why")
@click.argument("credit_code", metavar="CREDIT_CODE")
@as_json
def why_(credit_code: str, as_json: bool) -> None:
    """Tell for each contact of an enterprise what they were reminded of, and why not."""
    settings = load_settings()

    async def work(db: Connection) -> WhyReminders:
        enterprise = await known(db, credit_code)
        return await why(db, CLI, current_time(), load(), enterprise.id, settings.zone)

    found = facts(work, settings=settings)
    if as_json:
        print_json(
            {
                "enterprise": found.enterprise,
                "reasons": list(found.reasons),
                "contacts": [
                    {
                        "contact_id": one.contact_id,
                        "name": one.name,
                        "role": one.role,
                        "reminders": [_as_json(answer) for answer in one.answers],
                    }
                    for one in found.contacts
                ],
            }
        )
        return
    click.echo(found.enterprise)
    for reason in found.reasons:
        click.echo(say(REASONS[reason]))
    print_table(
        [(one, answer) for one in found.contacts for answer in one.answers],
        [
            ListColumn("cli-head-contact", lambda line: line[0].contact_id),
            ListColumn("cli-head-person", lambda line: line[0].name),
            ListColumn("cli-head-role", lambda line: say("cli-contact-role", role=line[0].role)),
            ListColumn("cli-head-rule", lambda line: rule(line[1])),
            ListColumn("cli-head-due", lambda line: line[1].thing.due_on),
            ListColumn("cli-head-answer", lambda line: _sentence(line[1], settings.zone)),
        ],
        "cli-reminder-why-none",
    )


def _sentence(answer: ReminderAnswer, zone: tzinfo) -> str:
    said = say(
        ANSWERS[answer.answer],
        at=_time(answer.at, zone) or str(answer.day or "-"),
        day=str(answer.day or "-"),
        ahead=answer.ahead,
        reason=answer.reason or say("notice-why-no-reason"),
    )
    return (
        said if answer.next_on is None else say("cli-reminder-why-next", said=said, day=str(answer.next_on))
    )


def _time(at: datetime | None, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _as_json(answer: ReminderAnswer) -> dict[str, object]:
    return {
        "rule": answer.rule,
        "about": answer.thing.about,
        "subject_id": answer.thing.subject_id,
        "campaign": answer.thing.campaign_id,
        "due_on": answer.thing.due_on,
        "answer": answer.answer,
        "at": answer.at,
        "day": answer.day,
        "reason": answer.reason,
        "ahead": answer.ahead,
        "next_on": answer.next_on,
    }
