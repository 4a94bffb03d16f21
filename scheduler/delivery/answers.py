"""Recognises answers of the Bot API by their shape. Anything else comes from something between it and us.

Both libraries' connections read answers with this (the bot's beside its session, the sender's beside its
requests): a gateway's page, a captive portal or half an answer must never be taken for Telegram's word.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

LONGEST_PAUSE = 24 * 3600
"""Longest pause in seconds that is kept because an answer asks for it."""


_HALF_A_YES = re.compile(
    rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\{(?:\s*"message_id"\s*:\s*(\d+)\s*,)?'
)
"""The beginning of Telegram's answer about a message that was sent."""


class NotTelegram(Exception):
    """This is no answer of the Bot API. The message says its kind, and nothing of its content."""


@dataclass(frozen=True, slots=True)
class Yes:
    """The method was carried out."""

    result: Any


@dataclass(frozen=True, slots=True)
class No:
    """Telegram refused: its code, its words, and what it asks for."""

    code: int
    description: str
    retry_after: float | None = None
    migrate_to_chat_id: int | None = None

    def body(self) -> dict[str, Any]:
        """The answer in the form the libraries parse."""
        given = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        parameters = {name: value for name, value in given.items() if value is not None}
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return {**body, "parameters": parameters} if parameters else body


def sent_as(status: int, body: bytes) -> int | None:
    """The id of a message in an answer that was cut off after Telegram's yes, 0: cut off before it; None: it
    is no such answer."""
    found = _HALF_A_YES.match(body) if 200 <= status < 300 else None
    return None if found is None else int(found[1] or 0)


def read(status: int, body: bytes) -> Yes | No:
    """Telegram's answer.

    Raises:
        NotTelegram: it is not Telegram's.
    """
    if 300 <= status < 400:
        raise NotTelegram(f"HTTP {status}, a redirect")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise NotTelegram(f"HTTP {status}, {'not JSON' if body else 'empty'}") from None
    if not isinstance(found, dict) or not isinstance(found.get("ok"), bool):
        raise NotTelegram(f"HTTP {status}, JSON of something else")
    if found["ok"]:
        if not 200 <= status < 300 or "result" not in found:
            raise NotTelegram(f"HTTP {status}, half an answer")
        return Yes(found["result"])
    code = found.get("error_code")
    if not isinstance(code, int) or isinstance(code, bool):
        raise NotTelegram(f"HTTP {status}, a refusal without its code")
    asked = found.get("parameters")
    asked = asked if isinstance(asked, dict) else {}
    pause, chat = asked.get("retry_after"), asked.get("migrate_to_chat_id")
    return No(
        code,
        str(found.get("description") or f"error {code}"),
        min(pause, LONGEST_PAUSE) if isinstance(pause, int | float) and pause > 0 else None,
        chat if isinstance(chat, int) else None,
    )
