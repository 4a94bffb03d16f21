"""The telephone numbers that an office publishes for reports: typed to be added, tapped to be removed. How
its papers are signed and numbered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.states.campaigns import CampaignSG
from bot.ui.fragments import label_of, lines
from bot.ui.office_seat import post_of
from storage.base.database import Connection
from storage.offices import hotlines, letterheads


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


async def on_full_name(manager: DialogManager, text: str) -> None:
    """Give the office's full name, which signs its papers."""
    await _letterhead(manager, letterheads.set_full_name, text)


async def on_pattern(manager: DialogManager, text: str) -> None:
    """Give the office's 发文字号, by an example."""
    await _letterhead(manager, letterheads.set_pattern, text)


async def _letterhead(manager: DialogManager, deed: Callable[..., Awaitable[object]], text: str) -> None:
    ctx = context_of(manager)

    async def work(db: Connection) -> None:
        post = await post_of(db, ctx)
        await deed(db, ctx.actor, ctx.app.now(), post.place_id, text)

    await ctx.app.database.run(work)
    await manager.switch_to(CampaignSG.letterhead)


async def letterhead_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The letterhead of the office's papers: its name and numbering."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        head = await letterheads.letterhead_of(db, post.place_id)
    return {
        "body": lines(
            ctx.say("letterhead-head"),
            ctx.say("letterhead-name", name=head.name or "none", place=head.place),
            ctx.say("letterhead-number", number=head.numbered(post.today.year) or "none"),
        )
    }
