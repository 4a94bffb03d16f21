"""Addresses of people, by channel: a Telegram account's number, or one of our own for who comes by browser.

The two lie in ranges of their own, so that one number says which channel it belongs to.
"""

from __future__ import annotations

import secrets
from typing import Literal

Channel = Literal["telegram", "web"]
TELEGRAM: Channel = "telegram"
WEB: Channel = "web"
_WEB_FROM, _WEB_UNTIL = 2**52, 2**53
"""Telegram's numbers have 52 bits at most; JavaScript's are exact up to 53."""
FIRST_WEB_MESSAGE = 2**32
"""Telegram's numbers of messages have 32 bits: a larger one is of the web door."""


def channel_of(address: int) -> Channel:
    """The channel of an address; the sender's and the chat's number of an update are addresses, too."""
    return WEB if _WEB_FROM <= address < _WEB_UNTIL else TELEGRAM


def channel_of_message(message_id: int) -> Channel:
    """The channel in which a message was sent."""
    return WEB if message_id >= FIRST_WEB_MESSAGE else TELEGRAM


def new_web_address() -> int:
    """An address of chance for somebody who comes by browser; nothing is written."""
    return _WEB_FROM + secrets.randbelow(_WEB_UNTIL - _WEB_FROM)
