"""A bot as a process of its own, pinned to one core: started, watched through /proc, stopped."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.stub import Stub

TICK = os.sysconf("SC_CLK_TCK")
START_SECONDS = 120
STOP_SECONDS = 20


def cores() -> tuple[int, int]:
    """The core of the driver and the core of the bot; the same one where there is no second."""
    there = sorted(os.sched_getaffinity(0))
    return there[0], there[1 % len(there)]


@dataclass
class BotProcess:
    """A running bot. `startup`: seconds from the start of the process to its first getUpdates."""

    process: asyncio.subprocess.Process
    log: Path
    startup: float

    def cpu(self) -> float:
        """CPU seconds so far, all threads, user and system."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / TICK

    def memory(self, what: str = "VmHWM") -> float:
        """Resident memory in MB: `VmHWM` at its peak, `VmRSS` now."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(f"{what}:"):
                return int(line.split()[1]) / 1024
        raise LookupError(what)

    def errors(self) -> list[str]:
        """Lines of the log that tell of an error."""
        lines = self.log.read_text(errors="replace").splitlines()
        return [line for line in lines if "ERROR" in line or "Traceback" in line]

    async def stop(self) -> None:
        """End it politely, then by force."""
        if self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await self.process.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()


async def start(command: list[str], environment: dict[str, str], where: Path, stub: Stub) -> BotProcess:
    """Start a bot in the folder `where`, on the bots' core; returns when it polls.

    Raises:
        RuntimeError: it ended, or did not poll in time; the end of its log.
    """
    driver, bot = cores()
    log = where / "bot.log"
    with log.open("wb") as output:
        os.sched_setaffinity(0, {bot})  # a child takes over what the starting thread has
        try:
            begun = time.perf_counter()
            process = await asyncio.create_subprocess_exec(
                *command,
                cwd=where,
                env={**os.environ, **environment},
                stdout=output,
                stderr=output,
            )
        finally:
            os.sched_setaffinity(0, {driver})
    waits = [asyncio.ensure_future(stub.polled.wait()), asyncio.ensure_future(process.wait())]
    await asyncio.wait(waits, timeout=START_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
    started = BotProcess(process, log, stub.polled_at - begun)
    if not stub.polled.is_set():
        await started.stop()
        raise RuntimeError("the bot did not start:\n" + log.read_text(errors="replace")[-2000:])
    return started
