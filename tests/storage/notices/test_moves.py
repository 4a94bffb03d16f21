"""Notices under way: paused, stopped, corrected and withdrawn, by whom, and the state of each copy."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlalchemy import select

from storage.base.audit import Actor
from storage.base.errors import Conflict, NotAllowed, NotFound
from storage.notices import moves as notice_moves
from storage.notices import progress as notice_progress
from storage.notices import reading, sending
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI
from tests.storage.desk import RULES, Desk, desk
from tests.storage.notices.steps import add, arrive, feed, finished, picture, three
from tests.storage.workshop import refused

__all__ = ["desk"]


async def test_a_pause_takes_back_what_has_not_left(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    first = (await desk.outbox())[0]
    await desk.set_outbox(first.id, state="sending")
    assert await desk.do(notice_moves.pause, notice_id)
    assert not await desk.do(notice_moves.pause, notice_id)
    assert [row.id for row in await desk.outbox()] == [first.id]
    assert Counter(await desk.states(notice_id)) == {"out": 1, "queued": 2}
    assert await feed(desk, notice_id) == 0
    await arrive(desk)
    assert Counter(await desk.states(notice_id)) == {"sent": 1, "queued": 2}
    assert not await finished(desk, notice_id)
    assert await desk.do(notice_moves.resume, notice_id)
    assert not await desk.do(notice_moves.resume, notice_id)
    assert await feed(desk, notice_id) == 2
    await arrive(desk)
    assert await finished(desk, notice_id)
    with pytest.raises(Conflict):
        await desk.do(notice_moves.pause, notice_id)


async def test_pausing_and_feeding_at_once_leave_no_copy_in_between(desk: Desk) -> None:
    for _ in range(3):
        await desk.enterprise("east", *[await desk.person() for _ in range(4)])
    notice_id = await desk.sending()
    for _ in range(5):
        await asyncio.gather(
            *(feed(desk, notice_id, 2) for _ in range(3)), desk.do(notice_moves.pause, notice_id)
        )
        assert await desk.outbox() == []
        assert set(await desk.states(notice_id)) == {"queued"}
        await desk.do(notice_moves.resume, notice_id)
    assert sum(await asyncio.gather(*(feed(desk, notice_id, 5) for _ in range(4)))) == 12
    assert len(await desk.outbox()) == 12


async def test_stop_ends_it_and_keeps_what_arrived(desk: Desk) -> None:
    everybody = await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id, 1)
    await arrive(desk)
    assert await desk.do(notice_moves.stop, notice_id)
    assert await finished(desk, notice_id)
    assert (await desk.notice(notice_id)).state == "stopped"
    assert await desk.states(notice_id) == ["sent", "stopped", "stopped"]
    assert not await desk.do(notice_moves.stop, notice_id)
    unreached = await desk.run(reading.list_unreached, desk.author, notice_id)
    assert [one.why for one in unreached] == ["stopped"] * 2
    assert len(everybody) == 3


async def test_only_the_author_and_who_manages_move_a_notice(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.sending()
    colleague = await desk.seat("district", "inspector")
    labour = await desk.seat("district", "head", "labour")
    for nobody in (colleague, labour, desk.town, Actor("person", 999)):
        for operation in (
            notice_moves.pause,
            notice_moves.resume,
            notice_moves.stop,
            notice_moves.send_again,
            notice_moves.withdraw,
            notice_moves.end_standing,
        ):
            with pytest.raises(NotAllowed):
                await desk.do(operation, notice_id, actor=nobody)
        with pytest.raises(NotAllowed):
            await desk.do(notice_moves.correct, notice_id, "别的话", actor=nobody)
    assert await desk.do(notice_moves.pause, notice_id, actor=desk.head)
    assert await desk.do(notice_moves.resume, notice_id, actor=CLI)
    with pytest.raises(NotFound):
        await desk.do(notice_moves.pause, notice_id + 99)


async def test_copies_close_as_they_went(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    await arrive(desk, "sent", count=1)
    await arrive(desk, "gone", count=1)
    await arrive(desk, "refused", count=1)
    assert await desk.states(notice_id) == ["sent", "unreachable", "failed"]
    (sent, gone, _) = [row for _, row in sorted((await desk.copies(notice_id)).items())]
    assert sent.message_ids
    assert sent.sent_at == desk.clock.now()
    assert gone.problem == "blocked"
    async with desk.database.read() as db:
        seen = await notice_progress.progress(db, notice_id)
    assert (seen.total, seen.done, seen.left, seen.failed, seen.unreachable) == (3, 1, 0, 1, 1)
    unreached = await desk.run(reading.list_unreached, desk.author, notice_id)
    assert [one.why for one in unreached] == ["blocked", "failed"]


async def test_a_correction_changes_every_copy_that_arrived(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id, 2)
    await arrive(desk, count=1)
    assert await desk.do(notice_moves.correct, notice_id, "改为 11 月 25 日前交。") == 1
    assert await desk.do(notice_moves.correct, notice_id, "改为 11 月 25 日前交。") == 0
    assert await desk.states(notice_id) == ["edit", "out", "queued"]
    await arrive(desk, revision=1)  # it was under way with the old text
    assert await desk.states(notice_id) == ["edit", "edit", "queued"]
    assert await feed(desk, notice_id) == 3
    actions = Counter(row.action for row in await desk.outbox() if row.state == "pending")
    assert actions == {"edit": 2, "send": 1}
    edits = [row for row in await desk.outbox() if row.action == "edit"]
    assert all(row.message_ids for row in edits)
    await arrive(desk, revision=2)
    assert set(await desk.states(notice_id)) == {"sent"}
    assert await finished(desk, notice_id)
    assert await desk.do(notice_moves.correct, notice_id, "改为 11 月 30 日前交。") == 3
    assert (await desk.notice(notice_id)).job == "correct"
    await feed(desk, notice_id)
    await arrive(desk, "refused", revision=3, count=1)
    await arrive(desk, revision=3)
    assert await finished(desk, notice_id)
    assert sorted(row.revision for row in (await desk.copies(notice_id)).values()) == [2, 3, 3]


async def test_a_corrected_text_is_read_anew_and_who_had_read_the_old_one_is_told(desk: Desk) -> None:
    reader, other, last = await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    await arrive(desk)
    assert await finished(desk, notice_id)
    copies = await desk.copies(notice_id)

    async def read(person: int) -> reading.Read:
        done: reading.Read = await desk.do(reading.read, copies[person, 1].id, actor=Actor("person", person))
        return done

    async def counted() -> tuple[int, int, int, int]:
        seen = await desk.run(notice_progress.progress, notice_id)
        lines = await desk.run(reading.by_place, desk.author, notice_id)
        waiting = await desk.run(reading.list_unread, desk.author, notice_id)
        return seen.read, seen.ever, sum(line.read for line in lines), len(waiting)

    async def told() -> list[int | None]:
        rows = [row for row in await desk.outbox(None) if row.text_key == "outbox-notice-corrected"]
        assert all(row.button == {"kind": "renotice", "id": copies[row.person_id, 1].id} for row in rows)
        return [row.person_id for row in rows]

    await read(reader)
    assert await counted() == (1, 1, 1, 2)
    assert await desk.do(notice_moves.correct, notice_id, "改为 11 月 25 日前交。") == 3
    assert (await counted(), await told()) == ((0, 1, 0, 3), [reader])
    await feed(desk, notice_id)
    await arrive(desk, revision=2)
    assert await finished(desk, notice_id)
    assert await desk.run(reading.count_received, reader) == (1, 1)
    (received,) = await desk.run(reading.list_received, reader)
    assert received.read_at is None
    desk.clock.move(hours=1)
    again = await read(reader)
    assert (again.first, again.at, (await read(reader)).first) == (True, desk.clock.now(), False)
    await read(other)
    assert await counted() == (2, 2, 2, 1)
    # Once more goes to who has not read the new text; what was not said yet of a correction is said once.
    assert await desk.do(notice_moves.correct, notice_id, "改为 11 月 26 日前交。") == 3
    assert await desk.do(notice_moves.correct, notice_id, "改为 11 月 27 日前交。") == 0
    assert sorted(await told(), key=str) == sorted([reader, other], key=str)
    assert last not in await told()


async def test_a_correction_that_is_too_long_is_refused(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.draft()
    await add(desk, notice_id, picture())
    with pytest.raises(Conflict):
        await desk.do(notice_moves.correct, notice_id, "新的")
    await desk.confirm(notice_id)
    problem = await refused(desk.do(notice_moves.correct, notice_id, "字" * 1025))
    assert problem.problem == "notice-caption-long"


async def test_a_withdrawn_notice_is_deleted_or_replaced_everywhere(desk: Desk) -> None:
    await three(desk)
    await desk.enterprise("west", await desk.person())
    notice_id = await desk.draft()
    await desk.do(sending.confirm, notice_id, sending.Rules(RULES.zone, 10))
    await feed(desk, notice_id, 3)
    await arrive(desk, count=2)
    assert await desk.do(notice_moves.withdraw, notice_id) == 2
    assert await desk.do(notice_moves.withdraw, notice_id) == 0
    assert await desk.states(notice_id) == ["delete", "delete", "stopped", "stopped"]
    await feed(desk, notice_id)
    assert {row.action for row in await desk.outbox() if row.state == "pending"} == {"delete"}
    await arrive(desk, revision=2, count=1)
    await arrive(desk, "refused", revision=2, count=1)  # older than two days
    assert await desk.states(notice_id) == ["withdrawn", "edit", "stopped", "stopped"]
    await feed(desk, notice_id)
    await arrive(desk, revision=2)
    assert await desk.states(notice_id) == ["withdrawn", "withdrawn", "stopped", "stopped"]
    assert await finished(desk, notice_id)
    assert (await desk.notice(notice_id)).state == "withdrawn"
    for operation in (notice_moves.send_again, notice_moves.stop):
        with pytest.raises(Conflict):
            await desk.do(operation, notice_id)


async def test_what_is_under_way_when_it_is_withdrawn_goes_too(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.sending()
    await feed(desk, notice_id)
    (first, second, _) = await desk.outbox()
    await desk.set_outbox(first.id, second.id, state="sending")
    await desk.do(notice_moves.withdraw, notice_id)
    await arrive(desk)
    assert await desk.states(notice_id) == ["delete", "delete", "stopped"]
    # a correction under way is no word in place of the text
    await feed(desk, notice_id)
    await arrive(desk, "refused", revision=2)
    await feed(desk, notice_id)
    await arrive(desk, revision=1)
    assert await desk.states(notice_id) == ["delete", "delete", "stopped"]


async def test_every_move_of_a_notice_is_on_record(desk: Desk) -> None:
    await three(desk)
    notice_id = await desk.sending()
    await desk.do(notice_moves.pause, notice_id)
    await desk.do(notice_moves.resume, notice_id, actor=desk.head)
    await feed(desk, notice_id)
    await arrive(desk)
    await finished(desk, notice_id)
    async with desk.database.read() as db:
        query = select(AuditRow.action, AuditRow.person_id)
        query = query.where(AuditRow.subject == "notice", AuditRow.subject_id == notice_id)
        found = [tuple(row) for row in await db.execute(query.order_by(AuditRow.id))]
    author, head = desk.author.person_id, desk.head.person_id
    assert found == [
        ("draft", author),
        ("confirm", author),
        ("start", None),
        ("pause", author),
        ("resume", head),
        ("finish", None),
    ]
