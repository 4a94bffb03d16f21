"""Prunes Telegram's JSON to what aiogram's types can read.

Telegram's unions grow (another origin of a forward, another kind of member), and pydantic refuses the whole
of an object for the sake of one unknown member.
"""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import Any, TypeVar

from aiogram import Bot
from pydantic import BaseModel, ValidationError

ROUNDS = 8
_INTO = frozenset({"result", "callback_query", "message", "edited_message", "chat", "from"})
"""Members that are searched rather than removed: without them nothing is left."""
_NEVER = frozenset({"update_id", "message_id", "date", "id", "data"})
"""Members without which nothing is left; a union's other alternatives complain of them, too."""
Model = TypeVar("Model", bound=BaseModel)


def pruned(
    model: type[Model], value: dict[str, Any], bot: Bot, only: Collection[str] | None = None
) -> Model | None:
    """`value` as a `model`, without the members that cannot be read; None where nothing valid is left.

    `only`: leave out no other members than these.
    """
    value = copy.deepcopy(value)
    for _ in range(ROUNDS):
        try:
            return model.model_validate(value, context={"bot": bot})
        except ValidationError as error:
            places = [one["loc"] for one in error.errors(include_url=False, include_input=False)]
        left_out = [_leave_out(value, place, only) for place in places]
        if not any(left_out):
            return None
    return None


def _leave_out(value: Any, place: tuple[int | str, ...], only: Collection[str] | None) -> bool:
    """Remove the outermost member that contains the error; True if there was one.

    A union's error names its alternatives on the way, which are no members.
    """
    for part in place:
        if isinstance(value, list):
            if isinstance(part, int) and part < len(value):
                value = value[part]
        elif isinstance(value, dict) and part in value:
            if part not in _INTO or not isinstance(value[part], dict | list):
                if part in _NEVER or (only is not None and part not in only):
                    return False
                del value[part]
                return True
            value = value[part]
    return False
