"""Handlers of the record of an enterprise: print it, write a notice, plan a visit, go back."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.dialogs.history.getters import came_from, enterprise_of
from bot.files.enterprise import send_history
from bot.states.exchange import start_happened
from bot.states.offices import start_inspection_of, start_units
from bot.states.people import start_more
from bot.ui.notice_drafts import begin_to
from storage.base.errors import Stale


async def on_pdf(manager: DialogManager, item: str) -> None:
    """Send the whole record as a PDF."""
    _same(manager, item)
    await send_history(manager, int(item))


async def on_notice(manager: DialogManager, item: str) -> None:
    """Begin a notice to this enterprise alone."""
    _same(manager, item)
    await begin_to(manager, int(item))


async def on_inspect(manager: DialogManager, item: str) -> None:
    """Plan a visit to this enterprise."""
    _same(manager, item)
    await start_inspection_of(manager, int(item))


async def on_happened(manager: DialogManager, item: str) -> None:
    """Record an accident at this enterprise."""
    _same(manager, item)
    await start_happened(manager, item)


async def on_back(manager: DialogManager, item: str) -> None:
    """Go back to the enterprise in the office's list, or to the owner's pages."""
    came = came_from(manager)
    if came is None:
        await start_more(manager)
    else:
        await start_units(manager, came)


def _same(manager: DialogManager, item: str) -> None:
    if item != str(enterprise_of(manager)):
        raise Stale
