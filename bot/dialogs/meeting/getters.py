"""Getters of joint meetings: the list, one of them, the one being called, attendance, points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import Post, post_of
from bot.ui.paging import page_of, turned_to
from content.screen import fitted, screens, shortened
from storage.exchange import meeting_views
from storage.exchange.meeting_views import Guest, Invited, MeetingView
from storage.offices import staff

PAGE = 6
SHOWN = 5
"""Guests named in the window of a meeting."""


def meeting_id(manager: DialogManager) -> int:
    """The meeting the window is about."""
    came = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("id") or came.get("id") or 0)


def key_of(one: Guest | Invited) -> str:
    """A guest in callback data."""
    return f"{one.jurisdiction_id}.{one.department}"


def party_of(item: str) -> tuple[int, str]:
    """The place and department of a guest in callback data."""
    place, _, department = item.partition(".")
    return int(place), department


@dataclass(frozen=True, slots=True)
class Seen:
    """A meeting as the person sees it: whether they lead it, for whom they may answer."""

    meeting: MeetingView
    post: Post
    leads: bool
    own: Guest | None

    @property
    def has_begun(self) -> bool:
        """Whether attendance, minutes and points can be written."""
        return self.meeting.state != "dropped" and self.meeting.held_on <= self.post.today


async def seen_of(manager: DialogManager) -> Seen:
    """The meeting the window is about.

    Raises:
        NotFound, NotAllowed.
    """
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        meeting = await meeting_views.get(db, ctx.actor, meeting_id(manager))
        leads = await staff.may(db, ctx.actor, meeting_views.CALL, meeting.jurisdiction_id)
    seat = post.seat
    mine = ((seat.jurisdiction_id, seat.department), (seat.jurisdiction_id, ""))
    own = next((one for one in meeting.guests if meeting_views.guest_key(one) in mine), None)
    return Seen(meeting, post, leads, own if seat.allows(meeting_views.ANSWER) else None)


def party_name(ctx: Context, place: str, department: str) -> str:
    """A department, or the office of a place."""
    return ctx.say("staff-department", department=department) if department else place


def when_line(ctx: Context, meeting: MeetingView) -> str:
    """Day, time and room."""
    return ctx.say("meeting-when", day=day(ctx, meeting.held_on), clock=meeting.clock, where=meeting.place)


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The meetings of the office, the latest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        found = await meeting_views.list_at(db, ctx.actor, here.place_id)
        may = here.is_any_open and await staff.may(db, ctx.actor, meeting_views.CALL, here.place_id)
    choices = []
    for one in found:
        counted = {"answered": one.answered, "guests": one.guests}
        when = day(ctx, one.held_on)
        label = label_of(ctx, "meeting-label", "office", one.office, state=one.state, day=when, **counted)
        choices.append((str(one.id), label))
    coming = sum(one.state == "called" for one in found)
    head = ctx.say("meeting-head", count=len(found), coming=coming)
    return {
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(*notice_lines(dialog_manager), head),
        "may_call": may,
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One meeting with what the person may do about it."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    one, own = seen.meeting, seen.own
    answered = [guest_line(ctx, guest) for guest in one.guests]
    more = len(answered) - SHOWN
    guests = lines(*answered[:SHOWN], ctx.say("meeting-more", more=more) if more > 0 else "")
    counted = ctx.say(
        "meeting-counted",
        guests=len(one.guests),
        come=sum(guest.answer in ("come", "send") for guest in one.guests),
        leave=sum(guest.answer == "leave" for guest in one.guests),
    )
    done = sum(point.done_at is not None for point in one.points)
    body = fitted(
        *notice_lines(dialog_manager),
        ctx.say("meeting-title", office=one.office, state=one.state),
        when_line(ctx, one),
        (ctx.say("meeting-agenda", agenda=shortened(one.agenda, 90)), shortened(one.agenda, 30)),
        (guests, counted),
        (ctx.say("meeting-minutes", minutes=shortened(one.minutes, 80)), ctx.say("meeting-has-minutes"))
        if one.minutes
        else "",
        ctx.say("meeting-points", count=len(one.points), done=done) if one.points else "",
    )
    open_to_answer = one.state == "called" and own is not None
    return {
        "body": body,
        "confirms": one.as_shown,
        "id": str(one.id),
        "guest": key_of(own) if own else "",
        "may_answer": open_to_answer,
        "may_run": seen.leads and seen.has_begun,
        "may_issue": seen.leads and one.state == "held" and one.issued_at is None,
        "may_drop": seen.leads and one.state == "called",
        "has_minutes": one.state == "held",
        "points": len(one.points),
        "has_points": bool(one.points) and not (seen.leads and seen.has_begun),
    }


def guest_line(ctx: Context, guest: Guest) -> str:
    """A guest with the answer, and whether they came."""
    party = party_name(ctx, guest.place, guest.department)
    answer = ctx.say("meeting-answer", answer=guest.answer or "none", who=guest.who)
    came = "none" if guest.came is None else "yes" if guest.came else "no"
    return ctx.say("meeting-guest", party=party, answer=answer, came=came)


async def whom_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The departments and offices that can be asked, each in or out."""
    ctx, chosen = context_of(dialog_manager), set(dialog_manager.dialog_data.get("guests", ()))
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        there = await meeting_views.list_invited(db, here.place_id)
    choices = []
    for one in there:
        state = "no" if key_of(one) not in chosen else "yes" if one.is_staffed else "empty"
        party = party_name(ctx, one.place, one.department)
        choices.append((key_of(one), label_of(ctx, "circular-office", "place", party, chosen=state)))
    page = page_of(choices, turned_to(dialog_manager, "whom_page"), PAGE - 1)
    return {**page, "count": len(chosen), "has_any": bool(chosen)}


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All of the draft."""
    ctx, draft = context_of(dialog_manager), dialog_manager.dialog_data
    async with ctx.app.database.read() as db:
        here = await post_of(db, ctx)
        there = await meeting_views.list_invited(db, here.place_id)
    named = [party_name(ctx, one.place, one.department) for one in there if key_of(one) in draft["guests"]]
    comma = ctx.say("list-comma")
    said = {"day": day(ctx, date.fromisoformat(draft["day"])), "clock": draft["clock"]}
    return {
        "body": fitted(
            ctx.say("meeting-check"),
            ctx.say("meeting-when", where=draft["where"], **said),
            (ctx.say("meeting-agenda", agenda=draft["agenda"]), shortened(draft["agenda"], 120)),
            (
                ctx.say("meeting-asked", parties=comma.join(named)),
                ctx.say("meeting-asked-count", count=len(named)),
            ),
        ),
        "confirms": (draft["agenda"], draft["guests"]),
        "token": draft["token"],
    }


async def attendance_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The guests, each come or not."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    choices = []
    for one in seen.meeting.guests:
        party = party_name(ctx, one.place, one.department)
        came = "none" if one.came is None else "yes" if one.came else "no"
        choices.append((key_of(one), label_of(ctx, "meeting-came", "party", party, came=came)))
    page = page_of(choices, turned_to(dialog_manager, "came_page"), PAGE)
    return {**page, "came": sum(bool(one.came) for one in seen.meeting.guests), "guests": len(choices)}


async def minutes_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The minutes, in pages where they are long."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    parts = screens(seen.meeting.minutes.split("\n"), 8) if seen.meeting.minutes else [""]
    part = turned_to(dialog_manager, "part")
    page = page_of([(str(n), words) for n, words in enumerate(parts)], part, 1)
    said = page["choices"][0][1]
    return {**page, "body": lines(ctx.say("meeting-ask-minutes"), " " if said else "", said)}


async def points_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The points decided, each with party, day and whether it is done."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    leads = seen.leads and seen.has_begun
    said, choices = [], []
    for number, one in enumerate(seen.meeting.points, 1):
        party, due = party_name(ctx, one.place, one.department), day(ctx, one.due_on)
        state = "done" if one.done_at else "late" if one.due_on < seen.post.today else "open"
        values = {"number": number, "party": party, "due": due, "state": state}
        said.append(ctx.say("meeting-point", text=one.text, **values))
        if leads and one.done_at is None:
            label = label_of(ctx, "meeting-point-remove", "text", one.text, number=number)
            choices.append((str(one.id), label))
    parts = screens(said, 8) if said else [ctx.say("meeting-no-points")]
    part = turned_to(dialog_manager, "point_part")
    page = page_of([(str(n), words) for n, words in enumerate(parts)], part, 1)
    head = ctx.say("meeting-ask-point") if leads else ctx.say("meeting-points-head")
    return {
        **page,
        "body": lines(page["choices"][0][1], " ", head),
        "confirms": tuple(one.id for one in seen.meeting.points),
        "removable": choices[: PAGE - 1],
    }


async def party_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The parties that can be given a point: the guests, and the office that leads."""
    ctx, seen = context_of(dialog_manager), await seen_of(dialog_manager)
    one = seen.meeting
    choices = [(f"{one.jurisdiction_id}.", ctx.say("meeting-own-office", office=one.office))]
    choices += [(key_of(guest), party_name(ctx, guest.place, guest.department)) for guest in one.guests]
    page = page_of(choices, turned_to(dialog_manager, "party_page"), PAGE)
    return {**page, "text": str(dialog_manager.dialog_data.get("point", ""))}
