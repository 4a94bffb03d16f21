"""Outcomes of one attempt to reach somebody. No library's error class goes further than the sender."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram accepted it: as these messages, in the order in which they arrived (an album's, then its
    text)."""

    message_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A part has arrived as these messages, each of which counts; the rest is still to come."""

    message_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """The person cannot be reached: the bot is blocked, the account deleted, the chat never begun."""

    problem: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this message."""

    problem: str


@dataclass(frozen=True, slots=True)
class Moot:
    """The message no longer holds when it is due."""


@dataclass(frozen=True, slots=True)
class Flood:
    """Too many messages: nothing may be sent for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """The connection or Telegram failed; the message may have arrived unless `left` is False.

    `is_ours`: it never left: its file cannot be fetched now, and that is not Telegram's fault.
    """

    problem: str
    left: bool = True
    is_ours: bool = False


Outcome = Sent | Begun | Gone | Refused | Moot | Flood | Trouble


class TokenRefused(Exception):
    """Telegram does not know the bot's token: nothing can be sent until it is corrected."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the bot token: check CHENAN_BOT_TOKEN and CHENAN_BOT_API_URL")
