"""Making a link, setting the number, ending all devices."""

from __future__ import annotations

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.devices.getters import own
from bot.memory import memory_of
from bot.states.people import DevicesSG
from bot.ui.replies import account_of, reply
from storage.base.errors import Invalid
from storage.web import devices, sessions


async def on_link(manager: DialogManager, item: str) -> None:
    """Make a link for one more device; a person without a PIN sets one first."""
    ctx = context_of(manager)
    if not (await own(ctx)).has_pin:
        manager.dialog_data["linking"] = True
        await manager.switch_to(DevicesSG.pin)
        return
    await _show_link(manager)


async def on_pin(manager: DialogManager, item: str) -> None:
    """Ask for a number."""
    manager.dialog_data.pop("linking", None)
    await manager.switch_to(DevicesSG.pin)


async def on_typed_pin(manager: DialogManager, text: str) -> None:
    """Set the number, and take the message with it out of the chat."""
    ctx = context_of(manager)
    if isinstance(manager.event, Message):
        bot: Bot = manager.middleware_data["bot"]
        with suppress(TelegramAPIError):
            await bot.delete_message(account_of(manager).id, manager.event.message_id)
    try:
        hashed = await sessions.hash_pin("".join(text.split()))
    except Invalid as refusal:
        await reply(manager, ctx.say(refusal.key, **refusal.values))
        return
    await ctx.act(sessions.set_pin, hashed)
    if manager.dialog_data.pop("linking", False):
        await _show_link(manager)
        return
    manager.dialog_data["notice"] = "devices-pin-done"
    await manager.switch_to(DevicesSG.main)


async def on_end(manager: DialogManager, item: str) -> None:
    """End all devices of the acting person."""
    ctx = context_of(manager)
    await ctx.act(devices.end_all, ctx.actor.person_id or 0)
    manager.dialog_data["notice"] = "devices-ended"
    await manager.switch_to(DevicesSG.main)


async def _show_link(manager: DialogManager) -> None:
    ctx = context_of(manager)
    token = await ctx.act(sessions.create_login)
    memory_of(manager).codes.put(ctx.actor.person_id or 0, token)
    await manager.switch_to(DevicesSG.link)
