"""An office in the chat: joining by a link, its home window, seats that are taken away."""

from __future__ import annotations

from storage.base.audit import Actor
from storage.membership import seats as staff_changes
from storage.membership import staff_invites
from tests.conversations.office import Office
from tests.conversations.walk import has
from tests.conversations.working_hours import now


async def test_a_link_leads_into_the_office(office: Office) -> None:
    link = await office.invite_link("hailing", "inspector", "health")
    person = await office.person("<b>卫生</b>员")
    await person.send(f"/start {link}")
    seen = await person.last()
    assert "海陵区" in seen.text
    assert "卫健 · 检查员" in seen.text
    await person.click_all("加入", 3)
    seen = await person.last()
    assert "已加入" in seen.text
    assert "应查" in seen.text
    await person.send("/start")
    assert "应查" in (await person.last()).text
    await person.send("/language")
    await person.click("English")
    assert "Health · inspector" in (await person.last()).text
    rows = await office.rows(
        "SELECT s.name FROM staff s JOIN accounts a ON a.person_id = s.person_id WHERE address = :id",
        id=person.id,
    )
    assert [row["name"] for row in rows] == ["<b>卫生</b>员"]


async def test_a_used_link_is_refused_and_its_token_is_kept_nowhere(office: Office) -> None:
    link = await office.invite_link()
    first, second = await office.person(), await office.person()
    await first.send(f"/start {link}")
    await first.click("加入")
    await first.send("/start")
    await second.send(f"/start {link}")
    seen = await second.last()
    assert "这个链接用不了" in seen.text
    assert not has(seen, "加入")
    await first.send(f"/start {link}")
    assert "您已经在" in (await first.last()).text
    await first.click("进入")
    assert "应查" in (await first.last()).text
    kept = await office.rows("SELECT * FROM dialog_states") + await office.rows("SELECT * FROM staff_invites")
    assert link[2:] not in str(kept)


async def test_a_link_pasted_where_codes_are_typed_works(office: Office) -> None:
    link = await office.invite_link()
    person = await office.person()
    await person.send("/start")
    await person.click("我是企业")
    await person.click("我有邀请码")
    await person.send(f"https://t.me/chenan_bot?start={link}")
    await person.click("加入")
    assert "应查" in (await person.last()).text


async def test_the_office_sees_its_own_and_below(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    town = await office.official(place, "viewer", "town", level="town")
    await office.owner(place=place)
    await head.send("/office")
    seen = (await head.last()).text
    assert place.name in seen
    assert "应查 1 家" in seen
    assert "注册 1 · 开始 0 · 已交 0" in seen
    assert "第 11 天" in seen
    await town.send("/office")
    assert "城东街道 · 镇街 · 查看" in (await town.last()).text


async def test_revoking_ends_the_open_window(office: Office) -> None:
    official = await office.official("hailing", "inspector")
    await official.send("/office")
    async with office.database.begin() as db:
        await staff_changes.revoke(db, Actor("cli"), now(), official.staff_id)
    await official.click("更多")  # the page behind it is anybody's
    await official.click("首页")
    seen = await official.last()
    assert "已停用" in seen.text
    assert "您想做什么" in seen.text
    await official.send("/office")
    assert "您还没有加入办公室" in (await official.last()).text


async def test_an_owner_may_be_of_an_office_too(office: Office) -> None:
    owner = await office.owner()
    link = await office.invite_link("hailing", "viewer", "union")
    await owner.send(f"/start {link}")
    await owner.click("加入")
    await owner.click("回到企业")
    seen = await owner.last()
    assert owner.enterprise in seen.text
    await owner.click("办公室")
    assert "工会 · 查看" in (await owner.last()).text


async def test_somebody_with_two_seats_changes_between_them(office: Office) -> None:
    official = await office.official("hailing")
    link = await office.invite_link("tianjin", "viewer")
    await official.send(f"/start {link}")
    await official.click("加入")
    assert "天津市" in (await official.last()).text
    await official.click("切换岗位")
    await official.click("海陵区")
    assert "海陵区" in (await official.last()).text


async def test_the_inviter_hears_who_came(office: Office) -> None:
    head = await office.official("hailing")
    async with office.database.begin() as db:
        made = await staff_invites.create(db, head.actor, now(), head.jurisdiction_id, "viewer", "safety")
    person = await office.person()
    await person.send(f"/start {made.secret}")
    await person.click("加入")
    (row,) = await office.rows("SELECT text_key FROM outbox WHERE person_id = :id", id=head.person_id)
    assert row["text_key"] == "outbox-staff-joined"


async def test_nobody_s_office_is_nothing(office: Office) -> None:
    person = await office.person()
    await person.send("/office")
    assert "您还没有加入办公室" in (await person.last()).text
