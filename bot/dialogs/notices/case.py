"""The notice of a window, and its name in lists. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.labels import in_label
from bot.ui.notices import moment
from storage.notices import progress as notice_progress
from storage.notices import views as notice_views
from storage.notices.progress import Progress
from storage.notices.views import NoticeLine, NoticeView
from storage.offices import jurisdictions, staff


@dataclass(frozen=True, slots=True)
class StateWords:
    """Catalog keys of a notice's state: on a button, in words, and with the time at which it ended."""

    mark: str
    words: str
    ended_at: str | None = None


STATES: Mapping[str, StateWords] = {
    "draft": StateWords("notice-mark-draft", "notice-is-draft"),
    "waiting": StateWords("notice-mark-waiting", "notice-is-waiting"),
    "scheduled": StateWords("notice-mark-scheduled", "notice-is-scheduled"),
    "sending": StateWords("notice-mark-sending", "notice-is-sending"),
    "paused": StateWords("notice-mark-paused", "notice-is-paused"),
    "stopped": StateWords("notice-mark-stopped", "notice-is-stopped", "notice-is-stopped-at"),
    "sent": StateWords("notice-mark-sent", "notice-is-sent", "notice-is-sent-at"),
    "withdrawn": StateWords("notice-mark-withdrawn", "notice-is-withdrawn", "notice-is-withdrawn-at"),
}


def notice_id(manager: DialogManager) -> int:
    """The id of the notice: the one tapped last, or the one the dialog was started with."""
    start_data = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("id") or start_data.get("id") or 0)


async def load(manager: DialogManager) -> tuple[NoticeView, Progress]:
    """The notice and its progress.

    Raises:
        NotFound, NotAllowed: see `notices.views.get`.
    """
    ctx, id_ = context_of(manager), notice_id(manager)
    async with ctx.app.database.read() as db:
        view = await notice_views.get(db, ctx.actor, id_)
        return view, await notice_progress.progress(db, id_)


def confirmed(view: NoticeView) -> tuple[object, ...]:
    """The values a confirmation about a notice covers: its text, audience, time and state. Not its
    progress, which goes on while somebody reads."""
    text = (view.title, view.body, view.revision, view.urgent, view.standing, view.files)
    return view.id, *text, view.audience, view.send_at, view.valid_until, view.state, view.job


def label(ctx: Context, line: NoticeLine) -> str:
    """A notice on a button: its state, its title, and the author if it is another person."""
    mark = ctx.say(STATES[line.state].mark)
    return in_label(line.title or ctx.say("notice-untitled"), before=f"{mark} ")


async def state_shown(ctx: Context, view: NoticeView) -> str:
    """A notice's state, with its time."""
    if view.state == "scheduled" and view.send_at is not None and view.send_at > ctx.app.now():
        return ctx.say("notice-is-scheduled-at", when=await _there(ctx, view, view.send_at))
    words = STATES[view.state]
    if words.ended_at is not None and view.finished_at is not None:
        return ctx.say(words.ended_at, when=await _there(ctx, view, view.finished_at))
    if view.state == "waiting" and view.held == "author":
        return ctx.say("notice-is-waiting-author")
    return ctx.say(words.words)


async def until_shown(ctx: Context, view: NoticeView) -> str:
    """The validity in words, and whether it is over; empty for always, and for a withdrawn notice."""
    if view.valid_until is None or view.state == "withdrawn":
        return ""
    key = "notice-one-over" if view.valid_until <= ctx.app.now() else "notice-one-until"
    return ctx.say(key, when=await _there(ctx, view, view.valid_until))


async def _there(ctx: Context, view: NoticeView, at: datetime) -> str:
    """An instant as the clocks of the notice's office show it."""
    zone = await ctx.read(jurisdictions.zone_of, view.jurisdiction_id, ctx.app.zone)
    return moment(ctx, at, zone)


async def rights(ctx: Context, view: NoticeView) -> tuple[bool, bool]:
    """Whether the person may manage the notice, and whether they may release it."""
    own = view.author_id == ctx.actor.person_id
    async with ctx.app.database.read() as db:
        if own:
            may = await staff.may(db, ctx.actor, "notice.write", view.audience.place, of=())
        else:
            may = await staff.may(db, ctx.actor, "notice.manage", view.jurisdiction_id, of=())
        releases = not own and await staff.may(db, ctx.actor, "notice.release", view.jurisdiction_id, of=())
    return may, releases
