"""Work for tests of the helper process: good work, and everything it must not be able to do."""

from __future__ import annotations

import ctypes
import os
import resource
import socket
import time
from pathlib import Path
from typing import Any

from storage.base.errors import Invalid


def look(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Resources visible from the helper."""
    wrote = True
    try:
        # any folder at hand would do: the limit is on bytes of files
        Path(f"/tmp/chenan-sandbox-{os.getpid()}").write_bytes(data)  # noqa: S108
    except OSError:
        wrote = False
        Path(f"/tmp/chenan-sandbox-{os.getpid()}").unlink(missing_ok=True)  # noqa: S108
    status = Path("/proc/self/status").read_text("utf-8")
    facts = {
        "pid": os.getpid(),
        "environment": sorted(os.environ),
        "files": sorted(int(one) for one in os.listdir("/proc/self/fd"))[:-1],  # noqa: PTH208
        "wrote": wrote,
        "no_new_privileges": "NoNewPrivs:\t1" in status,
        "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
        "core": resource.getrlimit(resource.RLIMIT_CORE),
        "loaded": "sqlalchemy" in __import__("sys").modules,
    }
    return facts, data[::-1]


def call(data: bytes, port: int) -> tuple[dict[str, Any], bytes]:
    """Call a server of this machine."""
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return {"called": True}, b""


def refuse(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Refuse."""
    raise Invalid("error-invalid-photo", limit=3)


def fail(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Fail with the words of the file."""
    raise KeyError(data.decode())


def eat(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Take a gigabyte."""
    return {"size": len(bytearray(1 << 30))}, b""


def turn(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Never end, and use the processor."""
    while True:
        pass


def wait(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Never end, and use nothing."""
    time.sleep(1000)
    return {}, b""


def die(data: bytes) -> tuple[dict[str, Any], bytes]:
    """End without a word."""
    os._exit(1)


def lie(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Write into the pipe of the answers what is none."""
    os.write(1, b"\xff" * 64)
    return {}, b""
