"""The peer: the smallest idiomatic aiogram-dialog questionnaire, a program of its own.

With `--db FILE` every answer is committed to SQLite, as SQLAlchemy's documentation shows it; without, all is
in memory. Nothing of the project is imported here.
"""

from __future__ import annotations

import argparse
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.memory import MemoryStorage, SimpleEventIsolation
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, StartMode, Window, setup_dialogs
from aiogram_dialog.widgets.kbd import Button, Row
from aiogram_dialog.widgets.text import Const, Format

QUESTIONS = 14


class Check(StatesGroup):
    """The questionnaire's two windows."""

    question = State()
    done = State()


async def on_start(message: Message, dialog_manager: DialogManager) -> None:
    """/start: the first question."""
    await dialog_manager.start(Check.question, mode=StartMode.RESET_STACK)


async def on_answer(callback: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Keep the answer, then the next question."""
    number = int(manager.dialog_data.get("number", 1))
    if (save := manager.middleware_data["save"]) is not None:
        await save(callback.from_user.id, number, button.widget_id)
    if number == QUESTIONS:
        await manager.switch_to(Check.done)
    else:
        manager.dialog_data["number"] = number + 1


async def getter(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The question shown."""
    number = dialog_manager.dialog_data.get("number", 1)
    return {"number": number, "total": QUESTIONS, "text": f"有没有做到第 {number} 条要求?"}


def make_dialog() -> Dialog:
    """The questionnaire."""
    return Dialog(
        Window(
            Format("第 {number}/{total} 项\n\n{text}"),
            Row(
                Button(Const("符合"), id="pass", on_click=on_answer),
                Button(Const("不符合"), id="fail", on_click=on_answer),
                Button(Const("不涉及"), id="na", on_click=on_answer),
            ),
            state=Check.question,
            getter=getter,
        ),
        Window(Const("完成"), Button(Const("好"), id="ok"), state=Check.done),
    )


async def main(url: str, token: str, path: str | None) -> None:
    """Poll until stopped."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = Dispatcher(storage=MemoryStorage(), events_isolation=SimpleEventIsolation())
    dispatcher["save"] = None
    if path:
        from tests.bench.peer_answers import open_database

        dispatcher["save"] = await open_database(path)
    dispatcher.message.register(on_start, CommandStart())
    dispatcher.include_router(make_dialog())
    setup_dialogs(dispatcher)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--db")
    given = parser.parse_args()
    uvloop.run(main(given.url, given.token, given.db))
