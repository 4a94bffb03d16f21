"""The draft a person is writing: read for every window, and what all its windows say of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Talk, talk_of
from storage.base.database import Connection
from storage.base.errors import Conflict
from storage.notices import audiences
from storage.notices import views as notice_views
from storage.notices.audiences import Audience, Reach
from storage.notices.views import NoticeView
from storage.offices import jurisdictions


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
