"""An office publishes numbers for reports; workers see them, owners see them under help."""

from __future__ import annotations

from tests.conversations.office import Office
from tests.conversations.walk import labels


async def test_numbers_for_reports_are_typed_shown_and_taken_away(office: Office) -> None:
    place = await office.open_place("hailing")
    head = await office.official(place)
    owner = await office.owner(place=place)
    await head.send("/office")
    await head.click("行动安排")
    await head.click("咨询电话")
    await head.click("举报电话")
    await head.send("没有号码")
    assert "没看到电话号码" in (await head.said()).text
    await head.send("区安监局 0523-86290000 工作日8:30-17:30")
    await head.send("区人社 12333")
    seen = await head.last()
    assert "公布的举报电话 2 个" in seen.text
    assert any(label.startswith("✕ 区安监局") for label in labels(seen))
    await owner.send("/help")
    assert "区安监局 0523-86290000 工作日8:30-17:30" in (await owner.last()).text
    await head.click("✕ 区人社")
    assert "公布的举报电话 1 个" in (await head.last()).text
    worker = await office.person()
    await worker.send("/report")
    await worker.click("打电话举报")
    assert "12350" in (await worker.last()).text
