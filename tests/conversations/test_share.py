"""The enterprise's people and data: codes for colleagues, corrections, leaving."""

from __future__ import annotations

import re

from simulator.client import Person
from tests.conversations.office import Office, Owner
from tests.conversations.walk import has


async def open_share(person: Person) -> None:
    """Go from /start to the enterprise's people."""
    await person.send("/start")
    await person.click("更多")
    await person.click("同事和企业信息")


async def enter(person: Person, code: str) -> str:
    """Type a colleague's code; return what the window then says."""
    await person.send("/start")
    await person.click("我是企业")
    await person.click("我有邀请码")
    await person.send(code)
    return (await person.last()).text


async def shared(owner: Owner) -> tuple[str, str]:
    """The code and the payload of the link on the screen."""
    text = (await owner.last()).text
    found, link = re.search(r"\d{4} \d{4}", text), re.search(r"start=(\S+)", text)
    assert found is not None
    assert link is not None
    return found[0], link[1]


async def test_a_code_and_its_link_let_colleagues_in(office: Office) -> None:
    owner = await office.owner()
    await open_share(owner)
    assert "1 人在用" in (await owner.last()).text
    await owner.click("给同事共享码")
    code, payload = await shared(owner)
    first, second = await office.person(), await office.person()
    assert owner.enterprise in await enter(first, code)
    await first.click("加入")
    await second.send(f"/start {payload}")
    await second.click("加入")
    await open_share(second)
    seen = (await second.last()).text
    assert "3 人在用" in seen
    assert "您是同事" in seen


async def test_a_new_code_ends_the_old_one(office: Office) -> None:
    owner = await office.owner()
    await open_share(owner)
    await owner.click("给同事共享码")
    old, _ = await shared(owner)
    await owner.click_all("换一个新码", 2)
    new, _ = await shared(owner)
    assert new != old
    (row,) = await office.rows(
        "SELECT COUNT(*) AS made FROM invites WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    assert row["made"] == 2
    colleague = await office.person()
    await enter(colleague, old)
    assert "这个码用不了" in (await colleague.messages())[-2].text
    assert owner.enterprise in await enter(colleague, new)


async def test_no_code_stands_in_the_database(office: Office) -> None:
    owner = await office.owner()
    await open_share(owner)
    await owner.click("给同事共享码")
    code, _ = await shared(owner)
    await owner.send("1")  # one more update, so that the window's state is written behind it
    kept = await office.rows("SELECT * FROM dialog_states") + await office.rows("SELECT * FROM invites")
    assert code.replace(" ", "") not in str(kept)
    assert code not in str(kept)


async def test_name_address_and_headcount_can_be_corrected(office: Office) -> None:
    owner = await office.owner()
    await open_share(owner)
    await owner.click("企业信息")
    assert owner.enterprise in (await owner.last()).text
    await owner.click("改名称")
    await owner.send("字")
    assert "2 到 60 个字" in (await owner.messages())[-2].text
    await owner.send("新名字鞋材厂")
    await owner.click("改地址")
    await owner.send("新路 3 号")
    await owner.click("改人数")
    await owner.send("二十三")
    await owner.click("改电话")
    await owner.send("没有")
    assert "没看懂这个号码" in (await owner.messages())[-2].text
    await owner.send("一三八 〇〇〇〇 一二三四")
    seen = (await owner.last()).text
    for part in ("新名字鞋材厂", "新路 3 号", "23 人", "电话：13800001234"):
        assert part in seen


async def test_the_last_owner_cannot_leave_and_is_told_why(office: Office) -> None:
    owner = await office.owner()
    await open_share(owner)
    await owner.click("退出这家企业")
    seen = await owner.last()
    assert "唯一的登记人" in seen.text
    assert not has(seen, "确认退出")


async def test_a_colleague_leaves_after_confirming(office: Office) -> None:
    owner = await office.owner()
    await open_share(owner)
    await owner.click("给同事共享码")
    colleague = await office.person()
    await enter(colleague, (await shared(owner))[0])
    await colleague.click("加入")
    await open_share(colleague)
    await colleague.click("退出这家企业")
    await colleague.click_all("确认退出", 2)
    await colleague.send("/start")
    assert owner.enterprise not in (await colleague.last()).text
    rows = await office.rows(
        "SELECT person_id FROM contacts WHERE enterprise_id = :id", id=owner.enterprise_id
    )
    assert [row["person_id"] for row in rows] == [owner.person_id]


async def test_everything_works_in_english(office: Office) -> None:
    owner = await office.owner(language="en")
    await owner.send("/start")
    await owner.click("More")
    await owner.click("Colleagues")
    assert "1 person uses it" in (await owner.last()).text
    await owner.click("Share a code")
    code, _ = await shared(owner)
    await owner.click("‹ Back")
    await owner.click("Leave")
    assert "cannot leave" in (await owner.last()).text
    await owner.click("‹ Back")
    await owner.click("Enterprise data")
    for button in ("Name", "Address", "People"):
        await owner.click(button)
        await owner.click("‹ Back")
    assert "Shoes" in (await owner.last()).text
    colleague = await office.person()
    await colleague.send("/language")
    await colleague.click("English")
    await colleague.send(f"/start e_{code.replace(' ', '')}")
    assert owner.enterprise in (await colleague.last()).text
    await colleague.click("Join")
    assert owner.enterprise in (await colleague.last()).text
