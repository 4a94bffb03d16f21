"""Rooms: what is remembered of a private conversation, and when it is gone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from aiogram.types import Update

import bot.privacy.sessions
from bot.privacy.sessions import LIFE_SECONDS, Rooms

WORKER, OTHER = (1, 7), (1, 8)


class Watch:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Draft:
    """Something that is being written."""

    lines: list[str] = field(default_factory=list)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def rooms(watch: Watch) -> Rooms:
    return Rooms(watch)


def test_a_room_is_found_until_thirty_quiet_minutes_have_passed(rooms: Rooms, watch: Watch) -> None:
    assert LIFE_SECONDS == 30 * 60
    rooms.open(WORKER).draft_of(Draft).lines.append("电镀槽没有抽风")
    watch.seconds += LIFE_SECONDS - 1
    assert rooms.find(WORKER) is not None, "being asked for keeps it alive"
    watch.seconds += LIFE_SECONDS - 1
    assert (room := rooms.find(WORKER)) is not None
    assert room.draft_of(Draft).lines == ["电镀槽没有抽风"]
    watch.seconds += LIFE_SECONDS
    assert rooms.find(WORKER) is None
    assert rooms.open(WORKER).draft is None, "a new one is empty"


def test_rooms_are_apart_and_close_for_good(rooms: Rooms) -> None:
    mine, other = rooms.open(WORKER), rooms.open(OTHER)
    mine.draft = "mine"
    assert other.draft is None
    rooms.close(WORKER)
    assert rooms.find(WORKER) is None
    assert rooms.find(OTHER) is other
    assert not rooms.is_gone(WORKER), "who left themselves need not be told"
    rooms.clear()
    assert rooms.find(OTHER) is None


def test_who_was_too_slow_is_told_once(rooms: Rooms, watch: Watch) -> None:
    rooms.open(WORKER)
    watch.seconds += LIFE_SECONDS
    assert not rooms.is_gone(OTHER)
    assert rooms.is_gone(WORKER)
    rooms.told(WORKER)
    assert not rooms.is_gone(WORKER)
    rooms.open(OTHER)
    watch.seconds += LIFE_SECONDS
    rooms.open(OTHER)
    assert not rooms.is_gone(OTHER), "who begins anew knows"


def test_too_many_rooms_push_the_quietest_out(
    rooms: Rooms, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.privacy.sessions, "MOST_ROOMS", 3)
    for chat in range(3):
        watch.seconds += 1
        rooms.open((1, chat))
    watch.seconds += 1
    rooms.find((1, 0))
    rooms.open((1, 3))
    assert [chat for chat in range(4) if rooms.find((1, chat))] == [0, 2, 3]


def test_messages_are_noted_once_and_not_without_end(rooms: Rooms) -> None:
    room = rooms.open(WORKER)
    for number in (5, 6, 5, *range(7, 1000)):
        room.note(number)
    assert len(room.messages) == bot.privacy.sessions.MOST_MESSAGES
    assert room.messages[-1] == 999


async def test_sweeping_needs_nobody_to_ask(
    rooms: Rooms, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept = asyncio.Event()
    monkeypatch.setattr(bot.privacy.sessions, "SWEEP_SECONDS", 0)
    kept = rooms._rooms
    rooms.open(WORKER)
    watch.seconds += LIFE_SECONDS

    def sweep() -> None:
        Rooms.sweep(rooms)
        swept.set()

    monkeypatch.setattr(rooms, "sweep", sweep)
    task = asyncio.ensure_future(rooms.run())
    await asyncio.wait_for(swept.wait(), 10)
    task.cancel()
    assert not kept


@dataclass
class Pictured:
    """A draft with photos."""

    photos: list[bytes] = field(default_factory=list)


def test_all_drafts_together_hold_only_so_many_photos(
    rooms: Rooms, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.privacy.sessions, "MOST_BYTES", 1000)
    rooms.open(WORKER).draft_of(Pictured).photos.append(b"x" * 600)
    rooms.open(OTHER).draft_of(Draft).lines.append("x" * 5000)
    assert not rooms.full
    rooms.open((1, 9)).draft_of(Pictured).photos.append(b"x" * 400)
    assert rooms.full
    rooms.close(WORKER)
    assert not rooms.full
    rooms.open(WORKER).draft_of(Pictured).photos.append(b"x" * 600)
    assert rooms.full
    watch.seconds += LIFE_SECONDS
    assert not rooms.full


def test_what_is_typed_is_unsure_after_a_start_and_after_a_room_until_something_ordinary_is_done(
    rooms: Rooms,
) -> None:
    assert rooms.is_unsure(WORKER) is None, "nothing is known of the time before the start"
    rooms.settle(WORKER)
    assert rooms.is_unsure(WORKER) is False
    rooms.open(WORKER)
    rooms.close(WORKER)
    assert rooms.is_unsure(WORKER) is True
    rooms.settle(WORKER)
    assert rooms.is_unsure(WORKER) is False


def test_what_is_held_goes_with_half_an_hour_a_report_or_another_window(rooms: Rooms, watch: Watch) -> None:
    one, two = Update(update_id=1), Update(update_id=2)
    for update in (one, two):
        assert rooms.hold(WORKER, update) is not None
    assert rooms.release(WORKER) == [one, two]
    assert rooms.release(WORKER) == []
    rooms.hold(WORKER, one)
    watch.seconds += LIFE_SECONDS
    assert rooms.release(WORKER) == []
    rooms.hold(WORKER, one)
    rooms.settle(WORKER)
    assert rooms.release(WORKER) == [], "it was meant for the window that was open then"
    rooms.hold(WORKER, one)
    rooms.open(WORKER)
    assert rooms.release(WORKER) == []
    for _ in range(bot.privacy.sessions.MOST_HELD):
        assert rooms.hold(WORKER, one) is not None
    assert rooms.hold(WORKER, one) is None
