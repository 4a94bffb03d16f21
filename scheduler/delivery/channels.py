"""Chooses the channels of a claimed row: Telegram, the inbox of the web door, or both.

A person's messages go to the account they used last; urgent ones go to both channels. Edits and deletions go
where the message was sent. An opened report is never written into an inbox.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.outbox.queue import URGENT, Message
from storage.people.accounts import TELEGRAM, WEB, Channel, channel_of, channel_of_message


@dataclass(frozen=True, slots=True)
class Route:
    """The addresses of a row by channel; both None: the person has no account."""

    telegram: int | None
    web: int | None


def route(message: Message, *, protect: bool = False) -> Route:
    """The route of a row. `protect`: the message must not be stored, so Telegram is taken where there is
    a choice."""
    there = {channel_of(one): one for one in (message.other, message.address or None) if one is not None}
    if message.action == "send":
        wanted: set[Channel] = {channel_of(message.address)}
        if message.priority <= URGENT:
            wanted = {TELEGRAM, WEB}
        if protect and TELEGRAM in there:
            wanted = {TELEGRAM}
    else:
        wanted = {channel_of_message(one) for one in message.message_ids} or {channel_of(message.address)}
    chosen = {one: address for one, address in there.items() if one in wanted}
    return Route(telegram=chosen.get(TELEGRAM), web=chosen.get(WEB))


def arrived(message: Message, channel: Channel) -> tuple[int, ...]:
    """The ids of a row's messages that were sent in that channel."""
    return tuple(one for one in message.message_ids if channel_of_message(one) == channel)
