"""The connection of the page's bot: requests of handlers to Telegram are written into the inbox of a chat
instead.

Every method the program uses is answered as Telegram would answer it, refusals included, so that dialogs and
handlers need not know where they are.
"""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePath
from typing import Any, NoReturn, cast

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import InputMediaType
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessage,
    DeleteMessages,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageReplyMarkup,
    EditMessageText,
    GetFile,
    GetMe,
    SendChatAction,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVoice,
    TelegramMethod,
)
from aiogram.methods.base import TelegramType
from aiogram.types import (
    Chat,
    Document,
    File,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    Message,
    PhotoSize,
    User,
    Voice,
)
from aiogram_dialog.utils import remove_intent_id

from bot.ui.delivered_messages import shows_protected
from bot.ui.pickers import showing
from bot.web.chats import Chats, Said, Stored, WebChat
from bot.web.inbox import Content, Rows
from bot.web.withheld import is_marked
from documents import voice_files

KINDS = ("photo", "document", "voice")
BOT_NAME = "chenan_web"
NOT_FOUND = "Bad Request: message to edit not found"
NOT_MODIFIED = "Bad Request: message is not modified"
NO_DELETE = "Bad Request: message to delete not found"
NO_FILE = "Bad Request: wrong file identifier/HTTP URL specified"
LATE = "Bad Request: query is too old and response timeout expired or query ID is invalid"


class WebCalls(BaseSession):
    """`clock` dates what is sent."""

    def __init__(self, chats: Chats, clock: Callable[[], datetime]) -> None:
        super().__init__(api=TelegramAPIServer.from_base("http://page.invalid"))
        self._chats = chats
        self._clock = clock
        self._answered: dict[type[Any], Callable[[Bot, Any], Awaitable[Any]]] = {
            SendMessage: self._send_message,
            SendPhoto: self._send_file,
            SendDocument: self._send_file,
            SendVoice: self._send_file,
            SendMediaGroup: self._send_group,
            EditMessageText: self._edit_text,
            EditMessageCaption: self._edit_text,
            EditMessageReplyMarkup: self._edit_markup,
            EditMessageMedia: self._edit_media,
            DeleteMessage: self._delete,
            DeleteMessages: self._delete_many,
            AnswerCallbackQuery: self._answer,
            SendChatAction: self._act,
            GetFile: self._get_file,
            GetMe: self._get_me,
        }

    async def close(self) -> None:
        """Nothing to close."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        """Carry a method out.

        Raises:
            TelegramForbiddenError: the chat is gone. TelegramBadRequest: as Telegram refuses.
        """
        answer = self._answered.get(type(method))
        if answer is None:
            _refuse(method, "Bad Request: method is not available in a browser")
        return cast(TelegramType, await answer(bot, method))

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """The bytes of a file that was sent here."""
        address, _, file_id = url.rpartition("/")[2].partition(".")
        chat = self._chats.find(int(address))
        stored = chat.shelf.find(file_id) if chat else None
        if stored is None:
            _refuse(GetFile(file_id=""), NO_FILE)
        yield stored.data

    # --- what the program asks

    async def _send_message(self, bot: Bot, method: SendMessage) -> Message:
        chat = self._chat(method)
        content = Content(
            method.text,
            _is_html(method),
            rows=rows_of(method.reply_markup),
            protected=_is_protected(method),
            pickers=_pickers(),
        )
        return self._message(bot, chat, await chat.inbox.add(content), content)

    async def _send_file(self, bot: Bot, method: SendPhoto | SendDocument | SendVoice) -> Message:
        chat = self._chat(method)
        kind = next(one for one in KINDS if hasattr(method, one))
        content = Content(
            method.caption or "",
            _is_html(method),
            rows=rows_of(method.reply_markup),
            file=await _keep(bot, chat, method, kind, getattr(method, kind)),
            protected=_is_protected(method),
            pickers=_pickers(),
        )
        return self._message(bot, chat, await chat.inbox.add(content), content)

    async def _send_group(self, bot: Bot, method: SendMediaGroup) -> list[Message]:
        chat, sent = self._chat(method), []
        for one in method.media:
            file = await _keep(bot, chat, method, InputMediaType(one.type).value, one.media)
            content = Content(one.caption or "", _is_html(one), file=file, protected=_is_protected(method))
            sent.append(self._message(bot, chat, await chat.inbox.add(content), content))
        return sent

    async def _edit_text(self, bot: Bot, method: EditMessageText | EditMessageCaption) -> Message:
        text = method.text if isinstance(method, EditMessageText) else method.caption or ""
        return await self._edit(
            bot,
            method,
            text=text,
            html=_is_html(method),
            rows=rows_of(method.reply_markup),
            pickers=_pickers(),
        )

    async def _edit_markup(self, bot: Bot, method: EditMessageReplyMarkup) -> Message:
        return await self._edit(bot, method, rows=rows_of(method.reply_markup), pickers=None)

    async def _edit_media(self, bot: Bot, method: EditMessageMedia) -> Message:
        media = method.media
        file = await _keep(bot, self._chat(method), method, InputMediaType(media.type).value, media.media)
        return await self._edit(
            bot,
            method,
            text=media.caption or "",
            html=_is_html(media),
            rows=rows_of(method.reply_markup),
            file=file,
            pickers=_pickers(),
        )

    async def _edit(self, bot: Bot, method: Any, **changed: Any) -> Message:
        chat = self._chat(method)
        message_id = chat.renumbered.get(method.message_id, method.message_id)
        before = await chat.inbox.find(message_id)
        if before is None or before.mine:
            _refuse(method, NOT_FOUND)
        content = replace(before, **changed)
        if "text" in changed:
            content = replace(content, withheld=False, protected=_is_protected(method) or before.protected)
        if content == before:
            _refuse(method, NOT_MODIFIED)
        if not await chat.inbox.change(message_id, content):
            _refuse(method, NOT_FOUND)
        return self._message(bot, chat, message_id, content)

    async def _delete(self, bot: Bot, method: DeleteMessage) -> bool:
        chat = self._chat(method)
        if not await chat.inbox.remove([chat.renumbered.get(method.message_id, method.message_id)]):
            _refuse(method, NO_DELETE)
        return True

    async def _delete_many(self, bot: Bot, method: DeleteMessages) -> bool:
        chat = self._chat(method)
        await chat.inbox.remove([chat.renumbered.get(one, one) for one in method.message_ids])
        return True

    async def _answer(self, bot: Bot, method: AnswerCallbackQuery) -> bool:
        address, _, _ = method.callback_query_id.partition(".")
        chat = self._chats.find(int(address)) if address.isdecimal() else None
        if chat is None or method.callback_query_id not in chat.answers:
            _refuse(method, LATE)
        before = chat.answers[method.callback_query_id]
        if not before.text:  # as in Telegram the first answer counts
            chat.answers[method.callback_query_id] = Said(method.text or "", bool(method.show_alert))
        return True

    async def _act(self, bot: Bot, method: SendChatAction) -> bool:
        return True

    async def _get_file(self, bot: Bot, method: GetFile) -> File:
        address, _, file_id = method.file_id.partition(".")
        chat = self._chats.find(int(address)) if address.isdecimal() else None
        stored = chat.shelf.find(file_id) if chat else None
        if stored is None:
            _refuse(method, NO_FILE)
        return File(
            file_id=method.file_id,
            file_unique_id=file_id,
            file_size=len(stored.data),
            file_path=method.file_id,
        ).as_(bot)

    async def _get_me(self, bot: Bot, method: GetMe) -> User:
        return User(id=bot.id, is_bot=True, first_name=BOT_NAME, username=BOT_NAME).as_(bot)

    # --- messages

    def _chat(self, method: Any) -> WebChat:
        found = self._chats.find(method.chat_id) if isinstance(method.chat_id, int) else None
        if found is None:
            raise TelegramForbiddenError(method=method, message="Forbidden: bot was blocked by the user")
        return found

    def _message(self, bot: Bot, chat: WebChat, message_id: int, content: Content) -> Message:
        return message_of(bot, chat.address, message_id, content, self._clock())


def message_of(bot: Bot, address: int, message_id: int, content: Content, at: datetime) -> Message:
    """A message of an inbox in Telegram's form."""
    file = content.file or {}
    given: dict[str, Any] = {"caption" if file else "text": content.text or None}
    if file:
        same = {
            "file_id": f"{address}.{file['id']}",
            "file_unique_id": file["id"],
            "file_size": file["size"],
        }
        if file["kind"] == "photo":
            given["photo"] = [PhotoSize(width=0, height=0, **same)]
        elif file["kind"] == "voice":
            given["voice"] = Voice(duration=0, **same)
        else:
            given["document"] = Document(file_name=file["name"], mime_type=file["mime"], **same)
    return Message(
        message_id=message_id,
        date=at,
        chat=Chat(id=address, type="private"),
        from_user=User(id=bot.id, is_bot=True, first_name=BOT_NAME),
        reply_markup=markup_of(content.rows),
        has_protected_content=content.protected or content.withheld or None,
        **given,
    ).as_(bot)


def rows_of(markup: Any) -> Rows:
    """The buttons of a message; reply keyboards are for Telegram alone."""
    if not isinstance(markup, InlineKeyboardMarkup):
        return []
    return [[_button(one) for one in row] for row in markup.inline_keyboard]


def markup_of(rows: Rows) -> InlineKeyboardMarkup | None:
    """The same buttons in Telegram's form."""
    if not rows:
        return None
    made = [
        [
            InlineKeyboardButton(text=one["text"], callback_data=one.get("data"), url=one.get("url"))
            for one in row
        ]
        for row in rows
    ]
    return InlineKeyboardMarkup(inline_keyboard=made)


def _button(button: InlineKeyboardButton) -> dict[str, str]:
    made = {"text": button.text}
    if button.callback_data is not None and remove_intent_id(button.callback_data)[1]:  # else of a calendar
        made["data"] = button.callback_data
    elif button.url is not None:
        made["url"] = button.url
    return made


def _is_protected(method: Any) -> bool:
    """Whether what is sent must not be stored: it says so, or it answers what belongs to such a window."""
    shown = shows_protected.get()
    is_said = getattr(method, "protect_content", None) is True
    return is_said or (is_marked.get() if shown is None else shown)


def _pickers() -> dict[str, Any] | None:
    """The pickers of the window being shown."""
    pickers = showing.get()
    return None if pickers is None else pickers.data()


def _is_html(method: Any) -> bool:
    return isinstance(method.parse_mode, str) and method.parse_mode.upper() == "HTML"


async def _keep(bot: Bot, chat: WebChat, method: Any, kind: str, source: Any) -> dict[str, Any]:
    """Store a sent file on the chat's shelf; return its part of the message."""
    if isinstance(source, InputFile):
        data = b"".join([chunk async for chunk in source.read(bot)])
        name = PurePath(source.filename or "").name
    else:
        address, _, file_id = str(source).partition(".")
        stored = chat.shelf.find(file_id) if address == str(chat.address) else None
        if stored is None:  # a file id of Telegram's, or of another chat's
            _refuse(method, NO_FILE)
        data, name = stored.data, stored.name
    mime = _mime(kind, name)
    told = {"kind": kind, "name": name, "mime": mime, "size": len(data)}
    if chat.files is None or _is_protected(method):
        return {"id": chat.shelf.put(Stored(data, name, mime)), **told}
    sha256 = await chat.files.put(data)
    return {"id": sha256, "sha256": sha256, **told}


def _mime(kind: str, name: str) -> str:
    if kind == "photo":
        return "image/jpeg"
    if kind == "voice":
        suffix = PurePath(name).suffix
        return next((mime for mime, one in voice_files.SUFFIXES.items() if one == suffix), "audio/ogg")
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _refuse(method: Any, words: str) -> NoReturn:
    raise TelegramBadRequest(method=method, message=words)
