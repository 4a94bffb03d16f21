"""The breakdown below the picture: down to town, enterprise and item, and the ranking switched off."""

from __future__ import annotations

from tests.conversations.handed_in import hand_in
from tests.conversations.office import Office
from tests.conversations.walk import has, labels


async def test_from_the_picture_down_to_an_enterprise_and_back(office: Office) -> None:
    place = await office.open_place("hailing")
    done = await office.owner(place=place, enterprise="金石鞋厂")
    quiet = await office.owner(place=place, industry="stone", enterprise="青山石材")
    await done.send("/start")
    await hand_in(office, done, {"Q12.1": "fail"})
    head = await office.official(place, "head")
    await head.send("/office")
    await head.click("一览")
    shown = await head.last()
    assert "应查 2，已交 50%，已复查 0%，已办结 0 家" in shown.text
    assert any(one.startswith("1. 城东街道 · 已交 50% 逾期 0") for one in labels(shown)), labels(shown)
    await head.click("1. 城东街道")
    below = await head.last()
    assert "城东街道" in below.text
    assert not has(below, "停用排名"), "that is the office's own"
    await head.click("图")
    pictures = [one for one in await head.messages() if one.media == "photo"]
    assert pictures[-1].text.startswith("城东街道")
    await head.click("按行业")
    assert any("石材" in one for one in labels(await head.last()))
    await head.click(next(one for one in labels(await head.last()) if "制鞋" in one))
    listed = await head.last()
    assert "城东街道 · 制鞋" in listed.text
    assert has(listed, done.enterprise)
    assert not has(listed, quiet.enterprise)
    await head.click(done.enterprise)
    assert done.enterprise in (await head.last()).text
    await head.click("企业名单")
    assert "城东街道 · 制鞋" in (await head.last()).text
    await head.click("明细")
    await head.click("按项目")
    await head.click(next(one for one in labels(await head.last()) if " · 1 家" in one))
    assert has(await head.last(), done.enterprise)
    await head.click("明细")
    await head.click("按危害")
    assert "还没有企业填报" in (await head.last()).text
    await head.click("明细")
    await head.click("会议材料")
    (paper,) = [one for one in await head.messages() if one.media == "document"]
    assert "会议材料：城东街道" in paper.text
    assert (await office.client.download(paper.file_id)).startswith(b"%PDF")
    await head.click("上一级")
    await head.click("企业")
    assert "2" in (await head.last()).text
    await head.click("明细")
    await head.click("办公室")
    assert has(await head.last(), "一览")


async def test_the_ranking_is_switched_off_everywhere_and_on_again(office: Office) -> None:
    place = await office.open_place("hailing")
    await office.owner(place=place)
    viewer = await office.official(place, "viewer")
    town = await office.official(place, "head", level="town")
    head = await office.official(place, "head")
    for somebody in (viewer, head, town):
        await somebody.send("/office")
    await viewer.click("一览")
    assert not has(await viewer.last(), "停用排名")
    await head.click("一览")
    await office.thumbs(head, "停用排名")
    switched = await head.last()
    assert "本级或上级办公室已停用排名" in switched.text
    assert not any(one.startswith("1. ") for one in labels(switched))
    assert any(one.startswith("城东街道") for one in labels(switched)), "the places are still there"
    await head.click("办公室")
    await head.click("排名")
    assert "本级或上级办公室已停用排名" in (await head.last()).text
    assert not any(one.startswith("1. ") for one in labels(await head.last()))
    (row,) = await office.rows(
        "SELECT count(*) AS many FROM audit WHERE action = 'switch-ranking-off' AND subject_id = :id",
        id=place.id,
    )
    assert row["many"] == 1
    await town.click("一览")
    assert not has(await town.last(), "恢复排名"), "what is switched off above stays off here"
    await head.click("办公室")
    await head.click("一览")
    await head.click("恢复排名")
    assert any(one.startswith("1. 城东街道") for one in labels(await head.last()))
