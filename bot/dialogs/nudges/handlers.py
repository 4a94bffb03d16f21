"""Giving an address, confirming it by the code that was sent there, removing it."""

from __future__ import annotations

import re
import unicodedata

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.nudges.getters import ASKS, kind_of, known_phone, waiting_line
from bot.states.people import NudgesSG
from bot.ui.replies import reply
from storage.base.errors import Stale
from storage.nudges import addresses
from storage.nudges.addresses import SMS

_CODE = re.compile(r"\d{6}", re.ASCII)


async def on_kind(manager: DialogManager, item: str) -> None:
    """A kind of address: ask for it."""
    if item not in ASKS or item not in context_of(manager).app.nudge_kinds:
        raise Stale
    manager.dialog_data["kind"] = item
    await manager.switch_to(NudgesSG.ask)


async def on_typed(manager: DialogManager, text: str) -> None:
    """An address was typed: send a code there."""
    ctx = context_of(manager)
    line = await ctx.act(addresses.add, ctx.app.today(), kind_of(manager), text)
    if line.confirmed:
        await manager.switch_to(NudgesSG.main)
        return
    manager.dialog_data["address"] = line.id
    await manager.switch_to(NudgesSG.code)


async def on_known(manager: DialogManager, item: str) -> None:
    """The number the office has is to be used, if it is still the one on the button."""
    if item != await known_phone(context_of(manager)):
        raise Stale
    manager.dialog_data["kind"] = SMS
    await on_typed(manager, item)


async def on_waiting(manager: DialogManager, item: str) -> None:
    """Type the code of an address that waits for it."""
    manager.dialog_data["address"] = int(item)
    await manager.switch_to(NudgesSG.code)


async def on_code(manager: DialogManager, text: str) -> None:
    """A code was typed."""
    ctx = context_of(manager)
    found = _CODE.findall(re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text)))
    if (line := await waiting_line(manager)) is None:
        await manager.switch_to(NudgesSG.main)
        return
    if len(found) != 1:
        await reply(manager, ctx.say("nudge-code-unclear"))
    elif await ctx.act(addresses.confirm, line.id, found[0]):
        await manager.switch_to(NudgesSG.main)
    else:
        await reply(manager, ctx.say("nudge-code-wrong"))


async def on_again(manager: DialogManager, item: str) -> None:
    """Send another code to the same address."""
    ctx = context_of(manager)
    if (line := await waiting_line(manager)) is None:
        await manager.switch_to(NudgesSG.main)
        return
    made = await ctx.act(addresses.add, ctx.app.today(), line.kind, line.address)
    manager.dialog_data["address"] = made.id
    await reply(manager, ctx.say("nudge-code-again-sent"))


async def on_remove(manager: DialogManager, item: str) -> None:
    """Remove an address."""
    await context_of(manager).act(addresses.remove, int(item))
