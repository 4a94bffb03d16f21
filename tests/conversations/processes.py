"""Starts, watches and ends processes of the program."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.conversations import working_hours

COMMAND = Path(sys.executable).with_name("chenan")
START_SECONDS = 120.0  # two cores may be busy with other things
END_SECONDS = 20.0


class Process:
    """One running `chenan` command in `directory`, its settings in the environment, its output kept.

    It goes by the clock of working hours, as the tests do, unless its settings say otherwise.
    """

    def __init__(self, *arguments: str, directory: Path, settings: Mapping[str, str]) -> None:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CHENAN_")}
        self.name = " ".join(arguments[:1])
        self._lines: list[str] = []
        self._changed = threading.Condition()
        self._ended = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", working_hours.__name__, *arguments],
            cwd=directory,
            env={
                **inherited,
                working_hours.AHEAD: str(working_hours.SECONDS_AHEAD),
                **settings,
                "PYTHONUNBUFFERED": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # so that whatever it started can be ended with it
        )
        self._reader = threading.Thread(target=self._read, name=self.name, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self._lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

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
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def children(self) -> list[int]:
        """Ids of the processes it started, and of theirs, that run now."""
        table: dict[int, int] = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = path.read_text().rpartition(")")[2].split()
                table[int(path.parent.name)] = int(fields[1])
        found = [self._process.pid]
        for parent in found:
            found += [child for child, of in table.items() if of == parent]
        return found[1:]

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def said(self) -> int:
        """The number of lines printed so far."""
        return len(self._lines)

    def kill(self) -> None:
        """End it at once, as `kill -9` does; what it started is on its own."""
        self._process.kill()
        self._process.wait(END_SECONDS)

    def end(self) -> None:
        """Kill it and everything it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._gone()

    def terminate(self) -> int:
        """Ask it to end (SIGTERM) and wait; its exit code. Raises TimeoutExpired if it does not."""
        self._process.send_signal(signal.SIGTERM)
        return self._gone()

    def _gone(self) -> int:
        code = self._process.wait(END_SECONDS)
        self._reader.join(END_SECONDS)
        return code


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
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
