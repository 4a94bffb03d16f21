"""Evidence in a chat: photos and first pages of PDFs as albums, other files one by one, all protected."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Protocol

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import ContentType, FSInputFile, InputFile, InputMediaPhoto
from aiogram_dialog import DialogManager
from aiogram_dialog.api.entities import MediaAttachment

from bot.app import Context, context_of
from bot.ui.replies import account_of, put_below
from documents import office_files, voice_files
from storage.base.errors import StoreAway

ALBUM = 10
SHOWN = "evidence"


class Shown(Protocol):
    """A stored file of any kind; `picture`: the stored picture that represents it, None for none."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def kind(self) -> str:
        """photo, voice, or what kind of document."""

    @property
    def sha256(self) -> str:
        """SHA-256 of the stored bytes."""

    @property
    def mime(self) -> str:
        """MIME type of the stored bytes."""

    @property
    def picture(self) -> str | None:
        """SHA-256 of the stored picture that represents it; None: it cannot be shown."""


async def show_files(manager: DialogManager, files: Sequence[Shown]) -> int:
    """Send the stored files above the window; return how many came. Those shown before are deleted first.

    If their store is away, a sentence in their place says so, and counts as all of them: the person can go
    on.
    """
    await hide_files(manager)
    ctx = context_of(manager)
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    names = {name for file in files for name in (file.sha256, file.picture) if name is not None}
    try:
        found = await ctx.app.files.all_local(names)
    except StoreAway as away:
        said = await bot.send_message(chat, ctx.say(away.key))
        manager.dialog_data[SHOWN] = [said.message_id]
        put_below(manager)
        return len(files)
    there = [(file, found[file.sha256]) for file in files if file.sha256 in found]
    pictures = [(file.id, found[file.picture]) for file, _ in there if file.picture in found]
    shown = await send_photos(manager, [FSInputFile(path, f"{number}.jpg") for number, path in pictures])
    for file, path in there:
        if file.kind == "voice" and (ctx.on_web or file.mime in voice_files.TELEGRAMS):
            voice = FSInputFile(path, f"{file.id}{_SUFFIX.get(file.mime, '')}")
            shown.append((await bot.send_voice(chat, voice, protect_content=True)).message_id)
        elif file.kind != "photo":
            document = FSInputFile(path, f"{file.id}{_SUFFIX.get(file.mime, '')}")
            shown.append((await bot.send_document(chat, document, protect_content=True)).message_id)
    manager.dialog_data[SHOWN] = shown
    put_below(manager)
    return len(there)


async def picture_of(ctx: Context, sha256: str | None) -> dict[str, object]:
    """A stored picture for a window, as its `picture` (None: it is lost); `picture_away`: it cannot be
    fetched now."""
    try:
        path = await ctx.app.files.local(sha256) if sha256 is not None else None
    except StoreAway:
        return {"picture": None, "picture_away": True}
    shown = MediaAttachment(ContentType.PHOTO, path=path) if path is not None else None
    return {"picture": shown, "picture_away": False}


async def send_photos(manager: DialogManager, photos: Sequence[InputFile]) -> list[int]:
    """Send photos as protected albums; the ids of the messages."""
    bot: Bot = manager.middleware_data["bot"]
    chat = account_of(manager).id
    shown: list[int] = []
    for start in range(0, len(photos), ALBUM):
        part = photos[start : start + ALBUM]
        if len(part) == 1:
            shown.append((await bot.send_photo(chat, part[0], protect_content=True)).message_id)
            continue
        sent = await bot.send_media_group(
            chat, [InputMediaPhoto(media=photo) for photo in part], protect_content=True
        )
        shown += [message.message_id for message in sent]
    return shown


_SUFFIX = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    office_files.WORD: ".docx",
    office_files.SHEET: ".xlsx",
    **voice_files.SUFFIXES,
}


async def hide_files(manager: DialogManager, shown: str = SHOWN) -> None:
    """Delete what was shown above the window: the messages under `shown` in the dialog's data."""
    bot: Bot = manager.middleware_data["bot"]
    if ids := manager.dialog_data.pop(shown, None):
        with suppress(TelegramAPIError):
            await bot.delete_messages(account_of(manager).id, ids)
