"""Removes members of messages that nothing reads, before aiogram's types parse them.

A tap brings the whole window along, every edit brings it back: a keyboard of a dozen buttons costs ten times
as much to parse as the rest of the message. Messages that people write stay whole.
"""

from __future__ import annotations

from typing import Any

from bot.transport.filters import DELIVERED

UNREAD_MEMBERS = frozenset(
    {
        "caption_entities",
        "entities",
        "external_reply",
        "from",
        "link_preview_options",
        "quote",
        "reply_markup",
        "reply_to_message",
    }
)
"""Members of the bot's own messages that no handler and no dialog reads."""
_ANSWERED = frozenset({"reply_to_message"})
_BUT_KEYBOARD = UNREAD_MEMBERS - {"reply_markup"}


def trim_update(raw: dict[str, Any]) -> dict[str, Any]:
    """An update as received; a tap without the unread members of its message.

    The keyboard stays under a message that was delivered unasked: its buttons change one by one. A message
    answered by a person keeps only an answered message of which is known who wrote it: aiogram-dialog asks.
    """
    for kind, written in raw.items():
        if isinstance(written, dict) and isinstance(of := written.get("reply_to_message"), dict):
            return raw if isinstance(of.get("from"), dict) else {**raw, kind: _without(written, _ANSWERED)}
    tap = raw.get("callback_query")
    if not isinstance(tap, dict) or not isinstance(message := tap.get("message"), dict):
        return raw
    is_delivered = str(tap.get("data")).startswith(DELIVERED)
    left = _without(message, _BUT_KEYBOARD if is_delivered else UNREAD_MEMBERS)
    return {**raw, "callback_query": {**tap, "message": left}}


def trim_result(result: Any) -> Any:
    """The result of a method; messages (in lists, too) without members that nothing reads."""
    if isinstance(result, list):
        return [trim_result(one) for one in result]
    return _without(result, UNREAD_MEMBERS) if isinstance(result, dict) and "chat" in result else result


def _without(message: dict[str, Any], members: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in message.items() if name not in members}
