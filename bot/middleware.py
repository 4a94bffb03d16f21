"""Who is talking: every update gets a Talk before any handler runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot.app import App, Talk
from bot.privacy.mode import is_private
from bot.privacy.rooms import RoomGoneError
from storage.audit import Actor
from storage.people import Identity
from storage.reachability import mark_reachable

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class TalkMiddleware(BaseMiddleware):
    """Puts `talk` into the handler's data; what a person may do is checked by the operations themselves."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Find out who is behind the update; of who talks in private only the language is known."""
        user: User | None = data.get("event_from_user")
        if user and isinstance(event, Update) and event.my_chat_member:
            self.app.identities.forget(user.id)  # blocked or back again: delivery may have marked them
        who = await self.app.identities.get(user.id) if user else None
        language = self.app.identities.language(user.id, who) if user else "zh"
        first = user is not None and not is_private() and self.app.meet(user.id)
        data["talk"] = Talk(self.app, None if is_private() else who, language, first)
        if user and is_private() and self.app.rooms.is_gone((data["bot"].id, user.id)):
            raise RoomGoneError
        result = await handler(event, data)
        if user and who and who.unreachable and not is_private():
            await self._mark_reachable(who, user.id)
        return result

    async def _mark_reachable(self, who: Identity, account: int) -> None:
        """Who writes again can be reached again. Afterwards, since only then it is known what was private."""
        async with self.app.database.begin() as db:
            await mark_reachable(db, Actor("person", who.person_id), self.app.now(), who.person_id)
        self.app.identities.forget(account)
