"""Days of an opened campaign, moved by an office with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.calendar.rules import Due, Span
from content.model.library import Library
from content.moved_days import carried, following, moved, together
from content.rules import build_form
from storage.base import audit
from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed, NotFound, Stale
from storage.base.rights import is_operator
from storage.base.texts import one_line, visible
from storage.campaigns import forms, telling
from storage.campaigns.dates import list_opened, offered_day
from storage.campaigns.running import FORM_DUTY
from storage.campaigns.views import DutyDates
from storage.offices import staff
from storage.tables.campaigns import Campaign, CampaignDuty, CampaignMove, CampaignPhase


@dataclass(frozen=True, slots=True)
class DutyMove:
    """A duty whose days moved with its phase's."""

    before: DutyDates
    after: DutyDates


@dataclass(frozen=True, slots=True)
class _Where:
    """The campaign whose days are moved. `today`: the local day there; None for a closed campaign."""

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
    later: bool = False,
    past: bool = False,
) -> tuple[DutyMove, ...]:
    """Move a phase (both days, local), or leave its days open (both None); days already as asked change
    nothing. Reminders follow from the days by themselves.

    With `carry` the duties of the phase that are owed once, and are due in or after it, move by as many days
    as its end does, or are left open with it; those without a day are due when a phase ends that had no days
    before. With `later` the phases that follow (`content.moved_days.following`) move by as many days as its
    end, with their duties. Returns the duties that moved. `past` is for records: days that are over already.
    The people concerned are told (`campaigns.telling`).

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.move` that reaches the place. Invalid:
        `days-reason` (2 to 200 characters), `dates` (one day only, or an end before its start), `dates-past`
        (of an open campaign: the end, or the new day of a duty that is not over yet, lies before today).
        NotFound: no such campaign or phase.
    """
    where = await _require(db, actor, now, campaign_id)
    if (starts_on is None) != (ends_on is None) or (starts_on and ends_on and ends_on < starts_on):
        raise Invalid("error-invalid-dates")
    reason = _reason(reason)
    last = await telling.last_move(db, campaign_id)
    new = (starts_on, ends_on) if starts_on and ends_on else None
    moving: dict[str, Span | None] = {code: new}
    if later and new is not None:
        moving |= following(await phase_spans(db, campaign_id), code, new)
    made: list[DutyMove] = []
    changed = False
    for one, span in moving.items():  # a handful: a campaign's phases
        days = dict(zip(("starts_on", "ends_on"), span or (None, None), strict=True))
        before = await _moved(db, actor, now, CampaignPhase, where, one, days, reason)
        if before is None:
            continue
        changed = True
        _check_past(where, span and span[1], past)
        if carry:
            old = (before[0], before[1]) if before[0] and before[1] else None
            made += await _carry(db, actor, now, library, where, one, old, span, reason, past)
    if changed:
        await telling.tell_moved(db, actor, now, library, where.id, last + 1)
    return tuple(made)


async def set_duty_date(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    campaign_id: int,
    code: str,
    due_on: date | None,
    grace_until: date | None,
    reason: str,
    *,
    past: bool = False,
    keep_grace: bool = False,
) -> tuple[DutyMove, ...]:
    """Set the day a duty is due (local) and until when it is still taken; days already as asked change
    nothing. With `keep_grace` it is still taken for as many days after the new day as after the old one,
    whatever `grace_until` says. `past` is for records: days that are over already.

    What is handed in with it moves along (`content.moved_days`); gives those that did. Whom it concerns is
    told (`campaigns.telling`).

    Raises:
        NotAllowed: neither the command line nor a seat with `campaign.move` that reaches the place.
        Invalid: `days-reason` (2 to 200 characters), `dates` (grace without a due day, or before it),
            `dates-past` (due before today, of an open campaign).
        NotFound: no such campaign or duty.
    """
    where = await _require(db, actor, now, campaign_id)
    duties = await _duties(db, campaign_id)
    if keep_grace:
        grace_until = (moved(duties.get(code), due_on) or (None, None))[1]
    if grace_until is not None and (due_on is None or grace_until < due_on):
        raise Invalid("error-invalid-dates")
    pack = library.packs.get(where.pack)
    along = together(pack, code, duties) if pack is not None else ()
    after = None if due_on is None else (due_on, grace_until)
    last = await telling.last_move(db, campaign_id)
    made = await _move_duties(
        db, actor, now, where, duties, dict.fromkeys((code, *along), after), _reason(reason)
    )
    if made:
        _check_past(where, due_on, past)
        await telling.tell_moved(db, actor, now, library, where.id, last + 1)
    return tuple(one for one in made if one.after.code != code)


async def take_offered_day(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    campaign_id: int,
    day: date,
    reason: str,
) -> bool:
    """Give the form the day its office was offered: the end of its phase. False where it is due on that day
    already.

    Raises:
        NotAllowed: as for `set_duty_date`. Stale: it has another day meanwhile, or another one is offered.
    """
    where = await _require(db, actor, now, campaign_id)
    (opened,) = await list_opened(db, [campaign_id])
    form, pack = opened.days.duties.get(FORM_DUTY), library.packs.get(opened.pack)
    if form is not None and form[0] == day:
        return False
    if pack is None or where.today is None or offered_day(pack, opened, where.today) != day:
        raise Stale
    await set_duty_date(db, actor, now, library, campaign_id, FORM_DUTY, day, None, reason)
    return True


async def phase_spans(db: AsyncConnection, campaign_id: int) -> dict[str, Span | None]:
    """The phases of a campaign in their order, with their days where they have any."""
    rows = await db.execute(
        select(CampaignPhase.code, CampaignPhase.starts_on, CampaignPhase.ends_on)
        .where(CampaignPhase.campaign_id == campaign_id)
        .order_by(CampaignPhase.id)
    )
    return {code: (first, last) if first and last else None for code, first, last in rows}


async def _duties(db: AsyncConnection, campaign_id: int) -> dict[str, Due | None]:
    rows = await db.execute(
        select(CampaignDuty.code, CampaignDuty.due_on, CampaignDuty.grace_until)
        .where(CampaignDuty.campaign_id == campaign_id)
        .order_by(CampaignDuty.id)
    )
    return {code: (due_on, grace_until) if due_on is not None else None for code, due_on, grace_until in rows}


async def _move_duties(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    where: _Where,
    before: Mapping[str, Due | None],
    after: Mapping[str, Due | None],
    reason: str,
) -> list[DutyMove]:
    """Write the new days of duties; return the duties that changed."""
    made = []
    for code, due in after.items():  # a handful: those of one phase
        (due_on, grace_until), old = due or (None, None), before.get(code) or (None, None)
        days = {"due_on": due_on, "grace_until": grace_until}
        if await _moved(db, actor, now, CampaignDuty, where, code, days, reason) is not None:
            made.append(DutyMove(DutyDates(code, old[0], old[1]), DutyDates(code, due_on, grace_until)))
    return made


async def set_since(
    db: AsyncConnection, actor: Actor, now: datetime, library: Library, campaign_id: int, year: int | None
) -> int | None:
    """Set the year from which the rows that ask so are meant, or take it back (None); return it. Forms that
    are begun stay as they are. The same again changes nothing.

    Raises:
        NotAllowed, NotFound: as `set_duty_date`. Invalid: `since-year`: before 1990, or after this year.
        Stale: the plan has no such row, or the campaign has ended.
    """
    where = await _require(db, actor, now, campaign_id)
    pack = library.packs.get(where.pack)
    if where.today is None or pack is None or not any(row.since for row in pack.items):
        raise Stale
    if year is not None and not 1990 <= year <= where.today.year:
        raise Invalid("error-invalid-since-year", last=where.today.year)
    digest = await forms.keep(db, build_form(library, pack, year))
    changed = update(Campaign).where(Campaign.id == campaign_id, Campaign.form_digest != digest)
    if (await db.execute(changed.values(form_digest=digest))).rowcount:
        await audit.write(db, actor, now, "set-since", "campaign", campaign_id, {"year": year})
    return year


async def _require(db: AsyncConnection, actor: Actor, now: datetime, campaign_id: int) -> _Where:
    row = (  # held: days are moved one after the other, and an end of the campaign waits
        await db.execute(
            select(Campaign.jurisdiction_id, Campaign.pack, Campaign.zone, Campaign.state)
            .where(Campaign.id == campaign_id)
            .with_for_update(key_share=True)
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
        raise Invalid("error-invalid-days-reason")
    return reason


def _check_past(where: _Where, last: date | None, past: bool) -> None:
    if not past and last is not None and where.today is not None and last < where.today:
        raise Invalid("error-invalid-dates-past", day=last.isoformat())


async def _carry(
    db: AsyncConnection,
    actor: Actor,
    now: datetime,
    library: Library,
    where: _Where,
    phase: str,
    before: Span | None,
    after: Span | None,
    reason: str,
    past: bool,
) -> tuple[DutyMove, ...]:
    pack = library.packs.get(where.pack)
    if pack is None:
        return ()
    duties = await _duties(db, where.id)
    moving = carried(pack, phase, before, after, duties)
    for code, due in moving.items():
        old = duties[code]
        if where.today is not None and due is not None and old is not None and old[0] >= where.today:
            _check_past(where, due[0], past)
    return tuple(await _move_duties(db, actor, now, where, duties, moving, reason))


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
    kind = "phase" if table is CampaignPhase else "duty"
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
    if where.today is not None:
        values = list(days.values())
        await db.execute(
            insert(CampaignMove).values(
                campaign_id=where.id,
                kind=kind,
                code=code,
                first_before=before[0],
                last_before=before[1],
                first_after=values[0],
                last_after=values[1],
                reason=reason,
                moved_at=now,
                moved_by=actor.person_id,
            )
        )
    action = f"set-{kind}"
    await audit.write(db, actor, now, action, "campaign", where.id, detail)
    return before[0], before[1]
