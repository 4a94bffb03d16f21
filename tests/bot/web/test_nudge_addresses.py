"""未读提示 on the page and in Telegram: given with consent, confirmed by a code, shown, removed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from unittest.mock import patch

import pytest
import pytest_asyncio

from tests.bot.web.conftest import Door
from tests.bot.web.test_member import member
from tests.bot.web.visitor import Visitor
from tests.conversations.confirming import tap

pytestmark = pytest.mark.asyncio(loop_scope="module")
ROBOT = "0f5c7000-1111-2222-3333-444455556666"


@pytest_asyncio.fixture(autouse=True, loop_scope="module")
async def offered(door: Door) -> AsyncIterator[None]:
    with patch.object(door.work.app, "nudge_kinds", ("sms", "email", "wecom")):
        yield


async def to_alerts(person: Visitor) -> None:
    await person.send("/start")
    await person.click("更多")
    await person.click("未读提示")


async def code_of(door: Door, address: str) -> str:
    found = await door.work.rows("SELECT address, code FROM nudge_addresses")
    return next(str(row["code"]) for row in found if row["address"] == address)


async def test_a_number_is_given_confirmed_shown_and_removed(door: Door) -> None:
    owner = await member(door)
    await to_alerts(owner)
    window = await owner.last()
    assert "还没有留号码或邮箱" in window.text
    assert "用企业微信群机器人提示" not in str(window.buttons)
    await owner.click("用短信提示")
    assert "写了就是同意" in (await owner.last()).text
    for typed in ("我不会", "0514-87654321", "13800001111 13800002222", "<b>138</b>", "1" * 4000):
        await owner.send(typed)
        assert "用短信提示" not in str((await owner.last()).buttons)
    await owner.send("手机：一三九 0000 1234")
    assert "139****1234" in (await owner.last()).text
    assert "13900001234" not in (await owner.last()).text
    code = await code_of(door, "13900001234")
    for typed in ("不知道", "12345", "1234567", f"{(int(code) + 1) % 10**6:06}", "😀"):
        await owner.send(typed)
    assert "139****1234，等您输入验证码" not in (await owner.last()).text
    await to_alerts(owner)
    assert "139****1234，等您输入验证码" in (await owner.last()).text
    await owner.click("输入验证码")
    await owner.send(f"{code[:3]} {code[3:]}")
    assert "139****1234，在用" in (await owner.last()).text
    await owner.send("/start")
    await to_alerts(owner)
    await owner.click("停用 139****1234")
    assert "还没有留号码或邮箱" in (await owner.last()).text
    assert await door.work.rows("SELECT id FROM nudge_addresses") == []
    trail = await door.work.rows("SELECT action, detail FROM audit WHERE action LIKE '%-nudge' ORDER BY at")
    assert [row["action"] for row in trail] == ["add-nudge", "confirm-nudge", "remove-nudge"]
    assert "1390000" not in str(trail)


async def test_the_offices_number_is_asked_about_before_it_is_used(door: Door) -> None:
    owner = await member(door)
    await to_alerts(owner)
    await owner.click("用短信提示")
    assert await door.work.rows("SELECT id FROM nudge_addresses") == []
    await owner.click("就用企业登记的 138****0000")
    assert "验证码已发到手机 138****0000" in (await owner.last()).text
    first = await code_of(door, "13800000000")
    await owner.click("再发一次")
    second = await code_of(door, "13800000000")
    (row,) = (await door.work.rows("SELECT count(*) AS n FROM outbox WHERE topic = 'nudge-code'"),)
    assert row[0]["n"] >= 2
    await owner.click("再发一次")
    await owner.click("再发一次")
    assert "已经发过 3 次验证码" in await owner.toast() + "".join(one.text for one in await owner.messages())
    third = await code_of(door, "13800000000")
    assert {first, second} != {third}
    await owner.send(third)
    assert "138****0000，在用" in (await owner.last()).text
    await owner.click("停用 138****0000")


async def test_an_officer_names_a_groups_robot(door: Door) -> None:
    officer = await door.work.person("周科长")
    await officer.send("/office")
    await tap(officer, "更多")
    await officer.click("未读提示")
    await officer.click("用企业微信群机器人提示")
    await officer.send("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=nothing")
    assert "这不像群机器人的地址" in "".join(one.text for one in await officer.messages())
    await officer.send(f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={ROBOT.upper()}")
    await officer.send(await code_of(door, ROBOT))
    window = await officer.last()
    assert "企业微信群机器人：…6666，在用" in window.text
    assert ROBOT not in window.text


async def test_nobody_is_offered_what_is_not_set_up(door: Door) -> None:
    owner = await member(door)
    with patch.object(door.work.app, "nudge_kinds", ()):
        await owner.send("/start")
        await owner.click("更多")
        assert "未读提示" not in str((await owner.last()).buttons)
