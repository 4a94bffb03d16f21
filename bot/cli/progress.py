"""Progress bars of long commands: on a terminal, one for each thing that is done; nothing in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import click

WIDTH = 30


@contextmanager
def bars() -> Iterator[Callable[[str, int, int], None]]:
    """A function to be told what is being done, how much of it is done, and how much there is."""
    shown: dict[str, Any] = {}
    with ExitStack() as open_bars:

        def show(what: str, done: int, total: int) -> None:
            if not sys.stderr.isatty():
                return
            if what not in shown:
                open_bars.close()  # the one before is over
                made = click.progressbar(length=total, label=what, width=WIDTH, file=sys.stderr)
                shown[what] = open_bars.enter_context(made)
            bar = shown[what]
            bar.update(done - bar.pos)

        yield show
