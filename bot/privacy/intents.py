"""Ids of dialogs: aiogram-dialog derives them from the second of the click, ours are random (leak 2).

Ids of private windows are one character longer. A tap on one after a crash is thereby known as private, and
is answered without reading what is stored of the chat.
"""

from __future__ import annotations

import secrets
from contextvars import ContextVar

from aiogram_dialog.api.entities import stack

SIGNS = 62
LENGTH = 6
PRIVATE_LENGTH = LENGTH + 1

private: ContextVar[bool] = ContextVar("private", default=False)
"""Whether the update being handled is private; `bot.privacy.mode` sets it."""


def use_random_intents() -> None:
    """Replace the library's sequential ids by random ones, in the whole process."""
    stack.new_int_id = random_intent


def random_intent() -> int:
    """A number of six characters in the library's base 62; seven in a private conversation."""
    lowest = int(SIGNS ** ((PRIVATE_LENGTH if private.get() else LENGTH) - 1))
    return lowest + secrets.randbelow(SIGNS * lowest - lowest)


def is_private_intent(intent: str) -> bool:
    """Whether an id is that of a private window."""
    return len(intent) == PRIVATE_LENGTH
