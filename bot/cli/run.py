"""`chenan run`, `chenan bot`, `chenan scheduler`: the program as a service."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import click

from bot.cli.language import Command, say

if TYPE_CHECKING:
    from bot.app import App
    from bot.config import Settings


@click.command(name="run", cls=Command, help="cli-run")
def run_all() -> None:
    """Run bot and scheduler in one process (enough for a single office)."""
    _run(bot=True, scheduler=True)


@click.command(name="bot", cls=Command, help="cli-bot")
def run_bot() -> None:
    """Run the bot alone."""
    _run(bot=True, scheduler=False)


@click.command(name="scheduler", cls=Command, help="cli-scheduler")
def run_scheduler() -> None:
    """Run the scheduler alone."""
    _run(bot=False, scheduler=True)


def _run(*, bot: bool, scheduler: bool) -> None:
    from bot.config import load_settings
    from bot.logs import set_up
    from storage.base.private_memory import keep_memory_private

    settings = load_settings()
    set_up(settings.log_level, settings.log_format)
    keep_memory_private()
    _ = settings.token  # say at once that there is none
    from aiogram.exceptions import TelegramAPIError, TelegramUnauthorizedError

    from bot.transport.first_contact import TokenUnknown
    from scheduler.delivery.outcome import TokenRefused
    from storage.installation.usage import using

    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with using(settings.data_dir):
            run_loop(_serve(settings, bot=bot, scheduler=scheduler))
    except (TelegramUnauthorizedError, TokenRefused, TokenUnknown):
        raise click.ClickException(say("cli-error-token")) from None
    except TelegramAPIError as problem:  # what it says of our settings, not of anybody's words
        raise click.ClickException(say("cli-error-telegram", problem=problem.message)) from None


def run_loop(main: Coroutine[Any, Any, None]) -> None:
    """Run on uvloop, never in debug mode, in which servers answer with tracebacks."""
    import uvloop

    from bot.logs import loop_trouble

    with asyncio.Runner(debug=False, loop_factory=uvloop.new_event_loop) as runner:
        runner.get_loop().set_exception_handler(loop_trouble)
        runner.run(main)


async def _serve(settings: Settings, *, bot: bool, scheduler: bool) -> None:
    from bot.health import Health
    from bot.runtime import (
        build_app,
        guarded_clock,
        running_bot,
        running_health,
        running_scheduler,
        running_watch,
    )
    from storage.installation import migrate

    await migrate.upgrade(settings.database)
    app = build_app(settings)
    health = Health(settings, app)
    stopping = stop_signal()
    try:
        async with contextlib.AsyncExitStack() as running:
            await running.enter_async_context(guarded_clock(settings, app))
            await _clean_reports(settings, app, alone=bot and scheduler)
            await running.enter_async_context(running_health(settings, app, health))
            ends: list[asyncio.Future[Any]] = [asyncio.ensure_future(stopping.wait())]
            if scheduler:
                ends.append(
                    asyncio.ensure_future(
                        (await running.enter_async_context(running_scheduler(settings, app))).wait()
                    )
                )
            if bot:
                starting = asyncio.ensure_future(running.enter_async_context(running_bot(settings, app)))
                if (serving := await _started(starting, ends)) is None:
                    return
                ends.append(serving)
            app.started = True
            await running.enter_async_context(running_watch(settings, app, health, writes_heartbeat=bot))
            click.echo("ready", err=True)
            done, _ = await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            for one in done:
                one.result()
    finally:
        await app.database.close()


async def _started(
    starting: asyncio.Future[asyncio.Future[Any]], ends: list[asyncio.Future[Any]]
) -> asyncio.Future[Any] | None:
    """The result of `starting`; None where the process is to end before (Telegram may be away for hours)."""
    await asyncio.wait([starting, *ends], return_when=asyncio.FIRST_COMPLETED)
    if starting.done():
        return starting.result()
    starting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await starting
    for one in ends:
        if one.done():
            one.result()
    return None


async def _clean_reports(settings: Settings, app: App, *, alone: bool) -> None:
    """Delete before the start what must not be served: a restored backup may hold reports that were
    wiped, and a process that died may have left half a photo.

    Raises:
        ForeignFolder: photos would be put into the folder of another database.
    """
    from content.loader import report_rules
    from scheduler.clock import Clock
    from scheduler.clock_watch import DeletingClock
    from scheduler.planning.reports import clean
    from storage.reports import folder as reports_folder
    from storage.reports.files import ReportFiles

    files = ReportFiles(settings.reports_dir)
    if app.reporting is not None and await reports_folder.settle(app.database, files) == "foreign":
        key, mend = "cli-error-foreign-folder", "cli-error-foreign-folder-mend"
        raise reports_folder.ForeignFolder(key, mend, folder=settings.data_dir)
    may_wipe = await DeletingClock(app.database, Clock(app.clock, app.wall)).allows()
    await clean(app.database, files, report_rules(), app.now(), app.today(), alone=alone, may_wipe=may_wipe)


def stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    return stopping
