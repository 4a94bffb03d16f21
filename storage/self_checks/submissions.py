"""Submissions: a self-check is begun, handed in, or taken back before the review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model.reviews import ReviewRules
from storage.base import audit
from storage.base.audit import Actor
from storage.base.database import upsert
from storage.base.errors import Incomplete, Locked, NotAllowed, NotFound
from storage.base.rows import from_rows
from storage.campaigns.running import held, running
from storage.enterprises import registry as enterprises
from storage.offices import recusals
from storage.offices.jurisdictions import above_cte
from storage.outbox import queue as outbox
from storage.self_checks import weights as review_weights
from storage.self_checks.lifecycle import take
from storage.self_checks.state import SelfCheckState, assemble, load
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.offices import Jurisdiction
from storage.tables.people import Contact
from storage.tables.self_checks import Answer, SelfCheck


async def start(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, campaign_id: int
) -> int:
    """The id of an enterprise's self-check in a campaign, which is begun where there is none.

    The form is frozen here, the profile taken over, last time's self-check remembered.

    Raises:
        NotAllowed: the actor is no contact of the enterprise.
        NotFound: no such open campaign in the enterprise's place or above it.
    """
    enterprise = (  # held: a merge or an erasure of the enterprise waits, or is waited for
        await db.execute(
            select(Enterprise.industry, Enterprise.facts, Enterprise.jurisdiction_id)
            .join(Contact, Contact.enterprise_id == Enterprise.id)
            .where(Enterprise.id == enterprise_id, Contact.person_id == actor.person_id)
            .with_for_update(read=True, of=(Enterprise, Contact))
        )
    ).first()
    if enterprise is None:
        raise NotAllowed
    digest = (
        await db.execute(_digest, {"campaign": campaign_id, "place": enterprise.jurisdiction_id})
    ).scalar()
    if digest is None:
        raise NotFound
    made = await _open(db, now, enterprise_id, campaign_id, enterprise, digest)
    found = await find(db, enterprise_id, campaign_id)
    if found is None:
        raise NotFound
    if not made:  # the state is written so that the enterprise's progress is counted again
        begun = update(SelfCheck).where(SelfCheck.id == found, SelfCheck.by_office)
        made = bool((await db.execute(begun.values(by_office=False, state=SelfCheck.state))).rowcount)
    if made:
        await audit.write(db, actor, now, "start", "self_check", found)
    return found


async def open_by_office(
    db: AsyncConnection, actor: Actor, now: datetime, enterprise_id: int, campaign_id: int
) -> int:
    """The id of an enterprise's self-check in a campaign, opened for it where it has begun none, so that
    findings of an office have a form. It counts as begun only when the enterprise begins it.

    The caller has checked the right.

    Raises:
        NotFound: no such open campaign in the enterprise's place or above it.
    """
    of = select(Enterprise.industry, Enterprise.facts, Enterprise.jurisdiction_id)
    enterprise = (await db.execute(enterprises.held(of.where(Enterprise.id == enterprise_id)))).one()
    given = {"campaign": campaign_id, "place": enterprise.jurisdiction_id}
    digest = (await db.execute(_digest, given)).scalar()
    if digest is None:
        raise NotFound
    made = await _open(db, now, enterprise_id, campaign_id, enterprise, digest, by_office=True)
    found = await find(db, enterprise_id, campaign_id)
    if found is None:
        raise NotFound
    if made:
        await audit.write(db, actor, now, "open-by-office", "self_check", found)
    return found


async def _open(
    db: AsyncConnection,
    now: datetime,
    enterprise_id: int,
    campaign_id: int,
    enterprise: Any,
    digest: str,
    *,
    by_office: bool = False,
) -> bool:
    """Store the form of an enterprise where there is none; return whether it was stored."""
    previous = (
        select(SelfCheck.id)
        .where(
            SelfCheck.enterprise_id == enterprise_id,
            SelfCheck.campaign_id != campaign_id,
            SelfCheck.submitted_at.is_not(None),
        )
        .order_by(SelfCheck.submitted_at.desc())
        .limit(1)
    )
    done = await db.execute(
        upsert(db, SelfCheck)
        .values(
            campaign_id=campaign_id,
            enterprise_id=enterprise_id,
            form_digest=digest,
            industry=enterprise.industry,
            facts=enterprise.facts,
            state="draft",
            revision=0,
            previous_id=(await db.execute(previous)).scalar(),
            started_at=now,
            submissions=0,
            by_office=by_office,
        )
        .on_conflict_do_nothing(index_elements=["campaign_id", "enterprise_id"])
    )
    return bool(done.rowcount)


_above = above_cte(bindparam("place"))
_digest = held(
    select(Campaign.form_digest)
    .join(_above, _above.c.id == Campaign.jurisdiction_id)
    .where(Campaign.id == bindparam("campaign"), running())
)
_find = select(SelfCheck.id).where(
    SelfCheck.enterprise_id == bindparam("enterprise"), SelfCheck.campaign_id == bindparam("campaign")
)


async def find(db: AsyncConnection, enterprise_id: int, campaign_id: int) -> int | None:
    """Id of the enterprise's self-check in a campaign, if it has begun one."""
    return (await db.execute(_find, {"enterprise": enterprise_id, "campaign": campaign_id})).scalar()


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A self-check of an enterprise with its campaign. `state`, `number`: of the form; `answered_at`: when a
    question was answered last, None for never; `is_open`, `closed_on`: of the campaign."""

    id: int
    campaign_id: int
    pack: str
    place: str
    state: str
    number: str | None
    answered_at: datetime | None
    is_open: bool
    closed_on: date | None


_list = (
    select(
        SelfCheck.id,
        SelfCheck.campaign_id,
        Campaign.pack,
        Jurisdiction.name.label("place"),
        SelfCheck.state,
        SelfCheck.number,
        select(func.max(Answer.answered_at))
        .where(Answer.self_check_id == SelfCheck.id, Answer.verdict.is_not(None))
        .scalar_subquery()
        .label("answered_at"),
        running().label("is_open"),
        Campaign.closed_on,
    )
    .join(Campaign, Campaign.id == SelfCheck.campaign_id)
    .join(Jurisdiction, Jurisdiction.id == Campaign.jurisdiction_id)
    .join(Contact, Contact.enterprise_id == SelfCheck.enterprise_id)
    .where(
        SelfCheck.enterprise_id == bindparam("enterprise"),
        Contact.person_id == bindparam("who"),
    )
    .order_by(SelfCheck.id.desc())
)


async def list_checks(db: AsyncConnection, actor: Actor, enterprise_id: int) -> tuple[CheckLine, ...]:
    """All self-checks of an enterprise, of open campaigns and of ended ones, the newest first; empty for
    people who are no contact of it."""
    rows = await db.execute(_list, {"enterprise": enterprise_id, "who": actor.person_id})
    return from_rows(CheckLine, rows)


async def submit(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check_id: int,
    *,
    form_prefix: str,
    rules: ReviewRules | None = None,
    today: date | None = None,
) -> SelfCheckState:
    """Hand the form in: locked, numbered, the other contacts told. A second press changes nothing.

    With `rules` and the local day `today` it is weighed for the queue of reviews.

    The number is kept when a form is taken back and handed in again.

    Raises:
        Incomplete: something is missing (`SelfCheckState.missing`). NotAllowed, NotFound: see `take`.
    """
    head = await take(db, actor, self_check_id, draft=False)
    if head.state != "draft":
        return await assemble(db, head)
    self_check = await assemble(db, head)
    if self_check.missing:
        raise Incomplete
    number = self_check.number
    if number is None:
        last = (
            await db.execute(
                update(Campaign)
                .where(Campaign.id == self_check.campaign_id)
                .values(last_number=Campaign.last_number + 1)
                .returning(Campaign.last_number)
            )
        ).scalar_one()
        number = f"{form_prefix}-{last:04d}"
    row = (
        await db.execute(
            update(SelfCheck)
            .where(SelfCheck.id == self_check_id)
            .values(
                state="submitted",
                number=number,
                submitted_at=now,
                submitted_by=actor.person_id,
                submissions=SelfCheck.submissions + 1,
            )
            .returning(SelfCheck.submissions)
        )
    ).scalar_one()
    await audit.write(
        db, actor, now, "submit", "self_check", self_check_id, {"number": number, "submission": row}
    )
    await recusals.hand_up(db, now, "review.do", self_check.enterprise_id, self_check.campaign_id)
    await _tell_others(
        db, actor, now, self_check, f"submit:{self_check_id}:{row}", "outbox-submitted", number
    )
    if rules is not None and today is not None:
        await review_weights.assess(db, rules, self_check_id, today)
    return await load(db, self_check_id)


async def withdraw(db: AsyncConnection, actor: Actor, now: datetime, self_check_id: int) -> SelfCheckState:
    """Take a handed-in form back to correct it, as long as no review has begun. Idempotent.

    Raises:
        Locked: the review has begun. NotAllowed, NotFound: see `take`.
    """
    head = await take(db, actor, self_check_id, draft=False)
    if head.state == "draft":
        return await assemble(db, head)
    done = await db.execute(
        update(SelfCheck)
        .where(SelfCheck.id == self_check_id, SelfCheck.state == "submitted")
        .values(state="draft")
    )
    if not done.rowcount:
        raise Locked
    await audit.write(db, actor, now, "withdraw", "self_check", self_check_id, {"number": head.number})
    self_check = await load(db, self_check_id)
    await _tell_others(
        db,
        actor,
        now,
        self_check,
        f"withdraw:{self_check_id}:{self_check.revision}",
        "outbox-withdrawn",
        head.number,
    )
    return self_check


async def _tell_others(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    self_check: SelfCheckState,
    cause: str,
    text_key: str,
    number: str,
) -> None:
    """Tell the enterprise's other contacts through the outbox."""
    others = await db.execute(
        select(Contact.person_id, Enterprise.name)
        .join(Enterprise, Enterprise.id == Contact.enterprise_id)
        .where(Contact.enterprise_id == self_check.enterprise_id, Contact.person_id != actor.person_id)
        .order_by(Contact.id)
        .with_for_update(read=True, key_share=True, of=Contact)  # nobody is told who leaves at this moment
    )
    for person_id, name in others.all():
        await outbox.enqueue(
            db,
            now,
            dedupe_key=f"{cause}:{person_id}",
            person_id=person_id,
            text_key=text_key,
            values={"enterprise": name, "number": number},
            enterprise_id=self_check.enterprise_id,
        )
