"""Who is talking: every update gets a Talk before any handler runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot.app import App, Talk
from storage.audit import Actor
from storage.reachability import mark_reachable

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class TalkMiddleware(BaseMiddleware):
    """Puts `talk` into the handler's data; what a person may do is checked by the operations themselves."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Find out who is behind the update."""
        user: User | None = data.get("event_from_user")
        if user and isinstance(event, Update) and event.my_chat_member:
            self.app.identities.forget(user.id)  # blocked or back again: delivery may have marked them
        who = await self.app.identities.get(user.id) if user else None
        if user and who and who.unreachable:
            # who writes again can be reached again
            async with self.app.database.begin() as db:
                await mark_reachable(db, Actor("person", who.person_id), self.app.now(), who.person_id)
            self.app.identities.forget(user.id)
            who = await self.app.identities.get(user.id)
        language = self.app.identities.language(user.id, who) if user else "zh"
        data["talk"] = Talk(self.app, who, language)
        return await handler(event, data)
