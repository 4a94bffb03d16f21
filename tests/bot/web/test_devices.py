"""A further device by a link and a PIN, ended devices, and who may end them: in the chat and on the page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from simulator.client import Person
from storage.base.audit import Actor
from storage.base.errors import NotAllowed, NotFound
from storage.web import devices
from tests.bot.web.conftest import Door
from tests.bot.web.officers import address_of, officer
from tests.bot.web.test_member import member
from tests.bot.web.visitor import Refused, Visitor, words_of

pytestmark = pytest.mark.asyncio(loop_scope="module")
PIN, LINK = "130579", re.compile(r"#l_([\w-]+)")


async def to_devices(person: Person) -> None:
    """Go to the window of devices."""
    await person.send("/start")
    await person.click("更多")
    await person.click("网页登录")


async def link_of(person: Person, pin: str = PIN) -> str:
    """The token of a new link; the PIN is set where there was none."""
    await to_devices(person)
    await person.click("再登录一台设备")
    if "六位数字" in (await person.last()).text:
        await person.send(pin)
    found = LINK.search((await person.last()).text)
    assert found, await person.last()
    return found[1]


async def log_in(door: Door, token: str, pin: str | None = None) -> Visitor:
    """A further device."""
    given = {"token": token, "language": "zh", **({} if pin is None else {"pin": pin})}
    answer = await door.browser.json("POST", "/w/login", json=given)
    made = Visitor(door.browser, answer["session"])
    await made.refresh()
    return made


async def refused(door: Door, token: str, pin: str | None = None) -> str:
    """The sentence with which a login is refused."""
    given = {"token": token, "language": "zh", **({} if pin is None else {"pin": pin})}
    headers = {"X-Real-IP": f"10.5.{abs(hash((token, pin))) % 250}.1"}
    with pytest.raises(Refused) as refusal:
        await door.browser.json("POST", "/w/login", json=given, headers=headers)
    assert refusal.value.status == 403
    return str(refusal.value)


async def test_a_second_device_is_let_in_by_link_and_pin_and_shows_the_same_messages(door: Door) -> None:
    owner = await member(door)
    token = await link_of(owner)
    assert "请输入六位密码" in await refused(door, token)
    assert "密码不对" in await refused(door, token, "130578")
    assert "密码不对" in await refused(door, token, "')--")
    other = await log_in(door, token, " 130 579 ")
    assert "用不了" in await refused(door, token, PIN)
    await owner.send("/start")
    await other.refresh()
    assert (await other.last()).text == (await owner.last()).text
    await to_devices(other)
    assert "已登录 2 台" in (await other.last()).text


async def test_neither_pin_nor_link_is_stored(door: Door) -> None:
    owner = await member(door)
    token = await link_of(owner, "908172")
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("网页登录")
    await owner.click("改密码")
    await owner.send("908173")
    assert "密码设好了" in (await owner.last()).text
    assert "90817" not in words_of(await owner.messages(mine=True)), "the message with it is gone"
    await door.state(0)
    written = [await door.work.rows(f"SELECT * FROM {one}") for one in ("web_messages", "dialog_states")]  # noqa: S608
    for secret in (token, "908172", "908173"):
        assert secret not in str(written)


async def test_a_pin_that_is_none_is_refused_and_asked_for_again(door: Door) -> None:
    owner = await member(door)
    await to_devices(owner)
    await owner.click("设密码")
    for wrong in ("12345", "111111", "abcdef", "😀😀😀😀😀😀", "<b>1</b>"):
        await owner.send(wrong)
        assert "六位数字" in words_of(await owner.messages())
        assert "六位数字" in (await owner.last()).text
    await owner.send(PIN)
    assert "密码设好了" in (await owner.last()).text


async def test_guesses_are_limited_and_the_owner_is_let_in_later(door: Door) -> None:
    owner = await member(door)
    token = await link_of(owner)
    said = [await refused(door, token, f"22222{number}") for number in range(7)]
    assert "过一会儿" in said[-1]
    assert "过一会儿" in await refused(door, token, PIN), "the right one, too early"
    late = door.work.app.now() - timedelta(minutes=1)
    await door.work.change(f"UPDATE web_pins SET wait_until = '{late:%Y-%m-%d %H:%M:%S}'")  # noqa: S608
    assert (await log_in(door, token, PIN)).session != owner.session


async def test_whoever_lost_a_phone_ends_it_from_telegram(door: Door) -> None:
    owner = await door.work.person("李老板")
    token = await link_of(owner)
    assert "908" not in words_of(await owner.messages(mine=True))
    assert not [one for one in await owner.messages(mine=True) if PIN in one.text], "deleted in Telegram, too"
    phone = await log_in(door, token, PIN)
    await phone.send("/start")
    assert "鑫达鞋材厂" in (await phone.last()).text, "the same room by the other door"
    await to_devices(owner)
    assert "已登录 1 台" in (await owner.last()).text
    await owner.click("退出网页上的设备")
    await owner.click("全部退出")
    assert "都退出了" in (await owner.last()).text
    with pytest.raises(Refused) as refusal:
        await phone.refresh()
    assert refusal.value.status == 401


async def test_a_device_ends_itself_with_all_others(door: Door) -> None:
    owner = await member(door)
    other = await log_in(door, await link_of(owner), PIN)
    await to_devices(owner)
    await owner.click("退出网页上的设备")
    await owner.click("全部退出")
    for one in (owner, other):
        with pytest.raises(Refused):
            await one.refresh()


async def test_an_office_ends_the_devices_of_its_enterprises_and_colleagues(door: Door) -> None:
    head, colleague, owner = await officer(door), await officer(door, "inspector"), await member(door)
    app = door.work.app
    known = [await app.identities.get(await address_of(door, one)) for one in (owner, colleague)]
    assert known[0] is not None
    assert known[1] is not None
    enterprises = await door.work.rows("SELECT id, name FROM enterprises")
    (unit,) = [one for one in enterprises if one["id"] == known[0].enterprise_id]
    await head.click("企业名单")
    await head.send(unit["name"])
    await head.click(unit["name"][:6])
    await head.click("管理")
    await head.click("退出网页上的设备")
    assert "1 台设备" in (await head.last()).text
    await head.click("全部退出")
    assert "已退出 1 台" in words_of(await head.messages())
    with pytest.raises(Refused):
        await owner.refresh()
    ended = await door.work.rows("SELECT subject, person_id FROM audit WHERE action = 'end-devices'")
    assert [one["person_id"] for one in ended if one["subject"] == "enterprise"]
    inspector = Actor("person", known[1].person_id)
    (other,) = await door.work.rows("SELECT max(id) AS id FROM staff WHERE role = 'head'")
    async with app.database.begin() as db:
        with pytest.raises(NotAllowed):
            await devices.end_of_staff(db, inspector, app.now(), other["id"])
        with pytest.raises(NotFound):
            await devices.end_of_staff(db, Actor("cli"), app.now(), 999_999)
        with pytest.raises(NotAllowed):
            await devices.end_of_enterprise(db, inspector, app.now(), 999_999)
    await head.send("/office")
    await head.click("工作人员")
    shown = "韩科长 · 应急（安监） · 检查员"
    await head.click(shown)
    await head.click("退出网页上的设备")
    await head.click("全部退出")
    ended = await door.work.rows("SELECT subject FROM audit WHERE action = 'end-devices'")
    assert "staff" in {one["subject"] for one in ended}


async def test_hostile_logins_are_refused(door: Door) -> None:
    hostile: tuple[object, ...] = (
        {},
        {"token": 5},
        {"token": "x"},
        {"token": "x" * 65},
        {"token": "x" * 32, "pin": 130579},
        {"token": ["a"]},
        [],
    )
    for given in hostile:
        status, _, _ = await door.browser.ask("POST", "/w/login", json=given)
        assert status == 400
    assert "用不了" in await refused(door, "x" * 32)
