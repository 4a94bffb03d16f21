"""Rules of the form: what is asked of whom, in which order, and what is still missing. No I/O, no clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from content.model.base import Text
from content.model.form import Form, FormItem
from content.model.library import Library
from content.model.pack import Pack
from content.model.questions import Question

Facts = Mapping[str, bool | int]
"""Profile facts; `n_workers` is a number, a fact that is not there is false."""

Verdict = Literal["pass", "fail", "na"]
Wanted = Literal["answer", "photo", "reason", "numbers", "plan"]
"""What an answer can lack."""


@dataclass(frozen=True)
class Answered:
    """What was answered to a question: its verdict, number of files, reason, and how many of how many."""

    verdict: Verdict
    files: int = 0
    reason: str = ""
    done: int | None = None
    total: int | None = None


Answers = Mapping[str, Answered]


@dataclass(frozen=True)
class Missing:
    """What a question still lacks before the form can be handed in."""

    question: str
    what: Wanted


def build_form(library: Library, pack: Pack) -> Form:
    """The form of a pack: its rows in order, a row with several duties as several items (domain 1.2)."""
    items = [
        FormItem(
            row=row,
            part=part if len(plan_item.checks) > 1 else 0,
            number=plan_item.number,
            source_text=plan_item.text,
            check=library.items[code],
            numbers=plan_item.numbers,
            department=_department(pack, library.items[code].department),
        )
        for row, plan_item in enumerate(pack.items, 1)
        for part, code in enumerate(plan_item.checks, 1)
    ]
    return Form(
        pack=pack.code,
        title=pack.form_title,
        plan=pack.heading,
        number_prefix=pack.number_prefix,
        rows=len(pack.items),
        items=tuple(items),
    )


def _department(pack: Pack, kind: str) -> str:
    """Today's Chinese name of the pack's office of that kind; the safety office's where there is none.

    Among several offices of a kind, the first that may enforce (a town hospital may not, domain 1.4).
    """
    for wanted in (kind, "safety"):
        held = [department for department in pack.departments if department.kind == wanted]
        if held:
            return next((one for one in held if one.enforces), held[0]).today.zh
    raise LookupError(f"pack {pack.code} has no department of kind safety")


def _reason_to_skip(question: Question, facts: Facts, industry: str) -> Text | None:
    if question.industries and industry not in question.industries and question.industries_reason:
        return question.industries_reason
    skip = question.skip
    if skip is None or any(facts.get(fact, False) for fact in skip.unless):
        return None
    if skip.workers_over is not None and facts.get("n_workers", 0) > skip.workers_over:
        return None
    return skip.reason


def skips(form: Form, facts: Facts, industry: str) -> dict[str, Text]:
    """Why each question that falls away does, by question code."""
    reasons = {
        code: _reason_to_skip(question, facts, industry) for code, (_, question) in form.by_code.items()
    }
    return {code: reason for code, reason in reasons.items() if reason}


def _asked(item: FormItem, facts: Facts, industry: str) -> list[str]:
    """The item's questions that stay, the one that acts as its core first."""
    stay = [question for question in item.check.questions if not _reason_to_skip(question, facts, industry)]
    return [question.code for question in sorted(stay, key=lambda question: not question.core)]


def cores(form: Form, facts: Facts, industry: str) -> tuple[str, ...]:
    """The question that stands for each item not wholly fallen away: its core, or the first that stays."""
    return tuple(asked[0] for item in form.items if (asked := _asked(item, facts, industry)))


def questions(form: Form, facts: Facts, industry: str, deep: Collection[str] = ()) -> tuple[str, ...]:
    """Codes in the order asked: each item's core, then the rest of the items whose code is in `deep`."""
    order: list[str] = []
    for item in form.items:
        asked = _asked(item, facts, industry)
        order += asked if item.check.code in deep else asked[:1]
    return tuple(order)


def item_verdict(form: Form, item: str, facts: Facts, industry: str, answers: Answers) -> Verdict | None:
    """The verdict of a check item: a fail outweighs all; None while its core is open; `na` if it fell away.

    Raises:
        KeyError: the form has no such item.
    """
    found = next((one for one in form.items if one.check.code == item), None)
    if found is None:
        raise KeyError(item)
    asked = _asked(found, facts, industry)
    if asked and asked[0] not in answers:
        return None
    verdicts = {answers[code].verdict for code in asked if code in answers}
    if "fail" in verdicts:
        return "fail"
    return "pass" if "pass" in verdicts else "na"


def next_open(order: Sequence[str], answers: Collection[str], after: str | None = None) -> str | None:
    """The next unanswered question after `after`, wrapping round to earlier ones; None when none is left."""
    start = order.index(after) + 1 if after in order else 0
    return next((code for code in (*order[start:], *order[:start]) if code not in answers), None)


def place(form: Form, code: str) -> tuple[int, int, int]:
    """Row, part (0: the row is one item) and number of rows for a question's heading: 第 6/13 项."""
    item, _ = form.by_code[code]
    return item.row, item.part, form.rows


@dataclass(frozen=True, slots=True)
class Tally:
    """A form by its rows (项), each once: what passed, failed, was answered as not applicable, is open, and
    what the profile leaves out, which nobody has to answer. Every number of these that is shown anywhere is
    one of these."""

    passed: int
    failed: int
    na: int
    left_out: int
    open: int

    @property
    def done(self) -> int:
        """How many rows are answered."""
        return self.passed + self.failed + self.na

    @property
    def total(self) -> int:
        """How many rows have to be answered."""
        return self.done + self.open


def tally(form: Form, facts: Facts, industry: str, answers: Answers) -> Tally:
    """Count a form's rows. One with an open core is open; a fail outweighs all, else one that passes; one
    with no question that stays is left out.
    """
    rows: dict[int, list[Verdict | None]] = {}
    left_out: dict[int, bool] = {}
    for item in form.items:
        rows.setdefault(item.row, []).append(item_verdict(form, item.check.code, facts, industry, answers))
        left_out[item.row] = left_out.get(item.row, True) and not _asked(item, facts, industry)
    counts: Counter[Verdict | None] = Counter(_outweighing(verdicts) for verdicts in rows.values())
    left = sum(left_out.values())
    return Tally(counts["pass"], counts["fail"], counts["na"] - left, left, counts[None])


def _outweighing(verdicts: Sequence[Verdict | None]) -> Verdict | None:
    if None in verdicts:
        return None
    return "fail" if "fail" in verdicts else "pass" if "pass" in verdicts else "na"


def progress(form: Form, facts: Facts, industry: str, answers: Collection[str]) -> tuple[int, int]:
    """How many rows are answered with these questions, and how many have to be: as `tally`."""
    asked = [(item.row, stay[0]) for item in form.items if (stay := _asked(item, facts, industry))]
    rows = {row for row, _ in asked}
    open_rows = {row for row, core in asked if core not in answers}
    return len(rows) - len(open_rows), len(rows)


def missing(
    form: Form,
    facts: Facts,
    industry: str,
    answers: Answers,
    settled: Collection[str],
    deep: Collection[str] = (),
) -> tuple[Missing, ...]:
    """What has to be supplied before the form can be handed in, in the order asked.

    Only cores must be answered, but whatever is answered must be complete, also where its item is in `deep`
    no more. `settled`: codes of questions whose finding is put right or has a plan.
    """
    opened = {*deep, *(form.by_code[code][0].check.code for code in answers if code in form.by_code)}
    must = set(cores(form, facts, industry))
    lacking: list[Missing] = []
    for code in questions(form, facts, industry, opened):
        if code in answers:
            lacking += _lacks(form, code, answers[code], code in settled)
        elif code in must:
            lacking.append(Missing(code, "answer"))
    return tuple(lacking)


def _lacks(form: Form, code: str, answer: Answered, settled: bool) -> list[Missing]:
    item, question = form.by_code[code]
    lacking: list[Missing] = []
    if item.numbers and question.numbers and answer.verdict != "na" and None in {answer.done, answer.total}:
        lacking.append(Missing(code, "numbers"))
    if answer.verdict == "pass" and question.evidence.required and not answer.files:
        lacking.append(Missing(code, "photo"))
    if answer.verdict == "na" and not answer.reason.strip():
        lacking.append(Missing(code, "reason"))
    if answer.verdict == "fail" and not settled:
        lacking.append(Missing(code, "plan"))
    return lacking
