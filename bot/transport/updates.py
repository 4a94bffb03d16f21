"""Parses received updates one by one: one that aiogram's types cannot read does not hold up the others."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.methods import GetUpdates
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.transport.pruning import pruned
from bot.transport.trimming import trim_update

log = logging.getLogger(__name__)

_ABOUT_OTHERS = ("reply_to_message", "external_reply", "quote", "reply_to_story", "via_bot", "sender_chat")
"""Members of a message that say nothing of what the person wrote."""
_ENVELOPE = ("message_id", "date", "edit_date", "chat", "from")


UNREAD = "unread"
"""Key of the kind of an update that could not be read."""


class RawUpdates(GetUpdates):
    """getUpdates with its answer unparsed."""

    __returning__ = list[Any]


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update. `unread`: its kind, where this version cannot read what it says; then `update` has only
    who wrote in which chat, or is None where not even that can be read.
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
            return Arrived(number, update)
    except (ValidationError, UpdateTypeLookupError):
        pass
    kind, content = next(
        ((str(key), value) for key, value in raw.items() if isinstance(value, dict)), ("unknown", {})
    )
    if kind == "callback_query" and (tap := pruned(Update, raw, bot)) is not None and _is_tap(tap):
        return Arrived(number, tap)
    if kind in ("message", "edited_message"):
        if (whole := pruned(Update, raw, bot, only=_ABOUT_OTHERS)) is not None:
            return Arrived(number, whole)
        envelope = {name: content[name] for name in _ENVELOPE if name in content}
        found = pruned(Update, {"update_id": number, kind: envelope}, bot)
        if found is not None and (found.message or found.edited_message):
            return Arrived(number, found, kind)
    return Arrived(number, None, kind)


def _is_tap(update: Update) -> bool:
    tap = update.callback_query
    return tap is not None and tap.message is not None and tap.data is not None
