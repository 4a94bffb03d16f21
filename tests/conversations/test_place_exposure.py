"""曝光地区 in chats: proposed by one head, agreed to by another, on the list with the enterprises."""

from __future__ import annotations

from tests.conversations.handed_in import hurry
from tests.conversations.office import Office
from tests.conversations.test_papers import last_paper
from tests.conversations.walk import has


async def test_a_place_is_named_by_two_people_where_the_plan_names_places(office: Office) -> None:
    place = await office.open_place("yangzhou")
    head = await office.official(place)
    other = await office.official(place)
    await other.send("/office")
    await head.send("/office")
    await head.click("处置 0")
    await head.click("曝光地区 0")
    await head.click("城东街道")
    await head.send("走过场，<b>三次</b>督办不改")
    assert "要另一位负责人确认" in (await head.last()).text
    assert not has(await head.last(), "同意曝光")
    await hurry(office)
    told = await office.until(other, "有人提出曝光城东街道")
    await other.click("去确认", message_id=told.id)
    assert "<b>三次</b>" in (await other.last()).text
    await other.click_all("同意曝光", 2)
    assert "曝光已确认" in (await other.last()).text
    await head.send("/office")
    await head.click("处置 0")
    await head.click("曝光名单")
    _, pdf, word = await last_paper(office, head)
    for said in (pdf, word):
        assert "地区名单" in said.replace("\n", "")
        assert "城东街道：走过场" in said.replace("\n", "")


async def test_other_plans_name_enterprises_alone(office: Office) -> None:
    place = await office.open_place("tianjin")
    head = await office.official(place)
    await head.send("/office")
    assert not has(await head.last(), "处置")
