"""Whatever reads a member of a message that was cut off before it was read fails: it would find nothing.

`guard()` gives such messages a type that knows; the processes that conversations are held with call it.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any
from unittest import mock

from aiogram import Bot
from aiogram.types import CallbackQuery, Message

from bot.transport import poller, web
from bot.transport.filters import DELIVERED
from bot.transport.session import Session
from bot.transport.trimming import UNREAD_MEMBERS
from bot.transport.updates import Arrived, arrived

_FIELDS = UNREAD_MEMBERS - {"from"} | {"from_user", "html_text", "md_text"}
_BUT_KEYBOARD = _FIELDS - {"reply_markup"}


class TrimmedRead(AssertionError):
    """A handler read what was cut off."""


class TrimmedMessage(Message):
    """A message without its keyboard and more."""

    def __getattribute__(self, name: str) -> Any:
        if name in _FIELDS:
            raise TrimmedRead(name)
        return super().__getattribute__(name)


class TrimmedDelivery(Message):
    """A delivered message: its keyboard is there."""

    def __getattribute__(self, name: str) -> Any:
        if name in _BUT_KEYBOARD:
            raise TrimmedRead(name)
        return super().__getattribute__(name)


def guard() -> ExitStack:
    """Have updates and answers read that way, until the stack is closed."""

    def arrived_guarded(raw: Any, bot: Bot) -> Arrived | None:
        one = arrived(raw, bot)
        if one is not None and one.update is not None:
            _mark_tap(one.update.callback_query)
        return one

    check_response = Session.check_response

    def check_response_guarded(self: Session, *given: Any, **named: Any) -> Any:
        answer = check_response(self, *given, **named)
        for one in answer.result if isinstance(answer.result, list) else (answer.result,):
            if type(one) is Message:
                one.__class__ = TrimmedMessage
        return answer

    guarding = ExitStack()
    for module in (poller, web):
        guarding.enter_context(mock.patch.object(module, "arrived", arrived_guarded))
    guarding.enter_context(mock.patch.object(Session, "check_response", check_response_guarded))
    return guarding


def _mark_tap(tap: CallbackQuery | None) -> None:
    if tap is not None and type(tap.message) is Message:
        is_delivered = (tap.data or "").startswith(DELIVERED)
        tap.message.__class__ = TrimmedDelivery if is_delivered else TrimmedMessage
