"""Work of an office other than extensions: its duties, its enterprises, its people."""

from __future__ import annotations

import re

from sqlalchemy import text

from storage.base.audit import Actor
from storage.membership import seats as staff_changes
from tests.conversations.faults import planned_fault
from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.walk import dialog_window, has, labels
from tests.conversations.working_hours import now


async def test_a_duty_is_marked_done_once_and_undone(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await head.click("任务")
    seen = await head.last()
    assert "待办" in seen.text
    await head.click("区级抽查")
    seen = await head.last()
    assert "方案原文" in seen.text
    await head.click_all("已完成", 3)
    seen = await head.last()
    assert "已记下" in seen.text
    assert "已完成 1" in seen.text
    rows = await office.rows("SELECT note FROM duty_marks WHERE jurisdiction_id = :id", id=place.id)
    assert len(rows) == 1
    await head.click("已完成 1")
    await head.click("区级抽查")
    await head.click("‹ 任务")
    assert not has(await head.last(), "已完成 1")  # the list of what is done, where it stood
    await head.click("区级抽查")
    await head.click("尚未完成")
    assert "已退回待办" in (await head.last()).text
    await head.click("区级抽查")
    await head.send("<b>报了</b>😀" + "长" * 300)
    assert "最多 200 个字" in "\n".join(one.text for one in await head.messages()) + await head.toast()
    await head.send("<b>报了</b>😀")
    (row,) = await office.rows("SELECT note FROM duty_marks WHERE jurisdiction_id = :id", id=place.id)
    assert row["note"] == "<b>报了</b>😀"


async def test_a_viewer_sees_duties_and_marks_none(office: Office) -> None:
    place = await office.open_place("hailing")
    viewer = await office.official(place, "viewer", "health")
    await viewer.send("/office")
    await viewer.click("任务")
    await viewer.click("区级抽查")
    assert not has(await viewer.last(), "已完成")


async def test_a_town_owes_what_is_the_towns(office: Office) -> None:
    place = await office.open_place("hailing")
    town = await office.official(place, "inspector", "town", level="town")
    await town.send("/office")
    await town.click("任务")
    assert any("监督检查企业" in label for label in labels(await town.last()))
    assert not any("区级抽查" in label for label in labels(await town.last()))


async def test_enterprises_are_paged_searched_and_looked_at(office: Office) -> None:
    place = await office.open_place("hailing")
    owners = [await office.owner(place=place) for _ in range(7)]
    await planned_fault(office, owners[0], days=-2)
    async with office.database.begin() as db:
        await db.execute(
            text("UPDATE enterprises SET contact_name = '陈会计', phone = '138 0000 0000' WHERE id = :id"),
            {"id": owners[0].enterprise_id},
        )
        # No office counts findings of a draft.
        await db.execute(text("UPDATE self_checks SET state = 'submitted', submitted_at = started_at"))
    inspector = await office.official(place, "inspector", "labour")
    await inspector.send("/office")
    await inspector.click("企业名单")
    seen = await inspector.last()
    assert "企业 7 家" in seen.text
    assert "第 1/2 页" in seen.text
    await inspector.click("下一页")
    assert owners[6].enterprise[:6] in str(labels(await inspector.last()))
    await inspector.send(owners[0].enterprise)
    seen = await inspector.last()
    assert "1 家" in seen.text
    assert "逾期 1" in str(labels(seen))
    await inspector.click(owners[0].enterprise[:6])
    seen = await inspector.last()
    for part in (owners[0].enterprise, "陈会计 138 0000 0000", "逾期 1", "已加入 1 人"):
        assert part in seen.text
    viewer = await office.official(place, "viewer", "labour")
    await viewer.send("/office")
    await viewer.click("企业名单")
    await viewer.click(owners[0].enterprise[:6])
    assert "138" not in (await viewer.last()).text
    await inspector.click("企业名单")
    await inspector.send("%_没有")
    assert "0 家" in (await inspector.last()).text
    await inspector.click("看全部")
    assert "企业 7 家" in (await inspector.last()).text


async def test_a_head_invites_and_takes_back(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await head.click("工作人员")
    await head.click("邀请同事")
    await head.click("城东街道")
    await head.click("卫健")
    await head.click_all("检查员", 3)
    found = re.search(r"start=(s_\S+)", (await dialog_window(head)).text)
    assert found is not None
    (row,) = await office.rows(
        "SELECT COUNT(*) AS made FROM staff_invites WHERE created_by = :id", id=head.person_id
    )
    assert row["made"] == 1
    kept = await office.rows("SELECT * FROM dialog_states")
    assert found[1][2:] not in str(kept)
    newcomer = await office.person("小周")
    await newcomer.send(f"/start {found[1]}")
    assert "卫健 · 检查员" in (await newcomer.last()).text
    await newcomer.click("加入")
    await head.click("再邀请一位")
    await head.click("城西街道")
    await head.click("工会")
    await head.click("查看")
    other = re.search(r"start=(s_\S+)", (await dialog_window(head)).text)
    assert other is not None
    await head.click("工作人员")
    assert "2 位" in (await dialog_window(head)).text
    await head.click("未使用的链接 1")
    await head.click("工会 · 查看")
    assert "已收回" in (await dialog_window(head)).text
    stranger = await office.person()
    await stranger.send(f"/start {other[1]}")
    assert "这个链接用不了" in (await stranger.last()).text
    await head.click("小周")
    await head.click("停用")
    await head.click_all("确认停用", 2)
    assert "1 位" in (await dialog_window(head)).text
    await newcomer.send("/start")
    assert "您想做什么" in (await newcomer.last()).text


async def test_a_union_head_invites_union_people_only(office: Office) -> None:
    place = await office.open_place("hailing")
    union = await office.official(place, "head", "union", level="town")
    await union.send("/office")
    await union.click("工作人员")
    await union.click("邀请同事")
    assert has(await union.last(), "检查员")  # one office, one department: nothing else is asked
    await union.click("检查员")
    assert "工会 · 检查员" in (await union.last()).text


async def test_the_last_head_is_told_why_they_cannot_leave(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await head.send("/office")
    await head.click("工作人员")
    await head.click(head.name[:8])
    await head.click("退出这个岗位")
    await head.click("确认退出")
    assert "唯一的负责人" in (await head.messages())[-2].text
    await office.official(place)
    await head.click("退出这个岗位")
    await head.click("确认退出")
    seen = (await head.last()).text
    assert "已退出办公室" in seen
    assert "您想做什么" in seen


async def test_a_seat_taken_away_ends_every_window_of_the_office(office: Office) -> None:
    place = await office.open_place("hailing")
    for button in ("任务", "企业名单", "工作人员"):
        official = await office.official(place, "inspector")
        await official.send("/office")
        await official.click(button)
        async with office.database.begin() as db:
            await staff_changes.revoke(db, Actor("cli"), now(), official.staff_id)
        await official.click("办公室")
        seen = (await official.last()).text
        assert "已停用" in seen, button
        assert "您想做什么" in seen, button


async def test_everything_works_in_english(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    await office.owner(place=place)
    await head.send("/language")
    await head.click("English")
    for path in (
        ("Duties", "Spot checks", "Done", "Done 1", "‹ Duties", "‹ Office"),
        ("Enterprises", "registered", "‹ Enterprises", "‹ Office"),
        ("Staff", "Invite", place.name, "Health", "viewer", "‹ Staff", "Unused links 1", "Health · viewer"),
    ):
        for button in path:
            await head.click(button)
    assert "Withdrawn" in (await head.last()).text


async def test_a_head_gives_a_colleague_another_role(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    colleague = await office.official(place, "viewer", name=f"小周{place.id}")
    await head.send("/office")
    await head.click("工作人员")
    await head.click(next(one for one in labels(await head.last()) if colleague.name in one))
    await head.click("换岗位")
    await head.click("检查员")
    assert "检查员" in (await head.last()).text
    rows = await office.rows(
        "SELECT role FROM staff WHERE jurisdiction_id = :id AND name = :name",
        id=place.id,
        name=colleague.name,
    )
    assert [row["role"] for row in rows] == ["inspector"]


async def test_a_sheet_in_the_columns_of_the_superior(office: Office) -> None:
    owner = await office.owner("hailing")
    await hand_in(office, owner)
    head = await office.official("hailing", "head")
    await head.send("/office")
    await head.click("上报表")
    assert "按上级系统的列名" in (await head.last()).text
    await head.click("企业自查自报汇总表")
    file = next(one for one in reversed(await head.messages()) if one.media == "document")
    assert str(file.raw["document"]["file_name"]).startswith("企业自查自报汇总表-")
    assert "行。" in file.text
    viewer = await office.official("hailing", "viewer")
    await viewer.send("/office")
    assert not has(await viewer.last(), "上报表")
