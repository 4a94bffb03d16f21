"""Handlers of what is to be shown when inspectors come: print the list."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.files.papers import send_readiness


async def on_print(manager: DialogManager, item: str) -> None:
    """Send the office's list as PDF and as Word."""
    await send_readiness(manager, own=False)


async def on_own_print(manager: DialogManager, item: str) -> None:
    """Send the enterprise's list as PDF and as Word."""
    await send_readiness(manager, own=True)
