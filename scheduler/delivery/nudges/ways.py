"""The interface of the ways of nudges, and an HTTP client that reads answers of other companies' servers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

from scheduler.delivery.items import Nudge
from scheduler.delivery.outcome import Flood, Outcome, Trouble

SECONDS = 10.0
"""Timeout of a request in seconds."""
MOST_ANSWER = 64 * 1024
"""Most bytes of an answer that are read."""
MOST_SILENCE = 3600.0
"""Most seconds of silence that a server may ask for."""
_CODE = re.compile(r"[^A-Za-z0-9._-]")
_LONG = re.compile(r"\d{7,}")


class Way(Protocol):
    """Interface of a way. Every failure is an outcome, whose problem names no address, text or secret."""

    async def send(self, nudge: Nudge) -> Outcome:
        """Send one nudge: Sent, Refused (never to that address), Flood or Trouble."""

    async def check(self) -> str:
        """The reason why nothing can be sent, a class or a code; empty where all is well. Sends nothing."""

    async def close(self) -> None:
        """Close what is open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer over HTTP; `body`: what its JSON says, None where it is none."""

    status: int
    body: Any


class Http:
    """A client that follows no redirection, reads short answers alone, and logs nothing."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._timeout = aiohttp.ClientTimeout(total=seconds)
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, method: str, url: str, **what: Any) -> Answer | Outcome:
        """The answer, or the outcome where there is none to read: 429, 5xx, a line that fails."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())
        try:
            async with self._session.request(method, url, allow_redirects=False, **what) as response:
                if response.status == 429:
                    return Flood(_silence(response.headers.get("Retry-After", "")))
                if response.status >= 500:
                    return Trouble(f"status {response.status}")
                data = bytearray()
                async for chunk in response.content.iter_any():
                    data += chunk
                    if len(data) > MOST_ANSWER:
                        return Trouble("a long answer")
                return Answer(response.status, _json(bytes(data)))
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            return Trouble(type(error).__name__)  # its message has the address

    async def reaches(self, url: str) -> str:
        """The class of the error that keeps from connecting to that server; empty where it answers
        anything."""
        found = await self.ask("HEAD", url)
        is_answer = isinstance(found, Answer | Flood) or (
            isinstance(found, Trouble) and found.problem.startswith("status ")
        )
        return "" if is_answer else found.problem if isinstance(found, Trouble) else ""

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None


def code_of(value: Any) -> str:
    """A code of an answer, short and harmless enough for a log: no long numbers, which may be somebody's."""
    return "no code" if value is None else _LONG.sub("#", _CODE.sub("", str(value)))[:40]


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _silence(asked: str) -> float:
    return (
        min(float(asked), MOST_SILENCE) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 60.0
    )
