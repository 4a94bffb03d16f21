"""Days of an opened campaign, moved by an office with a reason. Tables and queries are in `campaigns`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.model import Library, Rhythm
from storage import audit, staff
from storage.audit import Actor
from storage.campaign_tables import Campaign, CampaignDuty, CampaignPhase
from storage.campaign_views import DutyDates
from storage.errors import Invalid, NotAllowed, NotFound
from storage.rights import is_operator
from storage.texts import one_line, visible


@dataclass(frozen=True, slots=True)
class DutyMove:
    """A duty whose days moved with its phase's."""

    before: DutyDates
    after: DutyDates


@dataclass(frozen=True, slots=True)
class _Where:
    """The campaign whose days are moved. `today`: the local day there; None for one that is closed."""

    id: int
    pack: str
    today: date | None


async def set_phase_dates(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    campaign_id: int,
    code: str,
    starts_on: date | None,
    ends_on: date | None,
    reason: str,
    *,
    carry: bool = True,
    past: bool = False,
) -> tuple[DutyMove, ...]:
    """Move a phase (both days, local), or leave its days open (both None); days already as asked change
    nothing. Reminders follow from the days by themselves.

    With `carry` the duties of the phase that are owed once, and are due in or after it, move by as many days
    as its end does, or are left open with it; those without a day are due when a phase ends that had no days
    before. Gives those that moved. `past` is for records: days that are
    over already.

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.move` that reaches the place.
        Invalid: `days-reason` (2 to 200 characters), `dates` (one day only, or an end before its start),
            `dates-past` (of an open campaign: the end, or the new day of a duty that is not over yet, lies
            before today).
        NotFound: no such campaign or phase.
    """
    where = await _require(db, actor, now, campaign_id)
    if (starts_on is None) != (ends_on is None) or (starts_on and ends_on and ends_on < starts_on):
        raise Invalid("dates")
    reason = _reason(reason)
    before = await _moved(
        db, actor, now, CampaignPhase, where, code, {"starts_on": starts_on, "ends_on": ends_on}, reason
    )
    if before is None:
        return ()
    _check_past(where, ends_on, past)
    if not carry:
        return ()
    return await _carry(db, actor, now, library, where, code, before, ends_on, reason, past)


async def set_duty_date(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    campaign_id: int,
    code: str,
    due_on: date | None,
    grace_until: date | None,
    reason: str,
    *,
    past: bool = False,
    keep_grace: bool = False,
) -> None:
    """Set the day a duty is due (local) and until when it is still taken; days already as asked change
    nothing. With `keep_grace` it is still taken for as many days after the new day as after the old one,
    whatever `grace_until` says. `past` is for records: days that are over already.

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.move` that reaches the place.
        Invalid: `days-reason` (2 to 200 characters), `dates` (grace without a due day, or before it),
            `dates-past` (due before today, of an open campaign).
        NotFound: no such campaign or duty.
    """
    where = await _require(db, actor, now, campaign_id)
    if keep_grace:
        grace_until = await _grace(db, campaign_id, code, due_on)
    if grace_until is not None and (due_on is None or grace_until < due_on):
        raise Invalid("dates")
    days = {"due_on": due_on, "grace_until": grace_until}
    if await _moved(db, actor, now, CampaignDuty, where, code, days, _reason(reason)) is not None:
        _check_past(where, due_on, past)


async def _grace(db: AsyncConnection, campaign_id: int, code: str, due_on: date | None) -> date | None:
    """Until when a duty that moves to a day is taken: as long after it as it was."""
    old = select(CampaignDuty.due_on, CampaignDuty.grace_until).where(
        CampaignDuty.campaign_id == campaign_id, CampaignDuty.code == code
    )
    row = (await db.execute(old)).one_or_none()
    if due_on is None or row is None or row.due_on is None or row.grace_until is None:
        return None
    after: date = due_on + (row.grace_until - row.due_on)
    return after


async def _require(db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int) -> _Where:
    row = (
        await db.execute(
            select(Campaign.jurisdiction_id, Campaign.pack, Campaign.zone, Campaign.state).where(
                Campaign.id == campaign_id
            )
        )
    ).one_or_none()
    if row is None:
        raise NotFound if is_operator(actor) else NotAllowed
    await staff.require(db, actor, "campaign.move", row.jurisdiction_id)
    today = now.astimezone(ZoneInfo(row.zone)).date() if row.state == "open" else None
    return _Where(campaign_id, row.pack, today)


def _reason(text: str) -> str:
    reason = one_line(text)
    if visible(reason) < 2 or len(reason) > 200:
        raise Invalid("days-reason")
    return reason


def _check_past(where: _Where, last: date | None, past: bool) -> None:
    if not past and last is not None and where.today is not None and last < where.today:
        raise Invalid("dates-past", day=last.isoformat())


async def _carry(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    where: _Where,
    phase: str,
    before: tuple[date | None, date | None],
    ends_on: date | None,
    reason: str,
    past: bool,
) -> tuple[DutyMove, ...]:
    pack = library.packs.get(where.pack)
    if pack is None:
        return ()
    codes = [duty.code for duty in pack.duties if duty.phase == phase and duty.rhythm is Rhythm.once]
    duties = await db.execute(
        select(CampaignDuty.code, CampaignDuty.due_on, CampaignDuty.grace_until)
        .where(
            CampaignDuty.campaign_id == where.id,
            CampaignDuty.code.in_(codes),
            CampaignDuty.due_on.is_(None) if before[0] is None else CampaignDuty.due_on >= before[0],
        )
        .order_by(CampaignDuty.id)
    )
    moves = []
    for duty in [DutyDates(*row) for row in duties]:  # a handful: those of one phase
        if before[1] is None:  # the phase had no days, nor had what is due in it
            after = DutyDates(duty.code, ends_on, None)
        else:
            after = _shifted(duty, None if ends_on is None else ends_on - before[1])
        if where.today is not None and duty.due_on is not None and duty.due_on >= where.today:
            _check_past(where, after.due_on, past)
        days = {"due_on": after.due_on, "grace_until": after.grace_until}
        if await _moved(db, actor, now, CampaignDuty, where, duty.code, days, reason) is not None:
            moves.append(DutyMove(duty, after))
    return tuple(moves)


def _shifted(duty: DutyDates, by: timedelta | None) -> DutyDates:
    if by is None or duty.due_on is None:
        return DutyDates(duty.code, None, None)
    return DutyDates(duty.code, duty.due_on + by, duty.grace_until and duty.grace_until + by)


async def _moved(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    table: type[CampaignPhase] | type[CampaignDuty],
    where: _Where,
    code: str,
    days: dict[str, date | None],
    reason: str,
) -> tuple[Any, Any] | None:
    """Write new days and the audit row; the days before, None where nothing changed."""
    of = (table.campaign_id == where.id, table.code == code)
    columns = [getattr(table, name) for name in days]
    before = (await db.execute(select(*columns).where(*of).with_for_update())).one_or_none()
    if before is None:
        raise NotFound(code=code)
    if tuple(before) == tuple(days.values()):
        return None
    await db.execute(update(table).where(*of).values(**days))
    detail: dict[str, Any] = {"code": code, "reason": reason}
    for name, old in zip(days, before, strict=True):
        new = days[name]
        detail[name] = [old and old.isoformat(), new and new.isoformat()]
    action = "set-phase" if table is CampaignPhase else "set-duty"
    await audit.write(db, actor, now, action, "campaign", where.id, detail)
    return before[0], before[1]
