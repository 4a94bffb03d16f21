"""A grave verdict becomes an escalation, and the office above is told."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.screen import shortened
from storage.base import audit
from storage.base.audit import Actor
from storage.campaigns.places import campaign_values
from storage.offices import mail as office_mail
from storage.reviews.views import CaseView
from storage.tables.offices import Jurisdiction
from storage.tables.reviews import Escalation

TOPIC = "handed-up"
"""Topic in the outbox of what an office above is told, with the file."""


async def from_verdict(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    case: CaseView,
    review_id: int,
    verdict: str,
    reason: str,
    *,
    today: date,
    raises: bool,
    zone: tzinfo | None = None,
) -> None:
    """Hand a grave verdict up to the office above, where there is one; or keep it as decided (exposure)."""
    parent = (
        await db.execute(select(Jurisdiction.parent_id).where(Jurisdiction.id == case.jurisdiction_id))
    ).scalar()
    made = insert(Escalation).values(
        key=f"review:{review_id}",
        kind=verdict,
        enterprise_id=case.enterprise_id,
        self_check_id=case.self_check.id,
        jurisdiction_id=(parent or case.jurisdiction_id) if raises else case.jurisdiction_id,
        state="open" if raises else "decided",
        decision=None if raises else verdict,
        reason=reason,
        raised=int(raises and parent is not None),
        raised_at=now,
        made_on=today,
        decided_by=None if raises else actor.person_id,
        decided_at=None if raises else now,
    )
    made_id = int((await db.execute(made.returning(Escalation.id))).scalar_one())
    await audit.write(db, actor, now, "escalate", "escalation", made_id, {"kind": verdict})
    if raises:
        place = parent or case.jurisdiction_id
        said = (case.enterprise, verdict, reason)
        about, form = case.enterprise_id, case.self_check.id
        await tell_office(db, now, made_id, place, *said, zone, enterprise_id=about, self_check_id=form)


async def tell_office(
    db: AsyncConnection,
    now: datetime,
    escalation_id: int,
    place_id: int,
    enterprise: str,
    kind: str,
    about: str,
    zone: tzinfo | None,
    *,
    enterprise_id: int,
    self_check_id: int,
    with_file: bool = False,
) -> None:
    """Tell an office of a task; `with_file`: with what the enterprise handed in."""
    query = select(Escalation.self_check_id).where(Escalation.id == escalation_id)
    of = await campaign_values(db, (await db.execute(query)).scalar_one())
    await office_mail.tell(
        db,
        now,
        place_id=place_id,
        right="escalation.decide",
        about=enterprise_id,
        self_check_id=self_check_id,
        what=f"escalation:{escalation_id}:{place_id}",
        text_key="outbox-escalation",
        values={"enterprise": enterprise, "kind": kind, "about": shortened(about, 100), **of},
        button={"kind": "escalation", "id": escalation_id},
        topic=TOPIC if with_file else None,
        topic_id=escalation_id if with_file else None,
        zone=zone,
    )
