"""The clock's controls on the page: the interface of the process that runs the clock, and /api/clock.

The simulator only shows days and labels; their meaning is known to the process that provides the controls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol

from aiohttp import web
from pydantic_core import to_json

from simulator.api.errors import ApiError, bad_request
from simulator.api.params import read_request
from simulator.events import Events

FURTHEST_DAYS = 3660


class Refused(Exception):
    """The clock refuses the change. `reason`: past, beyond, speed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Mark:
    """A day with a label: something begins, or is due by the `end` of it."""

    label: str
    kind: Literal["begin", "end"]
    day: date


@dataclass(frozen=True, slots=True)
class ClockState:
    """State of the clock for the page. `first` to `last` is what the slider spans, days in `zone`.

    `now` is UTC-aware; a jump to a day arrives at `morning` (HH:MM).
    """

    now: datetime
    zone: str
    speed: float
    first: date
    last: date
    morning: str
    marks: tuple[Mark, ...] = ()


class Controls(Protocol):
    """Interface of the process that runs the clock; all three changes raise Refused."""

    async def state(self) -> ClockState:
        """The clock as it is."""

    def run(self, speed: float) -> None:
        """Set the speed: demonstration seconds in a real one; 0 stops the clock."""

    def go_to(self, to: date | datetime) -> None:
        """Jump ahead to the morning of a day, or to an aware instant."""

    def forward(self, days: int) -> None:
        """Jump ahead by days, to the morning."""


def as_json(state: ClockState) -> dict[str, Any]:
    """The state as the page reads it; `now` in Unix milliseconds."""
    return {
        "now": round(state.now.timestamp() * 1000),
        "zone": state.zone,
        "speed": state.speed,
        "first": state.first,
        "last": state.last,
        "morning": state.morning,
        "marks": [{"label": one.label, "kind": one.kind, "day": one.day} for one in state.marks],
    }


class ClockApi:
    """GET and POST /api/clock; without controls there is no such address."""

    def __init__(self, controls: Controls, events: Events) -> None:
        self._controls = controls
        self._events = events

    def add_routes(self, app: web.Application) -> None:
        """Both of them."""
        app.add_routes([web.get("/api/clock", self.show), web.post("/api/clock", self.change)])

    async def show(self, request: web.Request) -> web.Response:
        """The clock."""
        return _answer(as_json(await self._controls.state()))

    async def change(self, request: web.Request) -> web.Response:
        """One of `speed` (number), `days` (whole days ahead), `to` (a day, or an instant with its offset)."""
        values, _ = await read_request(request)
        act = self._asked(values)
        try:
            act()
        except Refused as refused:
            raise ApiError(
                409, f"Conflict: the clock refuses: {refused.reason}", {"reason": refused.reason}
            ) from None
        state = as_json(await self._controls.state())
        self._events.publish("clock", clock=state)
        return _answer(state)

    def _asked(self, values: dict[str, Any]) -> Callable[[], None]:
        given = [key for key in ("speed", "days", "to") if key in values]
        if len(given) != 1:
            raise bad_request("give one of speed, days, to")
        value = values[given[0]]
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise bad_request(f"{given[0]} is no such thing")
        if given == ["speed"]:
            speed = float(value)
            return lambda: self._controls.run(speed)
        if given == ["days"]:
            days = int(str(value))
            if not 1 <= days <= FURTHEST_DAYS:
                raise bad_request(f"days are 1 to {FURTHEST_DAYS}")
            return lambda: self._controls.forward(days)
        to = _moment(str(value))
        return lambda: self._controls.go_to(to)


def _moment(text: str) -> date | datetime:
    if len(text) == len("2027-04-30"):
        return date.fromisoformat(text)
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise bad_request("an instant needs its offset from UTC")
    return instant


def _answer(value: Any) -> web.Response:
    return web.Response(
        body=to_json(value), content_type="application/json", headers={"Cache-Control": "no-store"}
    )
