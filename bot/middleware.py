"""Who is talking: every update gets a Talk before any handler runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.app import App, Talk

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class TalkMiddleware(BaseMiddleware):
    """Puts `talk` into the handler's data; what a person may do is checked by the operations themselves."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Find out who is behind the update."""
        user: User | None = data.get("event_from_user")
        who = await self.app.identities.get(user.id) if user else None
        language = self.app.identities.language(user.id, who) if user else "zh"
        data["talk"] = Talk(self.app, who, language)
        return await handler(event, data)
