"""A progress bar in plain characters, the same in windows and messages."""

from __future__ import annotations

BAR = 9


def bar(done: int, total: int, width: int = BAR) -> str:
    """A bar of `width` cells; full only when all is done, never empty once something is."""
    if total <= 0:
        return "■" * width
    filled = width * done // total
    if done and not filled:
        filled = 1
    return "■" * filled + "□" * (width - filled)
