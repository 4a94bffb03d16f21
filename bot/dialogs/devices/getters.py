"""Facts of the person's devices, and the link just made, which is in memory only."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.links import login_link
from bot.memory import memory_of
from bot.ui.fragments import day, lines, notice_lines
from storage.web import devices


async def own(ctx: Context) -> devices.Own:
    """The acting person's devices.

    Raises:
        NotAllowed: a person without a row.
    """
    return await ctx.read(devices.get, ctx.actor)


async def main_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The number of devices let in, and whether a PIN is set."""
    ctx = context_of(dialog_manager)
    found = await own(ctx)
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("devices-head"),
            ctx.say("devices-count", count=found.count),
            ctx.say("devices-used", day=day(ctx, found.used_on)) if found.used_on else "",
            ctx.say("devices-pin-is", set=int(found.has_pin)),
        ),
        "any": found.count > 0,
        "pin_label": ctx.say("devices-pin-change" if found.has_pin else "devices-pin-set"),
        "count": found.count,
        "confirms": found.count,
    }


async def link_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the link to open on the other device, as long as this process remembers it."""
    ctx = context_of(dialog_manager)
    token = memory_of(dialog_manager).codes.get(ctx.actor.person_id or 0)
    link = login_link(token, ctx.app.page_url) if token else None
    return {"body": ctx.say("devices-link", link=link) if link else ctx.say("devices-link-gone")}
