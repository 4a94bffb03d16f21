"""What became of one attempt to reach somebody. No library's error class goes further than the sender."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram has it."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there: the bot is blocked, the account deleted, the chat never begun."""

    problem: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this message."""

    problem: str


@dataclass(frozen=True, slots=True)
class Flood:
    """Too many messages: nothing may be sent for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """The connection or Telegram failed; the message may have arrived unless `left` is False."""

    problem: str
    left: bool = True


Outcome = Sent | Gone | Refused | Flood | Trouble


class TokenRefused(Exception):
    """Telegram does not know the bot's token: nothing can be sent until it is put right."""

    def __init__(self) -> None:
        super().__init__("Telegram refuses the bot token: check CHENAN_BOT_TOKEN and CHENAN_BOT_API_URL")
