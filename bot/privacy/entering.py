"""Into a private conversation and out of it: what is stored of the chat stays as it was meanwhile."""

from __future__ import annotations

from dataclasses import replace

from aiogram.fsm.state import State
from aiogram.types import Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.internal import STORAGE_KEY
from aiogram_dialog.context.storage import StorageProxy

from bot.app import Talk, talk_of
from bot.privacy.mode import set_private
from bot.privacy.rooms import Chat, Room
from bot.privacy.scrub import nobody
from bot.replies import renew_talk
from bot.states import HomeSG, start_home


def chat_key(manager: DialogManager) -> Chat:
    """The chat of the update, as rooms are called."""
    return (manager.middleware_data["bot"].id, manager.middleware_data["event_chat"].id)


def room_of(manager: DialogManager) -> Room:
    """The room of the chat that is talking; made anew if it ran out this moment."""
    return talk_of(manager).app.rooms.open(chat_key(manager))


def private_talk(talk: Talk) -> Talk:
    """The talk of somebody of whom only the language is known, whoever they are."""
    return replace(talk, who=None)


async def enter(manager: DialogManager, state: State) -> None:
    """Begin a private conversation at `state`; from here on nothing of the chat is written.

    What is stored beforehand is that the person is at home, as after /start: if the process dies, or the room
    runs out, a text typed next must not become the note of a question that was open before.
    """
    rooms, chat, show = talk_of(manager).app.rooms, chat_key(manager), manager.show_mode
    at_home = manager.has_context() and manager.current_context().state == HomeSG.main
    if rooms.find(chat) is None and not at_home:
        await manager.start(HomeSG.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
        manager.show_mode = show
        storage: StorageProxy = manager.middleware_data[STORAGE_KEY]
        await storage.save_context(manager.current_context())
        await storage.save_stack(manager.current_stack())
    room = rooms.open(chat)
    set_private(True)
    data = manager.middleware_data
    data["talk"], data["event_from_user"] = private_talk(data["talk"]), nobody(chat[1])
    if isinstance(manager.event, Message):
        room.note(manager.event.message_id)
    await manager.start(state, mode=StartMode.RESET_STACK)


async def leave(manager: DialogManager, notice: str = "") -> None:
    """Home; with it everything of the private conversation is forgotten. The update itself stays private."""
    await renew_talk(manager)
    await start_home(manager, notice)
