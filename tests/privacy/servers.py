"""PostgreSQL and Redis of a test's own, which write down whatever they can, as a thief likes it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import RedisError

from tests.conversations.processes import free_port

LOUD = {
    "log_statement": "all",
    "log_line_prefix": "%m [%p] ",
    "log_parameter_max_length": "-1",
    "autovacuum": "off",
    "fsync": "off",
    "shared_buffers": "16MB",
    "listen_addresses": "127.0.0.1",
}


@dataclass(frozen=True, slots=True)
class Cluster:
    """`url` of an empty database in it; its own directory; the log of its statements."""

    url: str
    directory: Path
    log: Path
    programs: Path
    starting: tuple[str, ...] = ()
    stopping: tuple[str, ...] = ()

    def start(self) -> None:
        """Start the server again."""
        subprocess.run(self.starting, check=True, stdout=subprocess.DEVNULL, **_as_its_user())

    def stop(self) -> None:
        """Stop the server at once, as a power cut does; what it had committed stays."""
        subprocess.run(self.stopping, check=True, stdout=subprocess.DEVNULL, **_as_its_user())

    def run(self, program: str, *arguments: str) -> str:
        """The output of one of PostgreSQL's programs."""
        command = [str(self.programs / program), *arguments]
        done = subprocess.run(command, check=True, capture_output=True, **_as_its_user())
        return bytes(done.stdout).decode("utf-8", "replace")

    def wal(self) -> bytes:
        """All of the write-ahead log."""
        folder = self.directory / "pg_wal"
        return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


@contextmanager
def cluster(**settings: str) -> Iterator[Cluster]:
    """A cluster that logs every statement; skips the test where PostgreSQL's server is not installed.

    `settings` add to those of the server.
    """
    found = sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")))
    initdb = shutil.which("initdb") or (found[-1] if found else None)
    if initdb is None:
        pytest.skip("PostgreSQL's server is not installed")
    programs = Path(initdb).resolve().parent
    home = Path(tempfile.mkdtemp(prefix="chenan-cluster-"))
    user = _as_its_user()
    if "user" in user:
        shutil.chown(home, user["user"], user["user"])
    made, port = home / "data", free_port()
    log = home / "log"
    options = " ".join(f"-c {name}='{value}'" for name, value in {**LOUD, **settings}.items())
    options += f" -c port={port} -c unix_socket_directories='{home}'"
    control = [str(programs / "pg_ctl"), "-D", str(made), "-w"]
    start = [*control, "-l", str(log), "-o", options, "start"]
    stop = [*control, "-m", "immediate", "stop"]
    create = [initdb, "-D", str(made), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    try:
        for command in ([*create, "--locale=C"], start):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user)
        url = f"postgresql+asyncpg://postgres@127.0.0.1:{port}/postgres"
        yield Cluster(url, made, log, programs, tuple(start), tuple(stop))
    finally:
        subprocess.run(stop, check=False, capture_output=True, **user)
        shutil.rmtree(home, ignore_errors=True)


def _as_its_user() -> dict[str, Any]:
    """PostgreSQL does not run as root."""
    return {"user": "postgres", "cwd": "/"} if os.geteuid() == 0 else {"cwd": "/"}


@dataclass(frozen=True, slots=True)
class Noted:
    """A Redis that keeps an append-only file, and somebody who watches it (MONITOR)."""

    url: str
    client: Redis
    directory: Path
    watch: socket.socket

    def appended(self) -> bytes:
        """All that its append-only files hold."""
        files = sorted(self.directory.rglob("*.aof"))
        return b"".join(path.read_bytes() for path in files)

    def monitored(self) -> list[str]:
        """The commands that were seen since it was asked last, its own question left out."""
        self.client.echo("until here")
        seen = b""
        while b"until here" not in seen:
            seen += self.watch.recv(65536)
        lines = seen.decode("utf-8", "replace").splitlines()
        return [one for one in lines if one.startswith("+") and '"' in one and "until here" not in one]


@contextmanager
def noted_redis() -> Iterator[Noted]:
    """A Redis of its own with `appendonly yes`, watched; skips the test where it is not installed."""
    if (program := shutil.which("redis-server")) is None:
        pytest.skip("redis-server is not installed")
    home, port = Path(tempfile.mkdtemp(prefix="chenan-redis-")), free_port()
    command = [program, "--port", str(port), "--dir", str(home), "--appendonly", "yes"]
    command += ["--appendfsync", "always", "--save", "", "--bind", "127.0.0.1"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    client = Redis(port=port)
    try:
        for _ in range(200):
            try:
                client.ping()
                break
            except RedisError:
                time.sleep(0.02)
        watch = socket.create_connection(("127.0.0.1", port), timeout=10)
        watch.sendall(b"MONITOR\r\n")
        assert watch.recv(5) == b"+OK\r\n"
        yield Noted(f"redis://127.0.0.1:{port}/0", client, home, watch)
        watch.close()
    finally:
        client.close()
        server.kill()
        server.wait()
        shutil.rmtree(home, ignore_errors=True)
