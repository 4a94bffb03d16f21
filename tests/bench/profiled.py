"""`chenan bot` under cProfile: runs the real command, writes what it cost to a file, prints the dearest."""

from __future__ import annotations

import cProfile
import io
import pstats
import sys
import time
from operator import itemgetter
from pathlib import Path

SHOWN = 45


def table(file: Path, steps: int, shown: int = SHOWN) -> str:
    """The functions that cost most themselves, then with what they call; microseconds a step."""
    text = io.StringIO()
    stats: pstats.Stats = pstats.Stats(str(file))
    entries = getattr(stats, "stats")  # noqa: B009  the types do not know it
    rows: list[tuple[float, float, float, str]] = [
        (own / steps * 1e6, whole / steps * 1e6, calls / steps, f"{Path(name).name}:{line} {function}")
        for (name, line, function), (_, calls, own, whole, _callers) in entries.items()
    ]
    for title, key in (("itself", 0), ("with what it calls", 1)):
        text.write(f"\n{title}: µs a step (own, whole), calls a step\n")
        for own, whole, calls, where in sorted(rows, key=itemgetter(key), reverse=True)[:shown]:
            text.write(f"{own:9.1f}{whole:10.1f}{calls:9.2f}  {where}\n")
    return text.getvalue()


def main() -> None:
    """The first argument names the file, the rest is the command line."""
    target, *arguments = sys.argv[1:]
    from bot.cli import main as command_line

    profile = cProfile.Profile(time.thread_time)  # CPU of the loop, not waiting for the database thread
    try:
        profile.runcall(command_line, arguments)
    finally:
        profile.dump_stats(target)


if __name__ == "__main__":
    main()
