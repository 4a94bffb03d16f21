"""The window: no more unmarked messages than the way to Telegram is long."""

from __future__ import annotations

import pytest

from scheduler.delivery.window import PATIENCE, Window


class Watch:
    """Seconds set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def learned(watch: Watch, seconds: float, times: int = 9) -> Window:
    """A window after some round trips of that length."""
    window = Window(28, 28, watch)
    for row in range(times):
        window.enter(row)
        watch.now += seconds
        window.answered(row)
        window.leave(row)
    return window


@pytest.mark.parametrize(
    ("seconds", "size"), [(0.0, 1), (0.015, 1), (0.03, 1), (0.06, 2), (0.25, 8), (3.0, 28)]
)
def test_size_is_what_the_rate_needs_at_that_round_trip(watch: Watch, seconds: float, size: int) -> None:
    assert Window(28, 28, watch).size == 1  # the way is not known yet
    assert learned(watch, seconds, 1).size == size
    assert learned(watch, seconds).size == size


def test_one_slow_answer_does_not_widen_it(watch: Watch) -> None:
    window = learned(watch, 0.01)
    window.enter(1)
    watch.now += 15
    window.answered(1)
    window.leave(1)
    assert window.size == 1


@pytest.mark.parametrize("way", [0.01, 0.25])
def test_nothing_leaves_until_the_mark_of_an_answer_is_written(watch: Watch, way: float) -> None:
    window = learned(watch, way)
    window.enter(1)
    window.answered(1)
    watch.now += 60  # the database is away
    assert window.full
    window.leave(1)
    assert not window.full


def test_answer_that_does_not_come_holds_up_nobody_for_long(watch: Watch) -> None:
    window = learned(watch, 0.01)
    window.enter(1)
    assert window.full
    watch.now += PATIENCE
    assert not window.full
    window.enter(2)
    assert window.full
    window.leave(1)  # lost on the way: no round trip to learn from
    window.leave(2)
    assert window.size == 1
    assert not window.full
