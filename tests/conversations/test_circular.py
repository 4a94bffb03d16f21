"""A head writes to the offices below; one of them reads it and answers; the head sees who has not."""

from __future__ import annotations

from tests.conversations.office import Office
from tests.conversations.test_duty_records import minutes
from tests.conversations.walk import has


async def test_a_circular_goes_down_and_its_answer_comes_up(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    town = await office.official(place, "inspector", "town", level="town")
    await town.send("/office")
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报 0")
    await head.click("写给下级")
    await head.click("督办")
    await head.send("长" * 1501)
    assert "1500" in (await head.said()).text
    await head.send("自查表交得慢 <b>😀</b>\n请逐家催交")
    seen = await head.last()
    assert "已选 2 / 2" in seen.text
    assert not has(seen, "含再下级全选"), "there is only one level below"
    await head.send("/start")  # gone to look for something: what was written is still there
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报 0")
    await head.click("写给下级")
    assert "已选 2 / 2" in (await head.last()).text
    await head.click("☑ 城西街道（还没有人）")
    await head.click("选好了 1")
    await head.send("昨天")
    await head.send("2099-05-12")
    seen = await head.last()
    assert "督办，发给下级 1 个办公室" in seen.text
    assert "<b>😀</b>" in seen.text
    await head.document(b"MZ nothing", "x.exe")
    assert "这里收照片" in (await head.said()).text
    await head.document(minutes(), "<b>名单</b>.docx")
    assert "材料 1 份" in (await head.last()).text
    await head.click_all("发出", 3)
    assert "已发出" in (await head.last()).text
    assert len(await office.rows("SELECT id FROM circulars WHERE jurisdiction_id = :id", id=place.id)) == 1
    delivered = await office.until(town, "发来督办")
    assert "答复" in delivered.text
    await town.click("去看", message_id=delivered.id)
    seen = await town.last()
    assert "请逐家催交" in seen.text
    await town.click("看材料 1")
    assert any(one.media == "document" for one in await town.messages())
    await town.click_all("已阅", 2)
    assert not has(await town.last(), "已阅")
    await town.click("写答复")
    await town.send("已催 12 家，还剩 3 家")
    assert "已答复" in (await town.last()).text
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报")
    await head.click("发出的 1")
    await head.click("✓ 督办")
    assert "城东街道：已催 12 家，还剩 3 家" in (await head.last()).text
    assert not has(await town.last(), "写给下级")
    # a figure was wrong: a corrected one takes its place, and that one is recalled in the end
    await town.send("/office")
    await town.click("任务")
    await town.click("情况通报 0")
    await town.click("督办")
    await town.click("写答复")
    await head.click("更正")
    assert "这是更正" in (await head.last()).text
    assert "材料 1 份" in (await head.last()).text
    await head.click("改内容")
    await head.send("自查表交得慢，已交 21 家")
    await head.click("选好了 1")
    await head.send("2099-05-12")
    await head.click_all("发出", 3)
    assert "已发出" in (await head.last()).text
    await town.send("知道了")  # in the window from before
    assert "已撤回或更正" in "".join(one.text for one in (await town.messages())[-2:])
    delivered = await office.until(town, "更正了督办")
    await town.click("去看", message_id=delivered.id)
    assert "发的那一件，以这一件为准" in (await town.last()).text
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报")
    await head.click("发出的 2")
    await head.click("○ 督办")
    await head.click("撤回")
    await head.send("1")
    assert "为什么撤回" in (await head.said()).text
    await head.send("数字又写错了")
    assert "已撤回" in (await head.last()).text
    assert "原因：数字又写错了" in (await office.until(town, "撤回了督办")).text
    await town.click("已阅")
    assert not has(await town.last(), "已阅")
    assert "已撤回：数字又写错了" in (await town.last()).text
    await head.click("发出的 2")
    assert has(await head.last(), "✗ 督办")
    await head.send("/office")
    await head.click("任务")
    await head.click("情况通报 0")
    await head.click("写给下级")
    assert "写哪一种" in (await head.last()).text, "what was sent is no draft any more"
