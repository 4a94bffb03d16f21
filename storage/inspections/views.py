"""Read models of inspections, with their answers and files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from content import rules
from content.model.form import Form, FormItem
from storage.base.audit import Actor
from storage.base.errors import NotFound, Stale
from storage.base.rights import is_operator
from storage.campaigns import forms
from storage.inspections.planning import RIGHT, departments
from storage.inspections.recording import may_judge
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
from storage.tables.self_checks import Answer, SelfCheck

SEE = "inspection.see"


@dataclass(frozen=True, slots=True)
class Seen:
    """The record of a question. `revision`: of the answer; `files`: its photos."""

    verdict: str
    note: str
    revision: int
    by: str
    files: int = 0


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
    """A visit. `departments`: the leading one first; `officers`: name and department; `reported`: what the
    enterprise's own form says, where it was handed in. `may`: the reader takes part; `role`, `own`: of the
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
    form: Form | None
    skips: Mapping[str, Any]
    departments: tuple[str, ...]
    officers: tuple[tuple[str, str], ...]
    seen: Mapping[str, Seen]
    files: tuple[InspectionPhoto, ...]
    reported: Mapping[str, str]
    may: bool
    role: str
    own: str

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Questions that the reader's department judges, in the order of the form: first what every form has
        to answer, item by item; those of a visit that is done which were answered."""
        if self.form is None:
            return ()
        if self.state == "done":
            return tuple(code for code in self.form.by_code if code in self.seen)
        must = rules.must(self.form, self.skips)
        return tuple(code for code in must if self.judges(self.form.by_code[code][0]))

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
        return self.may and may_judge(item, self.role, self.own)

    @property
    def faults(self) -> tuple[str, ...]:
        """Questions that failed, in the order of the form."""
        if self.form is None:
            return ()
        return tuple(
            code for code in self.form.by_code if code in self.seen and self.seen[code].verdict == "fail"
        )

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
    if seat is None and not is_operator(actor) and row.state != "done":
        raise NotFound
    form = await forms.get(db, row.form_digest) if row.form_digest else None
    files = await _files(db, inspection_id)
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
        form,
        rules.skips(form, row.facts, row.industry) if form else {},
        taking_part,
        await _officers(db, inspection_id),
        await _seen(db, inspection_id, files),
        files,
        await _reported(db, row),
        seat is not None,
        seat.role if seat else "",
        seat.department if seat else "",
    )


async def _seat(db: AsyncConnection, actor: Actor, row: Any, taking_part: tuple[str, ...]) -> Seat | None:
    """The seat by which the actor takes part in a visit; None: they may only see one that was made.

    Raises:
        NotFound: not even that.
    """
    if is_operator(actor):
        return None
    if actor.person_id is None or row.enterprise_id in await recusals.own(db, actor.person_id):
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
        )
        for row in await db.execute(of)
    }


async def _files(db: AsyncConnection, inspection_id: int) -> tuple[InspectionPhoto, ...]:
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
    return tuple(InspectionPhoto(*row) for row in await db.execute(of))


async def _reported(db: AsyncConnection, row: Any) -> dict[str, str]:
    """Verdicts of the enterprise's own form, where it was submitted; a draft belongs to the enterprise
    alone."""
    of = (
        select(Answer.question, Answer.verdict)
        .join(SelfCheck, SelfCheck.id == Answer.self_check_id)
        .where(
            SelfCheck.enterprise_id == row.enterprise_id,
            SelfCheck.campaign_id == row.campaign_id,
            SelfCheck.submitted_at.is_not(None),
            SelfCheck.state != "draft",
            Answer.verdict.is_not(None),
        )
    )
    return {row.question: row.verdict or "" for row in await db.execute(of)}
