"""Private sessions: what is remembered of a private conversation, and when it is gone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from aiogram.types import Update

import bot.privacy.sessions
from bot.privacy.sessions import LIFE_SECONDS, PrivateSessions

WORKER, OTHER = (1, 7), (1, 8)


class Watch:
    """Seconds that pass when told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Draft:
    """A draft for the tests."""

    lines: list[str] = field(default_factory=list)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def private_sessions(watch: Watch) -> PrivateSessions:
    return PrivateSessions(watch)


def test_a_session_is_found_until_thirty_quiet_minutes_have_passed(
    private_sessions: PrivateSessions, watch: Watch
) -> None:
    assert LIFE_SECONDS == 30 * 60
    private_sessions.open(WORKER).draft_of(Draft).lines.append("电镀槽没有抽风")
    watch.seconds += LIFE_SECONDS - 1
    assert private_sessions.find(WORKER) is not None, "being asked for keeps it alive"
    watch.seconds += LIFE_SECONDS - 1
    assert (private_session := private_sessions.find(WORKER)) is not None
    assert private_session.draft_of(Draft).lines == ["电镀槽没有抽风"]
    watch.seconds += LIFE_SECONDS
    assert private_sessions.find(WORKER) is None
    assert private_sessions.open(WORKER).draft is None, "a new one is empty"


def test_sessions_are_apart_and_close_for_good(private_sessions: PrivateSessions) -> None:
    mine, other = private_sessions.open(WORKER), private_sessions.open(OTHER)
    mine.draft = "mine"
    assert other.draft is None
    private_sessions.close(WORKER)
    assert private_sessions.find(WORKER) is None
    assert private_sessions.find(OTHER) is other
    assert not private_sessions.is_gone(WORKER), "who left themselves need not be told"
    private_sessions.clear()
    assert private_sessions.find(OTHER) is None


def test_who_was_too_slow_is_told_once(private_sessions: PrivateSessions, watch: Watch) -> None:
    private_sessions.open(WORKER)
    watch.seconds += LIFE_SECONDS
    assert not private_sessions.is_gone(OTHER)
    assert private_sessions.is_gone(WORKER)
    private_sessions.told(WORKER)
    assert not private_sessions.is_gone(WORKER)
    private_sessions.open(OTHER)
    watch.seconds += LIFE_SECONDS
    private_sessions.open(OTHER)
    assert not private_sessions.is_gone(OTHER), "who begins anew knows"


def test_too_many_sessions_push_the_quietest_out(
    private_sessions: PrivateSessions, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.privacy.sessions, "MOST_ROOMS", 3)
    for chat in range(3):
        watch.seconds += 1
        private_sessions.open((1, chat))
    watch.seconds += 1
    private_sessions.find((1, 0))
    private_sessions.open((1, 3))
    assert [chat for chat in range(4) if private_sessions.find((1, chat))] == [0, 2, 3]


def test_messages_are_noted_once_and_not_without_end(private_sessions: PrivateSessions) -> None:
    private_session = private_sessions.open(WORKER)
    for number in (5, 6, 5, *range(7, 1000)):
        private_session.note(number)
    assert len(private_session.messages) == bot.privacy.sessions.MOST_MESSAGES
    assert private_session.messages[-1] == 999


async def test_expiry_needs_nobody_to_ask(
    private_sessions: PrivateSessions, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    expired = asyncio.Event()
    monkeypatch.setattr(bot.privacy.sessions, "EXPIRY_SECONDS", 0)
    kept = private_sessions._sessions
    private_sessions.open(WORKER)
    watch.seconds += LIFE_SECONDS

    def expire() -> None:
        PrivateSessions.expire(private_sessions)
        expired.set()

    monkeypatch.setattr(private_sessions, "expire", expire)
    task = asyncio.ensure_future(private_sessions.run())
    await asyncio.wait_for(expired.wait(), 10)
    task.cancel()
    assert not kept


@dataclass
class Pictured:
    """A draft with photos."""

    photos: list[bytes] = field(default_factory=list)


def test_all_drafts_together_hold_only_so_many_photos(
    private_sessions: PrivateSessions, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.privacy.sessions, "MOST_BYTES", 1000)
    private_sessions.open(WORKER).draft_of(Pictured).photos.append(b"x" * 600)
    private_sessions.open(OTHER).draft_of(Draft).lines.append("x" * 5000)
    assert not private_sessions.full
    private_sessions.open((1, 9)).draft_of(Pictured).photos.append(b"x" * 400)
    assert private_sessions.full
    private_sessions.close(WORKER)
    assert not private_sessions.full
    private_sessions.open(WORKER).draft_of(Pictured).photos.append(b"x" * 600)
    assert private_sessions.full
    watch.seconds += LIFE_SECONDS
    assert not private_sessions.full


def test_what_is_typed_is_unsure_after_a_start_and_after_a_room_until_something_ordinary_is_done(
    private_sessions: PrivateSessions,
) -> None:
    assert private_sessions.is_unsure(WORKER) is None, "nothing is known of the time before the start"
    private_sessions.settle(WORKER)
    assert private_sessions.is_unsure(WORKER) is False
    private_sessions.open(WORKER)
    private_sessions.close(WORKER)
    assert private_sessions.is_unsure(WORKER) is True
    private_sessions.settle(WORKER)
    assert private_sessions.is_unsure(WORKER) is False


def test_what_is_held_goes_with_half_an_hour_a_report_or_another_window(
    private_sessions: PrivateSessions, watch: Watch
) -> None:
    one, two = Update(update_id=1), Update(update_id=2)
    for update in (one, two):
        assert private_sessions.hold(WORKER, update) is not None
    assert private_sessions.release(WORKER) == [one, two]
    assert private_sessions.release(WORKER) == []
    private_sessions.hold(WORKER, one)
    watch.seconds += LIFE_SECONDS
    assert private_sessions.release(WORKER) == []
    private_sessions.hold(WORKER, one)
    private_sessions.settle(WORKER)
    assert private_sessions.release(WORKER) == [], "it was meant for the window that was open then"
    private_sessions.hold(WORKER, one)
    private_sessions.open(WORKER)
    assert private_sessions.release(WORKER) == []
    for _ in range(bot.privacy.sessions.MOST_HELD):
        assert private_sessions.hold(WORKER, one) is not None
    assert private_sessions.hold(WORKER, one) is None
