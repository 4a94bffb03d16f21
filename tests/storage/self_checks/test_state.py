"""A self-check as it is read: only when it changed, in two queries, in the order its questions are asked."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from storage.base.errors import NotFound
from storage.findings import photos, plans
from storage.self_checks import answers
from storage.self_checks.state import load, previous_verdicts
from tests.storage.shop import photo
from tests.storage.workshop import COUNTED, DEEP, DUSTY, FELLING, PLAIN, SHOWN, Workshop, varied, workshop

__all__ = ["varied", "workshop"]


async def test_what_is_known_and_true_is_given_back(workshop: Workshop) -> None:
    known = await workshop.answer(PLAIN, "pass")
    async with workshop.database.read() as db:
        assert await load(db, workshop.check_id, known) is known
    await workshop.attach(PLAIN, "1")
    async with workshop.database.read() as db:
        newer = await load(db, workshop.check_id, known)
        assert (newer.revision, newer.line(PLAIN).files) == (known.revision + 1, 1)
        with pytest.raises(NotFound):
            await load(db, 404, known)


async def test_every_change_is_noticed_by_its_revision(workshop: Workshop) -> None:
    seen = [await workshop.self_check()]
    finding = (await workshop.answer(PLAIN, "fail")).line(PLAIN).finding_id
    assert finding is not None
    seen.append(await workshop.self_check())

    async def changed() -> None:
        seen.append(await workshop.self_check())

    await workshop.do(plans.mark_stopped, finding)
    await changed()
    await workshop.plan(finding)
    await changed()
    await workshop.do(photos.attach_after, finding, photo("1"))
    await changed()
    await workshop.do(plans.complete, finding)
    await changed()
    await workshop.do(plans.reopen, finding)
    await changed()
    (file,) = await workshop.files()
    await workshop.do(photos.remove, file.id)
    await changed()
    await workshop.set_facts(dust=True)
    await changed()
    assert len({one.revision for one in seen}) == len(seen)
    assert [one.revision for one in seen] == sorted(one.revision for one in seen)


async def test_last_times_verdicts_leave_out_notes_and_files(workshop: Workshop) -> None:
    await workshop.answer(PLAIN, "pass")
    await workshop.answer(DEEP, "na", reason="没有")
    await workshop.attach(SHOWN, "1")
    await workshop.do(answers.set_note, workshop.check_id, COUNTED, "好")
    async with workshop.database.read() as db:
        assert await previous_verdicts(db, workshop.check_id) == {PLAIN: "pass", DEEP: "na"}
        assert await previous_verdicts(db, 404) == {}


async def test_the_next_question_wraps_round(workshop: Workshop) -> None:
    now = await workshop.answer(SHOWN, "pass")
    assert now.asked() == (PLAIN, SHOWN, COUNTED)
    assert now.asked(["I01"]) == (PLAIN, DEEP, SHOWN, COUNTED)
    assert [now.next_open(after=code) for code in (None, PLAIN, SHOWN, COUNTED)] == [
        PLAIN,
        COUNTED,
        COUNTED,
        PLAIN,
    ]
    assert now.next_open(["I01"], PLAIN) == DEEP
    assert set(now.skips) == {DUSTY, FELLING}
    await workshop.complete()
    assert (await workshop.self_check()).next_open() is None


async def test_reading_takes_two_queries_however_much_there_is(workshop: Workshop) -> None:
    await workshop.complete()
    for number in range(5):
        await workshop.attach(PLAIN, f"{number}")
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        counted.append(statement)

    async with workshop.database.read() as db:
        await load(db, workshop.check_id)
        event.listen(db.sync_connection, "before_cursor_execute", count)
        await load(db, workshop.check_id)
        event.remove(db.sync_connection, "before_cursor_execute", count)
    assert len(counted) == 2
