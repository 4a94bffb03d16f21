"""A message queued in the moment in which its reader's seat ended is not sent; who has to act now is told."""

from __future__ import annotations

from sqlalchemy import update

from scheduler.delivery.loop import Delivery
from storage.base.audit import Actor
from storage.base.database import Connection, Database
from storage.offices import jurisdictions, mail, staff
from storage.offices.mail_slots import Slot
from storage.outbox import queue as outbox
from storage.people import contacts
from storage.tables.offices import Staff
from tests.scheduler.conftest import START, FakeSender, FakeTime, rows, running

CLI = Actor("cli")
CHAN, LI, OWNER = 301, 302, 303


async def _office(database: Database) -> tuple[int, dict[int, int]]:
    """A town with two inspectors, and somebody else; the place, and people by account."""
    async with database.begin() as db:
        place = (await jurisdictions.add(db, CLI, START, "cd", "城东街道")).id
        people = {one: await contacts.ensure_person(db, START, one, "zh") for one in (CHAN, LI, OWNER)}
        for one in (CHAN, LI):
            await staff.seat(db, START, people[one], place, "inspector", "safety", f"检{one}")
    return place, people


async def _cases_back(db: Connection, place: int, reader: int) -> None:
    """Tell one of the inspectors that cases have come back."""
    await mail.tell(
        db,
        START,
        place_id=place,
        right="review.do",
        what="cases-back-1",
        text_key="outbox-cases-back",
        at=Slot(5, START),
        values={"name": "王", "named": "yes", "count": 2},
        button={"kind": "office", "id": 0},
        among=[reader],
    )


async def test_who_has_no_seat_any_more_is_not_told_and_a_colleague_is(
    watched: Database, delivery: Delivery, sender: FakeSender, time: FakeTime
) -> None:
    place, people = await _office(watched)
    async with watched.begin() as db:
        await _cases_back(db, place, people[CHAN])
        await outbox.enqueue(
            db,
            START,
            dedupe_key="x",
            person_id=people[OWNER],
            text_key="outbox-comment",
            values={"enterprise": "永兴木业", "question": "Q03.1"},
        )
        # the other transaction ended the seat without seeing the message
        await db.execute(update(Staff).where(Staff.person_id == people[CHAN]).values(revoked_at=START))
    async with running(delivery, time):
        await time.run(lambda: {CHAN, LI, OWNER} - set(sender.chats) == {CHAN}, at_most=300)
        await time.pass_by(60)
    assert sorted(sender.chats) == [LI, OWNER]
    assert {row.person_id for row in (await rows(watched)).values()} == {people[LI], people[OWNER]}


async def test_who_has_the_seat_is_told_once(
    watched: Database, delivery: Delivery, sender: FakeSender, time: FakeTime
) -> None:
    place, people = await _office(watched)
    async with watched.begin() as db:
        await _cases_back(db, place, people[CHAN])
    async with running(delivery, time):
        await time.run(lambda: bool(sender.chats), at_most=300)
        await time.pass_by(60)
    assert sender.chats == [CHAN]
