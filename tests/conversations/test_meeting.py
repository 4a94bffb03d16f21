"""A head calls a joint meeting; those asked answer; minutes; a point decided is the town's duty."""

from __future__ import annotations

from tests.conversations.office import Office
from tests.conversations.walk import has, labels


async def test_a_meeting_from_its_invitation_to_a_point_done(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    labour = await office.official(place, "inspector", "labour")
    town = await office.official(place, "inspector", "town", level="town")
    for one in (head, labour, town):
        await one.send("/office")
    await head.click("任务")
    await head.click("联席会议 0")
    await head.click("发会议通知")
    await head.send("今天")
    await head.click("是")
    await head.send("下午")
    assert "没看懂时间" in (await head.said()).text
    await head.send("25:10 三楼")
    assert "没看懂时间" in (await head.said()).text
    await head.send("14点30分，三楼 <b>会议室</b>")
    await head.send("通报进度\n商量联合检查")
    seen = await head.last()
    assert "☑ 人社" in labels(seen)
    await head.click("下一页")
    await head.click("☐ 城东街道")
    await head.send("/start")  # gone to look for something: what was entered is still there
    await head.send("/office")
    await head.click("任务")
    await head.click("联席会议 0")
    await head.click("发会议通知")
    seen = await head.last()
    assert "14:30，三楼 <b>会议室</b>" in seen.text
    assert "城东街道" in seen.text
    await head.click_all("发出通知", 3)
    assert len(await office.rows("SELECT id FROM meetings WHERE jurisdiction_id = :id", id=place.id)) == 1
    delivered = await office.until(labour, "请您参加联席会议")
    await labour.click("看会议", message_id=delivered.id)
    await labour.click("派人参加")
    await labour.send("王科长")
    assert "派王科长参加" in (await labour.last()).text
    assert not has(await labour.last(), "签到")
    delivered = await office.until(town, "请您参加联席会议")
    await town.click("看会议", message_id=delivered.id)
    await town.click_all("参加", 2)
    assert "城东街道：参加" in (await town.last()).text
    await head.send("/office")
    await head.click("任务")
    await head.click("联席会议 1")
    await head.click("○")
    assert "派王科长参加" in (await head.last()).text
    await head.click("签到")
    await head.click("☐ 人社")
    await head.click("☐ 城东街道")
    assert "☑ 城东街道" in labels(await head.last())
    await head.click("返回")
    await head.click("写纪要")
    await head.send("长" * 3001)
    assert "3000" in (await head.said()).text
    await head.send("各部门通报了进度 <b>😀</b>")
    await head.send("补齐企业名单")
    await head.click("城东街道")
    await head.send("2099-05-12")
    assert "一年之内" in (await head.said()).text
    await head.send("今天")  # told at once; what is due later is told in the daily digest
    await head.click("是")
    assert "1. 补齐企业名单（城东街道" in (await head.last()).text
    await head.click("返回")
    await head.click("向各家印发纪要")
    await head.click("纪要（PDF、Word）")
    assert sum(one.media == "document" for one in await head.messages()) == 2
    await office.until(town, "会议的纪要")
    delivered = await office.until(town, "联席会议议定")
    await town.click("看任务", message_id=delivered.id)
    seen = await town.last()
    assert "补齐企业名单" in seen.text
    assert "联席会议议定" in seen.text
    await town.send("已补 12 家")
    assert "已补 12 家" in (await town.last()).text
    await head.send("/office")
    await head.click("任务")
    await head.click("联席会议 0")
    await head.click("✓")
    assert "议定事项 1 件，已完成 1 件" in (await head.last()).text
