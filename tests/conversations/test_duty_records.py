"""Duties with their papers: written and sent in the chat, handed up, returned, taken; an enterprise's own."""

from __future__ import annotations

import io

from docx import Document

from tests.conversations.office import Office
from tests.conversations.walk import has, labels, picture


def minutes() -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph("督导检查记录")
    document.save(out)
    return out.getvalue()


async def test_a_town_hands_in_what_it_did_and_the_district_returns_and_takes_it(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    town = await office.official(place, "inspector", "town", level="town")
    await town.send("/office")
    await town.click("任务")
    await town.click("监督检查企业")
    await town.document(minutes(), "纪要.doc")  # a name of the old format
    assert "另存为 docx" in (await town.said()).text
    await town.document(b"MZ nothing", "x.exe")
    assert "这里收照片" in (await town.said()).text
    await town.document(minutes(), "<b>纪要</b>.docx", caption="查了 12 家 <b>😀</b>")
    seen = await town.last()
    assert "查了 12 家 <b>😀</b>" in seen.text
    assert "材料 1 份" in seen.text
    await town.photo(picture())
    await town.send("查了 13 家")
    seen = await town.last()
    assert "查了 13 家" in seen.text
    assert "材料 2 份" in seen.text
    await town.click("看材料")
    await town.click("改日期")
    await town.send("2020-01-01")
    assert "2020" in (await town.last()).text
    await town.click_all("报送", 3)
    seen = await town.last()
    assert "待对方收" in seen.text
    assert not has(seen, "撤销")
    await town.photo(picture(40, 40))
    assert "不能再加材料" in "\n".join(one.text for one in await town.messages())
    # the office above
    await head.send("/office")
    await head.click("任务")
    await head.click("下级报送 1")
    assert any("城东街道" in label for label in labels(await head.last()))
    await head.click("城东街道")
    assert "查了 13 家" in (await head.last()).text
    await head.click("看材料 2")
    await head.click("退回")
    await head.send("缺企业名单")
    assert "已退回" in (await head.last()).text
    await town.send("/office")
    await town.click("任务")
    await town.click("监督检查企业")  # to be done again
    await town.click("↩")
    assert "缺企业名单" in (await town.last()).text
    await town.send("查了 13 家，名单在后")
    await town.click("报送")
    await head.send("/office")
    await head.click("任务")
    await head.click("下级报送 1")
    await head.click("城东街道")
    await head.click_all("已收到", 3)
    assert "已收下" in (await head.last()).text
    rows = await office.rows("SELECT state FROM duty_records WHERE jurisdiction_id = :id", id=place.towns[0])
    assert [row["state"] for row in rows] == ["received"]


async def test_standing_duties_are_recorded_again_and_again(office: Office) -> None:
    place = await office.open_place("township")
    head = await office.official(place)
    await head.send("/office")
    await head.click("任务")
    await head.click("常年任务 2")
    await head.click("巡查督导")
    seen = await head.last()
    assert "没有定日子" in seen.text
    assert not has(seen, "已完成")
    await head.send("巡查了河东")
    await head.click("‹ 返回")
    await head.send("巡查了河西")
    assert not has(await head.last(), "报送")  # nobody above
    await head.click("‹ 返回")
    assert sum("巡查了" in label for label in labels(await head.last())) == 2
    await head.click("‹ 任务")
    assert has(await head.last(), "巡查督导 · 2")
    await head.click("检查复查企业")
    assert "区专项行动领导小组" in (await head.last()).text
    viewer = await office.official(place, "viewer", "health")
    await viewer.send("/office")
    await viewer.click("任务")
    await viewer.click("常年任务 1")  # the other one is the safety office's
    await viewer.click("检查复查企业")
    await viewer.send("我也写一笔")
    assert "您没有办这件事的权限" in "\n".join(one.text for one in await viewer.messages())


async def test_an_owner_hands_in_what_the_plan_asks_besides_the_form(office: Office) -> None:
    place = await office.open_place("township")
    owner = await office.owner(place=place)
    town = await office.official(place, "inspector", "town", level="town")
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("方案其他要求")
    await owner.click("建立隐患排查制度")
    assert "打字写一句" in (await owner.last()).text
    await owner.photo(picture(), caption="制度贴出来了")
    await owner.click("报送")
    assert "待对方收" in (await owner.last()).text
    await town.send("/office")
    await town.click("任务")
    await town.click("下级报送 1")
    await town.click(owner.enterprise[:4])
    await town.click("已收到")
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("方案其他要求")
    await owner.click("建立隐患排查制度 · 1")
    assert any(label.startswith("✓") for label in labels(await owner.last()))
