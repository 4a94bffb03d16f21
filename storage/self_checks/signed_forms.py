"""Signed and stamped forms (盖章件): photos by the enterprise, or by its office where they came on
paper. They belong to one submission: a form that is withdrawn and submitted again wants new ones.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base.audit import Actor
from storage.base.errors import Conflict, NotFound
from storage.base.rows import from_row
from storage.offices import staff
from storage.people import contacts
from storage.self_checks import signed_copies
from storage.self_checks.attachments import File
from storage.self_checks.lifecycle import require_running
from storage.self_checks.signed_copies import SignedPage, Whose
from storage.tables.enterprises import Enterprise
from storage.tables.self_checks import HANDED_IN, SelfCheck
from storage.tables.signed import SignedCopy

RIGHT, SEE = "review.do", "review.see"
PAPER = "form"


async def attach(db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int, file: File) -> int:
    """Add a stored page of the signed form; return how many it has. The same bytes twice are one.

    Raises:
        NotFound: no such form. NotAllowed: neither of its enterprise nor a seat with `review.do` that reaches
        it. Conflict: "signed-draft": the form is not handed in. Ended: its campaign is over.
        Invalid: see `signed_copies.add`.
    """
    row, by_office = await _hold(db, actor, self_check_id)
    return await signed_copies.add(db, actor, now, _whose(row), file, by_office=by_office)


async def replace(db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int) -> int:
    """Set the pages of the signed form aside, to hand in others; return how many there were.

    Raises:
        NotFound, NotAllowed, Conflict, Ended: as `attach`.
    """
    row, _ = await _hold(db, actor, self_check_id)
    return await signed_copies.replace(db, actor, now, _whose(row))


async def pages(
    db: AsyncConnection, actor: Actor, self_check_id: int, *, all_: bool = False
) -> tuple[SignedPage, ...]:
    """The pages of the signed form; `all_`: also what was replaced, and of earlier handings-in.

    Raises:
        NotFound: no such form. NotAllowed: neither of its enterprise nor a seat that reaches it.
    """
    row = await _row(db, self_check_id)
    if not await contacts.is_contact(db, actor, row.enterprise_id):
        await staff.require(db, actor, SEE, row.jurisdiction_id)
    return await signed_copies.pages(db, _whose(row), all_=all_)


async def of_campaign(db: AsyncConnection, campaign_id: int) -> dict[int, list[SignedPage]]:
    """The pages that count of the forms of a campaign, by form; for who has listed those forms by right."""
    query = (
        select(SignedCopy.self_check_id, *signed_copies.COLUMNS)
        .join(SelfCheck, SelfCheck.id == SignedCopy.self_check_id)
        .where(SelfCheck.campaign_id == campaign_id, is_current())
        .order_by(SignedCopy.id)
    )
    found: dict[int, list[SignedPage]] = {}
    rows: Any = await db.execute(query)
    for row in rows:
        found.setdefault(row.self_check_id, []).append(from_row(SignedPage, row))
    return found


def is_current() -> Any:
    """SQL condition on `SignedCopy` joined to its `SelfCheck`: the page counts."""
    return (
        (SignedCopy.paper == PAPER)
        & (SignedCopy.submission == SelfCheck.submissions)
        & SignedCopy.replaced_at.is_(None)
    )


def _whose(row: Any) -> Whose:
    return Whose("self_check", row.id, PAPER, row.submissions)


_form = select(
    SelfCheck.id,
    SelfCheck.enterprise_id,
    SelfCheck.campaign_id,
    SelfCheck.state,
    SelfCheck.submissions,
    Enterprise.jurisdiction_id,
).join(Enterprise, Enterprise.id == SelfCheck.enterprise_id)


async def _row(db: AsyncConnection, self_check_id: int, *, hold: bool = False) -> Any:
    query = _form.where(SelfCheck.id == self_check_id)
    row = (await db.execute(query.with_for_update(of=SelfCheck) if hold else query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def _hold(db: AsyncConnection, actor: Actor, self_check_id: int) -> tuple[Any, bool]:
    """The form, held until commit, and whether an office acts."""
    row = await _row(db, self_check_id, hold=True)
    by_office = not await contacts.is_contact(db, actor, row.enterprise_id)
    if by_office:
        of = [row.enterprise_id]
        await staff.require(db, actor, RIGHT, row.jurisdiction_id, of=of, campaign=row.campaign_id)
    if row.state not in HANDED_IN:
        raise Conflict("error-conflict-signed-draft")
    await require_running(db, self_check_id)
    return row, by_office
