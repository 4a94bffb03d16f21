"""Invites: links and codes, how often and how long they work, and what a guest may see."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass

import pytest
from sqlalchemy import insert, select

from content.model.library import Library
from storage.base.audit import Actor
from storage.base.database import Database
from storage.base.errors import Invalid, NotAllowed, NotFound
from storage.campaigns import opening as campaigns
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import registration
from storage.membership import invites
from storage.membership.invites import Accepted, NewInvite, Peek
from storage.people import contacts as people
from storage.tables.enterprises import Invite
from storage.tables.findings import Finding, FindingGuest
from storage.tables.people import Account
from storage.tables.self_checks import SelfCheck
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI, CODE, START, Clock, credit_code, register

OWNER, GUEST, THIRD = 7_000_000_001, 7_000_000_002, 7_000_000_003


@dataclass
class World:
    """An enterprise with an owner, and what a test does with its invites."""

    database: Database
    clock: Clock
    enterprise_id: int
    owner: Actor

    async def create(
        self, kind: str, finding_id: int | None = None, by: Actor | None = None, of: int | None = None
    ) -> NewInvite:
        async with self.database.begin() as db:
            return await invites.create(
                db,
                by or (CLI if kind == "enterprise" else self.owner),
                self.clock.now(),
                kind,
                of or self.enterprise_id,
                finding_id,
            )

    async def accept(self, telegram_id: int, secret: str, name: str = "小李") -> Accepted:
        async with self.database.begin() as db:
            return await invites.accept(db, self.clock.now(), telegram_id, "zh", secret, name)

    async def peek(self, secret: str, telegram_id: int | None = None) -> Peek:
        async with self.database.read() as db:
            return await invites.peek(db, self.clock.now(), secret, telegram_id)

    async def refused(self, telegram_id: int, secret: str) -> bool:
        """Whether looking at it and accepting it are both refused with the one answer."""
        for attempt in (self.peek(secret, telegram_id), self.accept(telegram_id, secret)):
            try:
                await attempt
            except Invalid as error:
                if error.problem == "invite" and not error.values:
                    continue
            return False
        return True

    async def uses_left(self, invite: NewInvite) -> int | None:
        async with self.database.read() as db:
            left = select(Invite.uses_left).where(Invite.id == invite.id)
            return (await db.execute(left)).scalar_one()


@pytest.fixture
async def world(database: Database, clock: Clock, place: int) -> World:
    joined = await register(database, clock, place, OWNER)
    return World(database, clock, joined.enterprise_id, Actor("person", joined.person_id))


@pytest.fixture
async def finding(world: World, library: Library, place: int) -> int:
    """A finding of the enterprise."""
    now = world.clock.now()
    async with world.database.begin() as db:
        opened = await campaigns.open_campaign(db, CLI, now, library, "small", place, START)
        self_check = await db.execute(
            insert(SelfCheck)
            .values(
                campaign_id=opened.id,
                enterprise_id=world.enterprise_id,
                form_digest=opened.form_digest,
                industry="shoes",
                facts={},
                started_at=now,
            )
            .returning(SelfCheck.id)
        )
        made = await db.execute(
            insert(Finding)
            .values(
                enterprise_id=world.enterprise_id,
                self_check_id=self_check.scalar_one(),
                question="Q01.1",
                found_at=now,
                found_by=world.owner.person_id,
            )
            .returning(Finding.id)
        )
        return made.scalar_one()


async def test_a_share_code_lets_five_people_join_for_a_day(world: World) -> None:
    invite = await world.create("share")
    assert len(invite.secret) == 8
    assert invite.secret.isdecimal()
    for number in range(5):
        accepted = await world.accept(GUEST + number, invite.secret)
        assert (accepted.kind, accepted.enterprise_id) == ("share", world.enterprise_id)
    assert await world.refused(GUEST + 5, invite.secret)
    async with world.database.read() as db:
        contacts = await people.list_contacts(db, world.enterprise_id)
        identity = await people.identify(db, GUEST)
    assert [contact.role for contact in contacts] == ["owner"] + ["member"] * 5
    assert contacts[1].name == "小李"
    assert identity is not None
    assert (identity.enterprise_id, identity.role) == (world.enterprise_id, "member")


async def test_codes_are_read_as_people_type_them(world: World) -> None:
    secret = (await world.create("share")).secret
    full = "".join(chr(ord(digit) + 0xFEE0) for digit in secret)
    for typed in (f" {secret[:4]} {secret[4:]}\n", f"{secret[:4]}-{secret[4:]}", full, f"{secret}\u200b"):
        assert (await world.peek(typed)).enterprise_name == "华美鞋材厂"


async def test_a_share_code_expires(world: World) -> None:
    invite = await world.create("share")
    world.clock.move(hours=23, minutes=59)
    await world.peek(invite.secret)
    world.clock.move(minutes=1)
    assert await world.refused(GUEST, invite.secret)


async def test_the_same_person_again_uses_nothing_up(world: World) -> None:
    invite = await world.create("share")
    results = await asyncio.gather(*(world.accept(GUEST, invite.secret) for _ in range(5)))
    assert len(set(results)) == 1
    assert await world.uses_left(invite) == 4
    await world.accept(OWNER, invite.secret)
    assert await world.uses_left(invite) == 4


async def test_of_many_at_once_only_as_many_join_as_it_has_uses(world: World) -> None:
    invite = await world.create("share")
    results = await asyncio.gather(
        *(world.accept(GUEST + number, invite.secret) for number in range(8)), return_exceptions=True
    )
    assert sum(isinstance(result, Accepted) for result in results) == 5
    assert sum(isinstance(result, Invalid) for result in results) == 3
    assert await world.uses_left(invite) == 0
    async with world.database.read() as db:
        accounts = (await db.execute(select(Account.address))).scalars().all()
    assert len(accounts) == 6  # whom it refused has no row


async def test_the_offices_link_makes_the_first_one_owner(world: World, place: int) -> None:
    async with world.database.begin() as db:
        listed = await registration.enlist(
            db, CLI, world.clock.now(), "新厂", credit_code(2), "shoes", place, 5
        )
    first = await world.create("enterprise", of=listed)
    second = await world.create("enterprise", of=listed)
    assert first.secret.startswith("e_")
    assert len(first.secret) <= 64
    assert await world.peek(first.secret) == Peek("enterprise", listed, "新厂", None, joined=False)
    await world.accept(GUEST, first.secret)
    await world.accept(GUEST, first.secret)  # the same person taps the link again
    assert (await world.peek(first.secret, GUEST)).joined
    assert await world.refused(THIRD, first.secret)
    await world.accept(THIRD, second.secret[2:])
    async with world.database.read() as db:
        roles = [contact.role for contact in await people.list_contacts(db, listed)]
    assert roles == ["owner", "member"]


async def test_a_findings_guest_sees_one_finding_and_joins_nothing(world: World, finding: int) -> None:
    invite = await world.create("finding", finding)
    assert invite.secret.startswith("f_")
    assert len(invite.secret) <= 64
    accepted = await world.accept(GUEST, invite.secret, "张师傅")
    assert accepted == await world.accept(GUEST, invite.secret, "张师傅")
    assert (accepted.kind, accepted.finding_id) == ("finding", finding)
    assert await world.refused(THIRD, invite.secret)
    async with world.database.read() as db:
        guests = (await db.execute(select(FindingGuest.person_id, FindingGuest.name))).all()
        identity = await people.identify(db, GUEST)
        with pytest.raises(NotAllowed):
            await people.require_contact(db, Actor("person", accepted.person_id), world.enterprise_id)
    assert [tuple(guest) for guest in guests] == [(accepted.person_id, "张师傅")]
    assert identity is not None
    assert (identity.enterprise_id, identity.role) == (None, None)


async def test_a_contact_who_opens_a_findings_link_uses_nothing_up(world: World, finding: int) -> None:
    invite = await world.create("finding", finding)
    accepted = await world.accept(OWNER, invite.secret)
    assert accepted.finding_id == finding
    assert await world.uses_left(invite) == 1


async def test_findings_of_others_cannot_be_shared(
    world: World, finding: int, database: Database, clock: Clock, place: int
) -> None:
    other = await register(database, clock, place, THIRD, credit_code=credit_code(2))
    with pytest.raises(NotFound):
        await world.create("finding", finding, Actor("person", other.person_id), other.enterprise_id)
    with pytest.raises(NotFound):
        await world.create("finding", finding + 1)
    with pytest.raises(NotFound):
        await world.create("finding")


async def test_who_may_invite(world: World) -> None:
    stranger = Actor("person", 999)
    for kind, actor in (("share", stranger), ("share", CLI), ("enterprise", world.owner), ("finding", CLI)):
        with pytest.raises(NotAllowed):
            await world.create(kind, by=actor)


async def test_unknown_secrets_are_refused(world: World) -> None:
    await world.create("share")
    for secret in ("", "00000000x", "e_", "e_nothing", "\udc80", "汉字", "a" * 4096):
        assert await world.refused(GUEST, secret)


async def test_revoked_invites_are_refused_and_listed_no_more(world: World) -> None:
    invite, other = await world.create("share"), await world.create("share")
    async with world.database.begin() as db:
        with pytest.raises(NotAllowed):
            await invites.revoke(db, Actor("person", 999), world.clock.now(), invite.id)
        with pytest.raises(NotFound):
            await invites.revoke(db, CLI, world.clock.now(), 999)
        assert await invites.revoke(db, world.owner, world.clock.now(), invite.id)
        assert not await invites.revoke(db, CLI, world.clock.now(), invite.id)
        listed = await invites.list_invites(db, world.clock.now(), world.enterprise_id)
        world.clock.move(days=1)
        assert await invites.list_invites(db, world.clock.now(), world.enterprise_id) == ()
    assert [(line.id, line.uses_left) for line in listed] == [(other.id, 5)]
    world.clock.move(days=-1)
    assert await world.refused(GUEST, invite.secret)
    await world.accept(GUEST, other.secret)


async def test_a_closed_enterprise_takes_nobody_in(world: World) -> None:
    invite = await world.create("share")
    async with world.database.begin() as db:
        await enterprise_keeping.close_for(db, CLI, world.clock.now(), world.enterprise_id, "stopped")
    assert await world.refused(GUEST, invite.secret)
    with pytest.raises(NotFound):
        await world.create("share")


async def test_only_hashes_are_kept_and_nothing_secret_is_audited(world: World, finding: int) -> None:
    made = [
        await world.create("share"),
        await world.create("enterprise"),
        await world.create("finding", finding),
    ]
    for number, invite in enumerate(made):
        await world.accept(GUEST + number, invite.secret, "名字")
    async with world.database.read() as db:
        hashes = (await db.execute(select(Invite.token_hash).order_by(Invite.id))).scalars().all()
        audited = str([tuple(row) for row in await db.execute(select(AuditRow.action, AuditRow.detail))])
    bare = [made[0].secret, made[1].secret[2:], made[2].secret[2:]]
    assert list(hashes) == [hashlib.sha256(secret.encode()).hexdigest() for secret in bare]
    assert not [secret for secret in [*bare, *hashes, "名字", CODE, str(GUEST)] if secret in audited]


async def test_a_code_in_use_is_not_given_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await world.create("share")
    numbers = iter([int(first.secret), int(first.secret), 7])
    monkeypatch.setattr("secrets.randbelow", lambda _limit: next(numbers))
    assert (await world.create("share")).secret == "00000007"


async def test_names_of_joiners_are_checked(world: World) -> None:
    invite = await world.create("share")
    with pytest.raises(Invalid) as caught:
        await world.accept(GUEST, invite.secret, "李" * 65)
    assert caught.value.problem == "contact-name"
    assert await world.uses_left(invite) == 5
