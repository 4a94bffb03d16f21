"""Read models of inspections, with their answers and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content import rules
from content.model.form import Form, FormItem
from content.model.questions import Level
from storage.base.audit import Actor
from storage.base.errors import NotFound, Stale
from storage.base.rights import is_operator
from storage.base.rows import from_rows
from storage.campaigns import forms
from storage.inspections.planning import RIGHT, departments
from storage.inspections.recording import judges_all
from storage.offices import recusals, staff
from storage.offices.staff import Seat
from storage.tables.enterprises import Enterprise
from storage.tables.inspections import (
    Inspection,
    InspectionAnswer,
    InspectionFile,
    InspectionOfficer,
)
from storage.tables.offices import Jurisdiction
from storage.tables.self_checks import Answer, Evidence, SelfCheck

SEE = "inspection.see"
MADE = ("done", "voided")
"""States of visits that were made: offices see them, what counts is done alone."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The record of a question. `revision`: of the answer; `files`: its photos; `due_on`: the local day of
    its own by which a fault is to be put right; `voided_on`: the local day on which a fault was voided,
    because of `void_reason`."""

    verdict: str
    note: str
    revision: int
    by: str
    files: int = 0
    due_on: date | None = None
    voided_on: date | None = None
    void_reason: str = ""
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """The enterprise's own answer, in a form that was handed in. `done` of `total`: its numbers; `files`:
    photos and files of its own beside it."""

    self_check_id: int
    verdict: str
    words: str
    done: int | None
    total: int | None
    files: int


@dataclass(frozen=True, slots=True)
class InspectionPhoto:
    """A stored file of a visit; `question` empty: of the signed papers."""

    id: int
    question: str
    kind: str
    sha256: str
    mime: str
    preview_sha256: str | None
    added_at: datetime

    @property
    def picture(self) -> str | None:
        """The stored picture that shows it: itself, or the first page of a document."""
        return self.sha256 if self.kind == "photo" else self.preview_sha256


@dataclass(frozen=True)
class InspectionView:
    """A visit. `departments`: the leading one first; `officers`: name and department; `scope`: what is
    looked at, see `recording.SCOPES`; `chosen`: its check items. `reported`: the enterprise's own answers by
    question, where its form was handed in. `may`: the reader takes part; `role`, `own`: of the
    seat by which they do."""

    id: int
    enterprise_id: int
    enterprise: str
    credit_code: str
    address: str
    jurisdiction_id: int
    place: str
    planned_on: date
    state: str
    announced: bool
    campaign_id: int | None
    begun_at: datetime | None
    done_on: date | None
    present: str
    due_on: date | None
    ordered: bool
    scope: str
    chosen: tuple[str, ...]
    form: Form | None
    skips: Mapping[str, Any]
    departments: tuple[str, ...]
    officers: tuple[tuple[str, str], ...]
    seen: Mapping[str, Seen]
    files: tuple[InspectionPhoto, ...]
    reported: Mapping[str, Reported]
    may: bool
    every: bool
    own: str
    voided_on: date | None = None
    void_reason: str = ""
    me: int | None = None

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Questions that the reader's department judges, in the order of the form: first what every form has
        to answer, item by item; those of a visit that is done which were answered."""
        if self.form is None:
            return ()
        if self.state in MADE:
            return tuple(code for code in self.form.by_code if code in self.seen)
        by_code = self.form.by_code
        asked: Iterable[str] = rules.must(self.form, self.skips)
        if self.scope == "danger":
            dangers = (code for code in by_code if by_code[code][1].level is Level.danger)
            asked = (code for code in dangers if code not in self.skips)
        elif self.scope == "rows":
            asked = (code for code in asked if by_code[code][0].check.code in self.chosen)
        return tuple(code for code in asked if self.judges(by_code[code][0]))

    @cached_property
    def deep(self) -> tuple[str, ...]:
        """All questions that the reader's department may judge, beyond those that every form has to
        answer."""
        if self.form is None:
            return ()
        every = (code for code in self.form.by_code if code not in self.skips)
        return tuple(code for code in every if self.judges(self.form.by_code[code][0]))

    @property
    def asked(self) -> Form:
        """The form of a visit that has begun.

        Raises:
            Stale: it has not.
        """
        if self.form is None:
            raise Stale
        return self.form

    def judges(self, item: FormItem) -> bool:
        """Whether the reader judges a row."""
        return self.may and (self.every or item.concerns(self.own))

    @property
    def faults(self) -> tuple[str, ...]:
        """Questions that failed, in the order of the form, without those that were voided."""
        if self.state == "voided":
            return ()
        return tuple(code for code in self.failed if self.seen[code].voided_on is None)

    @property
    def failed(self) -> tuple[str, ...]:
        """Questions that failed, in the order of the form, those that were voided too."""
        if self.form is None:
            return ()
        return tuple(
            code for code in self.form.by_code if code in self.seen and self.seen[code].verdict == "fail"
        )

    @property
    def voided(self) -> tuple[str, ...]:
        """Faults that were voided (作废)."""
        return tuple(code for code in self.failed if self.seen[code].voided_on is not None)

    @property
    def corrected_on(self) -> date | None:
        """The local day of its last correction (更正); None: nothing of it was voided."""
        days = [self.seen[code].voided_on for code in self.voided]
        return max((day for day in (self.voided_on, *days) if day is not None), default=None)

    @property
    def stands(self) -> Mapping[str, Seen]:
        """The records that count: without what was voided."""
        if self.state == "voided":
            return {}
        return {code: one for code, one in self.seen.items() if one.voided_on is None}

    def may_void(self, code: str) -> bool:
        """Whether the reader may void a fault: they noted it, or judge its row."""
        by_me = self.me is not None and self.seen[code].by_id == self.me
        return self.may and (by_me or self.judges(self.asked.by_code[code][0]))

    @property
    def may_void_all(self) -> bool:
        """Whether the reader may void the whole visit: their department leads it, or they judge every row."""
        return self.may and (self.every or self.own == self.departments[0])

    def due_of(self, code: str) -> date | None:
        """The day by which a fault is to be put right: its own, else the visit's."""
        there = self.seen.get(code)
        return (there.due_on if there else None) or self.due_on

    @property
    def dues(self) -> tuple[date, ...]:
        """The different days of its faults, the first one first."""
        return tuple(sorted({day for code in self.faults if (day := self.due_of(code)) is not None}))

    @property
    def signed(self) -> tuple[InspectionPhoto, ...]:
        """Photos of the signed papers."""
        return tuple(one for one in self.files if not one.question)


async def get_inspection(db: AsyncConnection, actor: Actor, inspection_id: int) -> InspectionView:
    """A visit, for those who take part in it; one that was made also for those who may see the office's
    visits.

    Raises:
        NotFound: there is none, or none the actor may see, or one to an enterprise of the actor's own.
    """
    row = (
        await db.execute(
            select(
                Inspection,
                Enterprise.name,
                Enterprise.credit_code,
                Enterprise.address,
                Jurisdiction.name.label("place"),
            )
            .join(Enterprise, Enterprise.id == Inspection.enterprise_id)
            .join(Jurisdiction, Jurisdiction.id == Enterprise.jurisdiction_id)
            .where(Inspection.id == inspection_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    taking_part = await departments(db, row)
    seat = await _seat(db, actor, row, taking_part)
    if seat is None and not is_operator(actor) and row.state not in MADE:
        raise NotFound
    form = await forms.get(db, row.form_digest) if row.form_digest else None
    files = await list_files(db, inspection_id)
    return InspectionView(
        row.id,
        row.enterprise_id,
        row.name,
        row.credit_code,
        row.address,
        row.jurisdiction_id,
        row.place,
        row.planned_on,
        row.state,
        row.announced,
        row.campaign_id,
        row.begun_at,
        row.done_on,
        row.present,
        row.due_on,
        row.ordered,
        row.scope,
        tuple(row.chosen),
        form,
        rules.skips(form, row.facts, row.industry) if form else {},
        taking_part,
        await _officers(db, inspection_id),
        await _seen(db, inspection_id, files),
        files,
        await _reported(db, row),
        seat is not None,
        seat is not None and await judges_all(db, seat, row.campaign_id, row.jurisdiction_id),
        seat.department if seat else "",
        row.voided_on,
        row.void_reason,
        actor.person_id,
    )


async def _seat(db: AsyncConnection, actor: Actor, row: Any, taking_part: tuple[str, ...]) -> Seat | None:
    """The seat by which the actor takes part in a visit; None: they may only see one that was made.

    Raises:
        NotFound: not even that.
    """
    if is_operator(actor):
        return None
    if actor.person_id is None or row.enterprise_id in await recusals.tied_enterprises(db, actor.person_id):
        raise NotFound
    seats = await staff.reaching(db, actor.person_id, row.jurisdiction_id)
    for seat in seats:
        if seat.allows(RIGHT) and seat.department in taking_part:
            return seat
    if not any(seat.allows(SEE) for seat in seats):
        raise NotFound
    return None


async def _officers(db: AsyncConnection, inspection_id: int) -> tuple[tuple[str, str], ...]:
    of = select(InspectionOfficer.name, InspectionOfficer.department)
    of = of.where(InspectionOfficer.inspection_id == inspection_id).order_by(
        InspectionOfficer.department, InspectionOfficer.person_id
    )
    return tuple((row.name, row.department) for row in await db.execute(of))


async def _seen(
    db: AsyncConnection, inspection_id: int, files: tuple[InspectionPhoto, ...]
) -> dict[str, Seen]:
    of = (
        select(
            InspectionAnswer.question,
            InspectionAnswer.verdict,
            InspectionAnswer.note,
            InspectionAnswer.revision,
            InspectionAnswer.due_on,
            InspectionAnswer.answered_by,
            InspectionAnswer.voided_on,
            InspectionAnswer.void_reason,
            InspectionOfficer.name,
        )
        .outerjoin(
            InspectionOfficer,
            (InspectionOfficer.inspection_id == InspectionAnswer.inspection_id)
            & (InspectionOfficer.person_id == InspectionAnswer.answered_by),
        )
        .where(InspectionAnswer.inspection_id == inspection_id)
    )
    return {
        row.question: Seen(
            row.verdict,
            row.note,
            row.revision,
            row.name or "",
            sum(one.question == row.question for one in files),
            row.due_on,
            row.voided_on,
            row.void_reason,
            row.answered_by,
        )
        for row in await db.execute(of)
    }


async def list_files(db: AsyncConnection, inspection_id: int) -> tuple[InspectionPhoto, ...]:
    """The files of a visit. The caller has checked who asks."""
    of = select(
        InspectionFile.id,
        InspectionFile.question,
        InspectionFile.kind,
        InspectionFile.sha256,
        InspectionFile.mime,
        InspectionFile.preview_sha256,
        InspectionFile.added_at,
    )
    of = of.where(InspectionFile.inspection_id == inspection_id).order_by(InspectionFile.id)
    return from_rows(InspectionPhoto, await db.execute(of))


async def _reported(db: AsyncConnection, row: Any) -> dict[str, Reported]:
    """The enterprise's own answers, where its form was handed in: a draft is its own."""
    shown = (
        select(func.count())
        .select_from(Evidence)
        .where(
            Evidence.self_check_id == Answer.self_check_id,
            Evidence.question == Answer.question,
            Evidence.stage == "answer",
            Evidence.removed_at.is_(None),
        )
        .correlate(Answer)
        .scalar_subquery()
    )
    of = (
        select(
            Answer.self_check_id,
            Answer.question,
            Answer.verdict,
            Answer.reason,
            Answer.note,
            Answer.done,
            Answer.total,
            shown.label("files"),
        )
        .join(SelfCheck, SelfCheck.id == Answer.self_check_id)
        .where(
            SelfCheck.enterprise_id == row.enterprise_id,
            SelfCheck.campaign_id == row.campaign_id,
            SelfCheck.submitted_at.is_not(None),
            SelfCheck.state != "draft",
            Answer.verdict.is_not(None),
        )
    )
    return {
        one.question: Reported(
            one.self_check_id,
            one.verdict or "",
            " ".join(part for part in (one.reason, one.note) if part),
            one.done,
            one.total,
            one.files,
        )
        for one in await db.execute(of)
    }
