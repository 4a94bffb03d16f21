"""Ids of dialogs: aiogram-dialog makes them of the second of the click, ours are random (leak 2)."""

from __future__ import annotations

import secrets

from aiogram_dialog.api.entities import stack

SIGNS = 62
LENGTH = 6


def use_random_intents() -> None:
    """Let the library make its ids of randomness, in the whole process; always six signs long."""
    stack.new_int_id = random_intent


def random_intent() -> int:
    """A number that is six signs in the library's base 62."""
    lowest = int(SIGNS ** (LENGTH - 1))
    return lowest + secrets.randbelow(SIGNS * lowest - lowest)
