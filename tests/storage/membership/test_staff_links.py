"""Links to a seat: they work once and for seven days, only their hash is kept, not everybody makes them."""

from __future__ import annotations

import asyncio
import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storage.base.audit import Actor
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.membership import staff_invites
from storage.membership.staff_invite_views import Seated
from storage.offices import staff
from storage.people import contacts
from storage.tables.offices import Staff, StaffInvite
from storage.tables.outbox import OutboxRow
from storage.tables.people import Person
from tests.storage.conftest import CLI
from tests.storage.membership.tree import Tree, person, tree
from tests.storage.workshop import outcome

__all__ = ["tree"]


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
