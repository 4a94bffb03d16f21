"""Files that go with a message: by Telegram's id, or from the store where the bot does not know the id."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, InputFile, InputMediaDocument, InputMediaPhoto, Message
from telegram.error import BadRequest

from scheduler.delivery.items import Enclosure
from storage.base.memory import Recent

_KNOWN = 500
"""Most files whose new ids are remembered."""
_STRANGE = ("file identifier", "file_id", "file id", "remote file", "wrong file")

_Source = str | InputFile


class Enclosing:
    """Sends files. One unknown to Telegram is uploaded once; later messages use its new id."""

    def __init__(self, bot: Bot, paid: bool | None) -> None:
        self._bot = bot
        self._paid = paid
        self._fresh: Recent[str, str] = Recent(_KNOWN)
        self._uploading = asyncio.Lock()

    async def send_file(
        self,
        chat_id: int,
        file: Enclosure,
        caption: str,
        mode: str | None,
        markup: InlineKeyboardMarkup | None,
        protect: bool | None = None,
    ) -> Message:
        """Send one photo or document with a caption."""
        send: Callable[..., Awaitable[Message]] = (
            self._bot.send_photo if file.kind == "photo" else self._bot.send_document
        )

        async def attempt(sources: Sequence[_Source]) -> tuple[Message, ...]:
            how: dict[str, Any] = {file.kind: sources[0], "caption": caption, "parse_mode": mode}
            how |= {"reply_markup": markup, "protect_content": protect}
            return (await send(chat_id, allow_paid_broadcast=self._paid, **how),)

        if file.data is not None:
            return (await attempt([InputFile(file.data, filename=file.name or None, attach=True)]))[0]
        return (await self._with_files([file], attempt))[0]

    async def send_album(self, chat_id: int, files: Sequence[Enclosure]) -> tuple[Message, ...]:
        """Send an album, or the only file, without text."""
        if len(files) == 1:
            return (await self.send_file(chat_id, files[0], "", None, None),)

        async def attempt(sources: Sequence[_Source]) -> tuple[Message, ...]:
            made = [
                (InputMediaPhoto if file.kind == "photo" else InputMediaDocument)(source)
                for file, source in zip(files, sources, strict=True)
            ]
            return await self._bot.send_media_group(chat_id, made, allow_paid_broadcast=self._paid)

        return await self._with_files(files, attempt)

    async def _with_files(
        self,
        files: Sequence[Enclosure],
        attempt: Callable[[Sequence[_Source]], Awaitable[tuple[Message, ...]]],
    ) -> tuple[Message, ...]:
        try:
            return await attempt(self._by_id(files))
        except BadRequest as error:
            kept = all(file.fetch is not None for file in files)
            if not kept or not any(words in error.message.lower() for words in _STRANGE):
                raise
        async with self._uploading:  # once, not once for each of those under way
            if not all(file.file_id in self._fresh for file in files):
                sent = await attempt([await _fetched(file) for file in files])
                self._remember(files, sent)
                return sent
        return await attempt(self._by_id(files))

    def _by_id(self, files: Sequence[Enclosure]) -> list[_Source]:
        return [self._fresh.get(file.file_id) or file.file_id for file in files]

    def _remember(self, files: Sequence[Enclosure], sent: Sequence[Message]) -> None:
        for file, message in zip(files, sent, strict=True):
            media = message.photo[-1] if message.photo else message.document
            if media is not None:
                self._fresh.put(file.file_id, media.file_id)


async def _fetched(file: Enclosure) -> InputFile:
    """The stored bytes of a file, to upload it.

    Raises:
        BadRequest: they are lost. StoreAway: they cannot be fetched now, and the message has to wait.
    """
    if file.fetch is None:
        raise BadRequest("the file was stored nowhere")
    try:
        content = await file.fetch()
    except OSError as error:
        raise BadRequest(f"the file is not there: {type(error).__name__}") from None
    return InputFile(content, filename=file.name or None, attach=True)
