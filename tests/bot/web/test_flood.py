"""A flood from many addresses: visitors at a person's pace are served all the same."""

from __future__ import annotations

import pytest

from bot.web import visitors as module
from bot.web.visitors import MACHINE_INPUTS, QUIET_SECONDS, UNUSED_SECONDS, TooMany, Visitors
from tests.bot.web.conftest import Seconds


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_VISITORS", 3)


async def test_sessions_that_nothing_is_done_in_give_way(few: None) -> None:
    clock = Seconds()
    visitors = Visitors(clock)
    person, chat = visitors.begin()
    visitors.touch(chat)
    flood = [visitors.begin()[0] for _ in range(2)]
    with pytest.raises(TooMany):
        visitors.begin()
    clock.now = UNUSED_SECONDS
    other, _ = visitors.begin()
    assert visitors.enter(flood[0]) is None
    assert all(visitors.enter(one) is not None for one in (person, flood[1], other))


async def test_machines_give_way_before_people_and_who_was_quiet_after_them(few: None) -> None:
    clock = Seconds()
    visitors = Visitors(clock)
    (quiet, quiet_chat), (machine, machine_chat), (person, chat) = (visitors.begin() for _ in range(3))
    visitors.touch(quiet_chat)
    for _ in range(MACHINE_INPUTS):
        clock.now += 1
        visitors.touch(machine_chat)
    visitors.touch(chat)
    _, new = visitors.begin()
    visitors.touch(new)
    assert visitors.enter(machine) is None
    with pytest.raises(TooMany):
        visitors.begin()
    clock.now = QUIET_SECONDS
    visitors.touch(chat)
    visitors.begin()
    assert visitors.enter(quiet) is None
    assert visitors.enter(person) is not None
