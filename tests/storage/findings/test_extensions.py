"""Extensions: asked for, granted, refused, withdrawn; of two officers one decides."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.base.audit import Actor
from storage.base.errors import Conflict, GuestOnly, Invalid, Locked, NotAllowed, NotFound
from storage.findings import extension_views, extensions, photos, plans
from storage.findings.extension_views import ExtensionView
from storage.membership import staff_invites
from storage.offices import jurisdictions
from storage.tables.findings import Extension, Finding, Rectification
from storage.tables.outbox import OutboxRow
from storage.tables.system import AuditRow
from tests.storage.conftest import CLI
from tests.storage.shop import STRANGER, TODAY, Shop, photo, shop
from tests.storage.workshop import outcome

__all__ = ["shop"]

DUE = TODAY + timedelta(days=7)
WANTED = TODAY + timedelta(days=20)


@dataclass
class Desk:
    """A shop whose plan is due in a week, and the officers responsible for it."""

    shop: Shop
    first: Actor
    second: Actor
    viewer: Actor
    stranger: Actor

    async def ask(self, wanted: date = WANTED, reason: str = "设备还没到货", by: Actor | None = None) -> int:
        return int(await self.shop.do(extensions.ask, self.shop.finding_id, wanted, reason, TODAY, actor=by))

    async def decide(
        self,
        extension_id: int,
        granted: date | None = WANTED,
        answer: str = "",
        by: Actor | None = None,
        today: date = TODAY,
    ) -> ExtensionView:
        view: ExtensionView = await self.shop.do(
            extensions.decide, extension_id, granted, answer, today, actor=by or self.first
        )
        return view

    async def withdraw(self, by: Actor | None = None) -> bool:
        return bool(await self.shop.do(extensions.withdraw, self.shop.finding_id, actor=by))

    async def due(self) -> tuple[date, date]:
        async with self.shop.database.read() as db:
            row = (await db.execute(select(Rectification.due_on, Rectification.first_due_on))).one()
        return row.due_on, row.first_due_on

    async def told(self, key: str) -> list[OutboxRow]:
        async with self.shop.database.read() as db:
            found = await db.execute(
                select(OutboxRow).where(OutboxRow.text_key == key).order_by(OutboxRow.id)
            )
            return list(found)  # type: ignore[arg-type]  # rows with the columns of the table

    async def waiting(self, by: Actor) -> list[int]:
        async with self.shop.database.read() as db:
            place = (await jurisdictions.get(db, "cd")).id
            return [one.id for one in await extension_views.list_waiting(db, by, place)]

    async def state(self) -> str:
        return str(await self.shop.scalar(select(Extension.state).order_by(Extension.id.desc()).limit(1)))


@pytest.fixture
async def desk(shop: Shop) -> Desk:
    await shop.plan()
    actors = []
    async with shop.database.begin() as db:
        place = (await jurisdictions.get(db, "cd")).id
        elsewhere = (await jurisdictions.add(db, CLI, shop.clock.now(), "xx", "别处")).id
        for number, (where, role) in enumerate(
            ((place, "head"), (place, "inspector"), (place, "viewer"), (elsewhere, "head")), 50
        ):
            link = await staff_invites.create(db, CLI, shop.clock.now(), where, role, "safety")
            hashed = staff_invites.hash_of_link(link.secret)
            seated = await staff_invites.accept(db, shop.clock.now(), number, "zh", hashed, f"干部{number}")
            actors.append(Actor("person", seated.person_id))
    return Desk(shop, *actors)


async def test_a_question_goes_to_those_who_may_decide_it(desk: Desk) -> None:
    number = await desk.ask()
    told = await desk.told("outbox-extension")
    assert {row.person_id for row in told} == {desk.first.person_id, desk.second.person_id}
    assert told[0].values == {
        "enterprise": "华美鞋材厂",
        "measure": "装抽风罩",
        "due_year": 2026,
        "due_month": 11,
        "due_day": 9,
        "wanted_year": 2026,
        "wanted_month": 11,
        "wanted_day": 22,
    }
    assert told[0].button == {"kind": "extension", "id": number}
    assert await desk.waiting(desk.viewer) == [number]
    assert await desk.due() == (DUE, DUE)


async def test_at_night_nobody_is_woken(desk: Desk) -> None:
    desk.shop.clock.at = desk.shop.clock.at.replace(hour=12)  # eight in the evening in China
    number = await desk.ask()
    desk.shop.clock.move(minutes=5)
    await desk.decide(number)
    rows = [*await desk.told("outbox-extension"), *await desk.told("outbox-extension-granted")]
    assert {row.not_before.isoformat() for row in rows} == {"2026-11-03T00:30:00+00:00"}


async def test_the_same_question_again_changes_nothing(desk: Desk) -> None:
    first = await desk.ask()
    assert await desk.ask() == first
    assert len(await desk.told("outbox-extension")) == 2
    assert await desk.shop.scalar(select(func.count()).where(AuditRow.action == "ask-extension")) == 1


async def test_another_day_replaces_the_question(desk: Desk) -> None:
    first = await desk.ask()
    assert await desk.ask(WANTED + timedelta(days=5), "施工排不开") == first
    told = await desk.told("outbox-extension")
    assert [row.values["wanted_day"] for row in told] == [27, 27]
    async with desk.shop.database.read() as db:
        view = await extension_views.last_question(db, desk.shop.owner, desk.shop.finding_id)
    assert view is not None
    assert (view.wanted_on, view.reason, view.state) == (WANTED + timedelta(days=5), "施工排不开", "asked")


async def test_two_phones_at_once_ask_one_question(desk: Desk) -> None:
    came = await asyncio.gather(*(desk.ask() for _ in range(4)))
    assert len(set(came)) == 1
    assert await desk.shop.scalar(select(func.count(Extension.id))) == 1


@pytest.mark.parametrize(
    ("wanted", "reason", "problem"),
    [
        (DUE, "设备", "extension-day"),
        (DUE - timedelta(days=1), "设备", "extension-day"),
        (TODAY + timedelta(days=366), "设备", "extension-day"),
        (WANTED, " ", "text-empty"),
        (WANTED, "长", "extension-reason"),
        (WANTED, "长" * 301, "text-long"),
    ],
)
async def test_what_cannot_be_asked(desk: Desk, wanted: date, reason: str, problem: str) -> None:
    with pytest.raises(Invalid) as refused:
        await desk.ask(wanted, reason)
    assert refused.value.problem == problem
    assert await desk.waiting(desk.first) == []


async def test_after_the_day_only_days_to_come_are_asked_for(desk: Desk) -> None:
    late = TODAY + timedelta(days=30)
    with pytest.raises(Invalid, match="extension-day"):
        await desk.shop.do(extensions.ask, desk.shop.finding_id, late - timedelta(days=1), "设备没到", late)
    assert await desk.shop.do(extensions.ask, desk.shop.finding_id, late, "设备没到", late)


async def test_who_may_not_ask(desk: Desk) -> None:
    with pytest.raises(GuestOnly):
        await desk.ask(by=desk.shop.guest)
    for by in (STRANGER, desk.first, CLI):
        with pytest.raises(NotFound):
            await desk.ask(by=by)
    await desk.shop.set(Finding, state="closed")
    with pytest.raises(Locked):
        await desk.ask()


async def test_only_an_open_plan_can_be_put_off(shop: Shop) -> None:
    async def ask() -> Any:
        return await shop.do(extensions.ask, shop.finding_id, WANTED, "设备没到", TODAY)

    with pytest.raises(Invalid, match="extension-none"):
        await ask()
    await shop.at_once()
    with pytest.raises(Invalid, match="extension-none"):
        await ask()
    await shop.do(photos.attach_after, shop.finding_id, photo("1"))
    await shop.do(plans.complete, shop.finding_id)
    with pytest.raises(Conflict, match="extension-done"):
        await ask()


async def test_granting_moves_the_day_and_tells_the_phones(desk: Desk) -> None:
    number = await desk.ask()
    view = await desk.decide(number)
    assert (view.state, view.granted_on, view.decided_by) == ("granted", WANTED, "干部50")
    assert await desk.due() == (WANTED, DUE)
    (row,) = await desk.told("outbox-extension-granted")
    assert (row.person_id, row.values["due_day"]) == (desk.shop.owner.person_id, 22)
    assert await desk.told("outbox-extension") == []  # nobody has to look at it any longer
    assert await desk.waiting(desk.first) == []


async def test_another_day_may_be_granted(desk: Desk) -> None:
    number = await desk.ask()
    for wrong in (DUE, TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=366)):
        with pytest.raises(Invalid, match="extension-day"):
            await desk.decide(number, wrong)
    await desk.decide(number, DUE + timedelta(days=3), "先给三天")
    assert await desk.due() == (DUE + timedelta(days=3), DUE)


async def test_refusing_wants_a_reason_and_leaves_the_day(desk: Desk) -> None:
    number = await desk.ask()
    with pytest.raises(Invalid, match="text-empty"):
        await desk.decide(number, None)
    with pytest.raises(Invalid, match="text-long"):
        await desk.decide(number, None, "不" * 301)
    view = await desk.decide(number, None, "已经延过一次")
    assert view.state == "refused"
    assert await desk.due() == (DUE, DUE)
    (row,) = await desk.told("outbox-extension-refused")
    assert row.values["answer"] == "已经延过一次"
    again = await desk.ask()
    assert again != number
    assert await desk.waiting(desk.first) == [again]


async def test_of_two_officers_at_once_one_decides(desk: Desk) -> None:
    number = await desk.ask()
    came = await asyncio.gather(
        outcome(desk.decide(number, by=desk.first)),
        outcome(desk.decide(number, None, "不同意延期", by=desk.second)),
    )
    (won,) = [one for one in came if isinstance(one, ExtensionView)]
    (lost,) = [one for one in came if isinstance(one, Conflict)]
    assert lost.problem == "extension-decided"
    assert lost.values == {"name": won.decided_by}
    told = [*await desk.told("outbox-extension-granted"), *await desk.told("outbox-extension-refused")]
    assert len(told) == 1


async def test_a_double_tap_decides_once(desk: Desk) -> None:
    number = await desk.ask()
    came = await asyncio.gather(*(desk.decide(number) for _ in range(3)))
    assert {view.state for view in came} == {"granted"}
    assert len(await desk.told("outbox-extension-granted")) == 1
    with pytest.raises(Conflict, match="extension-decided"):
        await desk.decide(number, None, "又不同意了")


async def test_who_may_not_decide(desk: Desk) -> None:
    number = await desk.ask()
    for by in (desk.viewer, desk.stranger, desk.shop.owner, desk.shop.guest, STRANGER):
        with pytest.raises(NotAllowed):
            await desk.decide(number, by=by)
    for unknown in (0, 999):
        with pytest.raises(NotAllowed):
            await desk.decide(unknown)
    assert await desk.state() == "asked"
    async with desk.shop.database.read() as db:
        for by in (desk.stranger, desk.shop.owner):
            with pytest.raises(NotAllowed):
                await extension_views.get_extension(db, by, number)


async def test_withdrawn_is_over(desk: Desk) -> None:
    number = await desk.ask()
    for by in (desk.shop.guest,):
        with pytest.raises(GuestOnly):
            await desk.withdraw(by)
    assert await desk.withdraw()
    assert not await desk.withdraw()
    assert await desk.told("outbox-extension") == []
    with pytest.raises(Conflict, match="extension-over"):
        await desk.decide(number)
    assert await desk.due() == (DUE, DUE)


async def test_put_right_meanwhile_makes_it_moot(desk: Desk) -> None:
    number = await desk.ask()
    await desk.shop.do(photos.attach_after, desk.shop.finding_id, photo("1"))
    await desk.shop.do(plans.complete, desk.shop.finding_id)
    assert await desk.state() == "moot"
    assert await desk.waiting(desk.first) == []
    assert await desk.told("outbox-extension") == []
    with pytest.raises(Conflict, match="extension-over"):
        await desk.decide(number)


async def test_earlier_extensions_are_counted(desk: Desk) -> None:
    await desk.decide(await desk.ask())
    later = await desk.ask(WANTED + timedelta(days=30))
    async with desk.shop.database.read() as db:
        view = await extension_views.get_extension(db, desk.viewer, later)
        seen = await extension_views.last_question(db, desk.shop.guest, desk.shop.finding_id)
        with pytest.raises(NotFound):
            await extension_views.last_question(db, STRANGER, desk.shop.finding_id)
    assert (view.granted_before, view.first_due_on, view.from_on) == (1, DUE, WANTED)
    assert seen == view


async def test_completing_and_granting_at_once_do_not_block_each_other(desk: Desk) -> None:
    number = await desk.ask()
    await desk.shop.do(photos.attach_after, desk.shop.finding_id, photo("1"))
    came = await asyncio.gather(
        outcome(desk.decide(number)),
        outcome(desk.shop.do(plans.complete, desk.shop.finding_id)),
    )
    assert came[1] is None
    assert isinstance(came[0], (ExtensionView, Conflict))
