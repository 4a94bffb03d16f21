"""The window: no more unmarked messages than the way to Telegram is long."""

from __future__ import annotations

import pytest

from scheduler.window import PATIENCE, Window


class Watch:
    """Seconds set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def learned(watch: Watch, seconds: float, rate: float = 28) -> Window:
    """A window after some round trips of that length."""
    window = Window(rate, 28, watch)
    for row in range(9):
        window.enter(row)
        watch.now += seconds
        window.answered(row)
        window.leave(row)
    return window


@pytest.mark.parametrize(
    ("seconds", "size"), [(0.0, 1), (0.015, 1), (0.03, 2), (0.06, 3), (0.25, 8), (3.0, 28)]
)
def test_size_is_what_the_rate_needs_at_that_round_trip(watch: Watch, seconds: float, size: int) -> None:
    assert learned(watch, seconds).size == size


def test_one_slow_answer_does_not_widen_it(watch: Watch) -> None:
    window = learned(watch, 0.01)
    window.enter(1)
    watch.now += 15
    window.answered(1)
    window.leave(1)
    assert window.size == 1


def test_it_is_full_until_the_mark_is_written(watch: Watch) -> None:
    window = learned(watch, 0.01)
    window.enter(1)
    assert window.full
    window.answered(1)
    watch.now += 60  # the database is away
    assert window.full
    window.leave(1)
    assert not window.full


def test_answer_that_does_not_come_holds_up_nobody_for_long(watch: Watch) -> None:
    window = learned(watch, 0.01)
    window.enter(1)
    watch.now += PATIENCE
    assert not window.full
    window.enter(2)
    assert window.full
    window.leave(1)  # lost on the way: no round trip to learn from
    window.leave(2)
    assert window.size == 1
