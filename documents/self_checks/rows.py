"""Rows, findings and evidence of the self-check form from what storage has read. No reading, no wording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from content.catalog import Catalog
from content.grounds import grounds, notes
from content.model.base import Law
from content.model.form import FormItem
from content.model.questions import Question
from documents.self_checks.form import (
    DepartmentSaid,
    Evidence,
    Finding,
    FindingState,
    ItemRows,
    QuestionRow,
    Result,
)
from storage.findings.views import FindingView
from storage.reviews.views import Opinion
from storage.self_checks.attachments import Attached
from storage.self_checks.state import Line, SelfCheckState

LANGUAGE = "zh"
"""The form goes to an office: it is in Chinese, whatever the person's language."""

_RESULTS = {
    "pass": Result.met,
    "fail": Result.not_met,
    "na": Result.not_applicable,
    "owed": Result.photo_owed,
    None: Result.open,
}


@dataclass(frozen=True)
class Shown:
    """The part of a self-check that its form shows: question codes by item, files and findings in their
    order.

    A question that fell away keeps its answer, files and finding in storage, but none of them count.
    """

    self_check: SelfCheckState
    items: tuple[tuple[FormItem, tuple[Question, ...]], ...]
    files: tuple[Attached, ...]
    """In the order they were attached: the first one is evidence 1."""
    findings: tuple[FindingView, ...]
    """In the order of their rows: the first one is finding 1."""

    @property
    def finding_numbers(self) -> dict[str, int]:
        """Numbers of findings by question code."""
        return {finding.question: number for number, finding in enumerate(self.findings, 1)}

    def numbers(self, code: str, *stages: str) -> tuple[int, ...]:
        """Numbers of the evidence of a question, in certain stages."""
        return tuple(
            number
            for number, file in enumerate(self.files, 1)
            if file.question == code and file.stage in stages
        )


def choose(self_check: SelfCheckState, files: Iterable[Attached], findings: Iterable[FindingView]) -> Shown:
    """Choose the questions that were answered, have to be, or fell away, and the files and findings of those
    asked."""
    items = tuple(
        (item, tuple(question for question in _in_order(item) if _is_shown(self_check, question.code)))
        for item in self_check.form.items
    )
    place = [question.code for _, questions in items for question in questions]
    asked = {code for code in place if code not in self_check.skips}
    kept = sorted(
        (one for one in findings if one.question in asked), key=lambda one: place.index(one.question)
    )
    found = {one.question for one in kept}
    shown = (file for file in files if file.question in (found if file.stage == "after" else asked))
    return Shown(self_check, items, tuple(sorted(shown, key=lambda one: (one.added_at, one.id))), tuple(kept))


def _in_order(item: FormItem) -> list[Question]:
    """Questions of an item, those that have to be answered first, in the order asked."""
    first = item.must or (item.check.core.code,)
    return sorted(
        item.check.questions, key=lambda one: first.index(one.code) if one.code in first else len(first)
    )


def _is_shown(self_check: SelfCheckState, code: str) -> bool:
    if code in self_check.skips or code in self_check.must or code in self_check.answers:
        return True
    line = self_check.line(code)  # a note or a file without a verdict must not be lost
    return bool(line.note or line.files or line.voices)


def make_items(shown: Shown, laws: Mapping[str, Law], catalog: Catalog, today: date) -> tuple[ItemRows, ...]:
    """The rows of the plan in its order, each with its questions."""
    return tuple(
        ItemRows(
            number=item.number,
            source_text=item.source_text,
            questions=tuple(_row(shown, question, laws, catalog, today) for question in questions),
            part=item.part,
        )
        for item, questions in shown.items
    )


def make_law_notes(shown: Shown, laws: Mapping[str, Law]) -> tuple[str, ...]:
    """Notes on the laws that the rows cite, each once."""
    refs = [ref for _, questions in shown.items for question in questions for ref in question.law]
    return notes(refs, laws, LANGUAGE)


def _row(
    shown: Shown, question: Question, laws: Mapping[str, Law], catalog: Catalog, today: date
) -> QuestionRow:
    law = grounds(question.law, laws, LANGUAGE, catalog.say("law-unverified", LANGUAGE))
    if reason := shown.self_check.skips.get(question.code):
        closed = shown.self_check.closed(question.code)
        return QuestionRow(
            text=question.text.say(LANGUAGE),
            law=law,
            result=Result.not_asked if closed else Result.not_applicable,
            reason=reason.say(LANGUAGE),
            by_profile=not closed,
        )
    line = shown.self_check.line(question.code)
    return QuestionRow(
        text=question.text.say(LANGUAGE),
        law=law,
        result=_RESULTS[line.verdict],
        problem=question.fails.say(LANGUAGE) if line.verdict == "fail" else "",
        reason=_reason(question, line),
        owed_by=line.owed_on,
        owed_late=line.owed_on is not None and line.owed_on < today,
        remark="；".join(
            filter(None, (say_dated(shown.self_check, question.code, catalog, today), line.note))
        ),
        numbers=_of_how_many(line),
        evidence=shown.numbers(question.code, "answer", "before"),
    )


def _reason(question: Question, line: Line) -> str:
    """The reason for 不涉及, or for the photo's delay."""
    if line.verdict == "owed" and question.later is not None:
        return question.later.reason.say(LANGUAGE)
    return line.reason if line.verdict == "na" else ""


def say_dated(self_check: SelfCheckState, code: str, catalog: Catalog, today: date) -> str:
    """The day a question's recurring action was done last, and the time by which it is overdue; empty
    without a day."""
    last_on = self_check.line(code).dated_on
    if last_on is None:
        return ""
    said = catalog.say("form-dated", LANGUAGE, day=f"{last_on:%Y-%m-%d}")
    lapsed = self_check.overdue(code, today)
    if lapsed is None:
        return said
    return f"{said}，{catalog.say('overdue-for', LANGUAGE, count=lapsed.count, unit=lapsed.unit)}"


def _of_how_many(line: Line) -> tuple[int, int] | None:
    return None if line.done is None or line.total is None else (line.done, line.total)


def make_opinions(
    shown: Shown, opinions: Iterable[Opinion], catalog: Catalog, zone: ZoneInfo
) -> tuple[DepartmentSaid, ...]:
    """Opinions of departments on their rows, in the order of the form."""
    labels = _labels(shown, catalog)
    order = list(labels)
    kept = sorted(
        (one for one in opinions if one.question in labels), key=lambda one: order.index(one.question)
    )
    return tuple(
        DepartmentSaid(
            labels[one.question],
            catalog.say("staff-department", LANGUAGE, department=one.department),
            one.verdict == "object",
            one.comment,
            one.said_at.astimezone(zone).date(),
        )
        for one in kept
    )


def make_findings(shown: Shown, catalog: Catalog, zone: ZoneInfo, today: date) -> tuple[Finding, ...]:
    """The findings with their rectification as it stands on `today`, a local day of `zone`."""
    labels = _labels(shown, catalog)
    by_code = shown.self_check.form.by_code
    return tuple(
        Finding(
            number=number,
            problem=by_code[finding.question][1].fails.say(LANGUAGE),
            item=labels[finding.question],
            measure=_measure(finding, catalog),
            responsible=finding.responsible or "",
            cost=_yuan(finding),
            contingency=_contingency(by_code[finding.question][1], finding),
            due_on=finding.due_on,
            state=_state(finding, today),
            done_on=_done_on(finding, zone),
            beyond_phase=finding.beyond_reason or "",
            evidence=shown.numbers(finding.question, "answer", "before", "after"),
        )
        for number, finding in enumerate(shown.findings, 1)
    )


def _measure(finding: FindingView, catalog: Catalog) -> str:
    """The measure; a sentence that there is none yet, where a reviewer found the fault and the owner
    planned nothing."""
    if finding.measure == "":
        return catalog.say("form-no-measure", LANGUAGE, objection=finding.objection or "–")
    return finding.measure or ""


def _yuan(finding: FindingView) -> Decimal | None:
    """Funds in yuan; None where no plan asked for them."""
    if finding.remedy != "plan" or not finding.measure or finding.funds_fen is None:
        return None
    whole, rest = divmod(finding.funds_fen, 100)
    return Decimal(finding.funds_fen).scaleb(-2) if rest else Decimal(whole)


def _contingency(question: Question, finding: FindingView) -> str:
    """First actions about work and people, where the enterprise says it took them."""
    return question.stop.say(LANGUAGE) if question.stop and finding.stopped_at else ""


def _state(finding: FindingView, today: date) -> FindingState:
    if finding.state == "closed":
        return FindingState.closed
    if finding.remedy_state is None:
        return FindingState.undecided
    if finding.remedy_state in ("done", "accepted"):
        return FindingState.rectified
    return FindingState.overdue if finding.is_overdue(today) else FindingState.planned


def _done_on(finding: FindingView, zone: ZoneInfo) -> date | None:
    if finding.remedy_state not in ("done", "accepted") or finding.done_at is None:
        return None
    return finding.done_at.astimezone(zone).date()


def make_evidence(shown: Shown, catalog: Catalog, zone: ZoneInfo) -> tuple[Evidence, ...]:
    """All evidence, numbered through; dated by the local day it was attached."""
    labels = _labels(shown, catalog)
    numbers = shown.finding_numbers
    return tuple(
        Evidence(
            number=number,
            belongs_to=_belongs_to(file, labels[file.question], catalog),
            taken_on=file.added_at.astimezone(zone).date(),
            picture=file.picture,
            finding=numbers.get(file.question),
            moment=None if file.question not in numbers else "after" if file.stage == "after" else "before",
        )
        for number, file in enumerate(shown.files, 1)
    )


def _belongs_to(file: Attached, where: str, catalog: Catalog) -> str:
    if file.picture == file.sha256:
        return where  # which side of a pair it is on is told by the pair
    if file.stage == "after":
        where = catalog.say("form-evidence-after", LANGUAGE, where=where)
    if file.kind == "voice":
        return catalog.say("form-evidence-voice", LANGUAGE, where=where)
    if file.pages is not None:
        return catalog.say("form-evidence-pages", LANGUAGE, where=where, pages=file.pages)
    return catalog.say("form-evidence-document", LANGUAGE, where=where)


def _labels(shown: Shown, catalog: Catalog) -> dict[str, str]:
    """Labels by which findings and evidence name a question: its number in the table, and its item's
    title."""
    return {
        question.code: catalog.say(
            "form-item", LANGUAGE, item=_number(item, questions, place), title=item.check.title.say(LANGUAGE)
        )
        for item, questions in shown.items
        for place, question in enumerate(questions, 1)
    }


def _number(item: FormItem, questions: Sequence[Question], place: int) -> str:
    part = f"({item.part})" if item.part else ""
    return f"{item.number}{part}.{place}" if len(questions) > 1 else f"{item.number}{part}"
