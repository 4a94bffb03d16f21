"""Seats: joining by a link, revoking, who reaches which place."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, text

from storage.base import rights
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound, SeatEnded
from storage.membership import seats as staff_changes
from storage.membership import staff_invites
from storage.membership.staff_invite_views import NewStaffInvite, Seated, StaffPeek
from storage.offices import jurisdictions, staff
from storage.offices import mail as office_mail
from storage.people import contacts
from storage.tables.offices import Staff, StaffInvite
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, Clock
from tests.storage.workshop import outcome


@dataclass
class Tree:
    """A city with two districts, one of which has two towns; seats given by hand."""

    database: Database
    clock: Clock
    ids: dict[str, int]

    async def invite(
        self,
        place: str,
        role: str = "inspector",
        department: str = "safety",
        by: Actor = CLI,
        name: str = "",
    ) -> NewStaffInvite:
        async with self.database.begin() as db:
            return await staff_invites.create(
                db, by, self.clock.now(), self.ids[place], role, department, name
            )

    async def accept(self, secret: str, telegram_id: int, name: str = "小陈") -> Seated:
        hashed = staff_invites.hash_of_link(secret)
        async with self.database.begin() as db:
            return await staff_invites.accept(db, self.clock.now(), telegram_id, "zh", hashed, name)

    async def peek(self, secret: str, telegram_id: int) -> StaffPeek:
        hashed = staff_invites.hash_of_link(secret)
        async with self.database.read() as db:
            return await staff_invites.peek(db, self.clock.now(), hashed, telegram_id)

    async def seat(
        self, place: str, telegram_id: int, role: str = "head", department: str = "safety"
    ) -> Seated:
        return await self.accept((await self.invite(place, role, department)).secret, telegram_id)

    async def revoke(self, staff_id: int, by: Actor = CLI) -> bool:
        async with self.database.begin() as db:
            return await staff_changes.revoke(db, by, self.clock.now(), staff_id)

    async def may(self, actor: Actor, right: str, place: str) -> bool:
        async with self.database.read() as db:
            return await staff.may(db, actor, right, self.ids[place])

    async def scalar(self, statement: Any) -> Any:
        async with self.database.read() as db:
            return (await db.execute(statement)).scalar()

    async def audited(self, action: str) -> int:
        count: int = await self.scalar(select(func.count()).where(AuditRow.action == action))
        return count


def person(seated: Seated) -> Actor:
    """Who was seated, as who acts."""
    return Actor("person", seated.person_id)


@pytest.fixture
async def tree(database: Database, clock: Clock) -> Tree:
    ids = {}
    async with database.begin() as db:
        for code, parent in (
            ("city", None),
            ("east", "city"),
            ("west", "city"),
            ("town", "east"),
            ("park", "east"),
        ):
            made = await jurisdictions.add(db, CLI, clock.now(), code, f"{code}处", parent)
            ids[code] = made.id
    return Tree(database, clock, ids)


async def test_a_link_gives_a_seat_and_only_its_hash_is_kept(tree: Tree) -> None:
    made = await tree.invite("town", "inspector", "health")
    assert made.secret.startswith("s_")
    assert made.expires_at == tree.clock.now() + timedelta(days=7)
    kept = await tree.scalar(select(StaffInvite.token_hash))
    assert kept == hashlib.sha256(made.secret[2:].encode()).hexdigest()
    seen = await tree.peek(made.secret, 1)
    assert (seen.jurisdiction_name, seen.role, seen.department, seen.joined) == (
        "town处",
        "inspector",
        "health",
        False,
    )
    assert await tree.scalar(select(func.count(Person.id))) == 0
    seated = await tree.accept(made.secret, 1)
    async with tree.database.read() as db:
        (seat,) = await staff.list_seats(db, seated.person_id)
        who = await contacts.identify(db, 1)
    assert (seat.role, seat.department, seat.name) == ("inspector", "health", "小陈")
    assert who is not None
    assert (who.staff_id, who.enterprise_id) == (seated.staff_id, None)
    assert await tree.audited("invite-staff") == await tree.audited("join-staff") == 1


async def test_the_hash_itself_opens_nothing(tree: Tree) -> None:
    made = await tree.invite("town")
    hashed = staff_invites.hash_of_link(made.secret)
    with pytest.raises(Invalid, match="staff-invite"):
        await tree.accept(f"s_{hashed}", 1)


async def test_a_link_works_once_and_for_seven_days(tree: Tree) -> None:
    made = await tree.invite("town")
    first = await tree.accept(made.secret, 1)
    assert await tree.accept(made.secret, 1) == first
    assert (await tree.peek(made.secret, 1)).joined
    for secret, telegram_id in ((made.secret, 2), ("s_nothing", 2), ("", 2), ("s_\ud800", 2)):
        for doing in (tree.peek(secret, telegram_id), tree.accept(secret, telegram_id)):
            with pytest.raises(Invalid, match="staff-invite"):
                await doing
    late = await tree.invite("town")
    tree.clock.move(days=7)
    with pytest.raises(Invalid, match="staff-invite"):
        await tree.accept(late.secret, 2)
    assert await tree.scalar(select(func.count(Person.id))) == 1


async def test_of_two_who_accept_at_once_one_is_seated(tree: Tree) -> None:
    made = await tree.invite("town")
    came = await asyncio.gather(*(outcome(tree.accept(made.secret, number)) for number in (1, 2, 3)))
    assert sum(isinstance(one, Seated) for one in came) == 1
    assert sum(isinstance(one, Invalid) for one in came) == 2
    assert await tree.scalar(select(func.count(Staff.id))) == 1


async def test_two_taps_of_one_person_give_one_seat(tree: Tree) -> None:
    made = await tree.invite("town")
    came = await asyncio.gather(*(outcome(tree.accept(made.secret, 1)) for _ in range(4)))
    assert came == [came[0]] * 4
    assert await tree.audited("join-staff") == 1


async def test_a_used_link_does_not_bring_a_revoked_seat_back(tree: Tree) -> None:
    made = await tree.invite("town")
    seated = await tree.accept(made.secret, 1)
    assert await tree.revoke(seated.staff_id)
    assert not await tree.revoke(seated.staff_id)
    for doing in (tree.peek(made.secret, 1), tree.accept(made.secret, 1)):
        with pytest.raises(Invalid, match="staff-invite"):
            await doing
    assert await tree.audited("revoke-staff") == 1


async def test_a_second_link_to_the_same_place_changes_the_role(tree: Tree) -> None:
    first = await tree.seat("town", 1, "viewer")
    second = await tree.seat("town", 1, "head", "health")
    assert first.staff_id == second.staff_id
    async with tree.database.read() as db:
        (seat,) = await staff.list_seats(db, first.person_id)
    assert (seat.role, seat.department) == ("head", "health")


async def test_names_are_those_of_the_invite_or_of_the_person(tree: Tree) -> None:
    made = await tree.invite("town", name="  陈\n主任 ")
    await tree.accept(made.secret, 1, "随便")
    await tree.accept((await tree.invite("town")).secret, 2, "<b>王</b>😀")
    async with tree.database.read() as db:
        listed = await staff.list_staff(db, CLI)
    assert [one.name for one in listed] == ["陈 主任", "<b>王</b>😀"]
    with pytest.raises(Invalid, match="contact-name"):
        await tree.invite("town", name="陈" * 65)


@pytest.mark.parametrize(
    ("place", "role", "department", "error"),
    [
        ("town", "boss", "safety", "role"),
        ("town", "head", "police", "department"),
    ],
)
async def test_what_cannot_be_invited(tree: Tree, place: str, role: str, department: str, error: str) -> None:
    with pytest.raises(Invalid, match=error):
        await tree.invite(place, role, department)
    tree.ids["nowhere"] = 999
    with pytest.raises(NotFound):
        await tree.invite("nowhere")


async def test_who_may_invite_whom(tree: Tree) -> None:
    lead = person(await tree.seat("east", 1, "head", "health"))
    union = person(await tree.seat("east", 2, "head", "union"))
    inspector = person(await tree.seat("east", 3, "inspector", "safety"))
    await tree.invite("town", "head", "labour", by=lead)
    await tree.invite("east", "head", "union", by=union)
    for actor, place, department in (
        (lead, "west", "health"),
        (lead, "city", "health"),
        (union, "town", "safety"),
        (inspector, "town", "safety"),
        (Actor("person", 999), "town", "safety"),
        (Actor("nobody"), "town", "safety"),
    ):
        with pytest.raises(NotAllowed):
            await tree.invite(place, "viewer", department, by=actor)


async def test_a_second_seat_above_counts_where_the_nearest_does_not(tree: Tree) -> None:
    both = await tree.seat("town", 1, "head", "union")
    await tree.seat("city", 1, "head", "safety")
    await tree.invite("town", "viewer", "health", by=person(both))


async def test_the_inviter_is_told_in_the_morning(tree: Tree) -> None:
    head = await tree.seat("east", 1)
    made = await tree.invite("town", by=person(head))
    tree.clock.at = tree.clock.at.replace(hour=14)  # ten at night in China
    await tree.accept(made.secret, 2, "新人")
    async with tree.database.read() as db:
        row = (await db.execute(select(OutboxRow).where(OutboxRow.text_key == "outbox-staff-joined"))).one()
    assert (row.person_id, row.values["name"], row.values["place"]) == (head.person_id, "新人", "town处")
    assert row.not_before.isoformat() == "2026-11-03T00:30:00+00:00"


async def test_invites_are_listed_and_taken_back(tree: Tree) -> None:
    head = person(await tree.seat("east", 1))
    made = await tree.invite("town", by=head)
    other = await tree.invite("west")
    now = tree.clock.now()
    async with tree.database.begin() as db:
        assert [one.id for one in await staff_invites.list_invites(db, head, now, tree.ids["east"])] == [
            made.id
        ]
        with pytest.raises(NotAllowed):
            await staff_invites.list_invites(db, head, now, tree.ids["west"])
        for unknown in (other.id, 999):
            with pytest.raises(NotAllowed):
                await staff_invites.revoke_invite(db, head, now, unknown)
        with pytest.raises(NotFound):
            await staff_invites.revoke_invite(db, CLI, now, 999)
        assert await staff_invites.revoke_invite(db, head, now, made.id)
        assert not await staff_invites.revoke_invite(db, head, now, made.id)
        assert await staff_invites.list_invites(db, head, now, tree.ids["east"]) == ()
    with pytest.raises(Invalid, match="staff-invite"):
        await tree.accept(made.secret, 2)
    assert await tree.audited("revoke-staff-invite") == 1


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


PLACES = ("city", "east", "west", "town", "park")
REACH = {
    "city": set(PLACES),
    "east": {"east", "town", "park"},
    "west": {"west"},
    "town": {"town"},
    "park": {"park"},
}
seats = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(rights.ROLES),
    st.sampled_from(rights.DEPARTMENTS),
    st.booleans(),
)


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    held=st.lists(seats, max_size=4, unique_by=lambda one: one[0]),
    right=st.sampled_from(rights.RIGHTS),
    place=st.sampled_from(PLACES),
)
async def test_a_right_reaches_as_far_as_the_table_says(
    tree: Tree, held: list[tuple[str, str, str, bool]], right: str, place: str
) -> None:
    expected = any(
        not revoked and place in REACH[own] and rights.allows(right, role, department)
        for own, role, department, revoked in held
    )
    async with tree.database.begin() as db:
        await db.execute(text("DELETE FROM staff"))
        person_id = await contacts.ensure_person(db, tree.clock.now(), 77, "zh")
        if held:
            rows = [
                {
                    "person_id": person_id,
                    "jurisdiction_id": tree.ids[own],
                    "role": role,
                    "department": department,
                    "name": "",
                    "joined_at": tree.clock.now(),
                    "revoked_at": tree.clock.now() if revoked else None,
                }
                for own, role, department, revoked in held
            ]
            await db.execute(insert(Staff), rows)
        assert await staff.may(db, Actor("person", person_id), right, tree.ids[place], of=()) == expected
        for other in (Actor("person", person_id + 1), Actor("nobody", person_id), Actor("")):
            assert not await staff.may(db, other, right, tree.ids[place], of=())
        assert not await staff.may(db, Actor("person", person_id), right, 999, of=())
        assert await staff.may(db, CLI, right, tree.ids[place], of=())


def test_the_table_of_rights_denies_what_it_does_not_name() -> None:
    with pytest.raises(KeyError):
        rights.allows("office.burn", "head", "safety")
    for right in rights.RIGHTS:
        assert not rights.allows(right, "boss", "safety")
        assert not rights.allows(right, "head", "police")
        assert not rights.allows(right, "", "")
        held = rights.holders(right)
        for role in rights.ROLES:
            for department in rights.DEPARTMENTS:
                assert rights.allows(right, role, department) == (department in held.get(role, ()))
