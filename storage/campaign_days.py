"""Days of an opened campaign, moved by an office with a reason. Tables and queries are in `campaigns`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import audit
from storage.audit import Actor
from storage.campaigns import CampaignDuty, CampaignPhase
from storage.errors import Invalid, NotFound
from storage.rights import require_operator
from storage.texts import one_line, visible


async def set_phase_dates(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    code: str,
    starts_on: date | None,
    ends_on: date | None,
    reason: str,
) -> None:
    """Move a phase (both days), or leave its days open (both None); days already as asked change nothing.

    Raises:
        NotAllowed: not the command line or the system.
        Invalid: `reason` (2 to 200 characters), `dates` (one day only, or an end before its start).
        NotFound: no such campaign or phase.
    """
    require_operator(actor)
    if (starts_on is None) != (ends_on is None) or (starts_on and ends_on and ends_on < starts_on):
        raise Invalid("dates")
    days = {"starts_on": starts_on, "ends_on": ends_on}
    await _move(db, actor, now, CampaignPhase, campaign_id, code, days, reason)


async def set_duty_date(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    code: str,
    due_on: date | None,
    grace_until: date | None,
    reason: str,
) -> None:
    """Set the day a duty is due and until when it is still taken; days already as asked change nothing.

    Raises:
        NotAllowed: not the command line or the system.
        Invalid: `reason` (2 to 200 characters), `dates` (grace without a due day, or before it).
        NotFound: no such campaign or duty.
    """
    require_operator(actor)
    if grace_until is not None and (due_on is None or grace_until < due_on):
        raise Invalid("dates")
    days = {"due_on": due_on, "grace_until": grace_until}
    await _move(db, actor, now, CampaignDuty, campaign_id, code, days, reason)


async def _move(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    table: type[CampaignPhase] | type[CampaignDuty],
    campaign_id: int,
    code: str,
    days: dict[str, date | None],
    reason: str,
) -> None:
    reason = one_line(reason)
    if visible(reason) < 2 or len(reason) > 200:
        raise Invalid("reason")
    where = (table.campaign_id == campaign_id, table.code == code)
    columns = [getattr(table, name) for name in days]
    before = (await db.execute(select(*columns).where(*where).with_for_update())).one_or_none()
    if before is None:
        raise NotFound(code=code)
    if tuple(before) == tuple(days.values()):
        return
    await db.execute(update(table).where(*where).values(**days))
    detail: dict[str, Any] = {"code": code, "reason": reason}
    for name, old in zip(days, before, strict=True):
        new = days[name]
        detail[name] = [old and old.isoformat(), new and new.isoformat()]
    action = "set-phase" if table is CampaignPhase else "set-duty"
    await audit.write(db, actor, now, action, "campaign", campaign_id, detail)
