"""A Redis server for the tests of one process: nobody else reads or empties what they keep there."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from redis import Redis
from redis.exceptions import RedisError


@cache
def _started() -> str:
    """The URL of a server started now, which ends with this process; "" where Redis is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        return ""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    folder = Path(tempfile.mkdtemp(prefix="chenan-redis-"))
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)

    def end() -> None:
        server.kill()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(end)
    assert server.stdout is not None
    any(b"Ready to accept" in line for line in server.stdout)  # it says nothing more that matters
    return f"redis://127.0.0.1:{port}/0"


def redis_url() -> str:
    """The URL of this process's Redis, or the one CHENAN_TEST_REDIS names; without one the test skips."""
    url = os.environ.get("CHENAN_TEST_REDIS") or _started()
    if not url:
        pytest.skip("Redis is not installed")
    with Redis.from_url(url) as client:
        try:
            client.ping()
        except RedisError:
            pytest.skip("no Redis answers")
    return url
