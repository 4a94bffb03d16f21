"""Faults a test asks for, and the log of what the bot asked; decides nothing about messages."""

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.api.errors import ApiError

LOG_SIZE = 20_000


@dataclass(frozen=True)
class LoggedRequest:
    """One call of the Bot API: method as Telegram spells it, decoded parameters, chat, UTC time."""

    method: str
    params: dict[str, Any]
    chat_id: int | None
    at: datetime
    status: int
    description: str


@dataclass(frozen=True)
class Spoil:
    """Damage to an answer on its way: cut after so many bytes (0: before the first), or replaced by something
    that does not come from Telegram."""

    size: int | None = None
    body: bytes | None = None
    status: int = 502
    content_type: str = "text/html"


CUT = Spoil(size=0)


@dataclass
class _Fault:
    method: str | None
    chat_id: int | None
    times: int
    error: ApiError | None  # None: the answer is spoilt
    after: bool = False  # spoilt after the request was carried out
    spoil: Spoil = CUT

    def fits(self, method: str, chat_id: int | None) -> bool:
        # One for any method is meant for what the bot does, not for its polling.
        wanted = method.lower() == self.method.lower() if self.method else method != "getUpdates"
        return self.times > 0 and wanted and self.chat_id in (None, chat_id)


class SpoiltError(Exception):
    """The request is not carried out; the answer is spoilt."""

    def __init__(self, spoil: Spoil) -> None:
        super().__init__("connection cut" if spoil.body is None else f"answered with {spoil.status}")
        self.spoil = spoil


class Faults:
    """Scripted failures, delays and cut connections, used up in the order they were asked for."""

    def __init__(self) -> None:
        self.log: deque[LoggedRequest] = deque(maxlen=LOG_SIZE)
        self._faults: list[_Fault] = []
        self._delays: dict[str, float] = {}

    def fail_next(
        self,
        method: str | None = None,
        status: int = 500,
        description: str = "Internal Server Error",
        parameters: dict[str, Any] | None = None,
        times: int = 1,
        chat_id: int | None = None,
    ) -> None:
        """Refuse the next `times` matching requests with this answer; they have no effect."""
        self._faults.append(_Fault(method, chat_id, times, ApiError(status, description, parameters)))

    def drop_next(
        self, method: str | None = None, times: int = 1, chat_id: int | None = None, *, after: bool = False
    ) -> None:
        """Cut the connection of the next matching requests, before or `after` carrying them out."""
        self._faults.append(_Fault(method, chat_id, times, None, after))

    def answer_next(
        self,
        method: str | None,
        spoil: Spoil,
        times: int = 1,
        chat_id: int | None = None,
        *,
        after: bool = True,
    ) -> None:
        """Spoil the answers to the next matching requests, carried out or (not `after`) never done."""
        self._faults.append(_Fault(method, chat_id, times, None, after, spoil))

    def delay(self, method: str, seconds: float) -> None:
        """Hold every request of a method back for so many seconds; 0 ends that."""
        self._delays[method.lower()] = seconds

    def clear(self) -> None:
        """Forget all faults and delays; the log stays."""
        self._faults.clear()
        self._delays.clear()

    async def before(self, method: str, chat_id: int | None) -> Spoil | None:
        """Apply a scripted fault; return the damage of the answer after the request.

        Raises the scripted ApiError, or SpoiltError.
        """
        if seconds := self._delays.get(method.lower()):
            await asyncio.sleep(seconds)
        for fault in self._faults:
            if fault.fits(method, chat_id):
                fault.times -= 1
                self._faults = [one for one in self._faults if one.times > 0]
                if fault.error is not None:
                    raise fault.error
                if not fault.after:
                    raise SpoiltError(fault.spoil)
                return fault.spoil
        return None
