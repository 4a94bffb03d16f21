"""Filters of routers. Coroutines: aiogram runs anything else, F included, in a thread, at every update."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from aiogram.types import CallbackQuery, Message

DELIVERED = "go:"
"""Prefix of the data of every button under a message delivered unasked."""


async def is_private(event: Message | CallbackQuery) -> bool:
    """Whether the chat is private."""
    message = event if isinstance(event, Message) else event.message
    return message is not None and message.chat.type == "private"


async def is_group(message: Message) -> bool:
    """Whether the chat is a group."""
    return message.chat.type in {"group", "supergroup"}


async def is_command(message: Message) -> bool:
    """Whether the text begins with a slash."""
    return (message.text or "").startswith("/")


async def is_delivered_button(callback: CallbackQuery) -> bool:
    """Whether a button is under a message that the scheduler sent."""
    return (callback.data or "").startswith(DELIVERED)


def has_kind(kinds: Collection[str]) -> Callable[[Message], Awaitable[bool]]:
    """Filter for messages of these content types."""

    async def check(message: Message) -> bool:
        return message.content_type in kinds

    return check
