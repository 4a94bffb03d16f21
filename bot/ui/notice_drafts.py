"""The draft a person is writing: read for every window, and the data that all its windows share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import Any, cast

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.states.offices import start_notice_draft
from bot.ui.notice_filling import fill, looked_at, template_of
from bot.ui.notices import content_of, show_preview
from scheduler.messages.notice_words import OUT
from storage.base.database import Connection
from storage.base.errors import Conflict
from storage.enterprises import registry
from storage.notices import audiences, drafts, templates
from storage.notices import views as notice_views
from storage.notices.audiences import Audience, Reach
from storage.notices.views import NoticeView
from storage.offices import jurisdictions, staff

BLANK = "blank"
OWN = "+"
"""Before the number of a template of the office's own."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with the zone and day of its office's place, and its current reach."""

    view: NoticeView
    zone: tzinfo
    today: date
    reach: Reach

    @property
    def audience(self) -> Audience:
        """The audience."""
        return self.view.audience


def draft_id(manager: DialogManager) -> int:
    """The id of the draft, which the dialog was started with or made."""
    start_data = cast(dict[str, Any], manager.start_data or {})
    return int(manager.dialog_data.get("id") or start_data.get("id") or 0)


async def read(db: Connection, manager: DialogManager) -> NoticeView:
    """The stored draft.

    Raises:
        NotFound, NotAllowed. Conflict: `notice-no-draft`: it was confirmed meanwhile.
    """
    view = await notice_views.get(db, context_of(manager).actor, draft_id(manager))
    if view.state != "draft":
        raise Conflict("error-conflict-notice-no-draft")
    return view


async def load(manager: DialogManager) -> Draft:
    """The draft and its reach. Raises as `read`."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        view = await read(db, manager)
        zone = await jurisdictions.zone_of(db, view.jurisdiction_id, ctx.app.zone)
        today = ctx.app.now().astimezone(zone).date()
        return Draft(view, zone, today, await audiences.count(db, view.audience, today))


def reach_lines(ctx: Context, reach: Reach) -> str:
    """The numbers of enterprises and people reached, and why some are left out."""
    lines = [ctx.say("notice-reach", count=reach.enterprises, people=reach.people)]
    out = [ctx.say(key, count=many) for kind, key in OUT.items() if (many := getattr(reach, kind))]
    if out:
        lines.append(ctx.say("notice-out", reasons=ctx.say("list-comma").join(out)))
    return "\n".join(lines)


async def begin(manager: DialogManager, code: str) -> None:
    """Begin a draft from a template, or blank, to the office's own place; its text is shown at once."""
    ctx = context_of(manager)
    own_id = int(code[1:]) if code.startswith(OWN) and code[1:].isdecimal() else None
    template = None if code == BLANK or own_id is not None else template_of(ctx, code)

    async def work(db: Connection) -> tuple[int, str]:
        seat = await staff.current(db, ctx.actor)
        campaign = await looked_at(db, seat)
        own = await templates.get(db, ctx.actor, own_id) if own_id is not None else None
        source = own or template
        body = await fill(db, ctx, seat, source, campaign) if source else ""
        audience = Audience(
            seat.jurisdiction_id,
            states=template.states if template else (),
            campaign=campaign.id if campaign else None,
        )
        made = await drafts.begin(
            db,
            ctx.actor,
            ctx.app.now(),
            audience,
            campaign_id=campaign.id if campaign and source else None,
            template=template.code if template else None,
            title=template.title.say(ctx.language) if template else own.title if own else "",
            body=body,
        )
        return made, body

    made, body = await ctx.app.database.run(work)
    if not body:  # blank, or a template of which no line has a value now
        await start_notice_draft(manager, made, text=True)
        return
    manager.dialog_data["id"] = made
    await preview(manager)
    await start_notice_draft(manager, made)


async def begin_to(manager: DialogManager, enterprise_id: int) -> None:
    """Begin a blank draft to one enterprise; its text is asked for at once.

    Raises:
        NotFound: there is no such enterprise. NotAllowed, Recused: who may not write to it.
    """
    ctx = context_of(manager)

    async def work(db: Connection) -> int:
        unit = await registry.get_enterprise(db, enterprise_id)
        audience = Audience(unit.jurisdiction_id, enterprises=(enterprise_id,))
        return await drafts.begin(db, ctx.actor, ctx.app.now(), audience)

    await start_notice_draft(manager, await ctx.app.database.run(work), text=True)


async def preview(manager: DialogManager, body: str | None = None) -> None:
    """Show the draft in the chat as it will look, with another text if one is given. Raises Invalid."""
    view = await context_of(manager).read(read, manager)
    await show_preview(manager, content_of(view, body))
