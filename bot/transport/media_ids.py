"""File ids of files that were sent before; those of Telegram are of no use on the page in a browser."""

from __future__ import annotations

from aiogram.types import ContentType
from aiogram_dialog.api.entities import MediaId
from aiogram_dialog.context.media_storage import MediaIdStorage

from bot.transport.channels import on_web


class TelegramMediaIds(MediaIdStorage):
    """The library's cache, for Telegram alone: on the page each file is sent again."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # the library's

    async def get_media_id(self, path: str | None, url: str | None, type: ContentType) -> MediaId | None:
        """The number a file was sent under."""
        return None if on_web.get() else await super().get_media_id(path, url, type)

    async def save_media_id(
        self, path: str | None, url: str | None, type: ContentType, media_id: MediaId
    ) -> None:
        """Remember the number of a file."""
        if not on_web.get():
            await super().save_media_id(path, url, type, media_id)
