"""Turns input of the page into updates of Telegram's, and passes them through the dispatcher."""

from __future__ import annotations

import itertools
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Chat, Document, Message, PhotoSize, Update, User, Voice

from bot.app import App, stored_files
from bot.handlers.errors import is_away
from bot.logs import where
from bot.privacy.entrance import in_private, text_of
from bot.privacy.mode import is_entrance, is_private_button
from bot.privacy.storage import PartedStorage
from bot.transport.once import DEED, UNDO, name_of
from bot.web.calls import message_of
from bot.web.chats import Said, Stored, WebChat
from bot.web.inbox import Content, MemoryInbox
from bot.web.requests import Refused, writable
from bot.web.stored import StoredInbox
from bot.web.withheld import is_marked
from storage.self_checks.attachments import File

log = logging.getLogger(__name__)

MOST_SIGNS = 4096
"""Telegram's limit of a message, in characters."""
MOST_DATA = 64
AGAIN_SECONDS = 1.0
"""Seconds after which the page sends again what could not be handled."""


@dataclass(frozen=True, slots=True)
class Given:
    """One input of the page: a text, a tap (`message`, `data`), or a file with perhaps a caption."""

    text: str = ""
    message: int = 0
    data: str = ""
    file: Stored | None = None
    deed: str = ""
    """The client's id."""
    again: bool = False
    """It was sent before and not answered."""

    @property
    def name(self) -> str:
        """Its name (`bot.transport.once`)."""
        return name_of(self.deed, self.data)

    @property
    def is_photo(self) -> bool:
        """Whether the file is sent as a photo."""
        return self.file is not None and self.file.mime.startswith("image/")

    @property
    def is_voice(self) -> bool:
        """Whether the file is sent as a voice message."""
        return self.file is not None and self.file.mime.startswith("audio/")

    @property
    def kind(self) -> str:
        """The kind of the message that the file is."""
        return "photo" if self.is_photo else "voice" if self.is_voice else "document"


def read(raw: Any) -> Given | None:
    """Parse a JSON object; None where it is none of these inputs."""
    if not isinstance(raw, dict):
        return None
    text, press = raw.get("text"), raw.get("press")
    if isinstance(text, str) and press is None:
        text = writable(text).strip()
        return Given(text=text) if 0 < len(text) <= MOST_SIGNS else None
    if not isinstance(press, dict) or text is not None:
        return None
    message, data = press.get("message"), press.get("data")
    if type(message) is not int or not 0 < message < 2**53:
        return None
    if not isinstance(data, str) or not 0 < len(data.encode("utf-8", "replace")) <= MOST_DATA:
        return None
    return Given(message=message, data=data)


class Feeder:
    """Passes inputs of the page to the dispatcher, which handles one update of a chat at a time."""

    def __init__(self, app: App, bot: Bot, dispatcher: Dispatcher) -> None:
        self._app = app
        self._bot = bot
        self._dispatcher = dispatcher
        self._numbers = itertools.count(1)

    async def visit(self, chat: WebChat, given: Given) -> Said:
        """Handle an input of a visitor; one that is no part of a report leads to the page's front."""
        query = f"{chat.address}.{secrets.token_urlsafe(12)}"
        file_id = chat.shelf.put(given.file) if given.file is not None else ""
        try:
            update = await self._update(chat, given, query, file_id)
            if update is None:
                return Said()
            if not self.may_visit(chat, update):
                if isinstance(chat.inbox, MemoryInbox):
                    await chat.inbox.clear()
                return Said(front=True)
            chat.answers[query] = Said()
            try:
                await self._dispatcher.feed_update(self._bot, update)
            except Exception as problem:  # noqa: BLE001 - said with the others, not at its second
                self._app.troubles.note(problem)
            return chat.answers[query]
        finally:
            chat.answers.pop(query, None)
            chat.shelf.drop(file_id)

    async def serve(self, chat: WebChat, given: Given) -> Said:
        """Handle an input of a member's device. A report is none of it: it leads to a visitor's page."""
        query = f"{chat.address}.{secrets.token_urlsafe(12)}"
        if is_entrance(given.text, given.data):
            begins = given.data.startswith("go:report") or given.text.startswith(("/report", "/start"))
            return Said(visit="/report" if begins else "/receipt")
        async with chat.lock:  # what is typed belongs to the window that is open by then
            is_marked.set(await self._is_marked(chat))
            if isinstance(chat.inbox, StoredInbox):
                chat.inbox.begin(given.name)
            return await self._serve(chat, given, query)

    async def _serve(self, chat: WebChat, given: Given, query: str) -> Said:
        file_id = chat.shelf.put(given.file) if given.file is not None else ""
        try:
            update = await self._update(chat, given, query, file_id)
            if update is None:
                return Said()
            # No private conversation was ever held here: what is typed first belongs to the window that is
            # open.
            self._app.private_sessions.settle((self._bot.id, chat.address))
            chat.answers[query] = Said()
            files: list[File] = []
            stored_files.set(files)
            try:
                await self._dispatcher.feed_update(self._bot, update, **_told(chat, given))
                if update.message is not None:
                    await self._keep_sight(chat, update.message.message_id, files)
            except Exception as problem:  # noqa: BLE001 - aiohttp would answer for it without a word
                log.error("update not handled: %s", where(problem))
                if is_away(problem):
                    raise Refused(503, "away", AGAIN_SECONDS) from None
            return chat.answers[query]
        finally:
            chat.answers.pop(query, None)
            # it is stored by now, or was refused: no need to hold its bytes in thousands of chats
            chat.shelf.drop(file_id)

    async def _keep_sight(self, chat: WebChat, message_id: int, files: Sequence[File]) -> None:
        """Have the person's own message show the photo, or play the voice, that it became as evidence.

        Nothing is copied.
        """
        kept = next((one for one in files if one.kind in ("photo", "voice")), None)
        if kept is None:
            return
        content = await chat.inbox.find(message_id)
        if content is None or content.protected or content.withheld:
            return
        shown = {"kind": kept.kind, "evidence": kept.sha256, "id": kept.sha256, "mime": kept.mime}
        await chat.inbox.change(message_id, replace(content, file=shown))

    async def _is_marked(self, chat: WebChat) -> bool:
        """Whether the window that is open is one whose texts must not be stored."""
        storage = self._dispatcher.storage
        if not isinstance(storage, PartedStorage):
            return False
        return await storage.open_state((self._bot.id, chat.address)) in self._app.protected

    def may_visit(self, chat: WebChat, update: Update) -> bool:
        """Whether an update begins a private conversation, or belongs to one: nothing else is a visitor's."""
        data = (update.callback_query and update.callback_query.data) or ""
        return (
            is_entrance(text_of(update), data)
            or is_private_button(data)
            or in_private(self._app, (self._bot.id, chat.address))
        )

    async def speak(self, chat: WebChat, language: str) -> None:
        """Switch to another language from now on; an open window is shown in it."""
        self._app.identities.set_language(chat.address, language)
        session = self._app.private_sessions.find((self._bot.id, chat.address))
        if session is None or session.language == language:
            return
        known = self._app.catalog.languages
        session.language = known[known.index(language) - 1]  # the command switches to the next language
        await self.visit(chat, Given(text="/language"))

    async def leave(self, chat: WebChat) -> None:
        """Drop the unsent draft."""
        self._app.private_sessions.close((self._bot.id, chat.address))

    async def _update(self, chat: WebChat, given: Given, query: str, file_id: str) -> Update | None:
        """The update; None for a tap on a message that is gone. A message is put into the inbox first."""
        person = User(id=chat.address, is_bot=False, first_name=chat.name)
        number, now = next(self._numbers), self._app.now()
        if given.data:
            message_id = chat.renumbered.get(given.message, given.message)
            shown = await chat.inbox.find(message_id)
            if shown is None or given.data not in shown.pressable:
                if not await _was_begun(chat, message_id, given):
                    return None
                shown = shown or Content()
            pressed = CallbackQuery(
                id=query,
                from_user=person,
                chat_instance="",
                data=given.data,
                message=message_of(self._bot, chat.address, message_id, shown, now),
            )
            return Update(update_id=number, callback_query=pressed.as_(self._bot))
        file = given.file
        shown_file = None if file is None else {"kind": given.kind}
        content = Content(given.text, mine=True, file=shown_file, deed=given.deed, protected=is_marked.get())
        is_told = file_id or not given.text.startswith("/")
        message = Message(
            message_id=await chat.inbox.add(content) if is_told else await chat.inbox.skip(),
            date=now,
            chat=Chat(id=chat.address, type="private"),
            from_user=person,
            text=None if file_id else given.text,
            caption=given.text or None if file_id else None,
            **({} if file is None else _sent(chat, file_id, file, given.kind)),
        )
        return Update(update_id=number, message=message.as_(self._bot))


def _told(chat: WebChat, given: Given) -> dict[str, Any]:
    """The arguments by which an input is handled once; none before its person has joined."""
    inbox = chat.inbox
    if not isinstance(inbox, StoredInbox):
        return {}
    return {DEED: given.name, **({UNDO: lambda: inbox.undo(given.name)} if given.again else {})}


async def _was_begun(chat: WebChat, message_id: int, given: Given) -> bool:
    """Whether a tap changed or removed its own message before it was cut off: its button was there."""
    inbox = chat.inbox
    return given.again and isinstance(inbox, StoredInbox) and await inbox.is_by(message_id, given.name)


def _sent(chat: WebChat, file_id: str, file: Stored, kind: str) -> dict[str, Any]:
    same: dict[str, Any] = {
        "file_id": f"{chat.address}.{file_id}",
        "file_unique_id": file_id,
        "file_size": len(file.data),
    }
    if kind == "photo":
        return {"photo": [PhotoSize(width=0, height=0, **same)]}
    if kind == "voice":
        return {"voice": Voice(duration=0, mime_type=file.mime, **same)}
    return {"document": Document(file_name=file.name, mime_type=file.mime, **same)}
