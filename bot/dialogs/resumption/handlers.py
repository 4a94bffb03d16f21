"""Words and photos of the request, and sending it."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.resumption.getters import here
from bot.files.papers import send_measure_paper
from bot.states.people import ResumptionSG
from bot.ui.incoming_files import receive
from bot.ui.replies import put_below, reply
from storage.base.errors import Stale
from storage.reviews import resumptions, signed_papers


async def on_words(manager: DialogManager, text: str) -> None:
    """Store the request's text as a draft."""
    ctx = context_of(manager)
    order, _ = await here(ctx)
    if order is None:
        raise Stale
    await ctx.act(resumptions.write, order.measure_id, text)
    await manager.switch_to(ResumptionSG.main)


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo to the draft; without words yet, ask for them first. Of a request that was sent it is a
    page of the signed one."""
    ctx = context_of(manager)
    order, view = await here(ctx)
    if order is not None and view is not None and view.state == "asked":
        await ctx.act(signed_papers.attach, order.measure_id, "request", await receive(message, ctx))
        put_below(manager)
        return
    if view is None or view.state != "draft":
        await reply(manager, ctx.say("resumption-words-first"))
        return
    file = await receive(message, ctx)
    await ctx.act(resumptions.attach, view.id, file)
    put_below(manager)


async def on_send(manager: DialogManager, item: str) -> None:
    """Send the request to the office that decided the suspension."""
    ctx = context_of(manager)
    await ctx.act(resumptions.ask, int(item), zone=ctx.app.zone)


async def on_paper(manager: DialogManager, item: str) -> None:
    """Send the request as a paper, to be signed."""
    order, _ = await here(context_of(manager))
    if order is None:
        raise Stale
    await send_measure_paper(manager, order.measure_id, "request")
