"""A machine's clock that jumps a day ahead while the program runs: nobody is reminded a day early."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock_guard import ClockGuard
from content.model.library import Library
from storage.base.database import Database
from tests.scheduler.planned import FORM_DUE, HandClock, at, open_town
from tests.scheduler.planning.towns import DAY


class Jumping(HandClock):
    """A town's clock that is set while the program runs, and guarded."""

    def __init__(self, right: datetime) -> None:
        super().__init__(right)
        self.seconds = 0.0
        self.guard = ClockGuard(lambda: self.at, lambda: self.seconds)

    def __call__(self) -> datetime:
        return self.guard()

    def later(self, hours: float, ahead: timedelta) -> None:
        """Let time pass; Telegram answers then. `ahead`: by how much the machine is wrong."""
        self.at += timedelta(hours=hours)
        self.seconds += hours * 3600
        self.guard.hear(f"{self.at - ahead:%a, %d %b %Y %H:%M:%S} GMT")


async def test_a_jump_sends_no_reminder_of_another_day(database: Database, library: Library) -> None:
    town = await open_town(database, library)
    await town.enterprise()
    day = FORM_DUE - 4 * DAY  # on the next one the form is reminded of
    town.clock = clock = Jumping(at(day, 8))

    async def live() -> list[tuple[object, int]]:
        await town.planner.tick()
        return [(letter.day, letter.at.hour) for letter in await town.deliver()]

    clock.later(2, 0 * DAY)
    await live()
    planned = len(await town.reminders())
    clock.at += DAY
    assert await live() == []
    clock.later(14, DAY)
    assert await live() == [], "midnight by the right clock, the day after by the other"
    clock.later(9, DAY)
    assert await live() == [(day + DAY, 1)], "on its day, though the machine's clock is still wrong"
    clock.at -= DAY
    assert await live() == []
    assert len(await town.reminders()) == planned + 1
