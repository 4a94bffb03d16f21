"""The rest of an office's work at its desk: plan, telephones, records of enterprises and duties, files."""

from __future__ import annotations

from tests.conversations.office import Official, Owner
from tests.conversations.walk import has, labels, picture
from tests.whole_campaign.people import Cast, tap


async def before(cast: Cast) -> None:
    """Work of the first days: the plan is read, telephones are published."""
    head, owner = _head(cast), cast.of("honest")[0]
    await _read(cast, head, owner)
    await _phones(cast, head, owner)
    await _own_duty(cast, owner)


async def queue(cast: Cast) -> None:
    """The queue of reviews as a sheet, while forms wait in it."""
    head = _head(cast)
    await head.send("/office")
    await tap(head, "复查")
    await head.click("导出名单")
    assert (await _file(head)).endswith(".xlsx")
    cast.played("queue as a sheet")


async def files(cast: Cast) -> None:
    """Print and hand on at the end: records of duties and enterprises, calendar, columns."""
    head, owner = _head(cast), cast.of("honest")[0]
    await _standing(cast, head)
    await _history(cast, head, owner)
    await _signed(cast, owner)
    await head.send("/office")
    await tap(head, "任务")
    await head.click("加入日历")
    await cast.office.until(head, "个日子")
    assert (await _file(head)).endswith(".ics")
    cast.played("deadlines as a calendar")
    await head.send("/office")
    await tap(head, "上报表")
    await head.click(labels(await head.last())[0])
    assert (await _file(head)).endswith(".xlsx")
    cast.played("columns of the superior")
    await head.send("/office")
    await tap(head, "一览")
    cast.played("overview")
    await head.click("会议材料", wait=False)
    await cast.office.until(head, "会议材料：", seconds=120)
    cast.played("paper for a meeting")


async def _read(cast: Cast, head: Official, owner: Owner) -> None:
    heading = cast.office.library.packs[cast.pack].heading
    await head.send("/office")
    await tap(head, "行动安排")
    await head.click("看方案")
    assert heading in (await head.last()).text
    cast.played("plan read by an office")
    await owner.send("/start")
    await tap(owner, "更多")
    await owner.click("看方案")
    assert len((await owner.last()).text) > 100
    cast.played("plan read by an owner")


async def _phones(cast: Cast, head: Official, owner: Owner) -> None:
    await head.send("/office")
    await tap(head, "行动安排")
    await head.click("咨询电话")
    await head.click("举报电话")
    await head.send("安监办 0523-86290000 工作日8:30-17:30")
    await owner.send("/help")
    assert "安监办 0523-86290000 工作日8:30-17:30" in (await owner.last()).text
    cast.played("telephones of the office published")


async def _own_duty(cast: Cast, owner: Owner) -> None:
    """An enterprise hands in what the plan asks of it besides the form."""
    pack = cast.office.library.packs[cast.pack]
    await owner.send("/start")
    await tap(owner, "更多")
    if not has(await owner.last(), "方案其他要求"):
        return
    await owner.click("方案其他要求")
    titles = [one.title.zh for one in pack.duties if one.who == "enterprise"]
    for title in titles:
        if has(await owner.last(), title):
            await owner.click(title)
            await owner.photo(picture(), caption="见照片")
            break
    of = "SELECT count(*) AS many FROM duty_records WHERE enterprise_id = :id AND removed_at IS NULL"
    (row,) = await cast.office.rows(of, id=owner.enterprise_id)
    if row["many"]:
        cast.played("duty of an enterprise recorded")


async def _standing(cast: Cast, head: Official) -> None:
    """A duty with a day and one without: each is recorded, with a photo."""
    await head.send("/office")
    await tap(head, "任务")
    if any("常年任务" in one for one in labels(await head.last())):
        await tap(head, "常年任务")
        await head.click(labels(await head.last())[0])
        await _recorded(cast, head, "standing duty recorded")
    if cast.is_played("duty recorded with a file"):
        return  # the first town had one
    await head.send("/office")
    await tap(head, "任务")
    duties = cast.office.library.packs[cast.pack].duties
    beginnings = [one.title.zh[:4] for one in duties if one.who != "enterprise"]
    there = labels(await head.last())
    own = [one for one in there if any(words in one for words in beginnings)]
    if not own:
        return  # none with a day
    await head.click(own[0])
    await _recorded(cast, head, "duty recorded with a file")


async def _recorded(cast: Cast, head: Official, step: str) -> None:
    of = "SELECT count(*) AS many FROM duty_records WHERE jurisdiction_id = :id AND removed_at IS NULL"
    (before_it,) = await cast.office.rows(of, id=head.jurisdiction_id)
    await head.photo(picture())
    await head.send("已经做了，见照片。")
    (after,) = await cast.office.rows(of, id=head.jurisdiction_id)
    assert after["many"] > before_it["many"], (await head.last()).text
    cast.played(step)


async def _history(cast: Cast, head: Official, owner: Owner) -> None:
    """一企一档, by the office and by its owner."""
    await head.send("/office")
    await tap(head, "企业名单")
    await head.send(owner.enterprise)
    await tap(head, owner.enterprise)
    await head.click("一企一档")
    await head.click("打印 PDF")
    await cast.office.until(head, "的一企一档，共")
    assert (await _file(head)).endswith(".pdf")
    cast.played("record of an enterprise printed")
    await owner.send("/start")
    await tap(owner, "更多")
    await owner.click("本企业档案")
    shown = (await owner.last()).text
    assert owner.enterprise in shown, shown
    assert len(shown.splitlines()) > 3, shown
    cast.played("record read by its owner")


async def _signed(cast: Cast, owner: Owner) -> None:
    """The owner hands in a photo of the stamped form."""
    await owner.send("/check")
    await owner.photo(picture(320, 450))
    of = """SELECT count(*) AS many FROM signed_copies s JOIN self_checks c ON c.id = s.self_check_id
        WHERE c.enterprise_id = :id"""
    (row,) = await cast.office.rows(of, id=owner.enterprise_id)
    assert row["many"] == 1, (await owner.last()).text
    cast.played("signed form kept")


async def _file(person: Official) -> str:
    """The name of the newest file sent to a person."""
    sent = next(one for one in reversed(await person.messages()) if one.media == "document")
    return str(sent.raw["document"]["file_name"])


def _head(cast: Cast) -> Official:
    assert cast.head is not None
    return cast.head
