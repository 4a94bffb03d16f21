"""The channel of an update: Telegram, or the page in a browser, which has a bot of its own and takes no file
by the id that Telegram gave it."""

from __future__ import annotations

from contextvars import ContextVar

from aiogram import Bot
from aiogram.types import ContentType
from aiogram_dialog.api.entities import MediaId
from aiogram_dialog.context.media_storage import MediaIdStorage

WEB_BOT_ID = 1
"""The number of the page's bot. No bot of Telegram's has it, so that states and locks never collide."""

on_web: ContextVar[bool] = ContextVar("on_web", default=False)
"""Whether the current update came from the page."""


def is_web(bot: Bot) -> bool:
    """Whether a bot is the page's."""
    return bot.id == WEB_BOT_ID


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
