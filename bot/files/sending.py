"""The one way to send a produced file into the chat: say what is being made, show Telegram's upload status,
show the window below. A file too large for a bot is refused before sending."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery, FSInputFile
from aiogram_dialog import DialogManager

from bot.ui.replies import account_of, put_below, reply

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that a bot may send."""
CAPTION = 1024


def too_large(path: Path) -> int | None:
    """The size of a file in MB if it is too large for a bot to send."""
    size = path.stat().st_size
    return size // 1024 // 1024 if size > LARGEST else None


async def show_making(manager: DialogManager, words: str | None = None, *, picture: bool = False) -> None:
    """Say what is being made, if there is a sentence, and show Telegram's upload status."""
    if words is not None:
        await reply(manager, words)
    bot: Bot = manager.middleware_data["bot"]
    action = "upload_photo" if picture else "upload_document"
    await bot.send_chat_action(account_of(manager).id, action)


async def send_file(
    manager: DialogManager, made: bytes | Path, name: str, caption: str = "", *, picture: bool = False
) -> None:
    """Send a file under a name; the window then shows below it."""
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    file = FSInputFile(made, name) if isinstance(made, Path) else BufferedInputFile(made, name)
    if picture:
        await bot.send_photo(chat, file, caption=caption[:CAPTION])
    else:
        await bot.send_document(chat, file, caption=caption[:CAPTION])
    if isinstance(manager.event, CallbackQuery):
        put_below(manager)


@asynccontextmanager
async def folder_for(manager: DialogManager, name: str) -> AsyncIterator[Path]:
    """Yield a path for a file of that name; it is deleted afterwards. The window shows below the sent
    file."""
    with TemporaryDirectory(prefix="chenan-") as folder:
        yield Path(folder) / name
    put_below(manager)
