"""The clock that conversations are held by: it begins at ten in the morning of a working day.

At night and on days off the bot keeps to itself, and a session that runs past midnight has two todays. The
clock is that of the machine, moved once and for all when a session begins.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime, time, timedelta

from content.calendar.workdays import is_workday
from storage.base.zone import DEFAULT

AHEAD = "TESTS_SECONDS_AHEAD"
"""Tells a process how far ahead of the machine its clock is."""
STATEMENT = "TESTS_STATEMENT_SECONDS"
"""Tells a process after how many seconds it gives up a statement of PostgreSQL."""
SLOW = "TESTS_SLOW_SECONDS"
"""Tells a process after how many seconds people are told that they have to wait; without it, never."""
SCALE = "TESTS_TELEGRAM_SCALE"
"""Tells a process by how much its patience with Telegram is shortened, so that a test need not wait."""
_BEGIN = time(10)


def _in_midweek(day: date) -> bool:
    """Whether tomorrow and the day after are working days too: what is due in a day goes out on that day."""
    return all(is_workday(day + timedelta(days=on)) for on in range(3))


def _seconds_ahead() -> float:
    machine = datetime.now(UTC)  # noqa: TID251
    today = machine.astimezone(DEFAULT).date()
    day = next(one for one in (today - timedelta(days=back) for back in range(30)) if _in_midweek(one))
    return (datetime.combine(day, _BEGIN, DEFAULT) - machine).total_seconds()


SECONDS_AHEAD = float(os.environ.get(AHEAD) or _seconds_ahead())


def now() -> datetime:
    """The instant now by that clock, UTC."""
    return datetime.now(UTC) + timedelta(seconds=SECONDS_AHEAD)  # noqa: TID251


def shorten(scale: float) -> None:
    """Multiply the seconds for which Telegram is waited for."""
    import bot.health
    import bot.transport.contact
    import bot.transport.poller
    import bot.transport.session
    import scheduler.delivery.sender

    for module, names in (
        (bot.health, ("TELEGRAM_SECONDS",)),
        (bot.transport.contact, ("SLOW_SECONDS",)),
        (bot.transport.poller, ("ANSWER_SECONDS", "LONGEST_ANSWER")),
        (bot.transport.session, ("SECONDS",)),
        (scheduler.delivery.sender, ("SECONDS",)),
    ):
        for name in names:
            if hasattr(module, name):
                vars(module)[name] *= scale


def main() -> None:
    """`chenan` by that clock; its arguments are those of the command line."""
    import bot.clock
    import bot.transport.slow

    bot.clock.system_clock = now
    bot.transport.slow.SECONDS = float(os.environ.get(SLOW, "600"))  # a busy machine is no fault
    if seconds := os.environ.get(STATEMENT):
        import storage.base.postgres_driver

        storage.base.postgres_driver.STATEMENT_SECONDS = int(seconds)
    shorten(float(os.environ.get(SCALE, "1")))
    if sys.argv[1:2] == ["simulator"]:
        from simulator.server import Simulator

        defaults = Simulator.__init__.__kwdefaults__
        assert defaults is not None
        defaults["clock"] = now
    from bot.__main__ import main as command
    from tests import orderless, trimmed

    orderless.reverse()
    trimmed.guard()
    command()


if __name__ == "__main__":
    main()
