"""The last record of each question at visits to an enterprise, for reviews of its form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.inspections.views import InspectionPhoto, list_files
from storage.tables.inspections import Inspection, InspectionAnswer, InspectionFile


@dataclass(frozen=True, slots=True)
class SeenThere:
    """The record of a question at the last visit that was made and looked at it."""

    inspection_id: int
    done_on: date | None
    department: str
    verdict: str
    note: str
    files: int


async def last_seen(db: AsyncConnection, enterprise_id: int, campaign_id: int) -> dict[str, SeenThere]:
    """The last record of each question at visits that were made to an enterprise in a campaign. The caller
    has checked who asks."""
    files = (
        select(func.count())
        .select_from(InspectionFile)
        .where(
            InspectionFile.inspection_id == InspectionAnswer.inspection_id,
            InspectionFile.question == InspectionAnswer.question,
        )
        .correlate(InspectionAnswer)
        .scalar_subquery()
    )
    of = (
        select(
            InspectionAnswer.question,
            InspectionAnswer.verdict,
            InspectionAnswer.note,
            Inspection.id,
            Inspection.done_on,
            Inspection.department,
            files.label("files"),
        )
        .join(Inspection, Inspection.id == InspectionAnswer.inspection_id)
        .where(
            Inspection.enterprise_id == enterprise_id,
            Inspection.campaign_id == campaign_id,
            Inspection.state == "done",
            InspectionAnswer.voided_at.is_(None),
        )
        .order_by(Inspection.done_at, Inspection.id)
    )
    return {  # a later one takes the place of an earlier one
        one.question: SeenThere(one.id, one.done_on, one.department, one.verdict, one.note, one.files)
        for one in await db.execute(of)
    }


async def files_of(db: AsyncConnection, inspection_id: int, question: str) -> tuple[InspectionPhoto, ...]:
    """The photos of a question of a visit. The caller has checked who asks."""
    return tuple(one for one in await list_files(db, inspection_id) if one.question == question)
