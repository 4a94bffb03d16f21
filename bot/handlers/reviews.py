"""Buttons under messages about reviews and summaries, for offices and for enterprises."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.office import send_summary
from bot.handlers.facts import work_at
from bot.handlers.reminders import relabel, work_on
from bot.states.exchange import start_circulars, start_incident, start_meetings, start_record
from bot.states.offices import (
    start_duty,
    start_escalations,
    start_exposure,
    start_inspections,
    start_join_requests,
    start_measures,
    start_office,
    start_referrals,
    start_review,
)
from bot.states.people import start_asked, start_home, start_resumption
from bot.ui.entering import open_self_check
from storage.base.errors import NotAllowed, NotFound
from storage.exchange import circular_views, meeting_views, record_views
from storage.findings import verifications
from storage.people import contacts
from storage.statistics import summary_views


async def on_review(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a form under review, for the office."""
    await start_review(manager, subject)
    return ""


async def on_escalation(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a task, for the office."""
    await start_escalations(manager, subject)
    return ""


async def on_measure(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a measure, for the office."""
    await start_measures(manager, subject)
    return ""


async def on_exposure(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a place that is to be named in public."""
    await start_exposure(manager, subject)
    return ""


async def on_resume(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the request to resume work, for the enterprise."""
    await work_on(manager, subject)
    await start_resumption(manager)
    return ""


async def on_summary(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the filing of an office below."""
    ctx = context_of(manager)
    said = await ctx.read(summary_views.filed, ctx.actor, subject)
    await send_summary(manager, subject, said)
    await start_office(manager)
    return ""


async def on_join(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a request to join, for the office."""
    await start_join_requests(manager, subject)
    return ""


async def on_inspection(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a visit that another department asked to join."""
    await start_inspections(manager, subject)
    return ""


async def on_asked(manager: DialogManager, subject: int, extra: str) -> str:
    """Open an officer's question."""
    await start_asked(manager, subject)
    return ""


async def on_reviewed(manager: DialogManager, subject: int, extra: str) -> str:
    """Show the enterprise's state after its review."""
    await work_on(manager, subject)
    await start_home(manager)
    return ""


async def on_again(manager: DialogManager, subject: int, extra: str) -> str:
    """Open the form that was handed back, of the campaign on the button."""
    await work_on(manager, subject)
    await open_self_check(manager, int(extra) if extra.isdigit() else None)
    return ""


async def on_holds(manager: DialogManager, subject: int, extra: str) -> str:
    """Confirm that the rectification still holds."""
    return await _still(manager, subject, holds=True)


async def on_fails(manager: DialogManager, subject: int, extra: str) -> str:
    """Say that it does not hold: the finding is opened again."""
    return await _still(manager, subject, holds=False)


async def _still(manager: DialogManager, subject: int, *, holds: bool) -> str:
    ctx = context_of(manager)
    rules = ctx.app.library.reviews
    if rules is None:
        raise NotFound
    await ctx.act(
        verifications.still_holds, rules, subject, holds=holds, today=ctx.app.today(), zone=ctx.app.zone
    )
    await relabel(manager, ctx.say("reviewed-holds-short" if holds else "reviewed-fails-short"))
    return ctx.say("reviewed-holds" if holds else "reviewed-fails")


async def on_record(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a record handed in, for the office that accepts it, or for its writers."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        one = await record_views.get(db, ctx.actor, subject)
        is_mine = one.enterprise_id is not None and await contacts.is_contact(
            db, ctx.actor, one.enterprise_id
        )
    if is_mine and one.enterprise_id is not None and one.state != "sent":
        await work_on(manager, one.enterprise_id)
    else:
        place = one.to_id if one.state == "sent" else one.jurisdiction_id
        with suppress(NotAllowed):  # the seat is above that office: it reads all the same
            await work_at(manager, place or one.jurisdiction_id, one.campaign_id)
    await start_record(manager, subject)
    return ""


async def on_circular(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a circular: one received to read, or the answers to one that was sent."""
    ctx = context_of(manager)
    place, is_sender = await ctx.read(circular_views.office_of, ctx.actor, subject)
    await work_at(manager, place, 0)
    await start_circulars(manager, chosen=subject, sent=is_sender)
    return ""


async def on_incident(manager: DialogManager, subject: int, extra: str) -> str:
    """Open an accident, for its office."""
    await start_incident(manager, subject)
    return ""


async def on_meeting(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a meeting, for who is asked to it or calls it."""
    ctx = context_of(manager)
    place = await ctx.read(meeting_views.place_of, ctx.actor, subject)
    await work_at(manager, place, 0)
    await start_meetings(manager, chosen=subject)
    return ""


async def on_point(manager: DialogManager, subject: int, extra: str) -> str:
    """Open a point decided at a meeting, on the list of the office that is to do it."""
    ctx = context_of(manager)
    place = await ctx.read(meeting_views.party_of, subject)
    await work_at(manager, place, 0)
    await start_duty(manager, f"p{subject}")
    return ""


async def on_referral(manager: DialogManager, subject: int, extra: str) -> str:
    """Open what was handed up to an authority outside."""
    await start_referrals(manager, subject)
    return ""


REVIEW_BUTTONS: Mapping[str, Callable[[DialogManager, int, str], Awaitable[str]]] = {
    "again": on_again,
    "asked": on_asked,
    "circular": on_circular,
    "escalation": on_escalation,
    "fails": on_fails,
    "holds": on_holds,
    "incident": on_incident,
    "inspection": on_inspection,
    "join": on_join,
    "record": on_record,
    "exposure": on_exposure,
    "measure": on_measure,
    "meeting": on_meeting,
    "point": on_point,
    "referral": on_referral,
    "resume": on_resume,
    "review": on_review,
    "reviewed": on_reviewed,
    "summary": on_summary,
    "withdrawn": on_measure,
}
