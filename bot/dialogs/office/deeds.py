"""The actions of an office's staff, for its heads."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.fragments import lines
from bot.ui.office_seat import post_of
from bot.ui.paging import cut, page_line, turned_to
from content.screen import shortened
from storage.offices import audit_trail

PAGE = 5
LOOKED_AT = 100


async def deeds_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show a page of the last hundred actions, the newest first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        deeds = await audit_trail.list_deeds(db, ctx.actor, post.place_id, limit=LOOKED_AT)
    shown, turned = cut(deeds, turned_to(dialog_manager, "deeds_page"), PAGE)
    said = []
    for one in shown:
        at = one.at.astimezone(ctx.app.zone)
        said.append(
            ctx.say(
                "deeds-line",
                month=at.month,
                day=at.day,
                time=f"{at:%H:%M}",
                name=shortened(one.name or "–", 8),
                deed=ctx.say("deed", deed=one.code),
                enterprise=shortened(one.enterprise, 10),
            ).rstrip()
        )
    return {
        **turned,
        "body": lines(
            ctx.say("deeds-head") if deeds else ctx.say("deeds-none"),
            page_line(ctx, turned),
            " ",
            *said,
        ),
    }
