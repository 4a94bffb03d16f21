"""`chenan simulator`: the local Bot API and its chat page alone, for any bot to be pointed at."""

import asyncio
import contextlib
import signal
from pathlib import Path

import click

from bot.cli.language import Command, option, say


@click.command(cls=Command, help="cli-simulator")
@option("--port", type=click.IntRange(0, 65535), default=8081, show_default=True, help="cli-option-port-any")
@option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="cli-option-simulator-data",
)
@option(
    "--flood-limits/--no-flood-limits",
    default=False,
    show_default=True,
    help="cli-option-flood",
)
def simulator(port: int, data_dir: Path | None, flood_limits: bool) -> None:
    """Run a local stand-in for Telegram: a Bot API on this machine and a page of chats."""
    try:
        asyncio.run(_serve(port, data_dir, flood_limits))
    except BlockingIOError:
        raise click.ClickException(say("cli-error-simulator-used", place=data_dir)) from None
    except OSError as error:
        raise click.ClickException(say("cli-error-port", port=port, problem=error.strerror)) from None


async def _serve(port: int, data_dir: Path | None, flood_limits: bool) -> None:
    from simulator.server import Simulator

    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl+C ends the run instead
            asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    running = Simulator(data_dir, flood_limits=flood_limits)
    url = await running.start(port)
    try:
        click.echo(f"CHENAN_BOT_API_URL={url}")
        click.echo(f"CHENAN_BOT_TOKEN={running.bot_token}")
        click.echo(f"ready {url}")
        await stopping.wait()
    finally:
        await running.stop()
