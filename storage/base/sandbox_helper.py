"""The helper's side of `storage.base.sandbox`: gives up its rights, then reads one file after the other.

It is started with an empty environment; nothing but pipes ties it to the program.
"""

from __future__ import annotations

import ctypes
import importlib
import json
import os
import resource
import sys
import traceback
from contextlib import suppress
from typing import IO, Any

from storage.base.private_memory import keep_memory_private
from storage.base.sandbox import HEADER

MEMORY = 640 * 1024 * 1024
"""Bytes of address space: a photo of 108 megapixels is decoded in a tenth of it."""
FILES = 64
NICENESS = 10
PR_SET_NO_NEW_PRIVS = 38
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def serve() -> None:
    """Answer requests until the pipe is closed."""
    give_up_rights()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while (head := requests.read(HEADER.size)) and len(head) == HEADER.size:
        request, size = HEADER.unpack(head)
        asked, data = json.loads(requests.read(request)), requests.read(size)
        if len(data) < size:
            return
        allow_time(float(asked["seconds"]))
        _answer(answers, *_done(asked["work"], data, asked["options"]))
        del data


def give_up_rights() -> None:
    """No core dump, no debugger, no file written, no network, little memory, no privilege to be gained."""
    keep_memory_private()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, _PAPER))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    with suppress(OSError):
        os.nice(NICENESS)
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)  # where that is forbidden, the limits have to do


_PAPER = 32 * 1024 * 1024
"""Bytes that a reader may write into a file in memory (a PDF for the renderer)."""


def allow_time(seconds: float) -> None:
    """Limit this process to so many more seconds of processor time."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _done(work: str, data: bytes, options: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    module, name = work.split(":")
    try:
        answer, made = getattr(importlib.import_module(module), name)(data, **options)
    except MemoryError:
        return {"spent": True}, b""
    except BaseException as error:  # noqa: BLE001 - libraries in Rust panic with one of these
        key = getattr(error, "key", None)
        if isinstance(key, str):
            return {"refused": key, "values": getattr(error, "values", {})}, b""
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} at {os.path.basename(place.filename)}:{place.lineno}"  # noqa: PTH119
        return {"failed": where}, b""
    return {"answer": answer}, made


def _answer(pipe: IO[bytes], answer: dict[str, Any], made: bytes) -> None:
    head = json.dumps(answer).encode()
    pipe.write(HEADER.pack(len(head), len(made)) + head)
    pipe.write(made)
    pipe.flush()
