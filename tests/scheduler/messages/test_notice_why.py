"""Every reason why a notice did not reach somebody, after the real feeder and outbox."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scheduler.delivery.outcome import Gone, Refused
from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.notices import moves as notice_moves
from storage.notices import reading
from storage.notices.why import ContactAnswer, Why, why
from tests.scheduler.messages.notice_works import Works, works_of
from tests.storage.conftest import CLI
from tests.storage.desk import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def works(desk: Desk, tmp_path: Path) -> Works:
    return works_of(desk, tmp_path)


async def asked(desk: Desk, notice_id: int, enterprise_id: int, actor: Actor = CLI) -> Why:
    async with desk.database.read() as db:
        return await why(db, actor, desk.clock.now(), notice_id, enterprise_id)


async def only(desk: Desk, notice_id: int, enterprise_id: int) -> ContactAnswer:
    """The answer for its only contact."""
    (answer,) = (await asked(desk, notice_id, enterprise_id)).contacts
    return answer


async def test_a_queued_copy_says_how_many_leave_before_it_then_sent_then_read(works: Works) -> None:
    desk = works.desk
    made = await desk.enterprise("east", *[await desk.person() for _ in range(30)])
    notice_id = await desk.sending()

    async def at(place: int) -> ContactAnswer:
        return (await asked(desk, notice_id, made)).contacts[place]

    for is_fed in (False, True):  # before anything is in the outbox, and with twenty there
        if is_fed:
            await works.feeder.run()
        assert [(await at(place)).ahead for place in (0, 3, 29)] == [0, 3, 29]
        assert {one.answer for one in (await asked(desk, notice_id, made)).contacts} == {"queued"}
    await works.deliver(count=1)
    first = await at(0)
    assert (first.answer, first.at, first.name) == ("sent", desk.clock.now(), "王师傅")
    assert (await at(3)).ahead == 2
    ((person, _), copy), *_ = sorted((await desk.copies(notice_id)).items())
    desk.clock.move(minutes=5)
    await desk.do(reading.read, copy.id, actor=Actor("person", person))
    first = await at(0)
    assert (first.answer, first.at) == ("read", desk.clock.now())
    await desk.do(notice_moves.correct, notice_id, "改好了")
    assert (await at(0)).answer == "outdated"


async def test_what_telegram_refused_and_who_blocked_the_bot(works: Works) -> None:
    desk = works.desk
    refused, gone = [await desk.enterprise("east", await desk.person()) for _ in range(2)]
    notice_id = await desk.sending()
    await works.run()
    await works.deliver(outcome=Refused("Bad Request: no such file"), count=1)
    await works.deliver(outcome=Gone("bot was blocked by the user"))
    answer = await only(desk, notice_id, refused)
    assert (answer.answer, answer.reason) == ("refused", "Bad Request: no such file")
    answer = await only(desk, notice_id, gone)
    assert (answer.answer, answer.reason) == ("unreachable", "bot was blocked by the user")


async def test_one_who_blocked_the_bot_before_and_one_who_joined_later(works: Works) -> None:
    desk = works.desk
    before = desk.clock.now()
    made = await desk.enterprise("east", await desk.person(), await desk.person(blocked=True))
    desk.clock.move(minutes=1)
    notice_id = await desk.sending()
    await works.run()
    await works.deliver()
    desk.clock.move(minutes=1)
    await desk.join(made, await desk.person())
    had, blocked, joined = (await asked(desk, notice_id, made)).contacts
    assert [one.answer for one in (had, blocked, joined)] == ["sent", "unreachable", "joined-later"]
    assert (blocked.at, joined.at) == (before, desk.clock.now())


async def test_the_night_a_pause_and_a_stop(works: Works) -> None:
    desk = works.desk
    made = await desk.enterprise("east", await desk.person())
    notice_id = await desk.sending()
    await works.run()
    await desk.do(notice_moves.pause, notice_id)
    assert (await only(desk, notice_id, made)).answer == "paused"
    await desk.do(notice_moves.resume, notice_id)
    desk.clock.at = datetime(2026, 11, 2, 12, tzinfo=UTC)  # eight in the evening
    await works.run()
    answer = await only(desk, notice_id, made)
    assert (answer.answer, answer.at) == ("night", datetime(2026, 11, 3, 0, 30, tzinfo=UTC))
    await desk.do(notice_moves.stop, notice_id)
    assert (await only(desk, notice_id, made)).answer == "stopped"


async def test_before_it_begins_a_notice_waits_for_release_the_morning_or_its_author(works: Works) -> None:
    desk = works.desk
    made = [await desk.enterprise("east", await desk.person()) for _ in range(4)]
    draft = await desk.draft()
    assert (await only(desk, draft, made[0])).answer == "draft"
    await desk.confirm(draft)  # above three a second person releases
    answer = await only(desk, draft, made[0])
    assert (answer.answer, answer.reason) == ("held", "size")
    desk.clock.at = datetime(2026, 11, 2, 13, tzinfo=UTC)
    late = await desk.draft(enterprises=(made[0],))
    assert (await desk.confirm(late)).state == "scheduled"
    answer = await only(desk, late, made[0])
    assert (answer.answer, answer.at) == ("night", datetime(2026, 11, 3, 0, 30, tzinfo=UTC))


@pytest.mark.parametrize(
    ("groups", "columns", "place", "reason"),
    [
        ({"industries": ("furniture",)}, {}, "east", "industry"),
        ({"hazards": ("苯",)}, {"hazards": ["矽尘"]}, "east", "hazard"),
        ({"states": ("submitted",)}, {}, "east", "state"),
        ({}, {"state": "closed"}, "east", "closed"),
        ({}, {}, "elsewhere", "place"),
    ],
)
async def test_an_enterprise_that_is_not_meant_is_told_why(
    works: Works, groups: dict[str, Any], columns: dict[str, Any], place: str, reason: str
) -> None:
    desk = works.desk
    person = await desk.person()
    made = await desk.enterprise(place, person, **columns)
    other = await desk.enterprise("east", await desk.person(), industry="furniture", hazards=["苯"])
    await desk.self_check(other, desk.campaigns["district"], "submitted")
    notice_id = await desk.sending(**groups)
    seen = await asked(desk, notice_id, made)
    assert seen.not_meant == (reason,)
    assert [one.answer for one in seen.contacts] == ["not-meant"]
    assert (await asked(desk, notice_id, other)).not_meant == ()


async def test_others_were_named_or_it_registered_later(works: Works) -> None:
    desk = works.desk
    named, other = [await desk.enterprise("east", await desk.person()) for _ in range(2)]
    assert (await asked(desk, await desk.sending(named), other)).not_meant == ("chosen",)
    everybody = await desk.sending()
    desk.clock.move(minutes=1)
    later = await desk.enterprise("east", await desk.person())
    assert (await asked(desk, everybody, later)).not_meant == ("registered-later",)


async def test_only_who_may_see_the_notice_asks(works: Works) -> None:
    desk = works.desk
    made = await desk.enterprise("east", await desk.person())
    far = await desk.enterprise("elsewhere", await desk.person())
    notice_id = await desk.sending(made)
    assert (await asked(desk, notice_id, made, desk.author)).contacts
    stranger = await desk.seat("elsewhere", "head")
    with pytest.raises(NotAllowed):
        await asked(desk, notice_id, made, stranger)
    with pytest.raises(NotAllowed):  # the notice is the author's, that enterprise is another office's
        await asked(desk, notice_id, far, desk.author)
    with pytest.raises(NotFound):
        await asked(desk, notice_id, 987_654)
