"""The telephone numbers that an office publishes for reports: typed to be added, tapped to be removed."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.fragments import label_of, lines
from bot.ui.office_seat import post_of
from storage.offices import hotlines


async def on_hotline(manager: DialogManager, text: str) -> None:
    """Publish the typed number, or change the words to one that is published."""
    ctx = context_of(manager)
    await ctx.act(hotlines.publish, (await ctx.read(post_of, ctx)).place_id, text)


async def on_withdraw(manager: DialogManager, item: str) -> None:
    """Withdraw a published number."""
    ctx = context_of(manager)
    await ctx.act(hotlines.withdraw, (await ctx.read(post_of, ctx)).place_id, int(item))


async def hotlines_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The published numbers; those of the office above where this one has none."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await hotlines.published_at(db, post.place_id)
    own = post.path[-1]
    above = [one.line for one in found if one.place != own]
    return {
        "body": lines(
            ctx.say("campaign-hotlines-ask", count=0 if above else len(found)),
            ctx.say("campaign-hotlines-above", place=found[0].place) if above else "",
            *above,
        ),
        "choices": [
            (str(one.id), label_of(ctx, "campaign-hotlines-one", "line", one.line))
            for one in found
            if one.place == own
        ],
    }
