"""Rectifications: fix a finding at once, or by a plan (措施、责任人、资金、期限)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import case
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.database import upsert
from storage.tables.findings import Finding, Rectification


def matter() -> Any:
    """SQL expression for the name of a rectification in messages: its measure; while there is none, the
    reviewer's objection."""
    return case((Rectification.measure == "", Rectification.objection), else_=Rectification.measure)


async def put(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    *,
    enterprise_id: int,
    self_check_id: int,
    question: str,
    due_on: date,
    objection: str,
    inspection_id: int | None = None,
) -> int:
    """Open the finding of a question with the office's due day and objection; return its id. A closed,
    withdrawn or rectified one is opened again. The enterprise's own plan stays where it has one, else there
    is none: measure, responsible and funds are the enterprise's to set. `inspection_id`: the visit that found
    it.

    The caller has checked the right, holds the form, and audits.
    """
    origin = {} if inspection_id is None else {"inspection_id": inspection_id}
    found = (
        await db.execute(
            upsert(db, Finding)
            .values(
                enterprise_id=enterprise_id,
                self_check_id=self_check_id,
                question=question,
                state="open",
                found_at=now,
                found_by=actor.person_id,
                **origin,
            )
            .on_conflict_do_update(
                index_elements=["self_check_id", "question"],
                set_={"state": "open", "closed_at": None, "closed_by": None, **origin},
            )
            .returning(Finding.id)
        )
    ).scalar_one()
    again = {"state": "open", "due_on": due_on, "done_at": None, "done_by": None, "objection": objection}
    await db.execute(
        upsert(db, Rectification)
        .values(
            finding_id=found,
            enterprise_id=enterprise_id,
            kind="plan",
            measure="",
            first_due_on=due_on,
            planned_by=actor.person_id,
            planned_at=now,
            **again,
        )
        .on_conflict_do_update(index_elements=["finding_id"], set_=again)
    )
    return int(found)
