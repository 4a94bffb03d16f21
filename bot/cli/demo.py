"""`chenan demo`: simulator, bot and scheduler in one process, with a campaign already open."""

from __future__ import annotations

import contextlib
import socket
import tempfile
import webbrowser
from pathlib import Path

import click

from bot.cli.language import Command, option, say


@click.command(cls=Command, help="cli-demo")
@option("--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="cli-option-port-any")
@option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="cli-option-demo-data",
)
@option(
    "--speed",
    type=click.FloatRange(min=1, max=86_400),
    default=1.0,
    show_default=True,
    help="cli-option-speed",
)
@option("--no-browser", is_flag=True, help="cli-option-no-browser")
def demo(port: int, data_dir: Path | None, speed: float, no_browser: bool) -> None:
    """Try Chen'an: no token, no internet."""
    from bot.cli.run import run_loop
    from bot.logs import set_up

    set_up("WARNING")
    with contextlib.ExitStack() as stack:
        where = data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chenan-demo-")))
        try:
            run_loop(_serve(port, where, speed, not no_browser))
        except BlockingIOError:
            raise click.ClickException(say("cli-error-demo-used", place=where)) from None
        except OSError as error:
            raise click.ClickException(
                say("cli-error-demo-port", port=port, problem=error.strerror or error)
            ) from None


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _serve(port: int, data_dir: Path, speed: float, browser: bool) -> None:
    from pydantic import SecretStr

    from bot.cli.run import stop_signal
    from bot.clock import STORED_CLOCK, system_clock
    from bot.config import Settings
    from bot.runtime import build_app, running_bot, running_scheduler
    from simulator.demo.clock import DemoClock
    from simulator.demo.controls import DemoControls, keeping_pace
    from simulator.demo.scene import furnish, sample_key
    from simulator.server import Simulator
    from storage.installation import clock_trust, migrate

    stopping = stop_signal()
    clock = DemoClock(speed, data_dir / STORED_CLOCK)
    controls = DemoControls(clock)
    page = f"http://127.0.0.1:{free_port()}"
    simulator = Simulator(data_dir / "simulator", clock=clock, controls=controls, page=page)
    url = await simulator.start(port)
    clock.reach(simulator.last_dated() or clock())
    settings = Settings(
        _env_file=None,
        bot_token=SecretStr(simulator.bot_token),
        bot_api_url=url,
        data_dir=data_dir,
        report_key_file=sample_key(data_dir),
        report_passphrase_file=None,
        database_url=None,
        redis_url=None,
        evidence_url=None,
        proxy=None,
        webhook_url=None,
        web_url=page,
        web_listen=page.removeprefix("http://"),
        doors="telegram",  # the simulated one opens such links itself
    )
    app = build_app(settings, clock)
    try:
        await migrate.upgrade(settings.database)
        # the demo's data directory may be months old; its clock is trusted all the same
        async with app.database.begin() as db:
            await clock_trust.confirm(db, system_clock())
        await furnish(app, simulator)
        controls.follow(app)  # only now are there days to show; the page may be open for long
        await simulator.show_clock()
        async with (
            running_bot(settings, app),
            running_scheduler(settings, app) as scheduler,
            keeping_pace(clock, controls.moved, scheduler),
        ):
            click.echo(f"ready {url}")
            click.echo(f"page {page}")
            if browser:
                webbrowser.open(url)
            await stopping.wait()
    finally:
        await app.database.close()
        await simulator.stop()
        clock.close()
