"""Papers of an inspection, produced and sent into the chat."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.files.papers import head_of, send_paper
from bot.files.sending import show_making
from storage.base.errors import NotFound
from storage.inspections.views import MADE, InspectionView


async def send_record(manager: DialogManager, view: InspectionView) -> None:
    """Send 现场检查记录 of a visit that was made.

    Raises:
        NotFound: it has none. StoreAway: its photos cannot be fetched now.
    """
    from documents.papers.inspections import record_paper

    ctx = context_of(manager)
    if view.state not in MADE or view.form is None:
        raise NotFound
    await show_making(manager, ctx.say("inspection-making"))
    names = {one.picture for one in view.files if one.picture is not None}
    pictures = await ctx.app.files.all_local(names)
    head = await head_of(manager, view.jurisdiction_id)
    made = record_paper(view, head, ctx.app.library, ctx.app.catalog, pictures)
    await send_paper(manager, made, head)


async def send_order(manager: DialogManager, view: InspectionView) -> None:
    """Send 责令限期整改指令书 of a visit that found faults.

    Raises:
        NotFound: none was ordered.
    """
    from documents.papers.inspections import order_paper

    ctx = context_of(manager)
    if view.state not in MADE or view.form is None or not view.ordered:
        raise NotFound
    await show_making(manager, ctx.say("inspection-making"))
    head = await head_of(manager, view.jurisdiction_id)
    await send_paper(manager, order_paper(view, head, ctx.app.library, ctx.app.catalog), head)
