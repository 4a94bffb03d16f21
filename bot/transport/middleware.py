"""The context of each update, made before any handler runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update, User

from bot.app import App, Context
from bot.privacy.middleware import GONE
from bot.privacy.mode import is_private
from bot.privacy.sessions import SessionGoneError
from bot.transport import channels
from bot.transport.channels import is_web
from storage.base.audit import Actor
from storage.people.contacts import Identity
from storage.people.reachability import mark_reachable

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class ContextMiddleware(BaseMiddleware):
    """Puts `ctx` into the handler's data; rights are checked by the operations themselves."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Look up the person of the update.

        In a private conversation only the language is known, and the database is not asked.
        """
        user: User | None = data.get("event_from_user")
        on_web = is_web(data["bot"])
        channels.on_web.set(on_web)
        if user:
            self.app.unsaid.drop(user.id)
        if user and is_private():
            private_session = self.app.private_sessions.find((data["bot"].id, user.id))
            language = (
                private_session.language
                if private_session
                else self.app.identities.remembered_language(user.id)
            )
            data["ctx"] = Context(self.app, None, language, on_web=on_web)
            if data.get(GONE):
                raise SessionGoneError
            return await handler(event, data)
        if user and isinstance(event, Update) and event.my_chat_member:
            self.app.identities.forget(user.id)  # blocked or back again: delivery may have marked them
        who = await self.app.identities.get(user.id) if user else None
        language = self.app.identities.language(user.id, who) if user else "zh"
        first = user is not None and self.app.meet(user.id)
        data["ctx"] = Context(self.app, who, language, first, on_web)
        result = await handler(event, data)
        if user and who and (who.unreachable or who.elsewhere):
            await self._mark_reachable(who, user.id)
        return result

    async def _mark_reachable(self, who: Identity, address: int) -> None:
        """Mark a person who writes again as reachable, at the account they write from; not in private
        conversations, which change nothing."""
        of = (Actor("person", who.person_id), self.app.now(), who.person_id, address)
        await self.app.database.run(lambda db: mark_reachable(db, *of))
        self.app.identities.forget_person(who.person_id)
