"""An office keeps its list: rights, what follows a merge of doubles, requests to join."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text

from storage.base.audit import Actor
from storage.base.errors import Conflict, Invalid, NotAllowed, NotFound
from storage.changes import enterprises as enterprise_keeping
from storage.enterprises import join_requests
from storage.enterprises import registry as enterprises
from storage.people import contacts
from storage.tables.enterprises import Enterprise
from storage.tables.findings import Finding, Rectification
from storage.tables.people import Account, Contact, Person
from storage.tables.self_checks import SelfCheck
from tests.storage.conftest import CLI
from tests.storage.review_desk import ReviewDesk, desk
from tests.storage.workshop import Workshop, begin_workshop, varied

__all__ = ["desk", "varied"]


async def rows(desk: ReviewDesk, query: Any) -> list[Any]:
    async with desk.database.read() as db:
        return list((await db.execute(query)).all())


async def state_of(desk: ReviewDesk, shop: Workshop) -> tuple[str, int]:
    (row,) = await rows(
        desk,
        select(Enterprise.state, Enterprise.jurisdiction_id).where(Enterprise.id == shop.enterprise_id),
    )
    return row.state, row.jurisdiction_id


async def code_of(desk: ReviewDesk, shop: Workshop) -> str:
    (row,) = await rows(desk, select(Enterprise.credit_code).where(Enterprise.id == shop.enterprise_id))
    return str(row.credit_code)


async def ask(desk: ReviewDesk, telegram_id: int, code: str, name: str = "老王", phone: str = "") -> int:
    async with desk.database.begin() as db:
        return await join_requests.ask(db, desk.clock.now(), telegram_id, "zh", code, name, phone)


async def test_a_telephone_is_kept_by_its_people_and_by_the_office(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)

    async def kept() -> tuple[str, str]:
        query = select(Enterprise.phone, Enterprise.contact_name).where(Enterprise.id == shop.enterprise_id)
        return tuple((await rows(desk, query))[0])

    await shop.do(enterprises.set_phone, shop.enterprise_id, "（0514）8765 4321 转 802")
    assert await kept() == ("0514-87654321-802", "王师傅")
    for by, deed in (
        (desk.chen, enterprises.set_phone),
        (desk.viewer, enterprise_keeping.keep_phone),
        (desk.stranger, enterprise_keeping.keep_phone),
    ):
        with pytest.raises(NotAllowed):
            await desk.do(deed, shop.enterprise_id, "13800001234", actor=by)
    with pytest.raises(Invalid, match="phone-typed"):
        await desk.do(enterprise_keeping.keep_phone, shop.enterprise_id, "晚上打", actor=desk.head)
    await desk.do(enterprise_keeping.keep_phone, shop.enterprise_id, "+86 138 0000 1234", actor=desk.head)
    assert await kept() == ("13800001234", "王师傅")
    await shop.do(enterprises.set_phone, shop.enterprise_id, "")
    assert await kept() == ("", "")


async def test_the_number_of_who_asks_is_the_enterprises_where_it_has_none(desk: ReviewDesk) -> None:
    """The office sees it until it has decided; nothing is stored about people who are refused."""
    bare, called = await desk.workshop(1), await desk.workshop(2)
    await bare.do(enterprises.set_phone, bare.enterprise_id, "")
    await called.do(enterprises.set_phone, called.enterprise_id, "13900000000")
    for shop, grant, phone in (
        (bare, False, ""),
        (bare, True, "0514-87654321-802"),
        (called, True, "13900000000"),
    ):
        account = 8_000_000 + shop.enterprise_id + 100 * grant
        request = await ask(desk, account, await code_of(desk, shop), phone="13800001111")
        assert await ask(desk, account, await code_of(desk, shop), phone="0514-8765 4321 转 802") == request
        assert (await desk.look(join_requests.get, request, actor=desk.head)).own_phone == "0514-87654321-802"
        assert await desk.do(join_requests.decide, request, grant=grant, actor=desk.head)
        kept = select(Enterprise.phone).where(Enterprise.id == shop.enterprise_id)
        assert (await rows(desk, kept))[0].phone == phone
        assert (await desk.look(join_requests.get, request, actor=desk.head)).own_phone == ""


async def test_closed_for_a_reason_and_taken_back(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    with pytest.raises(Invalid):
        await desk.do(enterprise_keeping.close_for, shop.enterprise_id, "because")
    assert await desk.do(enterprise_keeping.close_for, shop.enterprise_id, "stopped")
    assert not await desk.do(enterprise_keeping.close_for, shop.enterprise_id, "stopped")
    assert await state_of(desk, shop) == ("closed", desk.town)
    told = await desk.queued("outbox-enterprise-closed")
    assert {one["values"]["reason"] for one in told} == {"stopped"}
    assert len(told) == 2  # its owner and its safety officer
    assert await desk.do(enterprise_keeping.reopen, shop.enterprise_id)
    assert not await desk.do(enterprise_keeping.reopen, shop.enterprise_id)
    assert await state_of(desk, shop) == ("active", desk.town)


async def test_moved_only_to_where_one_keeps_the_list_too(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    with pytest.raises(NotAllowed):
        await desk.do(enterprise_keeping.move_to, shop.enterprise_id, desk.other)
    await desk.do(enterprise_keeping.move_to, shop.enterprise_id, desk.other, actor=desk.above)
    assert await state_of(desk, shop) == ("active", desk.other)
    with pytest.raises(NotAllowed):
        await desk.do(enterprise_keeping.keep_name, shop.enterprise_id, "别人的厂")


@pytest.mark.parametrize("who", ["viewer", "stranger"])
async def test_who_may_not(desk: ReviewDesk, who: str) -> None:
    shop, other = await desk.workshop(1), await desk.workshop(2)
    actor = getattr(desk, who)
    for operation, values in (
        (enterprise_keeping.keep_name, (shop.enterprise_id, "改名厂")),
        (enterprise_keeping.move_to, (shop.enterprise_id, desk.town)),
        (enterprise_keeping.close_for, (shop.enterprise_id, "stopped")),
        (enterprise_keeping.reopen, (shop.enterprise_id,)),
        (enterprise_keeping.merge, (shop.enterprise_id, other.enterprise_id)),
    ):
        with pytest.raises(NotAllowed):
            await desk.do(operation, *values, actor=actor)
    with pytest.raises(NotAllowed):
        await desk.look(join_requests.list_open, desk.town, actor=actor)


async def test_a_double_brings_its_form_its_faults_and_its_people(desk: ReviewDesk) -> None:
    double = await desk.workshop(1, fails=True)
    begun = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 2)
    async with desk.database.begin() as db:  # the other one has begun nothing
        await db.execute(text("DELETE FROM self_checks WHERE id = :id").bindparams(id=begun.check_id))
    await desk.do(enterprise_keeping.merge, double.enterprise_id, begun.enterprise_id)
    assert await state_of(desk, double) == ("merged", desk.town)
    for table in (SelfCheck, Finding, Rectification):
        of: Any = table
        assert {row[0] for row in await rows(desk, select(of.enterprise_id))} == {begun.enterprise_id}
    roles = await rows(
        desk, select(Contact.role).where(Contact.enterprise_id == begun.enterprise_id).order_by(Contact.id)
    )
    assert [row.role for row in roles].count("owner") == 1
    assert len(roles) == 4
    works = await rows(desk, select(Person.enterprise_id).where(Person.enterprise_id.is_not(None)))
    assert {row[0] for row in works} == {begun.enterprise_id}
    with pytest.raises(NotFound):  # it is gone
        await desk.do(enterprise_keeping.merge, double.enterprise_id, begun.enterprise_id)


async def test_of_two_forms_the_handed_in_one_decides_which_is_the_double(desk: ReviewDesk) -> None:
    done = await desk.workshop(1)
    draft = await begin_workshop(desk.database, desk.clock, desk.town, desk.campaign_id, 2)
    with pytest.raises(Conflict):
        await desk.do(enterprise_keeping.merge, done.enterprise_id, draft.enterprise_id)
    with pytest.raises(Conflict):
        await desk.do(enterprise_keeping.merge, done.enterprise_id, done.enterprise_id)
    await desk.do(enterprise_keeping.merge, draft.enterprise_id, done.enterprise_id)
    kept = await rows(desk, select(SelfCheck.id).where(SelfCheck.enterprise_id == done.enterprise_id))
    assert [row.id for row in kept] == [done.check_id]


async def test_a_request_is_asked_once_and_decided_once(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    code = await code_of(desk, shop)
    request = await ask(desk, 5_001, code)
    assert await ask(desk, 5_001, code) == request
    told = await desk.queued("outbox-join-asked")
    assert {one["person_id"] for one in told} == {
        actor.person_id for actor in (desk.chen, desk.zhou, desk.head)
    }
    (line,) = await desk.look(join_requests.list_open, desk.county, actor=desk.above)
    assert (line.id, line.name, line.phones) == (request, "老王", 2)
    assert await desk.do(join_requests.decide, request, grant=True)
    assert not await desk.do(join_requests.decide, request, grant=False)
    assert await desk.look(join_requests.list_open, desk.town) == ()
    roles = await rows(desk, select(Contact.role).where(Contact.name == "老王"))
    assert [row.role for row in roles] == ["member"]
    with pytest.raises(Conflict):  # in already
        await ask(desk, 5_001, code)


async def test_nobody_asks_for_more_than_a_few(desk: ReviewDesk) -> None:
    shops = [await desk.workshop(number) for number in (1, 2, 3, 4)]
    codes = [await code_of(desk, shop) for shop in shops]
    for code in codes[:3]:
        await ask(desk, 5_001, code)
    with pytest.raises(Conflict):
        await ask(desk, 5_001, codes[3])
    with pytest.raises(NotFound):
        await ask(desk, 5_002, "91320000000000000X")
    with pytest.raises(Invalid):
        await ask(desk, 5_003, codes[0], "\u200b")


async def test_who_was_refused_and_is_nobody_here_is_forgotten(desk: ReviewDesk) -> None:
    shop = await desk.workshop(1)
    code = await code_of(desk, shop)
    refused = await ask(desk, 5_001, code)
    waiting = await ask(desk, 5_002, code)
    await desk.do(join_requests.decide, refused, grant=False)
    before = (await rows(desk, select(func.count()).select_from(Person)))[0][0]

    async def forget() -> int:
        async with desk.database.begin() as db:
            return await join_requests.forget_refused(db, desk.clock.now())

    assert await forget() == 0
    desk.clock.at += timedelta(days=join_requests.FORGET_DAYS + 1)
    assert await forget() == 1
    assert await forget() == 0
    accounts = {row[0] for row in await rows(desk, select(Account.address))}
    assert 5_001 not in accounts
    assert 5_002 in accounts
    assert len(accounts) == before - 1
    assert await desk.do(join_requests.decide, waiting, grant=False, actor=CLI)


async def test_an_office_invites_by_itself(desk: ReviewDesk) -> None:
    from storage.membership import invites

    shop = await desk.workshop(1)
    made = await desk.do(invites.create, "enterprise", shop.enterprise_id)
    assert made.secret.startswith("e_")
    for who in (desk.viewer, desk.stranger, Actor("person", shop.owner.person_id)):
        with pytest.raises(NotAllowed):
            await desk.do(invites.create, "enterprise", shop.enterprise_id, actor=who)
    async with desk.database.begin() as db:
        somebody = await contacts.ensure_person(db, desk.clock.now(), 9_999, "zh")
    with pytest.raises(NotAllowed):
        await desk.do(invites.create, "enterprise", 4_711, actor=Actor("person", somebody))


async def test_who_was_refused_again_and_again_asks_nobody_any_more(desk: ReviewDesk) -> None:
    code = await code_of(desk, await desk.workshop(1))
    for _ in range(join_requests.MOST_REFUSED):
        await desk.do(join_requests.decide, await ask(desk, 5_001, code), grant=False)
    with pytest.raises(Conflict, match="join-refused"):
        await ask(desk, 5_001, code)
    assert await ask(desk, 5_002, code)
    desk.clock.at += timedelta(days=join_requests.FORGET_DAYS + 1)
    assert await ask(desk, 5_001, code)
