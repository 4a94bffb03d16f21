"""The office's work beside forms: visits with papers, a duty with its record, a circular down and up."""

from __future__ import annotations

from dataclasses import dataclass

from tests.conversations.handed_in import hurry
from tests.conversations.office import Official, Owner
from tests.conversations.walk import labels, picture
from tests.whole_campaign.people import Cast, tap


@dataclass(frozen=True)
class Worked:
    """The counts of what was done: visits ended, faults found on them, circulars answered, records kept."""

    visits: int
    faults: int
    answered: int
    records: int


async def work(cast: Cast) -> Worked:
    """Each town visits an honest enterprise; the head writes to the towns; a duty is recorded."""
    visited = 0
    for head in cast.town_heads:
        honest = cast.of("honest")
        there = [one for one in honest if await _town_of(cast, one) == head.jurisdiction_id]
        if there:
            await _visit(cast, head, there[0])
            visited += 1
    if visited:
        cast.played("visit with its papers")
    answered = await _circular(cast)
    if answered == len(cast.town_heads):
        cast.played("circular answered")
    records = await _record(cast)
    if records:
        cast.played("duty recorded with a file")
    return Worked(visited, visited, answered, records)


async def _town_of(cast: Cast, owner: Owner) -> int:
    of = "SELECT jurisdiction_id FROM enterprises WHERE id = :id"
    (row,) = await cast.office.rows(of, id=owner.enterprise_id)
    return int(row["jurisdiction_id"])


async def _visit(cast: Cast, officer: Official, owner: Owner) -> None:
    """A visit of today: an answer of each kind, a photo, the papers, a signed one; messages to the owner."""
    await officer.send("/office")
    await tap(officer, "现场检查")
    await officer.click("安排检查")
    await officer.send(owner.enterprise[:-1])
    await officer.click(owner.enterprise)
    await officer.click("今天")
    await officer.click("到厂，开始检查")
    await officer.click("不符合")
    await officer.send("现场看到的和表上写的不一样")
    await officer.photo(picture())
    await officer.click("下一页")
    await officer.click("符合")
    await officer.click("不涉及")
    await officer.click("4/")
    await officer.click("结束检查")
    await officer.send("王建国 厂长")
    await officer.click("15 天")
    await officer.click("结束检查")
    for paper in ("检查记录", "整改指令书"):
        await officer.click(paper)
    await officer.photo(picture())
    assert any(label.startswith("签字文书 1") for label in labels(await officer.last()))
    await hurry(cast.office)
    await cast.office.until(owner, "发现 1 个问题")


async def _circular(cast: Cast) -> int:
    """The head urges the towns in writing; each answers."""
    assert cast.head is not None
    await cast.head.send("/office")
    await tap(cast.head, "任务")
    await tap(cast.head, "情况通报")
    await cast.head.click("写给下级")
    await cast.head.click("督办")
    await cast.head.send("请逐家查看整改情况。")
    await cast.head.click("选好了")
    await cast.head.send("2099-05-12")
    await cast.head.click("发出")
    answered = 0
    for head in cast.town_heads:
        await hurry(cast.office)
        told = await cast.office.until(head, "发来督办")
        await head.click("去看", message_id=told.id)
        await head.click("已阅")
        await head.click("写答复")
        await head.send("已逐家查看。")
        answered += "已答复" in (await head.last()).text
    return answered


async def _record(cast: Cast) -> int:
    """The first town records that a duty of the plan was done, with a photo; the plan may give it none."""
    head = cast.town_heads[0]
    await head.send("/office")
    await tap(head, "任务")
    own = [one for one in labels(await head.last()) if one[:1] in "·•○□!" or "·" in one]
    if not own:
        return 0
    await head.click(own[0])
    await head.photo(picture())
    await head.send("已经做了，见照片。")
    of = "SELECT count(*) AS many FROM duty_records WHERE jurisdiction_id = :id AND removed_at IS NULL"
    (row,) = await cast.office.rows(of, id=head.jurisdiction_id)
    return int(row["many"])
