"""Opening a finding, turning pages."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.files.enterprise import send_deadlines
from bot.states.people import start_finding
from bot.ui.paging import turned_to


async def on_task(manager: DialogManager, item: str) -> None:
    """Go to the finding on the button, and from there back to this page."""
    await start_finding(manager, int(item), back=f"tasks.{turned_to(manager)}")


async def on_done_task(manager: DialogManager, item: str) -> None:
    """The same of what is done."""
    await start_finding(manager, int(item), back=f"done.{turned_to(manager, 'done_page')}")


async def on_page(manager: DialogManager, item: str) -> None:
    """Go to the page on the button."""
    manager.dialog_data["page"] = int(item)


async def on_done_page(manager: DialogManager, item: str) -> None:
    """Turn the list of completed findings to the page on the button."""
    manager.dialog_data["done_page"] = int(item)


async def on_calendar(manager: DialogManager, item: str) -> None:
    """Send all days by which the enterprise owes something, for a calendar."""
    await send_deadlines(manager)
