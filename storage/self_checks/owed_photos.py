"""Photos that are owed by a day (以后补照片): postponed while nothing is being made, and brought.

Here is how they are stored; the owner's operations are in `storage.self_checks.answers`.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sqlalchemy import exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.questions import Later
from content.rules import Verdict
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Invalid, NotFound
from storage.base.rows import from_row
from storage.campaigns.places import campaign_values
from storage.offices import mail as office_mail
from storage.people import contacts
from storage.self_checks.state import SelfCheckState
from storage.tables.enterprises import Enterprise
from storage.tables.self_checks import Evidence, OwedPhoto, SelfCheck


@dataclass(frozen=True, slots=True)
class OwedView:
    """A photo owed. `is_open`: it has not come yet."""

    id: int
    enterprise_id: int
    self_check_id: int
    question: str
    is_open: bool


async def get_owed(db: AsyncConnection, actor: Actor, owed_id: int) -> OwedView:
    """A photo owed, for the people of its enterprise.

    Raises:
        NotFound: there is none, or it is another enterprise's.
    """
    query = select(
        OwedPhoto.id,
        OwedPhoto.enterprise_id,
        OwedPhoto.self_check_id,
        OwedPhoto.question,
        (OwedPhoto.state == "open").label("is_open"),
    )
    row = (await db.execute(query.where(OwedPhoto.id == owed_id))).first()
    if row is None or not await contacts.is_contact(db, actor, row.enterprise_id):
        raise NotFound
    return from_row(OwedView, row)


def latest(later: Later, since: date | None, today: date) -> date:
    """The last local day to which the photo may be put off, where it was first put off on `since`, or now."""
    return (since or today) + timedelta(days=later.most_days)


async def first_put_off(db: AsyncConnection, self_check_id: int, question: str) -> date | None:
    """The local day on which it was first put off since it was last brought; None for never."""
    return (
        await db.execute(
            select(OwedPhoto.since_on).where(
                OwedPhoto.self_check_id == self_check_id,
                OwedPhoto.question == question,
                OwedPhoto.state != "kept",
            )
        )
    ).scalar()


async def put_off(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check: SelfCheckState,
    question: str,
    since: date,
    due_on: date,
) -> None:
    """Store that the photo of a question is owed by a day."""
    kept = {
        "state": "open",
        "since_on": since,
        "due_on": due_on,
        "promised_by": actor.person_id,
        "promised_at": now,
        "kept_at": None,
    }
    await db.execute(
        upsert(db, OwedPhoto)
        .values(
            enterprise_id=self_check.enterprise_id,
            self_check_id=self_check.id,
            question=question,
            **kept,
        )
        .on_conflict_do_update(index_elements=["self_check_id", "question"], set_=kept)
    )


async def brought(db: AsyncConnection, now: datetime, self_check_id: int, question: str) -> None:
    """Close the owed photo of a question that has its answer."""
    await db.execute(
        update(OwedPhoto)
        .where(
            OwedPhoto.self_check_id == self_check_id,
            OwedPhoto.question == question,
            OwedPhoto.state == "open",
        )
        .values(state="kept", kept_at=now)
    )


async def withdraw(db: AsyncConnection, self_check_id: int, questions: Collection[str]) -> None:
    """Withdraw owed photos of questions that are no longer asked, or that an office has answered."""
    await db.execute(
        update(OwedPhoto)
        .where(
            OwedPhoto.self_check_id == self_check_id,
            OwedPhoto.question.in_(list(questions)),
            OwedPhoto.state == "open",
        )
        .values(state="withdrawn")
    )


async def ask_again(db: AsyncConnection, self_check_id: int, question: str) -> None:
    """Owe a photo again when its question, no longer asked meanwhile, is asked again."""
    await db.execute(
        update(OwedPhoto)
        .where(
            OwedPhoto.self_check_id == self_check_id,
            OwedPhoto.question == question,
            OwedPhoto.state == "withdrawn",
        )
        .values(state="open")
    )


async def require_photo(db: AsyncConnection, self_check_id: int, question: str) -> None:
    """Require a photo newer than the promise before an answer of a form handed in passes.

    Raises:
        Invalid: "owed-photo": there is none.
    """
    newer = (
        select(Evidence.id)
        .join(
            OwedPhoto,
            (OwedPhoto.self_check_id == Evidence.self_check_id) & (OwedPhoto.question == Evidence.question),
        )
        .where(
            Evidence.self_check_id == self_check_id,
            Evidence.question == question,
            Evidence.stage == "answer",
            Evidence.kind != "voice",
            Evidence.removed_at.is_(None),
            Evidence.added_at >= OwedPhoto.promised_at,
        )
    )
    if not (await db.execute(select(exists(newer)))).scalar():
        raise Invalid("error-invalid-owed-photo")


async def tell_office(
    db: AsyncConnection,
    now: datetime,
    self_check: SelfCheckState,
    question: str,
    verdict: Verdict,
    zone: tzinfo | None = None,
) -> None:
    """Tell the reviewers of the enterprise that a photo owed has come, in a form they have already."""
    item, asked = self_check.form.by_code[question]
    where = (
        await db.execute(
            select(Enterprise.jurisdiction_id, Enterprise.name)
            .join(SelfCheck, SelfCheck.enterprise_id == Enterprise.id)
            .where(SelfCheck.id == self_check.id)
        )
    ).one()
    await office_mail.tell(
        db,
        now,
        place_id=where.jurisdiction_id,
        right="review.do",
        about=self_check.enterprise_id,
        self_check_id=self_check.id,
        what=f"owed:{self_check.id}:{question}:{self_check.revision}",
        text_key="outbox-photo-brought",
        values={
            "enterprise": where.name,
            "row": item.row,
            "title": item.check.title.zh,
            "verdict": verdict,
            "fault": asked.marked_fault.zh,
            **await campaign_values(db, self_check.id),
        },
        button={"kind": "review", "id": self_check.id},
        zone=zone,
    )
