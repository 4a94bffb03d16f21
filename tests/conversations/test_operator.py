"""An operator's chat joins by its link, whatever else its person is."""

from __future__ import annotations

from bot.clock import system_clock
from storage.base.audit import Actor
from storage.membership import operators
from tests.conversations.office import Office


async def test_a_chat_joins_once_by_its_link(office: Office) -> None:
    async with office.database.begin() as db:
        payload, _ = await operators.invite(db, Actor("cli"), system_clock())
    operator, stranger = await office.person(), await office.person()
    await operator.send(f"/start {payload}")
    assert "在这里告诉您" in (await operator.last()).text
    await operator.send(f"/start {payload}")
    assert "在这里告诉您" in (await operator.last()).text
    await stranger.send(f"/start {payload}")
    assert "chenan operator invite" in (await stranger.last()).text
    async with office.database.read() as db:
        told = [one.telegram_id for one in await operators.list_operators(db)]
    assert told.count(operator.id) == 1
    assert stranger.id not in told


async def test_an_owner_who_joins_stays_where_they_are(office: Office) -> None:
    owner = await office.owner()
    await owner.send("/start")
    window = (await owner.last()).text
    async with office.database.begin() as db:
        payload, _ = await operators.invite(db, Actor("cli"), system_clock())
    await owner.send(f"/start {payload}")
    texts = [one.text for one in (await owner.messages())[-3:]]
    assert any("在这里告诉您" in text for text in texts)
    await owner.send("/start")
    assert (await owner.last()).text.splitlines()[0] == window.splitlines()[0]
