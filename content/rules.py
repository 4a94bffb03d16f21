"""Rules of the form: which questions are asked of whom, their order, and what is missing. No I/O, no
clock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from content.model.base import Text
from content.model.form import Form, FormItem
from content.model.library import Library
from content.model.pack import Pack, PlanItem
from content.model.questions import CheckItem, Level, Question

Facts = Mapping[str, bool | int]
"""Profile facts; `n_workers` is a number, an absent fact is false."""

Verdict = Literal["pass", "fail", "na", "owed"]
"""`owed`: the photo that shows it comes by a day (`Question.later`); until then there is no verdict."""
Wanted = Literal["answer", "photo", "reason", "numbers", "plan"]
"""Parts that an answer can lack."""


@dataclass(frozen=True)
class Answered:
    """An answer to a question: its verdict, number of files, reason, and how many of how many."""

    verdict: Verdict
    files: int = 0
    reason: str = ""
    done: int | None = None
    total: int | None = None


Answers = Mapping[str, Answered]


@dataclass(frozen=True)
class Missing:
    """A part that a question lacks before the form can be handed in."""

    question: str
    what: Wanted


def build_form(library: Library, pack: Pack, since: int | None = None) -> Form:
    """The form of a pack: its rows in order, a row with several duties as several items (domain 1.2).

    `since`: the year from which the rows that ask so are meant."""
    items = [
        FormItem(
            row=row,
            part=part if len(plan_item.checks) > 1 else 0,
            number=plan_item.number,
            source_text=plan_item.text,
            check=_asked_since(library.items[code], plan_item, since),
            numbers=plan_item.numbers,
            must=_must(plan_item, library.items[code]),
            department=_department(pack, library.items[code].department),
            advisers=tuple(dict.fromkeys(one.kind for one in pack.departments if code in one.rows)),
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
        since=since,
    )


def _asked_since(check: CheckItem, row: PlanItem, since: int | None) -> CheckItem:
    """A check item as a row asks it: each question with the year before it, where one is set."""
    if row.since is None or since is None:
        return check
    asked = row.since
    questions = tuple(
        question.model_copy(update={"text": question.text.within(asked, year=str(since))})
        for question in check.questions
    )
    return check.model_copy(update={"questions": questions})


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
    """The reason for each question that falls away by the profile, by question code."""
    reasons = {
        code: _reason_to_skip(question, facts, industry) for code, (_, question) in form.by_code.items()
    }
    return {code: reason for code, reason in reasons.items() if reason}


def closed(form: Form, fallen: Collection[str], verdicts: Mapping[str, Verdict]) -> dict[str, Text]:
    """Questions closed by an answer, by code, with the reason.

    `fallen`: questions that the profile removes (`skips`); an answer to those closes nothing.
    """
    reasons = {}
    for code, closings in form.closings.items():
        for one in closings if code not in fallen else ():
            if one.question not in fallen and verdicts.get(one.question) in one.answered:
                reasons[code] = one.reason
                break
    return reasons


def must_of_row(row: PlanItem, items: Mapping[str, CheckItem]) -> tuple[str, ...]:
    """Codes required of every enterprise they apply to, for a row of a plan: those the row names, else
    those of its check items; and every danger of these."""
    return tuple(code for check in row.checks for code in _must(row, items[check]))


def _must(row: PlanItem, check: CheckItem) -> tuple[str, ...]:
    own = [question.code for question in check.questions]
    named = [code for code in row.must or check.must or (check.core.code,) if code in own]
    dangers = [question.code for question in check.questions if question.level is Level.danger]
    return tuple(dict.fromkeys((*named, *dangers)))


def _asked(item: FormItem, fallen: Collection[str]) -> list[str]:
    """The item's questions that stay, those that have to be answered first."""
    first = item.must or (item.check.core.code,)
    order = dict.fromkeys((*first, *(question.code for question in item.check.questions)))
    return [code for code in order if code not in fallen]


def _needed(item: FormItem, asked: Sequence[str]) -> list[str]:
    """The questions of the item that have to be answered, of the ones that stay: the first where none of its
    own does."""
    first = item.must or (item.check.core.code,)
    return [code for code in asked if code in first] or list(asked[:1])


def must(form: Form, fallen: Collection[str]) -> tuple[str, ...]:
    """Questions that have to be answered, in the order asked; `fallen` by the profile or closed."""
    return tuple(code for item in form.items for code in _needed(item, _asked(item, fallen)))


def questions(form: Form, fallen: Collection[str], deep: Collection[str] = ()) -> tuple[str, ...]:
    """Codes in the order asked: what has to be answered of each item, then the rest of those in `deep`."""
    order: list[str] = []
    for item in form.items:
        asked = _asked(item, fallen)
        order += asked if item.check.code in deep else _needed(item, asked)
    return tuple(order)


def item_verdict(form: Form, item: str, fallen: Collection[str], answers: Answers) -> Verdict | None:
    """The verdict of a check item, the worst of its questions; None while one that has to be answered is
    open, `na` if it fell away.

    Raises:
        KeyError: the form has no such item.
    """
    found = next((one for one in form.items if one.check.code == item), None)
    if found is None:
        raise KeyError(item)
    return _verdict(found, fallen, answers)


def _verdict(item: FormItem, fallen: Collection[str], answers: Answers) -> Verdict | None:
    asked = _asked(item, fallen)
    if any(code not in answers for code in _needed(item, asked)):
        return None
    return _worst({answers[code].verdict for code in asked if code in answers})


def next_open(order: Sequence[str], answers: Collection[str], after: str | None = None) -> str | None:
    """The next unanswered question after `after`, wrapping round to earlier ones; None when none is left."""
    start = order.index(after) + 1 if after in order else 0
    return next((code for code in (*order[start:], *order[:start]) if code not in answers), None)


@dataclass(frozen=True, slots=True)
class Tally:
    """A form by its rows (项), each once: what passed, failed, owes a photo, was answered as not applicable,
    is open, and what the profile leaves out, which nobody has to answer. Every number of these that is shown
    anywhere is one of these."""

    passed: int
    failed: int
    owed: int
    na: int
    left_out: int
    open: int

    @property
    def done(self) -> int:
        """The number of rows answered."""
        return self.passed + self.failed + self.owed + self.na

    @property
    def total(self) -> int:
        """The number of rows to be answered."""
        return self.done + self.open


def tally(form: Form, fallen: Collection[str], answers: Answers) -> Tally:
    """Count a form's rows. One with an open question that has to be answered is open; a fail outweighs all,
    then a photo owed, then one that passes; one with no question that stays is left out.
    """
    rows: dict[int, list[Verdict | None]] = {}
    left_out: dict[int, bool] = {}
    for item in form.items:
        rows.setdefault(item.row, []).append(_verdict(item, fallen, answers))
        left_out[item.row] = left_out.get(item.row, True) and not _asked(item, fallen)
    counts: Counter[Verdict | None] = Counter(_outweighing(verdicts) for verdicts in rows.values())
    left = sum(left_out.values())
    return Tally(counts["pass"], counts["fail"], counts["owed"], counts["na"] - left, left, counts[None])


def _outweighing(verdicts: Sequence[Verdict | None]) -> Verdict | None:
    return None if None in verdicts else _worst(verdicts)


def _worst(verdicts: Collection[Verdict | None]) -> Verdict:
    weight: tuple[Verdict, ...] = ("fail", "owed", "pass")
    return next((one for one in weight if one in verdicts), "na")


def missing(
    form: Form, fallen: Collection[str], answers: Answers, settled: Collection[str]
) -> tuple[Missing, ...]:
    """Parts missing before the form can be handed in, in the order asked.

    An answer must be complete, whether it was required or not. `settled`: codes of questions whose finding is
    rectified or has a plan.
    """
    opened = {form.by_code[code][0].check.code for code in answers if code in form.by_code}
    needed = set(must(form, fallen))
    lacking: list[Missing] = []
    for code in questions(form, fallen, opened):
        if code in answers:
            lacking += _lacks(form, code, answers[code], code in settled)
        elif code in needed:
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
