"""Noting a measure's paper, ending it, answering a request to resume."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.measures.getters import view_of
from bot.files.office import send_exposures
from bot.states.offices import MeasuresSG, start_review
from bot.ui.evidence import hide_files, show_files
from bot.ui.sentences import fen_typed
from storage.reviews import measures, resumptions


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Open the measure of a delivered button first, for those who may see it."""
    given = start_data if isinstance(start_data, dict) else {}
    chosen = given.get("id")
    if "exposure" in given:
        manager.dialog_data["exposure"] = int(given["exposure"])
    if chosen is not None:
        manager.dialog_data["id"] = int(chosen)
        await view_of(manager)


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a measure."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(MeasuresSG.one)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list."""
    await hide_files(manager)
    await manager.switch_to(MeasuresSG.list)


async def on_form(manager: DialogManager, item: str) -> None:
    """Open the form whose review it followed."""
    await start_review(manager, int(item))


async def on_photos(manager: DialogManager, item: str) -> None:
    """Show the photos of a request to resume work, above the window."""
    ctx = context_of(manager)
    files = await ctx.read(resumptions.photos, ctx.actor, int(item))
    await show_files(manager, files)


async def on_agree(manager: DialogManager, item: str) -> None:
    """Agree that work is resumed (同意复产); the suspension ends with it."""
    ctx = context_of(manager)
    await hide_files(manager)
    await ctx.act(resumptions.decide, int(item), agreed=True, zone=ctx.app.zone)
    ctx.app.orders.forget()
    manager.dialog_data["notice"] = "measure-agreed"


async def on_refuse(manager: DialogManager, item: str) -> None:
    """Ask why work may not be resumed (不同意)."""
    await hide_files(manager)
    manager.dialog_data["asked"] = int(item)
    await manager.switch_to(MeasuresSG.refuse)


async def on_refusal(manager: DialogManager, text: str) -> None:
    """Refuse the request for the typed reason."""
    ctx = context_of(manager)
    asked = int(manager.dialog_data["asked"])
    await ctx.act(resumptions.decide, asked, agreed=False, reason=text, zone=ctx.app.zone)
    manager.dialog_data["notice"] = "measure-refused"
    await manager.switch_to(MeasuresSG.one)


async def _note(manager: DialogManager, **values: Any) -> None:
    ctx = context_of(manager)
    await ctx.act(measures.note_penalty, int(manager.dialog_data["id"]), zone=ctx.app.zone, **values)
    await manager.switch_to(MeasuresSG.one)


async def on_number(manager: DialogManager, text: str) -> None:
    """Note the number of the paper (文号)."""
    await _note(manager, number=text)


async def on_kind(manager: DialogManager, item: str) -> None:
    """Note the kind of a penalty: 警告, 罚款 and so on."""
    await _note(manager, penalty=item)


async def on_amount(manager: DialogManager, text: str) -> None:
    """Note the amount of a penalty, typed in yuan."""
    if (fen := await fen_typed(manager, text, "measure-amount-unclear")) is not None:
        await _note(manager, amount_fen=fen)


async def on_day(manager: DialogManager, when: date) -> None:
    """Note the day of the paper."""
    await _note(manager, since_on=when)


async def on_ended(manager: DialogManager, when: date) -> None:
    """End the measure on a day: the penalty was paid, the enterprise closed, the refusal over."""
    ctx = context_of(manager)
    await ctx.act(measures.end, int(manager.dialog_data["id"]), when, zone=ctx.app.zone)
    ctx.app.orders.forget()
    manager.dialog_data["notice"] = "measure-kept"
    await manager.switch_to(MeasuresSG.one)


async def on_ended_today(manager: DialogManager, item: str) -> None:
    """End it today."""
    await on_ended(manager, date.fromisoformat(item))


async def on_exposures(manager: DialogManager, item: str) -> None:
    """Send the list of whom to name in public (曝光)."""
    await send_exposures(manager)
