"""The end of a campaign: a joint meeting, an accident, papers of measures, a resumption, what is named in
public."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.conversations.handed_in import hurry
from tests.conversations.office import Official, Owner
from tests.conversations.test_papers import last_paper
from tests.conversations.walk import has, labels, picture
from tests.whole_campaign.people import Cast, tap

POINTS = ("事故原因查清", "责任人员处理", "整改措施落实", "有关人员受到教育")


@dataclass(frozen=True)
class After:
    """The counts of what followed: points decided at a meeting, accidents closed, papers printed, enterprises
    that resumed work, places and enterprises named in public, and the list of them as it is published."""

    points: int
    accidents: int
    papers: int
    resumed: int
    places: int
    units: int
    published: bytes = field(repr=False)


async def follow(cast: Cast) -> After:
    """Play each of them once."""
    points = await _meeting(cast)
    accidents = await _accident(cast, cast.of("honest")[0])
    papers, resumed = await _measures(cast)
    places = await _places(cast)
    units, published = await _publish(cast)
    for step, count in (
        ("meeting with minutes", points),
        ("incident closed", accidents),
        ("paper of a measure", papers),
        ("suspension ended by a resumption", resumed),
        ("exposure of a place", places),
        ("exposure of an enterprise", units),
    ):
        if count:
            cast.played(step)
    return After(points, accidents, papers, resumed, places, units, published)


async def _meeting(cast: Cast) -> int:
    """The head calls the towns together, writes the minutes and one point for the first of them."""
    head = _head(cast)
    await head.send("/office")
    await tap(head, "任务")
    await tap(head, "联席会议")
    if has(await head.last(), "已完成"):  # the plan's own duty of meetings
        await head.click("发会议通知")
    await head.click("发会议通知")
    await head.send("今天")
    await head.click("是")
    await head.send("14:30，三楼会议室")
    await head.send("通报进度")
    await head.click("选好了")
    await head.click("发出通知")
    await head.click("写纪要")
    await head.send("各部门通报了进度。")
    await head.send("补齐企业名单")
    await head.click(labels(await head.last())[0])
    await head.send("今天")
    await head.click("是")
    seen = (await head.last()).text
    await head.click("返回")
    await head.click("纪要（PDF、Word）")
    return seen.count("补齐企业名单")


async def _accident(cast: Cast, owner: Owner) -> int:
    """An owner reports an accident; the head shows the four things and closes it."""
    head = _head(cast)
    await owner.send("/start")
    await owner.send("车间有人晕倒了")
    await owner.click("马上报告办公室")
    await owner.click("人数")
    await owner.send("1 0")
    of = "SELECT id FROM incidents WHERE enterprise_id = :id"
    (made,) = await cast.office.rows(of, id=owner.enterprise_id)
    await head.send("/office")
    await tap(head, "事故")
    await head.click(owner.enterprise)
    await head.click("四不放过")
    for title in POINTS:
        await head.click(f"○ {title}")
        await head.send("抽风没开，已查明")
        await head.click("这一件完成")
    await head.click("返回")
    await head.click("处理结果")
    await head.send("已罚款，已整改")
    await head.click("结案")
    of = "SELECT state FROM incidents WHERE id = :id"
    (row,) = await cast.office.rows(of, id=made["id"])
    return int(row["state"] == "closed")


async def _measures(cast: Cast) -> tuple[int, int]:
    """The head prints the order of each measure; who was suspended asks to resume work and may."""
    head, papers, resumed = _head(cast), 0, 0
    of = "SELECT id, kind, enterprise_id FROM measures WHERE state = 'open' ORDER BY id"
    owners = {one.enterprise_id: one for one in cast.owners}
    for row in await cast.office.rows(of):
        if (owner := owners.get(row["enterprise_id"])) is None:  # of another campaign
            continue
        if row["kind"] == "suspend":
            await _ask(owner)
            await hurry(cast.office)
            asked = await cast.office.until(head, "申请复产，请验收")
            await head.click("去验收", message_id=asked.id)
            await head.click("同意复产")
            resumed += "同意" in (await head.last()).text
        await head.send("/office")
        await tap(head, "处置")
        await head.click(owner.enterprise[:6])
        await head.click("文书")
        await head.click(next(one for one in labels(await head.last()) if "书" in one or "表" in one))
        await head.click("打印（PDF、Word）")
        papers += 1
    return papers, resumed


async def _ask(owner: Owner) -> None:
    await owner.send("/start")
    await owner.click("⛔ 停产整顿 · 申请复产")
    await owner.click("写复产申请")
    await owner.send("已整改，已检测合格")
    await owner.photo(picture(330, 240))
    await owner.click("交复产申请")


async def _places(cast: Cast) -> int:
    """One head proposes to name the first town, another agrees, if the plan names places."""
    head = _head(cast)
    await head.send("/office")
    if not any(one.startswith("处置") for one in labels(await head.last())):
        return 0
    await tap(head, "处置")
    if not has(await head.last(), "曝光地区"):
        return 0
    other = await cast.office.official(cast.place)
    await other.send("/office")
    await tap(head, "曝光地区")
    await head.click("东镇")
    await head.send("走过场，三次督办不改")
    await hurry(cast.office)
    told = await cast.office.until(other, "有人提出曝光东镇")
    await other.click("去确认", message_id=told.id)
    await other.click("同意曝光")
    return int("曝光已确认" in (await other.last()).text)


async def expose(cast: Cast, owner: Owner) -> str:
    """The district's head gives a form the verdict 曝光, its town's head confirms it."""
    of = "SELECT jurisdiction_id AS town FROM enterprises WHERE id = :id"
    (row,) = await cast.office.rows(of, id=owner.enterprise_id)
    head, other = _head(cast), cast.town_heads[cast.towns.index(row["town"])]
    await head.send("/office")
    await tap(head, "复查")
    await head.click(next(one for one in labels(await head.last()) if owner.enterprise in one))
    await head.click("下结论")
    await tap(head, "曝光")
    await head.send("两次弄虚作假，三次通知仍不整改")
    await head.click("确认")
    await hurry(cast.office)
    told = await cast.office.until(other, "有人提出曝光")
    await other.click("打开", message_id=told.id)
    await other.click("同意这个结论")
    return "exposure"


async def _publish(cast: Cast) -> tuple[int, bytes]:
    """Print the list to be published; return the number of enterprises on it and the Word file."""
    head = _head(cast)
    shamed = [one for one in cast.of("cheating") if exposes(cast)][:1]
    if not shamed:
        return 0, b""
    await head.send("/office")
    await tap(head, "处置")
    await head.click("曝光名单")
    _, pdf, word = await last_paper(cast.office, head)
    text = "\n".join(one.text for one in await head.messages())
    said = "两次弄虚作假，三次通知仍不整改"
    for form in (pdf.replace("\n", ""), word.replace("\n", ""), text):
        assert said in form.replace("\n", "")
    sent = [one for one in await head.messages() if one.media == "document"][-1]
    units = sum(one.enterprise in word for one in shamed)
    return units, await cast.office.client.download(sent.file_id)


def exposes(cast: Cast) -> bool:
    """Whether the plan names enterprises in public."""
    return any(rule.code == "exposure" for rule in cast.office.library.packs[cast.pack].rules)


def _head(cast: Cast) -> Official:
    assert cast.head is not None
    return cast.head
