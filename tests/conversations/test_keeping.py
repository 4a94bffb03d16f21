"""An office keeps its list in the chat: who asks to join, codes to print, closing, moving, merging."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader

from simulator.client import Person
from storage.base.audit import Actor
from storage.enterprises import registration
from tests.conversations.handed_in import hand_in, hurry
from tests.conversations.installation import Place
from tests.conversations.office import Office
from tests.conversations.walk import dialog_window, labels
from tests.conversations.working_hours import now
from tests.storage.conftest import credit_code

_CODES = iter(range(880_000, 890_000))


async def tap(person: Person, words: str) -> None:
    """The button that has these words."""
    await person.click(next(one for one in labels(await dialog_window(person)) if words in one))


async def listed(office: Office, place: Place, name: str) -> tuple[int, str]:
    """An enterprise on the list where nobody is in yet: its id and code."""
    code = credit_code(next(_CODES))
    async with office.database.begin() as db:
        made = await registration.enlist(
            db, Actor("cli"), now(), name, code, "shoes", place.towns[0], 12, "中山路 1 号"
        )
    return made, code


async def files_of(office: Office, person: Person) -> list[bytes]:
    """The documents that came, oldest first."""
    return [
        await office.client.download(message.raw["document"]["file_id"])
        for message in await person.messages()
        if message.raw.get("document")
    ]


async def ask_to_join(office: Office, code: str, phone: str = "") -> Person:
    """A person without a link who asks for an enterprise on the list, with a number or without."""
    somebody = await office.person(f"王师傅{next(_CODES)}")
    await somebody.send("/start")
    await tap(somebody, "企业")
    if "怎样加入" in (await somebody.last()).text:
        await somebody.click("企业登记")
    await somebody.send("永兴制鞋厂")
    await somebody.send(code)
    await somebody.click("向安全办申请加入")
    assert "核实您是谁" in (await somebody.last()).text
    if phone:
        await somebody.send("下周五")
        assert any("没看懂这个号码" in one.text for one in await somebody.messages())
        await somebody.send(phone)
    else:
        await somebody.click("跳过")
    return somebody


async def test_somebody_without_a_link_is_let_in_by_the_office(office: Office) -> None:
    place = await office.open_place("hailing")
    enterprise, code = await listed(office, place, "永兴制鞋厂")
    inspector = await office.official(place, "inspector", level="town")
    await inspector.send("/office")
    somebody = await ask_to_join(office, code, "138 0000 1234")
    assert any("申请加入“永兴制鞋厂”" in one.text for one in await somebody.messages())
    await hurry(office)
    await office.until(inspector, "申请加入“永兴制鞋厂”")
    await inspector.click("看申请")
    assert "同意后申请人就是负责人" in (await inspector.last()).text
    assert "本人电话：13800001234" in (await inspector.last()).text
    await office.thumbs(inspector, "同意", 2)
    rows = await office.rows("SELECT role, name FROM contacts WHERE enterprise_id = :id", id=enterprise)
    assert [(row["role"], row["name"]) for row in rows] == [("owner", somebody.name)]
    (kept,) = await office.rows("SELECT phone, contact_name FROM enterprises WHERE id = :id", id=enterprise)
    assert (kept["phone"], kept["contact_name"]) == ("13800001234", somebody.name)
    await hurry(office)
    await office.until(somebody, "同意您加入")
    await somebody.send("/start")
    assert "永兴制鞋厂" in (await somebody.last()).text


async def test_who_is_refused_is_told_and_gets_nothing(office: Office) -> None:
    place = await office.open_place("hailing")
    enterprise, code = await listed(office, place, "大发制鞋厂")
    head = await office.official(place)
    await head.send("/office")
    somebody = await ask_to_join(office, code)
    await hurry(office)
    await office.until(head, "申请加入“大发制鞋厂”")
    await head.send("/office")
    await tap(head, "企业名单")
    await tap(head, "申请加入 1")
    await tap(head, "大发制鞋厂")
    await head.click("不同意")
    assert "已答复不同意" in (await head.last()).text
    await hurry(office)
    await office.until(somebody, "没有同意您加入")
    assert await office.rows("SELECT id FROM contacts WHERE enterprise_id = :id", id=enterprise) == []


async def test_codes_are_printed_for_those_who_are_not_registered(office: Office) -> None:
    place = await office.open_place("hailing")
    for name in ("甲厂制鞋", "乙厂制鞋"):
        await listed(office, place, name)
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "企业名单")
    await head.click("未注册的邀请码")
    (sheet,) = await files_of(office, head)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(sheet)).pages)
    assert "甲厂制鞋" in text
    assert "乙厂制鞋" in text
    invites = await office.rows(
        "SELECT i.id FROM invites i JOIN enterprises e ON e.id = i.enterprise_id"
        " WHERE e.jurisdiction_id = :id AND i.kind = 'enterprise'",
        id=place.towns[0],
    )
    assert len(invites) == 2
    await tap(head, "甲厂制鞋")
    await head.click("管理")
    await head.click("举报海报")
    poster = (await files_of(office, head))[-1]
    assert "不用留名字" in "".join(page.extract_text() for page in PdfReader(BytesIO(poster)).pages)


async def test_an_enterprise_is_renamed_moved_and_closed(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await owner.send("/start")
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "企业名单")
    await tap(head, owner.enterprise[:6])
    await head.click("管理")
    await head.click("改名称")
    await head.send("新名字<b>制鞋厂")
    assert "新名字<b>制鞋厂" in (await head.last()).text
    await head.click("管理")
    await head.click("变更辖区")
    await tap(head, "城西街道")
    assert "城西街道" in (await head.last()).text
    await head.click("管理")
    await head.click("移出名单")
    await tap(head, "已经关停")
    (row,) = await office.rows(
        "SELECT name, state, jurisdiction_id FROM enterprises WHERE id = :id", id=owner.enterprise_id
    )
    assert (row["name"], row["state"], row["jurisdiction_id"]) == (
        "新名字<b>制鞋厂",
        "closed",
        place.towns[1],
    )
    await hurry(office)
    await office.until(owner, "移出名单")


async def test_a_double_is_put_together_with_the_other(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    check = await hand_in(office, owner, {"Q02.1": "fail"})
    other, code = await listed(office, place, "真正的制鞋厂")
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "企业名单")
    await tap(head, owner.enterprise[:6])
    await head.click("管理")
    await head.click("合并重复企业")
    await head.send("没有这家")
    assert "没有找到" in (await head.last()).text
    await head.send(code)
    await tap(head, "真正的制鞋厂")
    await office.thumbs(head, "并入", 2)
    (row,) = await office.rows("SELECT enterprise_id FROM self_checks WHERE id = :id", id=check)
    assert row["enterprise_id"] == other
    findings = await office.rows("SELECT enterprise_id FROM findings WHERE self_check_id = :id", id=check)
    assert {one["enterprise_id"] for one in findings} == {other}
    await owner.send("/start")
    assert "真正的制鞋厂" in (await owner.last()).text


async def test_the_list_is_narrowed_to_those_so_far(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await hand_in(office, owner)
    await listed(office, place, "还没来的制鞋厂")
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "企业名单")
    await head.click("筛选")
    assert labels(await head.last())[:6] == [
        "未交表 1",
        "未注册 1",
        "已注册，未开始 0",
        "已开始，未交 0",
        "已交，待复查 1",
        "已复查 0",
    ]
    await head.click("未注册 1")
    seen = await head.last()
    assert "只看：未注册" in seen.text
    assert any("还没来的制鞋厂" in one for one in labels(seen))
    assert not any(owner.enterprise[:6] in one for one in labels(seen))
    await head.click("看全部")
    assert any(owner.enterprise[:6] in one for one in labels(await head.last()))


async def test_who_asks_to_join_leads_back_to_the_list_as_it_was_looked_through(office: Office) -> None:
    place = await office.open_place("hailing")
    _, code = await listed(office, place, "永昌制鞋厂")
    head = await office.official(place)
    await ask_to_join(office, code)
    await head.send("/office")
    await tap(head, "企业名单")
    await head.click("筛选")
    await tap(head, "未注册")
    before = await dialog_window(head)
    assert "只看：未注册" in before.text
    await head.click("申请加入 1")
    await tap(head, "企业名单")
    after = await dialog_window(head)
    assert (after.text, after.buttons) == (before.text, before.buttons)


async def test_an_owner_takes_all_records_along(office: Office) -> None:
    place = await office.open_place("hailing")
    owner = await office.owner(place=place)
    await hand_in(office, owner)
    await owner.send("/start")
    await tap(owner, "更多")
    await tap(owner, "同事和企业信息")
    await owner.click("导出全部资料")
    (packed,) = await files_of(office, owner)
    with ZipFile(BytesIO(packed)) as archive:
        assert owner.enterprise in archive.read("资料.json").decode()
        assert [name for name in archive.namelist() if name.startswith("自查表/")]
    head = await office.official(place)
    await head.send("/office")
    await tap(head, "企业名单")
    await tap(head, owner.enterprise[:6])
    await head.click("管理")
    await head.click("删除全部资料")
    assert "开展中的行动里" in (await head.last()).text
    assert "删除" not in labels(await head.last())
