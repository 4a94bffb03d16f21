"""迎检准备: what an office and an enterprise have to show, what is missing first, and the list to print."""

from __future__ import annotations

from tests.conversations.office import Office


async def test_an_office_and_an_owner_see_what_is_missing_and_print_it(office: Office) -> None:
    place = await office.open_place("tianjin")
    head = await office.official(place)
    owner = await office.owner("tianjin")
    await head.send("/office")
    await head.click("任务")
    await head.click("迎检准备")
    seen = (await head.last()).text
    assert "缺" in seen
    assert "【缺】" in seen
    await head.click("›")
    assert "【" in (await head.last()).text
    await head.click("打印清单")
    papers = [one.text for one in await head.messages() if one.media == "document"]
    assert len(papers) == 2
    assert all("迎检材料清单" in one for one in papers)
    await owner.send("/start")
    await owner.click("更多")
    await owner.click("迎检准备")
    assert "【缺】自查表：还没开始" in (await owner.last()).text.replace(" ", "")
    await owner.click("返回")
