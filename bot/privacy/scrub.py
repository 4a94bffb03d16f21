"""Updates reduced to what a private conversation needs; everything else Telegram sends reaches no handler."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from aiogram import Bot
from aiogram.types import (
    CallbackQuery,
    Chat,
    InaccessibleMessage,
    Message,
    MessageOriginHiddenUser,
    PhotoSize,
    Update,
    User,
)

NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
TOLD = frozenset(
    {
        "first_name",
        "last_name",
        "username",
        "language_code",
        "is_premium",
        "added_to_attachment_menu",
        "full_name",
        "url",
        "mention_html",
        "mention_markdown",
        "get_profile_photos",
    }
)
"""Fields of an account besides its number (leak 23)."""


class IsPrivateError(Exception):
    """Data of a person was requested where none may be used: a bug."""


class Nobody(User):
    """An account in a private conversation: its number, which answering needs, and nothing else."""

    def __getattribute__(self, name: str) -> Any:
        if name in TOLD:
            raise IsPrivateError(name)
        return super().__getattribute__(name)


class BareMessage(Message):
    """A message with its kind, text and photo; of other kinds only the kind."""

    kind: str

    @property
    def content_type(self) -> str:
        """The type of the message."""
        return self.kind


class BareUpdate(Update):
    """An update without its number. The library keeps the last 128 it was asked the type of; not these."""

    @property
    def event_type(self) -> str:
        """message, edited_message or callback_query."""
        return "message" if self.message else "edited_message" if self.edited_message else "callback_query"


def scrubbed(update: Update, bot: Bot) -> Update:
    """The update reduced to ids needed to answer, kind, text, photo and the data of a button.

    Updates of other types than messages and buttons come back as they are: no private window takes them.
    """
    if update.message is not None:
        return BareUpdate.model_construct(update_id=0, message=_message(update.message, bot)).as_(bot)
    if update.edited_message is not None:
        edited = _message(update.edited_message, bot)
        return BareUpdate.model_construct(update_id=0, edited_message=edited).as_(bot)
    if update.callback_query is not None:
        return BareUpdate.model_construct(
            update_id=0, callback_query=_callback(update.callback_query, bot)
        ).as_(bot)
    return update


def nobody(user_id: int) -> Nobody:
    """The account of that number, without anything else."""
    return Nobody.model_construct(id=user_id, is_bot=False, first_name="")


def _message(message: Message, bot: Bot) -> BareMessage:
    forwarded = message.forward_origin or message.via_bot or message.sender_chat
    return BareMessage.model_construct(
        message_id=message.message_id,
        date=NO_TIME,
        chat=_chat(message.chat),
        from_user=nobody(message.chat.id),
        text=message.text,
        caption=message.caption if message.photo else None,
        photo=[_size(one, bot) for one in message.photo] if message.photo else None,
        media_group_id=message.media_group_id,
        has_protected_content=message.has_protected_content,
        forward_origin=MessageOriginHiddenUser(date=NO_TIME, sender_user_name="") if forwarded else None,
        kind=str(getattr(message.content_type, "value", message.content_type)),
    ).as_(bot)


def _callback(callback: CallbackQuery, bot: Bot) -> CallbackQuery:
    message = callback.message
    shown: Message | InaccessibleMessage | None = None
    if isinstance(message, Message):
        shown = _message(message, bot)
    elif message is not None:
        shown = InaccessibleMessage.model_construct(
            chat=_chat(message.chat), message_id=message.message_id, date=0
        ).as_(bot)
    return CallbackQuery.model_construct(
        id=callback.id,
        from_user=nobody(callback.from_user.id),
        chat_instance="",
        data=callback.data,
        message=shown,
    ).as_(bot)


def _chat(chat: Chat) -> Chat:
    return Chat.model_construct(id=chat.id, type=chat.type)


def _size(size: PhotoSize, bot: Bot) -> PhotoSize:
    return PhotoSize.model_construct(
        file_id=size.file_id,
        file_unique_id="",
        width=size.width,
        height=size.height,
        file_size=size.file_size,
    ).as_(bot)
