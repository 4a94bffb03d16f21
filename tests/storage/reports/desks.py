"""Officers who work on reports: their inbox, their operations, and the answers to those who try one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage.base.audit import Actor
from storage.base.errors import NotFound
from storage.reports import batches as reports_batches
from storage.reports import closing as reports_closing
from storage.reports import handling as reports_handling
from storage.reports import office as reports_office
from storage.reports.crypto import Ticket
from storage.reports.views import Case, Counts, Inbox
from storage.tables.reports import random_key
from tests.storage.reporting import DAY, RULES, Reports

NOTHING = Inbox((), Counts(0, 0, 0, 0))


class Desk:
    """An officer at work."""

    def __init__(self, reports: Reports, actor: Actor) -> None:
        self.reports = reports
        self.actor = actor

    async def inbox(self, **other: Any) -> Inbox:
        async with self.reports.database.read() as db:
            return await reports_office.list_cases(
                db, self.actor, self.reports.intake, RULES, self.reports.today, **other
            )

    async def case(self, report_id: int) -> Case:
        async with self.reports.database.read() as db:
            return await reports_office.get_case(db, self.actor, self.reports.intake, report_id)

    async def the_case(self) -> Case:
        (line,) = (await self.inbox()).lines
        return await self.case(line.id)

    def text(self, case: Case, position: int) -> str:
        sealed = case.messages[position].text
        return self.reports.keyring.words(sealed.key_id, sealed.key_office, sealed.body).text

    async def do(self, operation: Any, report_id: int, *values: Any, **named: Any) -> Any:
        return await self.reports.do(
            operation, self.actor, self.reports.intake, self.reports.today, report_id, *values, **named
        )

    async def say(self, report_id: int, text: str, *, question: bool = False) -> None:
        await self.do(reports_handling.say, report_id, random_key(), text, question=question)


async def release(reports: Reports) -> int:
    async with reports.database.begin() as db:
        done = await reports_batches.release(db, reports.clock.now(), reports.intake, reports.today)
    await reports.files.remove(done.files)
    return done.queued


async def desk(
    reports: Reports, place: str = "hl", department: str = "health", role: str = "inspector"
) -> Desk:
    return Desk(reports, await reports.officer(place, department, role))


async def one(reports: Reports, **other: Any) -> tuple[Desk, Ticket, int]:
    """A report that an inspector of 卫健 in 海陵区 has before them."""
    office = await desk(reports)
    ticket = await reports.report(**other)
    await release(reports)
    return office, ticket, (await office.the_case()).id


class Undone(Exception):
    """Rolls a deed back that was allowed."""


def deeds(reports: Reports) -> dict[str, tuple[Any, tuple[Any, ...], dict[str, Any]]]:
    """The operation for each right, with its arguments after the report's id."""
    gg, later = reports.places["gg"], DAY + timedelta(days=2)
    return {
        "report.answer": (reports_handling.say, (random_key(), "请补充"), {"question": True}),
        "report.hand_on": (reports_handling.hand_on, (random_key(), gg, "union", "转交理由"), {}),
        "report.inspect": (reports_handling.inspect, (reports.enterprise_id, later), {}),
        "report.close": (reports_closing.close, (random_key(), "true", "属实"), {}),
        "report.spam": (reports_closing.mark_spam, (), {}),
    }


async def attempt(office: Desk, right: str, report_id: int) -> str:
    """The answer to an officer who tries: done, or the key of the error. Nothing is kept."""
    reports = office.reports
    try:
        if right == "report.read":
            await office.case(report_id)
            return "done"
        operation, values, named = deeds(reports)[right]
        async with reports.database.begin() as db:
            await operation(
                db,
                office.actor,
                reports.clock.now(),
                reports.intake,
                reports.today,
                report_id,
                *values,
                **named,
            )
            raise Undone
    except NotFound as error:
        return error.key
    except Undone:
        return "done"


RIGHTS = ("report.read", "report.answer", "report.hand_on", "report.inspect", "report.close", "report.spam")
