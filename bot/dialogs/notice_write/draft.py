"""The draft a person is writing: read for every window, and what all its windows say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from bot.pages import short
from content.notices import STATES
from storage import audience_choices, audiences, jurisdictions, notice_views
from storage.audiences import Audience, Reach
from storage.database import Connection
from storage.errors import Conflict
from storage.notice_views import Content, NoticeView


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with the zone and day of its office's place, and whom it reaches now."""

    view: NoticeView
    zone: tzinfo
    today: date
    reach: Reach

    @property
    def audience(self) -> Audience:
        """Who it is for."""
        return self.view.audience


def draft_id(manager: DialogManager) -> int:
    """The id of the draft, which the dialog was started with or made."""
    start_data = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("id") or start_data.get("id") or 0)


async def read(db: Connection, manager: DialogManager) -> NoticeView:
    """The draft as it is kept.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-no-draft`: it was confirmed meanwhile.
    """
    view = await notice_views.get(db, talk_of(manager).actor, draft_id(manager))
    if view.state != "draft":
        raise Conflict("notice-no-draft")
    return view


async def load(manager: DialogManager) -> Draft:
    """The draft and whom it reaches. Raises as `read`."""
    talk = talk_of(manager)
    async with talk.app.database.read() as db:
        view = await read(db, manager)
        zone = await jurisdictions.zone_of(db, view.jurisdiction_id, talk.app.zone)
        today = talk.app.now().astimezone(zone).date()
        return Draft(view, zone, today, await audiences.count(db, view.audience, today))


def content_of(view: NoticeView, body: str | None = None) -> Content:
    """What a notice says, or would say with another text."""
    return Content(
        view.id, view.revision, view.body if body is None else body, False, view.template, view.files
    )


async def audience_shown(db: Connection, talk: Talk, audience: Audience) -> str:
    """Who a notice is for, in a line."""
    names = await jurisdictions.path(db, audience.place)
    parts = [names[-1] if names else ""]
    if audience.states:
        parts.append(talk.say("list-comma").join(state_name(talk, state) for state in audience.states))
    if audience.industries:
        parts.append(talk.say("list-comma").join(industry_name(talk, key) for key in audience.industries))
    if audience.hazards:
        parts.append(talk.say("list-comma").join(audience.hazards))
    if audience.enterprises:
        chosen = await audience_choices.names_of(db, audience.enterprises)
        parts.append(talk.say("list-comma").join(chosen.values()))
    return " · ".join(short(part, 30) for part in parts)


def reach_lines(talk: Talk, reach: Reach) -> str:
    """How many enterprises and people, and why some are left out."""
    lines = [talk.say("notice-reach", count=reach.enterprises, people=reach.people)]
    out = [
        talk.say(f"notice-out-{kind}", count=many)
        for kind in ("unregistered", "blocked", "closed")
        if (many := getattr(reach, kind))
    ]
    if out:
        lines.append(talk.say("notice-out", reasons=talk.say("list-comma").join(out)))
    return "\n".join(lines)


def state_name(talk: Talk, state: str) -> str:
    """A group of recipients by where they stand."""
    return talk.say(f"notice-state-{state}") if state in STATES else state


def industry_name(talk: Talk, key: str) -> str:
    """An industry in the person's language."""
    industry = talk.app.library.industries.get(key)
    return industry.name.say(talk.language) if industry else key


def moment(talk: Talk, instant: datetime, zone: tzinfo) -> str:
    """A day and an hour as an office says them: 11月2日 08:30, the year where it is another."""
    local = instant.astimezone(zone)
    key = "notice-moment" if local.year == talk.app.now().astimezone(zone).year else "notice-moment-of-year"
    wanted = talk.app.catalog.variables(key, talk.language)
    values = {"year": local.year, "month": local.month, "day": local.day, "time": f"{local:%H:%M}"}
    return talk.say(key, **{name: value for name, value in values.items() if name in wanted})
