"""Controls of a clock that stands where it is put, and remembers what it was asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from simulator.controls import ClockState, Mark, Refused

ZONE = ZoneInfo("Asia/Shanghai")


class FakeControls:
    """A clock and its controls; with `refuse` everything is refused."""

    def __init__(self) -> None:
        self.at = datetime(2027, 3, 1, 1, 30, tzinfo=UTC)
        self.speed = 1.0
        self.done: list[str] = []
        self.refuse = ""
        self.marks: tuple[Mark, ...] = (
            Mark("自查开始", "begin", date(2027, 2, 21)),
            Mark("交表截止", "end", date(2027, 4, 30)),
        )

    def __call__(self) -> datetime:
        """The time of messages."""
        return self.at

    async def state(self) -> ClockState:
        """The clock as it is."""
        return ClockState(
            self.at, ZONE.key, self.speed, date(2027, 2, 1), date(2027, 6, 30), "08:30", self.marks
        )

    def run(self, speed: float) -> None:
        """Keep the speed, though time stands still."""
        self._note(f"run {speed}")
        self.speed = speed

    def go_to(self, to: date | datetime) -> None:
        """Be there."""
        self._note(f"go_to {to.isoformat()}")
        self.at = (to if isinstance(to, datetime) else datetime.combine(to, time(8, 30), ZONE)).astimezone(
            UTC
        )

    def forward(self, days: int) -> None:
        """Be so many days on."""
        self._note(f"forward {days}")
        self.at += timedelta(days=days)

    def _note(self, deed: str) -> None:
        if self.refuse:
            raise Refused(self.refuse)
        self.done.append(deed)
