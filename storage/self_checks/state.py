"""The state of a self-check: questions, answers, files and findings. Reads only."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content import rules
from content.calendar.overdue import Overdue, overdue
from content.model.base import Text
from content.model.form import Form
from storage.base.errors import NotFound
from storage.base.memory import Recent
from storage.base.rows import from_row, from_rows
from storage.campaigns import forms
from storage.self_checks.lifecycle import HEAD
from storage.tables.findings import Finding, Rectification
from storage.tables.self_checks import Answer, Evidence, OwedPhoto, SelfCheck


@dataclass(frozen=True, slots=True)
class Line:
    """One question's answer. `verdict` None: only a note or a file so far, or, with a `reason`, a 不涉及 that
    the profile contradicts since it was changed."""

    verdict: rules.Verdict | None = None
    reason: str = ""
    note: str = ""
    done: int | None = None
    total: int | None = None
    files: int = 0
    """Photos and documents; a voice message is no evidence that a photo was asked for."""
    voices: int = 0
    finding_id: int | None = None
    finding_state: str | None = None
    stopped: bool = False
    remedy: str | None = None
    """Kind of the rectification: at_once or plan."""
    remedy_state: str | None = None
    dated_on: date | None = None
    """The local day it was done last, where the question asks for it."""
    owed_on: date | None = None
    """The local day by which the photo is owed, of `owed`."""
    owed_since: date | None = None
    """The local day on which it was first put off."""
    inspected: bool = False
    """A visit found it: the finding is the office's, whatever is answered."""

    @property
    def settled(self) -> bool:
        """Whether the finding has a plan, or was rectified at once."""
        return self.remedy == "plan" or self.remedy_state in ("done", "accepted")


class Asking:
    """The questions of a form that apply to these facts, computed once and shared by all states."""

    def __init__(self, form: Form, facts: Mapping[str, bool | int], industry: str) -> None:
        self.form = form
        self.facts = facts
        self.industry = industry
        self.skips = rules.skips(form, facts, industry)
        self.items = frozenset(item.check.code for item in form.items)
        self._orders: dict[tuple[frozenset[str], frozenset[str] | None], tuple[str, ...]] = {}

    def fallen(self, lines: Mapping[str, Line]) -> dict[str, Text]:
        """Questions not asked, with the reason: by the profile, and closed by what was answered."""
        if not self.form.closings:
            return self.skips
        verdicts = {code: line.verdict for code, line in lines.items() if line.verdict}
        closed = rules.closed(self.form, self.skips, verdicts)
        return {**self.skips, **closed} if closed else self.skips

    def must(self, fallen: Collection[str]) -> tuple[str, ...]:
        """Question codes that have to be answered, in the order asked."""
        return self._order((frozenset(fallen), None))

    def order(self, fallen: Collection[str], deep: Collection[str]) -> tuple[str, ...]:
        """Question codes in the order asked; `deep` are the items looked into with 继续回答细项."""
        return self._order((frozenset(fallen), frozenset(deep)))

    def _order(self, key: tuple[frozenset[str], frozenset[str] | None]) -> tuple[str, ...]:
        if (order := self._orders.get(key)) is None:
            fallen, deep = key
            order = (
                rules.must(self.form, fallen) if deep is None else rules.questions(self.form, fallen, deep)
            )
            self._orders[key] = order
        return order


_asking: Recent[tuple[str, str, str], Asking] = Recent(512)


def asking_for(form: Form, facts: Mapping[str, bool | int], industry: str) -> Asking:
    """The questions of a form that apply to these facts, computed once a process."""
    key = (form.digest, industry, json.dumps(dict(facts), sort_keys=True))
    if (found := _asking.get(key)) is None:
        found = Asking(form, facts, industry)
        _asking.put(key, found)
    return found


@dataclass(frozen=True)
class SelfCheckState:
    """A self-check at one `revision`; `asking` holds the questions that apply to this enterprise.
    `recheck_on`: the local day by which a review that handed it back wants it again."""

    id: int
    enterprise_id: int
    campaign_id: int
    state: str
    revision: int
    number: str | None
    previous_id: int | None
    recheck_on: date | None
    asking: Asking
    lines: Mapping[str, Line]

    @property
    def form(self) -> Form:
        """The form as it was when the self-check began."""
        return self.asking.form

    def overdue(self, code: str, today: date) -> Overdue | None:
        """The time by which a recurring action of a question is overdue; None where it is in time."""
        dated = self.form.by_code[code][1].dated
        return overdue(dated, self.line(code).dated_on, today, severe=bool(self.facts.get("severe")))

    @property
    def facts(self) -> Mapping[str, bool | int]:
        """The profile."""
        return self.asking.facts

    @property
    def industry(self) -> str:
        """The industry's key."""
        return self.asking.industry

    @cached_property
    def skips(self) -> dict[str, Text]:
        """Questions that are not asked, with the reason: by the profile, or closed by an answer."""
        return self.asking.fallen(self.lines)

    def closed(self, code: str) -> bool:
        """Whether it is an answer that closes this question, not the profile."""
        return code in self.skips and code not in self.asking.skips

    @cached_property
    def must(self) -> tuple[str, ...]:
        """The questions that have to be answered, in the order asked."""
        return self.asking.must(self.skips)

    def asked(self, deep: Collection[str] = ()) -> tuple[str, ...]:
        """Question codes in the order asked; `deep` are the items looked into with 继续回答细项."""
        return self.asking.order(self.skips, deep)

    @cached_property
    def answers(self) -> dict[str, rules.Answered]:
        """Answers with a verdict to questions that (still) apply, in the order asked."""
        found = {}
        for code in self.asking.order(self.skips, self.asking.items):
            line = self.line(code)
            if line.verdict:
                found[code] = rules.Answered(line.verdict, line.files, line.reason, line.done, line.total)
        return found

    def closes(self, code: str) -> dict[str, Text]:
        """Questions that the answer to this one closes, with the reason."""
        return {
            other: reason
            for other, reason in self.skips.items()
            if self.closed(other) and any(one.question == code for one in self.form.closings[other])
        }

    @cached_property
    def owed(self) -> dict[str, date]:
        """Questions that owe a photo, with the local day by which it is to come; the first day first."""
        due = ((line.owed_on, code) for code, line in self.lines.items() if line.owed_on is not None)
        return {code: day for day, code in sorted(due)}

    def may_answer(self, code: str) -> bool:
        """Whether the question still takes an answer: the form is a draft, or its photo is owed."""
        return self.state == "draft" or code in self.owed

    @cached_property
    def missing(self) -> tuple[rules.Missing, ...]:
        """The parts missing before the form can be handed in."""
        settled = [code for code, line in self.lines.items() if line.settled]
        return rules.missing(self.form, self.skips, self.answers, settled)

    def verdict(self, item: str) -> rules.Verdict | None:
        """The verdict of a check item of the form: the worst of its questions."""
        return rules.item_verdict(self.form, item, self.skips, self.answers)

    def next_open(self, deep: Collection[str] = (), after: str | None = None) -> str | None:
        """The next unanswered question after `after`, wrapping round; None when all are answered."""
        return rules.next_open(self.asked(deep), self.answers, after)

    def line(self, code: str) -> Line:
        """The answer to `code`, empty where there is none."""
        return self.lines.get(code, NOTHING)

    @cached_property
    def tally(self) -> rules.Tally:
        """The form by its rows."""
        return rules.tally(self.form, self.skips, self.answers)


NOTHING = Line()


def _count(*what: Any) -> Any:
    return (
        select(func.count())
        .where(
            Evidence.self_check_id == Answer.self_check_id,
            Evidence.question == Answer.question,
            Evidence.stage == "answer",
            Evidence.removed_at.is_(None),
            *what,
        )
        .correlate(Answer)
        .scalar_subquery()
    )


_lines = (
    select(
        Answer.question,
        Answer.verdict,
        Answer.reason,
        Answer.note,
        Answer.done,
        Answer.total,
        _count(Evidence.kind != "voice").label("files"),
        _count(Evidence.kind == "voice").label("voices"),
        Finding.id.label("finding_id"),
        Finding.state.label("finding_state"),
        Finding.stopped_at.is_not(None).label("stopped"),
        Rectification.kind.label("remedy"),
        Rectification.state.label("remedy_state"),
        Answer.dated_on,
        OwedPhoto.due_on.label("owed_on"),
        OwedPhoto.since_on.label("owed_since"),
        Finding.inspection_id.is_not(None).label("inspected"),
    )
    .outerjoin(
        OwedPhoto,
        (OwedPhoto.self_check_id == Answer.self_check_id)
        & (OwedPhoto.question == Answer.question)
        & (OwedPhoto.state == "open"),
    )
    .outerjoin(
        Finding,
        (Finding.self_check_id == Answer.self_check_id)
        & (Finding.question == Answer.question)
        & (Finding.state != "withdrawn"),
    )
    .outerjoin(Rectification, Rectification.finding_id == Finding.id)
    .where(Answer.self_check_id == bindparam("id"))
)


_head = select(*HEAD).where(SelfCheck.id == bindparam("id"))


async def load(
    db: AsyncConnection, self_check_id: int, known: SelfCheckState | None = None
) -> SelfCheckState:
    """The current state of the self-check; `known` is returned if it is still current.

    Raises:
        NotFound: there is none.
    """
    head = (await db.execute(_head, {"id": self_check_id})).first()
    if head is None:
        raise NotFound
    if known is not None and (known.id, known.revision) == (head.id, head.revision):
        return known
    return await assemble(db, head)


async def assemble(db: AsyncConnection, head: Any) -> SelfCheckState:
    """The standing of a row with the columns of HEAD."""
    form = await forms.get(db, head.form_digest)
    rows = (await db.execute(_lines, {"id": head.id})).all()
    lines = {row.question: line for row, line in zip(rows, from_rows(Line, rows), strict=True)}
    asking = asking_for(form, head.facts, head.industry)
    if head.state == "draft":
        lines = {code: _doubted(asking, code, line) for code, line in lines.items()}
    return from_row(SelfCheckState, head, asking=asking, lines=lines)


def _doubted(asking: Asking, code: str, line: Line) -> Line:
    """The line; of a draft's 不涉及 whose reason the profile contradicts by now, without the verdict."""
    if line.verdict != "na" or code not in asking.form.by_code:
        return line
    denied = asking.form.by_code[code][1].denies(line.reason, asking.facts)
    return replace(line, verdict=None) if denied else line


_verdicts = select(Answer.question, Answer.verdict).where(
    Answer.self_check_id == bindparam("id"), Answer.verdict.is_not(None)
)


async def previous_verdicts(db: AsyncConnection, previous_id: int) -> dict[str, str]:
    """Last time's verdicts by question code; a photo that never came is none."""
    rows = await db.execute(_verdicts, {"id": previous_id})
    return {code: verdict for code, verdict in rows if verdict and verdict != "owed"}
