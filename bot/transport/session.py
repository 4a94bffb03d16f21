"""The bot's connection to the Bot API: an unreadable answer is a network error, never an error of a handler.

aiogram's own session lets an answer that is no JSON, or of a type it does not know, through as an error with
the whole answer in its words.
"""

from __future__ import annotations

import json
import time
from collections.abc import AsyncGenerator, Callable
from contextvars import ContextVar
from functools import cache
from typing import Any, Literal, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetFile, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import InputFile
from aiohttp import (
    ClientConnectionError,
    ClientConnectorError,
    ClientTimeout,
    ConnectionTimeoutError,
    InvalidURL,
)
from pydantic import ValidationError

from bot.transport.contact import Contact
from bot.transport.pruning import pruned
from bot.transport.trimming import trim_result
from scheduler.delivery.answers import No, NotTelegram, read

SECONDS = 75
"""Timeout in seconds of a request without a file, unless it names another (long polling). A message whose
answer is not waited for may have arrived, so that the person reads it and that it failed."""
CONNECTIONS = 500
"""Most requests at once: a slow Telegram must not have those of one person wait for others'."""
UPLOAD_SECONDS = 180
FLOOD = 429

_OURS = (FileNotFoundError, IsADirectoryError, PermissionError)
"""Errors of reading a file to be sent: no network error."""
_BEFORE = (ClientConnectorError, ConnectionTimeoutError, InvalidURL)


_began: ContextVar[float] = ContextVar("began")
"""When the request of this task began."""


def _nobody_counts(method: str, result: str) -> None:
    """The default meter: counts nothing."""


class Unanswered(TelegramNetworkError):
    """The outcome of a request is unknown: the answer was lost, or was not Telegram's.

    `left` is False where it certainly was not sent. The text says what happened, and nothing of the request
    or the answer.
    """

    def __init__(self, method: TelegramMethod[Any], reason: str, *, left: bool = True) -> None:
        super().__init__(method=method, message=reason)
        self.reason = reason
        self.left = left


class Session(AiohttpSession):
    """aiogram's session, with every failure a TelegramAPIError and no redirect followed.

    A redirect is never Telegram's, and would carry the request to its sender. `contact` is told
    whether Telegram answers, `requested` of each request's method and result, `hear` of the Date of what it
    granted.
    """

    def __init__(
        self,
        contact: Contact | None = None,
        requested: Callable[[str, str], None] = _nobody_counts,
        hear: Callable[[str | None], None] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(limit=CONNECTIONS, **options)
        self._contact = contact or Contact()
        self._requested = requested
        self._hear = hear

    def _note(
        self, method: TelegramMethod[Any], result: Literal["ok", "refused", "flood", "unanswered"]
    ) -> None:
        asked = getattr(method, "timeout", None) or 0 if method.__api_method__ == "getUpdates" else 0
        late = 0.0 if _has_file(method) else time.monotonic() - _began.get(time.monotonic()) - asked
        self._contact.note(result != "unanswered", max(0.0, late))
        self._requested(method.__api_method__, result)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's
    ) -> TelegramType:
        """Send a request, and read the answer.

        Raises:
            Unanswered: no answer of Telegram's came. TelegramAPIError: Telegram refuses.
        """
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        _began.set(time.monotonic())
        seconds = ClientTimeout(timeout or (UPLOAD_SECONDS if _has_file(method) else SECONDS))
        try:
            session = await self.create_session()
            sent = self._sent(bot, method)
            async with session.post(url, **sent, timeout=seconds, allow_redirects=False) as response:
                date, status, body = response.headers.get("Date"), response.status, await response.read()
        except _OURS:
            raise
        except Exception as problem:  # noqa: BLE001 - proxies and TLS have errors of all kinds
            self._note(method, "unanswered")
            raise unanswered(method, problem) from None
        answered = self.check_response(bot, method, status, body)
        if self._hear is not None:
            self._hear(date)
        return cast(TelegramType, answered.result)

    def _sent(self, bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
        """The body of a request. A form writes every Chinese character as nine, in Python."""
        if _has_file(method):
            return {"data": self.build_form_data(bot=bot, method=method)}
        named = method.model_dump(warnings=False).items()
        values = {name: self.prepare_value(one, bot, {}, _dumps_json=False) for name, one in named}
        given = {name: one for name, one in values.items() if one is not None and one != ""}
        body = json.dumps(given, ensure_ascii=False, separators=(",", ":"))
        return {"data": body.encode(), "headers": {"Content-Type": "application/json"}}

    def check_response(
        self, bot: Bot, method: TelegramMethod[TelegramType], status_code: int, content: str | bytes
    ) -> Response[TelegramType]:
        """Parse Telegram's answer as aiogram's type, without unread members and those that type
        cannot read."""
        body = content.encode() if isinstance(content, str) else content
        try:
            answer = read(status_code, body)
        except NotTelegram as problem:
            self._note(method, "unanswered")
            raise Unanswered(method, str(problem)) from None
        if isinstance(answer, No):
            self._note(method, "flood" if answer.code == FLOOD else "refused")
            refusal = json.dumps(answer.body())
            return super().check_response(bot, method, answer.code, refusal)  # raises
        self._note(method, "ok")
        kind = _response_of(method.__returning__)
        answered = {"ok": True, "result": trim_result(answer.result)}
        try:
            return cast("Response[TelegramType]", kind.model_validate(answered, context={"bot": bot}))
        except ValidationError:
            pass  # not in a chain of errors: the answer is in it
        found = pruned(kind, answered, bot)
        if found is None or found.result is None:
            raise Unanswered(method, f"HTTP {status_code}, a result that this version cannot read")
        return cast("Response[TelegramType]", found)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """Yield a file's content.

        Raises:
            Unanswered: it did not come, or did not come whole.
        """
        method = GetFile(file_id="")
        try:
            session = await self.create_session()
            limit = ClientTimeout(timeout)
            async with session.get(url, timeout=limit, headers=headers, allow_redirects=False) as response:
                if response.status != 200 or response.content_type == "text/html":
                    raise NotTelegram(f"HTTP {response.status} instead of a file")
                async for chunk in response.content.iter_chunked(chunk_size):
                    yield chunk
        except NotTelegram as problem:
            raise Unanswered(method, str(problem)) from None
        except Exception as problem:  # noqa: BLE001 - as above
            raise unanswered(method, problem) from None


@cache
def _response_of(result: Any) -> type[Response[Any]]:
    """The type of an answer with that kind of result; building one takes longer than parsing."""
    return Response[result]


def unanswered(method: TelegramMethod[Any], problem: Exception) -> Unanswered:
    """An error for a failed request, without address and token."""
    left = not isinstance(problem, _BEFORE) and "proxy" not in type(problem).__name__.lower()
    if isinstance(problem, TimeoutError) and not isinstance(problem, ClientConnectionError):
        return Unanswered(method, "no answer in time", left=left)
    cause = getattr(problem, "os_error", None) or problem.__cause__
    also = f" ({type(cause).__name__})" if cause is not None and type(cause) is not type(problem) else ""
    return Unanswered(method, f"{type(problem).__name__}{also}", left=left)


def _has_file(method: TelegramMethod[Any]) -> bool:
    """Whether a request carries a file's bytes."""
    names = ("photo", "document", "voice", "media")
    return any(_is_file(getattr(method, name, None)) for name in names)


def _is_file(value: Any) -> bool:
    if isinstance(value, list):
        return any(_is_file(one) for one in value)
    return isinstance(value, InputFile) or isinstance(getattr(value, "media", None), InputFile)
