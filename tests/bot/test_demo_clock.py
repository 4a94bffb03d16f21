"""The demonstration's clock: forwards only, whatever is done to it, a killed process included."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import LATEST, STORED_CLOCK, demonstration_clock
from simulator.demo.clock import AHEAD_SECONDS, FASTEST, DemoClock, NoSuchTime

START = datetime(2027, 3, 1, 0, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class Machine:
    """The machine's two clocks, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.wall = START

    def wait(self, seconds: float) -> None:
        """Let real time pass."""
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)

    def clock(self, speed: float = 1, kept: Path | None = None) -> DemoClock:
        """A demonstration's clock on this machine."""
        return DemoClock(speed, kept, machine=lambda: self.wall, monotonic=lambda: self.seconds)


@pytest.fixture
def machine() -> Machine:
    return Machine()


def refused(act: Callable[[], object]) -> str:
    """The reason the clock refuses."""
    with pytest.raises(NoSuchTime) as problem:
        act()
    return problem.value.kind


def test_it_runs_as_fast_as_asked(machine: Machine) -> None:
    usual, fast, still = machine.clock(1), machine.clock(1440), machine.clock(0)
    assert usual().tzinfo is UTC
    assert usual() == fast() == still() == START
    machine.wait(60)
    assert usual() == START + timedelta(minutes=1)
    assert fast() == START + timedelta(days=1)
    assert still() == START


def test_its_speed_changes_what_comes_and_not_what_was(machine: Machine) -> None:
    clock = machine.clock(1440)
    machine.wait(30)
    clock.run(0)
    assert clock() == START + timedelta(hours=12)
    machine.wait(3600)
    clock.run(1)
    machine.wait(5)
    assert (clock(), clock.speed) == (START + timedelta(hours=12, seconds=5), 1)


def test_it_jumps_ahead_and_never_back(machine: Machine) -> None:
    clock = machine.clock()
    clock.jump(START + timedelta(days=30))
    machine.wait(2)
    now = START + timedelta(days=30, seconds=2)
    assert clock() == now
    assert refused(lambda: clock.jump(now - SECOND)) == "past"
    assert refused(lambda: clock.jump(LATEST + SECOND)) == "beyond"
    clock.jump(now)
    assert clock() == now
    for speed in (-1.0, FASTEST * 1.01, float("nan"), float("inf")):
        assert refused(lambda: clock.run(speed)) == "speed"  # noqa: B023  called at once
        assert refused(lambda: machine.clock(speed)) == "speed"  # noqa: B023
    assert (clock(), clock.speed) == (now, 1)


def test_at_a_day_a_second_it_stands_still_at_the_end(machine: Machine) -> None:
    clock = machine.clock(FASTEST)
    machine.wait(10 * 365 * 24 * 3600)
    assert clock() == LATEST
    clock.run(1440)
    assert clock() == LATEST
    assert refused(lambda: clock.jump(LATEST + SECOND)) == "beyond"


def test_a_new_process_goes_on_where_the_last_one_was(machine: Machine, tmp_path: Path) -> None:
    kept = tmp_path / "new folder" / "clock.json"
    first = machine.clock(1, kept)
    first.jump(START + timedelta(days=100))
    machine.wait(1)
    left = first()
    first.close()
    machine.wait(600)
    second = machine.clock(1440, kept)
    assert second() == left
    second.close()
    machine.wall = left + timedelta(days=3)
    assert machine.clock(1, kept)() == left + timedelta(days=3), "time that has really passed has passed"


def test_a_machine_whose_clock_was_set_back_changes_nothing(machine: Machine, tmp_path: Path) -> None:
    kept = tmp_path / "clock.json"
    first = machine.clock(1, kept)
    before = first()
    machine.wall -= timedelta(days=400)
    assert first() == before
    first.close()
    assert machine.clock(1, kept)() == before


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"not_before": 5}', '{"not_before": "soon"}', '{"other": 1}', "\ud800"]
)
def test_a_broken_file_is_as_good_as_none(machine: Machine, tmp_path: Path, text: str) -> None:
    kept = tmp_path / "clock.json"
    kept.write_bytes(text.encode("utf-8", "surrogatepass"))
    clock = machine.clock(1, kept)
    assert clock() == START
    clock.reach(START + timedelta(days=7))
    clock.reach(START)
    assert clock() == START + timedelta(days=7)
    clock.close()
    assert machine.clock(1, kept)() == START + timedelta(days=7)


def test_a_time_that_cannot_be_kept_still_passes(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    clock = machine.clock(1, tmp_path / "file" / "clock.json")
    clock.jump(START + timedelta(days=1))
    assert clock() == START + timedelta(days=1)
    clock.close()


def test_the_time_is_not_written_for_every_reading(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    write = Path.write_text

    def count(path: Path, text: str, encoding: str) -> int:
        written.append(text)
        return write(path, text, encoding)

    monkeypatch.setattr(Path, "write_text", count)
    clock = machine.clock(1440, tmp_path / "clock.json")
    for _ in range(1000):
        machine.wait(0.01)
        clock()
    assert 4 <= len(written) <= 10 / AHEAD_SECONDS + 1


def test_another_process_can_tell_the_time_while_it_runs(machine: Machine, tmp_path: Path) -> None:
    clock = machine.clock(1, tmp_path / STORED_CLOCK)
    clock()

    def elsewhere() -> datetime:
        seen = demonstration_clock(tmp_path, lambda: machine.wall)
        assert seen is not None
        return seen()

    for speed in (1, 1440, 0, FASTEST, 60):
        clock.run(speed)
        clock()
        for _ in range(3):
            machine.wait(7)
            assert abs(elsewhere() - clock()) < SECOND / 1000
    clock.jump(clock() + timedelta(days=40))
    shown = clock()
    assert abs(elsewhere() - shown) < SECOND / 1000
    machine.wait(1e11)
    assert elsewhere() == LATEST


def test_another_process_can_tell_the_time_of_one_that_ended(machine: Machine, tmp_path: Path) -> None:
    assert demonstration_clock(tmp_path) is None
    clock = machine.clock(0, tmp_path / STORED_CLOCK)
    clock.jump(START + timedelta(days=40))
    left = clock()
    clock.close()
    seen = demonstration_clock(tmp_path, lambda: machine.wall)
    assert seen is not None
    assert seen() == left
    machine.wall = left + timedelta(days=3)
    assert seen() == machine.clock(1, tmp_path / STORED_CLOCK)() == machine.wall
    (tmp_path / STORED_CLOCK).write_text("{", "utf-8")
    assert demonstration_clock(tmp_path) is None


deeds = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.floats(0, 1e6)),
        st.tuples(st.just("run"), st.sampled_from([0, 1, 1.5, 60, 1440, FASTEST, -1, FASTEST * 2])),
        st.tuples(st.just("jump"), st.floats(-1e7, 1e7)),
        st.tuples(st.just("wall"), st.floats(-1e8, 1e8)),
        st.tuples(st.just("kill"), st.just(0)),
        st.tuples(st.just("stop"), st.just(0)),
    ),
    max_size=25,
)


@given(deeds)
def test_no_reading_is_ever_before_another(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, float]]
) -> None:
    kept = tmp_path_factory.mktemp("clock") / "clock.json"
    machine = Machine()
    clock = machine.clock(1, kept)
    last = clock()
    for deed, value in done:
        before = clock()
        if deed == "wait":
            machine.wait(value)
            expected = min(LATEST, before + timedelta(seconds=value * clock.speed))
            assert abs(clock() - expected) < timedelta(milliseconds=1)
        elif deed == "wall":
            machine.wall = max(START, min(LATEST, machine.wall + timedelta(seconds=value)))
            assert clock() == before
        elif deed == "run" and 0 <= value <= FASTEST:
            clock.run(value)
            assert (clock(), clock.speed) == (before, value)
        elif deed == "run":
            assert refused(lambda: clock.run(value)) == "speed"  # noqa: B023  called at once
        elif deed == "jump":
            _jump(clock, min(LATEST, before) + timedelta(seconds=value))
        else:
            if deed == "stop":
                clock.close()
            clock = machine.clock(clock.speed, kept)
            ahead = timedelta(seconds=AHEAD_SECONDS * clock.speed) if deed == "kill" else timedelta()
            assert clock() <= max(machine.wall, before + ahead)
        assert last <= clock() <= LATEST
        last = clock()
        assert datetime.fromisoformat(json.loads(kept.read_text("utf-8"))["not_before"]) >= last


def _jump(clock: DemoClock, to: datetime) -> None:
    before = clock()
    if before <= to <= LATEST:
        clock.jump(to)
        assert clock() == to
        return
    assert refused(lambda: clock.jump(to)) == ("beyond" if to > LATEST else "past")
    assert clock() == before
