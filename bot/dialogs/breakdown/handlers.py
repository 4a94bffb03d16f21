"""Handlers of the breakdown of a campaign."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.breakdown.getters import hazard_code, hazards_of, looked_at
from bot.files.office import send_briefing, send_overview
from bot.states.offices import BreakdownSG, start_breakdown, start_units
from storage.base.errors import Stale
from storage.offices import rankings


async def on_place(manager: DialogManager, item: str) -> None:
    """Break down a place below, or the one above."""
    await start_breakdown(manager, int(item))


async def on_chart(manager: DialogManager, item: str) -> None:
    """Send the picture of the place."""
    await send_overview(manager, await _place(manager))


async def on_briefing(manager: DialogManager, item: str) -> None:
    """Send the paper for a meeting about the place."""
    await send_briefing(manager, await _place(manager))


async def on_units(manager: DialogManager, item: str) -> None:
    """List the enterprises of the place."""
    await start_units(manager, {"among": {"place": await _place(manager)}})


async def on_industry(manager: DialogManager, item: str) -> None:
    """List the enterprises of an industry."""
    await start_units(manager, {"among": {"place": await _place(manager), "industry": item}})


async def on_hazard(manager: DialogManager, item: str) -> None:
    """List the enterprises with a hazard."""
    found = (await hazards_of(manager)).hazards
    name = next((one.key for one in found if hazard_code(one.key) == item), None)
    if name is None:
        raise Stale
    await start_units(manager, {"among": {"place": await _place(manager), "hazard": name}})


async def on_item(manager: DialogManager, item: str) -> None:
    """List the enterprises with findings of a check item."""
    await start_units(manager, {"among": {"place": await _place(manager), "item": item}})


async def on_rank(manager: DialogManager, item: str) -> None:
    """Switch the ranking of the places below on or off."""
    ctx = context_of(manager)
    await ctx.act(rankings.set_ranked, await _place(manager), ranked=item == "on")


async def on_industries(manager: DialogManager, item: str) -> None:
    """Show the industries of the place."""
    await _show(manager, "industries")


async def on_hazards(manager: DialogManager, item: str) -> None:
    """Show the hazards of the place."""
    await _show(manager, "hazards")


async def on_items(manager: DialogManager, item: str) -> None:
    """Show the check items of the place."""
    await _show(manager, "items")


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the place."""
    await _show(manager, "place")


async def _show(manager: DialogManager, window: str) -> None:
    manager.dialog_data["page"] = 0
    await manager.switch_to(getattr(BreakdownSG, window))


async def _place(manager: DialogManager) -> int:
    async with context_of(manager).app.database.read() as db:
        return (await looked_at(manager, db))[2]
