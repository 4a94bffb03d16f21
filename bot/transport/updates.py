"""Parses received updates one by one: one that aiogram's types cannot read does not hold up the others."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.dispatcher.middlewares.user_context import UserContextMiddleware
from aiogram.methods import GetUpdates
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.transport.pruning import pruned
from bot.transport.trimming import trim_update

log = logging.getLogger(__name__)

_ABOUT_OTHERS = ("reply_to_message", "external_reply", "quote", "reply_to_story", "via_bot", "sender_chat")
"""Members of a message that say nothing of what the person wrote."""
_LARGEST_ID = 2**63 - 1
"""Telegram's ids have at most 52 bits, the database's integers 64."""
_ENVELOPE = ("message_id", "date", "edit_date", "chat", "from")


UNREAD = "unread"
"""Key of the kind of an update that could not be read."""


class RawUpdates(GetUpdates):
    """getUpdates with its answer unparsed."""

    __returning__ = list[Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update. `unread`: its kind, where this version cannot read what it says; then `update` has only
    who wrote or tapped in which chat, or is None where not even that can be read.
    """

    update_id: int
    update: Update | None
    unread: str | None = None


class UnreadUpdates:
    """Counts and logs what could not be read, by id and kind alone."""

    def __init__(self) -> None:
        self.count = 0

    def note(self, update_id: int, kind: str) -> None:
        """Count one, and log it."""
        self.count += 1
        log.warning("update %d (%s) cannot be read by this version; %d so far", update_id, kind, self.count)


def arrived(raw: Any, bot: Bot) -> Arrived | None:
    """An update of Telegram's; None for what is none.

    A tap is read without what its message may have that is new, a message without what it answers to: both
    still say what the person meant. Of any other message that cannot be read only the envelope is kept.
    """
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        return None
    raw = trim_update(raw)
    number: int = raw["update_id"]
    try:
        update = Update.model_validate(raw, context={"bot": bot})
        if update.event_type:  # raises for a kind that is new
            return _read(number, update)
    except (ValidationError, UpdateTypeLookupError):
        pass
    kind, content = next(
        ((str(key), value) for key, value in raw.items() if isinstance(value, dict)), ("unknown", {})
    )
    if kind == "callback_query" and (tap := pruned(Update, raw, bot)) is not None and tap.callback_query:
        return _read(number, tap)
    if kind in ("message", "edited_message"):
        if (whole := pruned(Update, raw, bot, only=_ABOUT_OTHERS)) is not None:
            return _read(number, whole)
        envelope = {name: content[name] for name in _ENVELOPE if name in content}
        found = pruned(Update, {"update_id": number, kind: envelope}, bot)
        if found is not None and (found.message or found.edited_message):
            return _read(number, found, kind)
    return Arrived(number, None, kind)


def _read(number: int, update: Update, unread: str | None = None) -> Arrived:
    """An update that aiogram's types can read, if it says who did what.

    A tap without its message or its data is answered all the same: the person's button would spin on.
    """
    context = UserContextMiddleware.resolve_event_context(update)
    ids = [one for one in (context.user_id, context.chat_id) if one is not None]
    written = update.message or update.edited_message or update.business_message
    if any(abs(one) > _LARGEST_ID for one in ids) or (written is not None and written.from_user is None):
        return Arrived(number, None, update.event_type)
    if update.callback_query is not None and not _is_tap(update):
        return Arrived(number, update, update.event_type)
    return Arrived(number, update, unread)


def _is_tap(update: Update) -> bool:
    tap = update.callback_query
    return tap is not None and tap.message is not None and tap.data is not None
