"""Signatures of handlers and filters read once in a test process: aiogram reads some 3,000 whenever a bot is
built, and nearly every test of one builds its own.
"""

from __future__ import annotations

from types import CodeType, FunctionType, MethodType

from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import Filter

_read: dict[tuple[CodeType, bool], tuple[bool, set[str], bool]] = {}
_fresh = CallableObject.__post_init__


def _known(made: CallableObject) -> None:
    """As aiogram's own, which looks at a function's code alone: names and kinds of parameters, `async`."""
    callback = made.callback
    function = callback.__func__ if isinstance(callback, MethodType) else callback
    if isinstance(callback, Filter):
        function = type(callback).__call__
    if not isinstance(function, FunctionType) or hasattr(function, "__wrapped__"):
        _fresh(made)
        return
    key = function.__code__, callback is not function
    if key not in _read:
        _fresh(made)
        _read[key] = made.awaitable, made.params, made.varkw
    made.awaitable, made.params, made.varkw = _read[key]


def share() -> None:
    """Share them with every dispatcher of this process from now on."""
    setattr(CallableObject, "__post_init__", _known)  # noqa: B010  mypy forbids to assign a method
