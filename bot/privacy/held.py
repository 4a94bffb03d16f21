"""Messages that may have been meant for a private conversation that is over: held in memory until the person
says so.

After a crash, and after a report, the ordinary window that was open before is still the stored one. A story
typed on must not become the note of its question, and a person at that question must not lose a note.
"""

from __future__ import annotations

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.app import App
from bot.privacy.mode import HELD_BUTTONS
from bot.privacy.sessions import Chat

TAKE, DROP = f"{HELD_BUTTONS}take", f"{HELD_BUTTONS}drop"
WAY_HOME = "go:home"
"""The button under the last word of a private conversation: an ordinary one, for later."""


def way_home(app: App, language: str) -> InlineKeyboardMarkup:
    """The one button [首页]."""
    text = app.catalog.say("private-way-home", language)
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=WAY_HOME)]])


async def hold(app: App, bot: Bot, chat: Chat, update: Update) -> None:
    """Hold a message, and ask what it was meant for; an album is asked about once."""
    language = app.identities.remembered_language(chat[1])
    after_start = app.private_sessions.is_unsure(chat) is None
    held = app.private_sessions.hold(chat, update)
    if held is None:
        await bot.send_message(chat[1], app.catalog.say("held-many", language))
        return
    if held.question is not None and _one_album(held.updates):
        return
    if held.question is not None:
        with suppress(TelegramAPIError):
            await bot.delete_message(chat[1], held.question)
    rows = [
        [InlineKeyboardButton(text=app.catalog.say("held-take", language), callback_data=TAKE)],
        [InlineKeyboardButton(text=app.catalog.say("held-drop", language), callback_data=DROP)],
    ]
    asked = await bot.send_message(
        chat[1],
        app.catalog.say(
            "held-after-start" if after_start else "held-after-leaving", language, count=len(held.updates)
        ),
        reply_markup=InlineKeyboardMarkup(inline_keyboard=rows),
    )
    held.question = asked.message_id


async def released(app: App, bot: Bot, chat: Chat, pressed: CallbackQuery) -> list[Update]:
    """The held messages to handle now, as their person decides; the question is deleted."""
    language = app.identities.remembered_language(chat[1])
    updates = app.private_sessions.release(chat)
    dropped = pressed.data != TAKE
    with suppress(TelegramAPIError):
        await pressed.answer(
            app.catalog.say("held-gone", language) if not updates else "", show_alert=not updates
        )
    if pressed.message is not None:
        with suppress(TelegramAPIError):
            await bot.delete_message(chat[1], pressed.message.message_id)
    if updates and dropped:
        await bot.send_message(
            chat[1], app.catalog.say("held-dropped", language), reply_markup=way_home(app, language)
        )
    return [] if dropped else updates


def _one_album(updates: list[Update]) -> bool:
    groups = [one.message.media_group_id if one.message else None for one in updates[-2:]]
    return groups[0] is not None and groups[0] == groups[-1]
