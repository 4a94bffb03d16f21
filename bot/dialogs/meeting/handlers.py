"""Taps and messages on joint meetings: one is called, answered, held; points are decided."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.meeting.getters import key_of, meeting_id, party_of, seen_of
from bot.files.papers import send_minutes
from bot.states.exchange import MeetingSG, start_meetings
from bot.ui.office_seat import Post, post_of
from bot.ui.replies import reply
from bot.ui.unfinished import Unfinished, say_taken_up
from content.calendar.duties import ONCE
from content.typed.moments import parse_clock
from storage.base.errors import Stale
from storage.campaigns import duties
from storage.exchange import meeting_points, meeting_views, meetings

CALLED = Unfinished("meeting", ("token", "day", "clock", "where", "agenda", "guests", "of"))
"""A meeting that is being called, by the place it is called at."""


async def post(manager: DialogManager) -> Post:
    """The office."""
    ctx = context_of(manager)
    return await ctx.read(post_of, ctx)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a meeting."""
    manager.dialog_data.update(id=int(item), part=0, point_part=0)
    await manager.switch_to(MeetingSG.one)


async def on_call(manager: DialogManager, item: str) -> None:
    """Begin to call a meeting, or go on with the one that was not called."""
    draft = manager.dialog_data
    if await CALLED.take_up(manager, (await post(manager)).place_id):
        await say_taken_up(manager)
    draft.setdefault("token", secrets.token_hex(16))
    came = cast(dict[str, Any], manager.start_data or {})
    if came.get("of"):
        draft["of"] = came["of"]
    if all(draft.get(key) for key in ("day", "clock", "where", "agenda", "guests")):
        await manager.switch_to(MeetingSG.confirm)
        return
    await manager.switch_to(MeetingSG.clock if draft.get("day") else MeetingSG.day)


async def _enter(manager: DialogManager, **values: object) -> None:
    manager.dialog_data.update(values)
    await CALLED.keep(manager, (await post(manager)).place_id)


async def on_day(manager: DialogManager, when: date) -> None:
    """Set the day."""
    await _enter(manager, day=when.isoformat())
    await manager.switch_to(MeetingSG.clock)


async def on_clock(manager: DialogManager, text: str) -> None:
    """Take the typed time and room: 14:30 三楼会议室."""
    found = parse_clock(text)
    if found is None:
        await reply(manager, context_of(manager).say("meeting-clock-unclear"))
        return
    clock, where = found
    await _enter(manager, clock=clock, where=meetings.check_where(where))
    await manager.switch_to(MeetingSG.agenda)


async def on_agenda(manager: DialogManager, text: str) -> None:
    """Take the agenda; until somebody chooses, all departments that have somebody are asked."""
    ctx, here = context_of(manager), await post(manager)
    agenda = meetings.check_agenda(text)
    there = await ctx.read(meeting_views.list_invited, here.place_id)
    own = [key_of(one) for one in there if one.department and one.is_staffed]
    await _enter(manager, agenda=agenda, guests=manager.dialog_data.get("guests") or own)
    await manager.switch_to(MeetingSG.whom)


async def on_guest(manager: DialogManager, item: str) -> None:
    """Add a guest, or take one out."""
    await _enter(manager, guests=sorted(set(manager.dialog_data.get("guests", ())) ^ {item}))


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Call the meeting (发出通知)."""
    ctx, here, draft = context_of(manager), await post(manager), manager.dialog_data
    campaign, code, period = here.campaign_id, "", ONCE
    if of := str(draft.get("of") or ""):
        owed = await ctx.read(duties.list_owed, ctx.actor, ctx.app.library, here.place_id, here.today)
        duty = next((one for one in owed if f"{one.id}.{one.period_on:%Y%m%d}" == of), None)
        if duty is not None:
            campaign, code, period = duty.campaign_id, duty.code, duty.period_on
    if campaign is None:
        raise Stale
    said = (date.fromisoformat(draft["day"]), draft["clock"], draft["where"], draft["agenda"])
    guests = [party_of(one) for one in draft["guests"]]
    made = await ctx.act(
        meetings.call, here.place_id, campaign, item, *said, guests, here.today, code, period
    )
    await CALLED.forget(manager, here.place_id)
    await start_meetings(manager, "meeting-called", made)


async def on_discard(manager: DialogManager, item: str) -> None:
    """Drop the draft."""
    await CALLED.forget(manager, (await post(manager)).place_id)
    await start_meetings(manager, "meeting-discarded")


async def on_come(manager: DialogManager, item: str) -> None:
    """参加."""
    await context_of(manager).act(meetings.answer, meeting_id(manager), party_of(item), "come")


async def on_leave(manager: DialogManager, item: str) -> None:
    """请假."""
    await context_of(manager).act(meetings.answer, meeting_id(manager), party_of(item), "leave")


async def on_who(manager: DialogManager, text: str) -> None:
    """派人参加: the typed name is who is sent."""
    seen = await seen_of(manager)
    if seen.own is None:
        raise Stale
    guest = meeting_views.guest_key(seen.own)
    await context_of(manager).act(meetings.answer, seen.meeting.id, guest, "send", text)
    await manager.switch_to(MeetingSG.one)


async def on_came(manager: DialogManager, item: str) -> None:
    """Turn a guest's attendance."""
    seen = await seen_of(manager)
    guest = party_of(item)
    one = next((each for each in seen.meeting.guests if meeting_views.guest_key(each) == guest), None)
    if one is None:
        raise Stale
    ctx = context_of(manager)
    await ctx.act(meeting_points.attend, seen.meeting.id, guest, came=not one.came, today=seen.post.today)


async def on_minutes(manager: DialogManager, text: str) -> None:
    """Write the minutes."""
    ctx, seen = context_of(manager), await seen_of(manager)
    await ctx.act(meeting_points.write, ctx.app.library, seen.meeting.id, text, seen.post.today)
    await manager.switch_to(MeetingSG.points)


async def on_point(manager: DialogManager, text: str) -> None:
    """Take the typed point; next is who is to do it."""
    seen = await seen_of(manager)
    if not (seen.leads and seen.has_begun):
        await reply(manager, context_of(manager).say("input-buttons"))
        return
    manager.dialog_data["point"] = meeting_points.check_point(text)
    await manager.switch_to(MeetingSG.party)


async def on_party(manager: DialogManager, item: str) -> None:
    """Choose who is to do the point."""
    manager.dialog_data["party"] = item
    await manager.switch_to(MeetingSG.due)


async def on_due(manager: DialogManager, when: date) -> None:
    """Write the point down with its day."""
    ctx, seen, data = context_of(manager), await seen_of(manager), manager.dialog_data
    if not data.get("point") or not data.get("party"):
        raise Stale
    party = party_of(data["party"])
    await ctx.act(meeting_points.decide, seen.meeting.id, data["point"], party, when, seen.post.today)
    data.pop("point")
    await manager.switch_to(MeetingSG.points)


async def on_remove(manager: DialogManager, item: str) -> None:
    """Take a point back."""
    await context_of(manager).act(meeting_points.undecide, int(item))


async def on_issue(manager: DialogManager, item: str) -> None:
    """Send the minutes to the guests (发纪要)."""
    await context_of(manager).act(meeting_points.issue, int(item))
    await start_meetings(manager, "meeting-issued", int(item))


async def on_drop(manager: DialogManager, item: str) -> None:
    """Call the meeting off."""
    await context_of(manager).act(meetings.drop, int(item))
    await start_meetings(manager, "meeting-dropped", int(item))


async def on_paper(manager: DialogManager, item: str) -> None:
    """The minutes as PDF and as Word."""
    await send_minutes(manager, (await seen_of(manager)).meeting)
