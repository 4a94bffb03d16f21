"""Starts, watches and ends processes of the program."""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import secrets
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing.reduction import DupFd
from pathlib import Path
from typing import Protocol

from tests.conversations import working_hours

COMMAND = Path(sys.executable).with_name("chenan")
START_SECONDS = 120.0  # two cores may be busy with other things
END_SECONDS = 20.0


_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.conversations.imported"])


class _Descriptor(Protocol):
    """A file's descriptor on its way to a fork."""

    def detach(self) -> int: ...


def _command(
    arguments: Sequence[str], directory: str, environment: Mapping[str, str], output: _Descriptor
) -> None:
    """Be `chenan` with these arguments, in a session of its own; both outputs go to `output`, unbuffered."""
    os.setsid()  # so that whatever it started can be ended with it
    descriptor = output.detach()
    for standard in (1, 2):
        os.dup2(descriptor, standard)
    os.close(descriptor)
    sys.stdout, sys.stderr = (os.fdopen(standard, "w", buffering=1, closefd=False) for standard in (1, 2))
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(directory)
    sys.argv = ["chenan", *arguments]
    working_hours.SECONDS_AHEAD = float(environment[working_hours.AHEAD])
    try:
        working_hours.main()
    finally:
        atexit._run_exitfuncs()


class Process:
    """One running `chenan` command in `directory`, its settings in the environment, its output kept.

    It goes by the clock of working hours, as the tests do, unless its settings say otherwise. It is forked
    off a process that has imported the program (imported.py): the imports cost more than most tests.
    tests/bot/cli/test_service.py starts the program as people do.
    """

    def __init__(self, *arguments: str, directory: Path, settings: Mapping[str, str]) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHENAN_")}
        self.name = " ".join(arguments[:1])
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._ended = False
        reading, writing = os.pipe()
        environment = {
            **inherited,
            working_hours.AHEAD: str(working_hours.SECONDS_AHEAD),
            **settings,
        }
        self._process = _FORKS.Process(
            target=_command, args=(arguments, str(directory), environment, DupFd(writing))
        )
        try:
            self._process.start()
        finally:
            os.close(writing)
        self._reader = threading.Thread(target=self._read, args=(reading,), name=self.name, daemon=True)
        self._reader.start()

    def _read(self, descriptor: int) -> None:
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                with self._changed:
                    self._lines.append(line.rstrip("\n"))
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.is_alive()

    def wait_for(self, words: str, *, anywhere: bool = False) -> str:
        """The first line that begins so (or has it `anywhere`); raises AssertionError if none comes."""

        def found() -> str | None:
            return next(
                (line for line in self._lines if (words in line if anywhere else line.startswith(words))),
                None,
            )

        with self._changed:
            self._changed.wait_for(lambda: self._ended or found() is not None, START_SECONDS)
            line = found()
        assert line is not None, f"chenan {self.name} never said {words!r}:\n{self.output()}"
        return line

    def output(self, since: int = 0) -> str:
        """Its output, standard output and error together, from line `since` on."""
        return "\n".join(self._lines[since:])

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Keep it from doing anything for the length of the block."""
        os.kill(self.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.pid, signal.SIGCONT)

    def children(self) -> list[int]:
        """Ids of the processes it started, and of theirs, that run now."""
        table: dict[int, int] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = path.read_text().rpartition(")")[2].split()
                table[int(path.parent.name)] = int(fields[1])
        found = [self.pid]
        for parent in found:
            found += [child for child, of in table.items() if of == parent]
        return found[1:]

    @property
    def pid(self) -> int:
        """The process's id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def said(self) -> int:
        """The number of lines printed so far."""
        return len(self._lines)

    def kill(self) -> None:
        """End it at once, as `kill -9` does; what it started is on its own."""
        self._process.kill()
        self._wait()

    def end(self) -> None:
        """Kill it and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self._gone()

    def terminate(self) -> int:
        """Ask it to end (SIGTERM) and wait; its exit code. Raises TimeoutError if it does not."""
        self._process.terminate()
        return self._gone()

    def _gone(self) -> int:
        code = self._wait()
        self._reader.join(END_SECONDS)
        return code

    def _wait(self) -> int:
        self._process.join(END_SECONDS)
        if self._process.exitcode is None:
            raise TimeoutError(f"chenan {self.name} still runs")
        return self._process.exitcode


def has_ended(pid: int, seconds: float) -> bool:
    """Whether a process, of anybody, is gone within so many seconds."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([handle], [], [], seconds)[0])
    finally:
        os.close(handle)


def free_port() -> int:
    """A port nobody listens on now, below those that the system gives to connections that go out.

    One of these could be taken between this answer and the start of who is to listen.
    """
    while True:
        port = 10_000 + secrets.randbelow(22_768)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
