"""Keeps a process's memory private: no core file, not readable by other processes of its account."""

from __future__ import annotations

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4


def keep_memory_private() -> None:
    """No core dumps, and no debugger or `/proc/PID/mem` for other processes of the same account.

    Crash handlers (systemd-coredump, apport) get a dump through a pipe whatever the size limit is; they too
    get nothing of a process that is not dumpable.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
