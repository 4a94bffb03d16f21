"""The pace by itself: no window ever too full, no gate ever shortened."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.delivery.pace import CHAT_SECONDS, LIMIT, Pace, lanes


class Watch:
    """Seconds set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def steady(watch: Watch, rate: float = 28) -> Pace:
    return Pace(rate, watch, lambda: 0.5)


@given(st.lists(st.floats(0, 0.4), min_size=1, max_size=300))
def test_however_late_each_turn_is_taken_no_second_holds_more_than_thirty(delays: list[float]) -> None:
    watch = Watch()
    pace = steady(watch)
    taken: list[float] = []
    for delay in delays:
        watch.now += pace.delay() + delay * (delay > 0.3)  # mostly punctual, now and then a stall
        pace.take()
        taken.append(watch.now)
    for start in taken:
        assert sum(start <= moment < start + 1 - 1e-6 for moment in taken) <= 30


@given(st.floats(0, 100_000))
def test_idle_time_is_not_saved_up(idle: float) -> None:
    watch = Watch()
    pace = steady(watch)
    pace.take()
    watch.now += 1 + idle
    assert pace.delay() == 0
    pace.take()
    assert pace.delay() == pytest.approx(1 / 28, abs=1e-6)


@given(st.lists(st.tuples(st.floats(0, 60), st.floats(0, 10)), min_size=1, max_size=20))
def test_gate_stays_closed_for_the_longest_time_asked_for(closings: list[tuple[float, float]]) -> None:
    watch = Watch()
    pace = steady(watch)
    opens = 0.0
    for seconds, passing in closings:
        pace.close(seconds)
        opens = max(opens, watch.now + seconds)
        watch.now += passing
        assert watch.now + pace.delay() >= opens - 1e-9
        assert pace.closed() == pytest.approx(max(0.0, opens - watch.now))


def test_person_rests_a_second_from_the_end_of_a_send() -> None:
    watch = Watch()
    pace = steady(watch)
    pace.done(1)
    watch.now += 0.6
    pace.done(2)
    assert set(pace.resting()) == {1, 2}
    watch.now += 0.4
    assert set(pace.resting()) == {2}
    pace.done(2)
    watch.now += 0.9
    assert set(pace.resting()) == {2}
    watch.now += CHAT_SECONDS
    assert not pace.resting()


def test_one_cut_line_is_one_failure_and_one_answer_ends_the_series() -> None:
    watch = Watch()
    pace = steady(watch)
    for _ in range(9):  # nine under way when the line is cut
        pace.stumble()
    assert pace.closed() == pytest.approx(1)
    waits = []
    for _ in range(8):
        watch.now += pace.closed() + 0.001
        pace.stumble()
        waits.append(pace.closed())
    assert waits == pytest.approx([2, 4, 8, 16, 30, 30, 30, 30])
    watch.now += 31
    pace.recover()
    pace.stumble()
    assert pace.closed() == 0


@given(st.integers(0, 10_000), st.floats(0, 1, exclude_max=True))
def test_backoff_doubles_within_its_bounds(attempt: int, luck: float) -> None:
    wait = Pace(28, Watch(), lambda: luck).backoff(attempt, 5, 3600)
    plain = min(3600, 5 * 2 ** min(attempt, 30))
    assert plain * 0.5 <= wait <= plain * 1.5


def test_lanes_hold_a_second_of_messages_within_reason() -> None:
    assert [lanes(rate) for rate in (0.5, 28, 28.5, 1000)] == [4, 28, 29, 256]


def test_rate_has_to_be_above_nothing() -> None:
    with pytest.raises(ValueError, match="rate"):
        Pace(0, Watch())


@given(st.lists(st.floats(0, 1), min_size=1, max_size=300))
def test_messages_and_replies_together_stay_within_the_limit(gaps: list[float]) -> None:
    """Thirty in any second, and what one stall makes up, as long as replies leave delivery anything."""
    watch = Watch()
    pace = steady(watch)
    left: list[float] = []
    for gap in gaps:
        end = watch.now + max(gap, 0.05)  # twenty replies a second at most
        while (turn := watch.now + pace.delay()) <= end:
            watch.now = turn
            pace.take()
            left.append(turn)
        watch.now = end
        pace.replied()
        left.append(end)
    for start in left:
        assert sum(start <= moment < start + 1 - 1e-6 for moment in left) <= LIMIT + 2


def test_few_replies_slow_nothing_and_many_never_stop_delivery() -> None:
    watch = Watch()
    pace = steady(watch)
    pace.take()
    before = pace.delay()
    pace.replied()
    pace.replied()
    assert pace.delay() == before  # the share left for them
    pace.replied()
    assert pace.delay() == pytest.approx(before + 1 / 28)
    for _ in range(100):
        pace.replied()
    assert pace.delay() == pytest.approx(10 / 28)


def test_album_takes_as_many_turns_as_it_has_files() -> None:
    watch = Watch()
    pace = steady(watch)
    pace.take(5)
    assert pace.delay() == pytest.approx(5 / 28)
    pace.done(1, 5)
    pace.done(2)
    watch.now += 1.1
    assert set(pace.resting()) == {1}
    watch.now += 4
    assert not pace.resting()
