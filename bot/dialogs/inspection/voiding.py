"""A fault, or a whole visit, that was recorded by mistake is voided (作废): what, why, once more."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.inspection.visit import visit_id, visit_of
from bot.states.offices import InspectionSG
from bot.ui.fragments import label_of
from bot.ui.office_seat import office_today
from bot.ui.paging import page_of, turned_to
from bot.ui.replies import reply
from content.screen import shortened
from storage.inspections import voiding
from storage.inspections.views import InspectionView

PAGE = 6
WHOLE = "all"
"""Stands in place of a question for the whole visit."""


def may_void(view: InspectionView) -> bool:
    """Whether there is something that the reader may void."""
    return view.state == "done" and (view.may_void_all or any(map(view.may_void, view.faults)))


async def void_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The faults that this person may void, and the whole visit."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    choices = [
        (code, label_of(ctx, "inspection-void-line", "text", view.seen[code].note))
        for code in view.faults
        if view.may_void(code)
    ]
    return {
        **page_of(choices, turned_to(dialog_manager, "voids"), PAGE),
        "may_all": view.may_void_all and view.state == "done",
    }


async def reason_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The fault or visit to be voided, and the reason once it was typed."""
    ctx, view = context_of(dialog_manager), await visit_of(dialog_manager)
    what = str(dialog_manager.dialog_data.get("void", WHOLE))
    is_void = view.state == "voided" or (what in view.seen and view.seen[what].voided_on is not None)
    return {
        "what": _what(ctx, view, what),
        "reason": str(dialog_manager.dialog_data.get("void_reason", "")),
        "item": f"{view.id}:{what}",
        "confirms": (view.id, what, view.state, view.faults),
        "nothing_left": is_void,
    }


def _what(ctx: Context, view: InspectionView, what: str) -> str:
    if what in view.seen:
        return shortened(view.seen[what].note, 60)
    return ctx.say("inspection-void-whole", faults=len(view.faults))


async def on_what(manager: DialogManager, item: str) -> None:
    """The fault on the button."""
    manager.dialog_data.update(void=item, void_reason="")
    await manager.switch_to(InspectionSG.void_reason)


async def on_whole(manager: DialogManager, item: str) -> None:
    """The whole visit."""
    await on_what(manager, WHOLE)


async def on_reason(manager: DialogManager, text: str) -> None:
    """Take the reason; what follows is shown before anything happens."""
    ctx, reason = context_of(manager), " ".join(text.split())
    if len(reason) > voiding.MAX_REASON:
        given = {"limit": voiding.MAX_REASON, "length": len(reason)}
        await reply(manager, ctx.say("error-invalid-text-long", **given))
        return
    manager.dialog_data["void_reason"] = reason
    await manager.switch_to(InspectionSG.void_sure)


async def on_void(manager: DialogManager, item: str) -> None:
    """Void it; the enterprise is told."""
    ctx = context_of(manager)
    _, _, what = item.partition(":")
    reason, today = str(manager.dialog_data.get("void_reason", "")), await office_today(manager)
    visit, zone = visit_id(manager), ctx.app.zone
    if what == WHOLE:
        await ctx.act(voiding.void, visit, reason, today=today, zone=zone)
    else:
        await ctx.act(voiding.void_fault, visit, what, reason, today=today, zone=zone)
    manager.dialog_data["notice"] = "inspection-voided"
    await manager.switch_to(InspectionSG.one)
