"""python-telegram-bot's connection: what is not Telegram's answer is a network trouble, and is not logged.

The library takes a captive portal's 401 for a wrong token, which ends the process, and fails over a message
of a kind it does not know, which had arrived and would be sent again. So would be one whose answer
is cut off after Telegram's yes: such an answer is read as far as it came.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

from scheduler.delivery.answers import No, NotTelegram, Yes, read, sent_as

_MESSAGE = ("message_id", "date", "photo", "document")
"""The members of a sent message that delivery reads."""


class _AsFarAsItCame(httpx.AsyncByteStream):
    """A body that ends where its connection does, if Telegram's yes has come."""

    def __init__(self, body: httpx.AsyncByteStream, status: int) -> None:
        self._body = body
        self._status = status

    async def __aiter__(self) -> AsyncIterator[bytes]:
        came = b""
        try:
            async for part in self._body:
                came += part
                yield part
        except httpx.TransportError:
            if sent_as(self._status, came) is None:
                raise

    async def aclose(self) -> None:
        """Close the connection."""
        await self._body.aclose()


async def _read_as_far(response: httpx.Response) -> None:
    assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101  the client is none of threads
    response.stream = _AsFarAsItCame(response.stream, response.status_code)


class Requests(HTTPXRequest):
    """The library's requests, their answers read before it reads them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(httpx_kwargs={"event_hooks": {"response": [_read_as_far]}}, **options)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Send a request; return status and body, both of Telegram.

        Raises:
            NetworkError: no answer of Telegram's came.
        """
        try:
            status, body = await super().do_request(*args, **kwargs)
        except TelegramError:
            raise
        except Exception as problem:  # noqa: BLE001 - TLS and proxies have errors of all kinds
            raise NetworkError(type(problem).__name__) from None
        try:
            answer = read(status, body)
        except NotTelegram as problem:
            if (message := sent_as(status, body)) is None:
                raise NetworkError(str(problem)) from None
            answer = Yes({"message_id": message, "date": 0})
        if isinstance(answer, No):
            return answer.code, json.dumps(answer.body()).encode()
        return 200, json.dumps({"ok": True, "result": _plain(answer.result)}).encode()


def _plain(result: Any) -> Any:
    """A message, or several, reduced to the members that are read, so that nothing new in it can be
    unreadable."""
    if isinstance(result, list):
        return [_plain(one) for one in result]
    if not isinstance(result, dict) or "message_id" not in result:
        return result
    chat = result.get("chat") if isinstance(result.get("chat"), dict) else {}
    there = {"id": (chat or {}).get("id", 0), "type": "private"}
    return {**{name: result[name] for name in _MESSAGE if name in result}, "chat": there}
