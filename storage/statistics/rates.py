"""Rates of workers against a plan's mark of 100 % (签订率、参保率), as enterprises state them in their
forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.base import Text
from content.model.form import Form
from content.model.pack import Pack
from storage.campaigns.progress import in_scope
from storage.offices.jurisdictions import below_cte
from storage.tables.enterprises import Enterprise
from storage.tables.self_checks import HANDED_IN, Answer, SelfCheck


@dataclass(frozen=True, slots=True)
class Rate:
    """Workers covered: `done` of `total`, of the `enterprises` whose forms are handed in and state it."""

    question: str
    done: int
    total: int
    enterprises: int


_rates: Any = (
    select(Answer.question, func.sum(Answer.done), func.sum(Answer.total), func.count())
    .select_from(SelfCheck)
    .join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)
    .join(Answer, Answer.self_check_id == SelfCheck.id)
    .where(
        SelfCheck.campaign_id == bindparam("campaign"),
        SelfCheck.state.in_(HANDED_IN),
        Answer.question.in_(bindparam("questions", expanding=True)),
        Answer.verdict.in_(("pass", "fail")),
        Answer.total.is_not(None),
    )
    .group_by(Answer.question)
)


@cache
def _scoped(*, ended: bool) -> Any:
    return in_scope(_rates, select(below_cte().c.id), ended=ended)


async def rates(
    db: AsyncConnection, form: Form, campaign_id: int, jurisdiction_id: int, *, ended: bool
) -> tuple[Rate, ...]:
    """The rates of a campaign in a place and all below it, in the order of its form; empty where the plan
    asks for no numbers. The caller has checked the right."""
    asked = [
        question.code
        for item in form.items
        for question in item.check.questions
        if item.numbers and question.numbers
    ]
    if not asked:
        return ()
    given = {"campaign": campaign_id, "root": jurisdiction_id, "questions": asked}
    rows: Sequence[Any] = (await db.execute(_scoped(ended=ended), given)).all()
    found = {row[0]: Rate(row[0], int(row[1]), int(row[2]), int(row[3])) for row in rows}
    return tuple(found.get(code, Rate(code, 0, 0, 0)) for code in asked)


def marked(pack: Pack | None, rates: Sequence[Rate]) -> Iterator[tuple[Text, int, Rate]]:
    """Shares for which the plan sets a mark, in its order: name, percent wanted, and what was counted."""
    by_question = {one.question: one for one in rates}
    for rule in pack.rules if pack else ():
        rate = by_question.get(rule.question or "")
        if rate is not None and rule.rate is not None and rule.percent:
            yield rule.rate, rule.percent, rate
