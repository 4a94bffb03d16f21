"""The facts of the paper by which a task is handed up to an authority outside (请示)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.base import audit
from storage.base.audit import Actor
from storage.offices import letterheads
from storage.offices.letterheads import Letterhead
from storage.reviews.referral_views import ReferralView, get_referral
from storage.reviews.signed_papers import Fault, faults_of, warnings_of
from storage.tables.campaigns import Campaign
from storage.tables.enterprises import Enterprise
from storage.tables.reviews import Escalation
from storage.tables.self_checks import SelfCheck


@dataclass(frozen=True, slots=True)
class ReferralPaper:
    """All the paper is made of. `warned`: the instants of warnings (催告) before it."""

    referral: ReferralView
    head: Letterhead
    credit_code: str
    address: str
    pack: str
    form_digest: str
    form_number: str
    faults: tuple[Fault, ...]
    warned: tuple[datetime, ...]


async def make(db: AsyncConnection, actor: Actor, now: datetime, referral_id: int) -> ReferralPaper:
    """The facts of the paper; the audit trail records that it was made.

    Raises:
        NotAllowed: no seat with `escalation.see` that reaches the enterprise.
    """
    view = await get_referral(db, actor, referral_id)
    row: Any = (
        await db.execute(
            select(
                Enterprise.credit_code,
                Enterprise.address,
                Campaign.pack,
                SelfCheck.form_digest,
                SelfCheck.number,
                Escalation.finding_id,
            )
            .select_from(Escalation)
            .join(SelfCheck, SelfCheck.id == Escalation.self_check_id)
            .join(Campaign, Campaign.id == SelfCheck.campaign_id)
            .join(Enterprise, Enterprise.id == Escalation.enterprise_id)
            .where(Escalation.id == view.escalation_id)
        )
    ).one()
    await audit.write(db, actor, now, "paper", "referral", referral_id)
    return ReferralPaper(
        view,
        await letterheads.letterhead_of(db, view.jurisdiction_id),
        row.credit_code,
        row.address,
        row.pack,
        row.form_digest,
        row.number or "",
        await faults_of(db, view.self_check_id, row.finding_id),
        await warnings_of(db, view.escalation_id),
    )
