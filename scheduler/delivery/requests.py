"""python-telegram-bot's connection: what is not Telegram's answer is a network trouble, and is not logged.

The library takes a captive portal's 401 for a wrong token, which ends the process, and fails over a message
of a kind it does not know, which had arrived and would be sent again.
"""

from __future__ import annotations

import json
from typing import Any

from telegram.error import NetworkError, TelegramError
from telegram.request import HTTPXRequest

from scheduler.delivery.answers import No, NotTelegram, read

_MESSAGE = ("message_id", "date", "photo", "document")
"""The members of a sent message that delivery reads."""


class Requests(HTTPXRequest):
    """The library's requests, their answers read before it reads them."""

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
            raise NetworkError(str(problem)) from None
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
