"""Into a private conversation and out of it: what is stored of the chat stays as it was meanwhile."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.fsm.state import State
from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.internal import STORAGE_KEY
from aiogram_dialog.context.storage import StorageProxy

from bot.app import Talk, talk_of
from bot.office_states import OfficeSG
from bot.privacy.drafts import ReceiptDraft, ReportDraft
from bot.privacy.mode import set_private
from bot.privacy.rooms import Chat, Room
from bot.privacy.scrub import nobody
from bot.privacy.states import ReceiptSG, ReportSG
from bot.replies import renew_talk
from bot.states import HomeSG, start_home

BULK = 100
"""Messages Telegram deletes in one call."""


def chat_key(manager: DialogManager) -> Chat:
    """The chat of the update, as rooms are called."""
    return (manager.middleware_data["bot"].id, manager.middleware_data["event_chat"].id)


def room_of(manager: DialogManager) -> Room:
    """The room of the chat that is talking; made anew if it ran out this moment."""
    return talk_of(manager).app.rooms.open(chat_key(manager))


def private_talk(talk: Talk) -> Talk:
    """The talk of somebody of whom only the language is known, whoever they are."""
    return replace(talk, who=None)


async def start_report(manager: DialogManager, poster: str = "") -> None:
    """An anonymous report; `poster` is the code on one, which names the enterprise it hangs at."""
    await enter(manager, ReportSG.intro, ReportDraft(poster=poster))


async def start_receipt(manager: DialogManager, show: ShowMode = ShowMode.AUTO) -> None:
    """Looking a report up."""
    await enter(manager, ReceiptSG.enter, ReceiptDraft(), show)


async def enter(manager: DialogManager, state: State, draft: object, show: ShowMode = ShowMode.AUTO) -> None:
    """Begin a private conversation at `state`; from here on nothing of the chat is written.

    What is stored beforehand is that the person is at home, as after /start: if the process dies, or the room
    runs out, a text typed next must not become the note of a question that was open before.
    """
    rooms, chat = talk_of(manager).app.rooms, chat_key(manager)
    at_home = manager.has_context() and manager.current_context().state in (HomeSG.main, OfficeSG.main)
    if rooms.find(chat) is None and not at_home:
        await start_home(manager, show=ShowMode.NO_UPDATE)
        storage: StorageProxy = manager.middleware_data[STORAGE_KEY]
        await storage.save_context(manager.current_context())
        await storage.save_stack(manager.current_stack())
    room = rooms.open(chat)
    room.draft = draft
    set_private(True)
    data = manager.middleware_data
    data["talk"], data["event_from_user"] = private_talk(data["talk"]), nobody(chat[1])
    if isinstance(manager.event, Message):
        room.note(manager.event.message_id)
    await manager.start(state, mode=StartMode.RESET_STACK, show_mode=show)


async def leave(manager: DialogManager, notice: str = "", show: ShowMode | None = None) -> None:
    """Home; with it everything of the private conversation is forgotten. The update itself stays private."""
    await renew_talk(manager)
    await start_home(manager, notice, show)


async def forget_message(manager: DialogManager) -> None:
    """Delete the message being handled from the chat."""
    if isinstance(manager.event, Message):
        with suppress(TelegramAPIError):
            await manager.event.delete()


async def clear(manager: DialogManager, notice: str) -> None:
    """Delete the messages of both sides as far as they are remembered and Telegram allows; then home."""
    chat = chat_key(manager)
    room = talk_of(manager).app.rooms.find(chat)
    bot: Bot = manager.middleware_data["bot"]
    for start in range(0, len(room.messages) if room else 0, BULK):
        with suppress(TelegramAPIError):
            await bot.delete_messages(chat[1], room.messages[start : start + BULK] if room else [])
    await leave(manager, notice, ShowMode.SEND)
