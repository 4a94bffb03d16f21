"""Opening a task, warning, handing up, deciding it with a reason."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.escalation.getters import OUT, looked_at, view_of
from bot.files.enterprise import send_form
from bot.states.offices import EscalationSG, start_referral_of, start_referrals, start_review
from bot.ui.confirmation import is_as_shown
from bot.ui.paging import turned_to
from storage.reviews import escalations, measures
from storage.self_checks import state as standing


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Open the task of a delivered button first, for those who may see it."""
    chosen = start_data.get("id") if isinstance(start_data, dict) else None
    if chosen is not None:
        manager.dialog_data.update(id=int(chosen), page=start_data.get("page", 0))
        await view_of(manager)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a task."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(EscalationSG.one)


async def on_warn(manager: DialogManager, item: str) -> None:
    """Warn the enterprise (催告)."""
    ctx = context_of(manager)
    await ctx.act(escalations.warn, int(item), zone=ctx.app.zone)
    manager.dialog_data["notice"] = "escalation-warned"


async def on_form(manager: DialogManager, item: str) -> None:
    """Open the form the task is about."""
    view = await view_of(manager)
    page = turned_to(manager)
    await start_review(manager, view.self_check_id, task={"id": view.id, "page": page})


async def on_material(manager: DialogManager, item: str) -> None:
    """The form with its faults, photos and reviews, as a PDF."""
    view = await view_of(manager)
    async with context_of(manager).app.database.read() as db:
        number = (await standing.load(db, view.self_check_id)).number
    await send_form(manager, view.self_check_id, number, caption="escalation-pdf-caption")


async def on_referral(manager: DialogManager, item: str) -> None:
    """Open what was handed up to an authority outside."""
    await start_referrals(manager, int(item))


async def on_way(manager: DialogManager, item: str) -> None:
    """Choose the action: the reason is asked next; for an authority outside, its name first."""
    if item == OUT:
        await start_referral_of(manager, int(manager.dialog_data["id"]))
        return
    manager.dialog_data["way"] = item
    await manager.switch_to(EscalationSG.reason)


async def on_reason(manager: DialogManager, text: str) -> None:
    """Carry out the chosen action, for this reason."""
    ctx = context_of(manager)
    number, way = int(manager.dialog_data["id"]), str(manager.dialog_data["way"])
    view = await view_of(manager)
    if view.state == "open" and not await is_as_shown(manager, *looked_at(view)):
        await manager.switch_to(EscalationSG.one)
        return
    if way == "up":
        await ctx.act(escalations.hand_up, number, text, zone=ctx.app.zone)
    elif way == "refusal":
        await ctx.act(measures.refuse, number, text, zone=ctx.app.zone)
    else:
        decision = None if way == "drop" else way
        await ctx.act(escalations.decide, number, decision, text, zone=ctx.app.zone)
    ctx.app.orders.forget()
    manager.dialog_data["notice"] = "escalation-done"
    await manager.switch_to(EscalationSG.list)
