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
    """The finding of a question, open, with the office's day and objection; its id. One that was closed,
    withdrawn or done is open again. How it is put right, by whom and for how much is the enterprise's to say:
    its own plan, where it has one, stays, else there is none. `inspection_id`: the visit that found it.

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
