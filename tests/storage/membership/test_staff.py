"""Seats: revoked with all that depends on them, switched, listed, and the messages about them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound, SeatEnded
from storage.offices import mail as office_mail
from storage.offices import staff
from storage.people import contacts
from storage.tables.offices import Staff
from storage.tables.outbox import OutboxRow
from tests.storage.conftest import CLI
from tests.storage.membership.tree import Tree, person, tree
from tests.storage.workshop import outcome

__all__ = ["tree"]


async def test_revoking_ends_everything_at_once(tree: Tree) -> None:
    head = await tree.seat("east", 1)
    other = await tree.seat("east", 2, "inspector")
    elsewhere = await tree.seat("west", 2, "viewer")
    mine = await tree.invite("town", by=person(head))
    assert await tree.may(person(head), "campaign.move", "town")
    async with tree.database.begin() as db:
        told = await office_mail.tell(
            db,
            tree.clock.now(),
            place_id=tree.ids["town"],
            right="extension.decide",
            what="test:1",
            text_key="outbox-comment",
            values={"enterprise": "厂"},
            button={"kind": "finding", "id": 1},
        )
    assert told == 2
    assert await tree.revoke(head.staff_id)
    assert not await tree.may(person(head), "office.see", "town")
    with pytest.raises(Invalid, match="staff-invite"):
        await tree.accept(mine.secret, 3)
    async with tree.database.read() as db:
        with pytest.raises(SeatEnded):
            await staff.current(db, person(head))
        waiting = (await db.execute(select(OutboxRow.person_id))).scalars().all()
        assert (await contacts.identify(db, 1)) is not None
    assert waiting == [other.person_id]
    assert await tree.revoke(other.staff_id, by=CLI)
    async with tree.database.read() as db:
        assert (await staff.current(db, person(other))).id == elsewhere.staff_id
        assert (await db.execute(select(func.count(OutboxRow.id)))).scalar() == 0


async def test_what_another_seat_reaches_is_not_taken_back(tree: Tree) -> None:
    town = await tree.seat("town", 1, "inspector")
    await tree.seat("east", 1, "inspector")
    async with tree.database.begin() as db:
        values: dict[str, Any] = {"text_key": "outbox-comment", "values": {}}
        for _ in range(2):
            await office_mail.tell(
                db,
                tree.clock.now(),
                place_id=tree.ids["town"],
                right="extension.decide",
                what="test:1",
                **values,
            )
    await tree.revoke(town.staff_id)
    assert await tree.scalar(select(func.count(OutboxRow.id))) == 1


async def test_the_office_told_is_the_nearest_that_has_anybody(tree: Tree) -> None:
    await tree.seat("town", 1, "viewer")
    await tree.seat("town", 2, "head", "union")
    district = await tree.seat("east", 3, "inspector", "health")
    await tree.seat("city", 4)
    async with tree.database.begin() as db:
        values: dict[str, Any] = {"text_key": "outbox-comment", "values": {}}
        now = tree.clock.now()
        told = [
            await office_mail.tell(
                db, now, place_id=tree.ids[place], right="extension.decide", what=place, **values
            )
            for place in ("town", "west", "town")
        ]
        everybody = await office_mail.tell(
            db, now, place_id=tree.ids["east"], right="campaign.see", what="all", below=True, **values
        )
    assert told == [1, 1, 0]
    assert everybody == 3
    keys = select(OutboxRow.dedupe_key).where(OutboxRow.person_id == district.person_id)
    async with tree.database.read() as db:
        rows = (await db.execute(keys.order_by(OutboxRow.id))).scalars().all()
        buttons = (await db.execute(select(OutboxRow.button.is_(None)))).scalars().all()
    assert rows == [f"office:{tree.ids['east']}:{what}:{district.person_id}" for what in ("town", "all")]
    assert all(buttons)


async def test_who_may_revoke_whom(tree: Tree) -> None:
    head = await tree.seat("east", 1)
    union = await tree.seat("east", 2, "head", "union")
    viewer = await tree.seat("town", 3, "viewer", "health")
    city = await tree.seat("city", 4)
    for by, seat in ((union, viewer), (viewer, head), (head, city), (union, head)):
        with pytest.raises(NotAllowed):
            await tree.revoke(seat.staff_id, by=person(by))
    for unknown in (999, 0):
        with pytest.raises(NotAllowed):
            await tree.revoke(unknown, by=person(head))
        with pytest.raises(NotFound):
            await tree.revoke(unknown)
    assert await tree.revoke(viewer.staff_id, by=person(viewer))
    assert await tree.revoke(head.staff_id, by=person(city))


async def test_the_last_head_does_not_leave(tree: Tree) -> None:
    head = await tree.seat("east", 1)
    with pytest.raises(Conflict, match="last-head"):
        await tree.revoke(head.staff_id, by=person(head))
    second = await tree.seat("east", 2)
    came = await asyncio.gather(
        *(outcome(tree.revoke(one.staff_id, by=person(one))) for one in (head, second))
    )
    assert sorted(map(str, map(type, came))) == sorted(map(str, (bool, Conflict)))
    assert await tree.scalar(select(func.count(Staff.id)).where(Staff.revoked_at.is_(None))) == 1


async def test_seats_are_switched(tree: Tree) -> None:
    first, second = await tree.seat("town", 1), await tree.seat("west", 1)
    other = await tree.seat("west", 2)
    async with tree.database.begin() as db:
        actor, now = person(first), tree.clock.now()
        assert (await staff.current(db, actor)).id == second.staff_id
        for _ in range(2):
            await staff.switch_seat(db, actor, now, first.staff_id)
        assert (await staff.current(db, actor)).id == first.staff_id
        with pytest.raises(NotAllowed):
            await staff.switch_seat(db, actor, now, other.staff_id)
        with pytest.raises(NotAllowed):
            await staff.current(db, CLI)
    assert await tree.audited("switch-seat") == 1


async def test_staff_is_listed_for_who_reaches_it(tree: Tree) -> None:
    viewer = await tree.seat("town", 1, "viewer")
    head = await tree.seat("town", 2)
    west = await tree.seat("west", 3)
    async with tree.database.read() as db:
        listed = await staff.list_staff(db, CLI, tree.ids["east"])
        assert [one.id for one in listed] == [head.staff_id, viewer.staff_id]
        assert listed[0].jurisdiction == "town"
        assert await staff.list_staff(db, person(viewer), tree.ids["town"]) == listed
        assert len(await staff.list_staff(db, CLI)) == 3
        for place in (tree.ids["east"], None):
            with pytest.raises(NotAllowed):
                await staff.list_staff(db, person(viewer), place)
        assert (await staff.get_seat(db, person(viewer), head.staff_id)).name == "小陈"
        with pytest.raises(NotAllowed):
            await staff.get_seat(db, person(viewer), west.staff_id)
        with pytest.raises(NotFound):
            await staff.get_seat(db, CLI, 999)
