"""Anonymous reports as a worker makes them: few steps, one text, from a poster or by name, in danger."""

from __future__ import annotations

import pytest

from simulator.client import Person, Seen
from storage.changes import campaign_ending
from storage.changes import enterprises as enterprise_keeping
from storage.offices import jurisdictions
from storage.reports import posters
from storage.reports.messages import MAX_PHOTOS, MAX_TEXT
from tests.conversations.installation import CLI
from tests.conversations.office import Office
from tests.conversations.reporting import (
    STORY,
    choose_town,
    count,
    look_up,
    receipt_in,
    report,
    said,
    to_review,
    to_story,
    type_name,
)
from tests.conversations.walk import has, labels, picture
from tests.conversations.working_hours import now


class Steps:
    """Counts what a person does."""

    def __init__(self, person: Person) -> None:
        self.person, self.taps, self.texts = person, 0, 0

    async def tap(self, label: str) -> Seen:
        self.taps += 1
        await self.person.click(label)
        return await self.person.last()

    async def type(self, text: str) -> Seen:
        self.texts += 1
        await self.person.send(text)
        return await self.person.last()


async def test_a_report_takes_eight_steps_and_one_text(own_office: Office) -> None:
    office = own_office
    about, worker = await office.owner(), await office.person()
    before = await count(office)
    await worker.send("/start")
    steps = Steps(worker)
    intro = await steps.tap("匿名举报")
    assert "Telegram 公司和管这台服务器的人" in intro.text
    assert "不保存您的账号" in intro.text
    assert "自己的手机和流量" in intro.text
    await steps.tap("开始")
    await steps.tap("粉尘毒气没抽走")
    await steps.tap(f"{about.place.name} 城东街道")
    await steps.tap(about.enterprise)
    await steps.type(STORY)
    review = await steps.tap("这几天")
    for part in (STORY, about.enterprise, "粉尘毒气没抽走", "这几天", "0/5"):
        assert part in review.text
    sent = await steps.tap("提交举报")
    receipt = receipt_in(sent)
    assert (steps.taps + steps.texts, steps.texts) == (8, 1)
    assert await count(office) == before + 1
    await worker.click("我记下了，清除本次对话")
    assert "/start" in await said(worker)
    for gone in (STORY, receipt, about.enterprise, "举报哪方面"):
        assert gone not in await said(worker)
    assert (await worker.newest()).buttons == [["首页"]]
    await worker.click("首页")
    assert has(await worker.last(), "匿名举报")


async def test_a_poster_names_the_enterprise_and_saves_the_search(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    async with office.database.begin() as db:
        code = await posters.ensure(db, CLI, now(), about.enterprise_id)
    steps = Steps(worker)
    await steps.type(f"/start r_{code}")
    assert about.enterprise in (await worker.last()).text
    await steps.tap("开始")
    await steps.tap("打击报复")
    await steps.type(STORY)
    await steps.tap("一年以上")
    review = await worker.last()
    assert about.enterprise in review.text
    receipt_in(await steps.tap("提交举报"))
    assert steps.taps + steps.texts <= 8


async def test_a_poster_that_hangs_no_more_begins_a_plain_report(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    async with office.database.begin() as db:
        code = await posters.ensure(db, CLI, now(), about.enterprise_id)
        await enterprise_keeping.close_for(db, CLI, now(), about.enterprise_id, "stopped")
    for wrong in (code, "nothing_known-here", "x" * 60):
        await worker.send(f"/start r_{wrong}")
        assert about.enterprise not in (await worker.last()).text
        assert has(await worker.last(), "开始")


async def test_the_enterprise_of_a_poster_can_be_another(office: Office) -> None:
    about, other, worker = await office.owner(), await office.owner(), await office.person()
    async with office.database.begin() as db:
        code = await posters.ensure(db, CLI, now(), about.enterprise_id)
    await worker.send(f"/start r_{code}")
    await worker.click("不是这一家")
    assert about.enterprise not in (await worker.last()).text
    await worker.click("开始")
    await worker.click("打击报复")
    await choose_town(worker, other.place.name)
    await type_name(worker, other.enterprise)
    await worker.send(STORY)
    await worker.send("昨天也是。")  # while something else is asked
    assert f"已收 {len(STORY) + len('昨天也是。') + 1} 字" in (await worker.last()).text
    await worker.click("说不清")
    assert other.enterprise in (await worker.last()).text


WAYS = {"自己写地方": "桥头 3 号，没有招牌的院子 <b>", "就写“": "无名小厂", "不写厂名": "城西街道"}


@pytest.mark.parametrize("at", ["a town", "the towns"])
async def test_an_enterprise_of_another_place_is_offered_where_it_was_looked_for(
    office: Office, at: str
) -> None:
    about, worker = await office.owner(), await office.person()  # it stands in 城东街道
    await worker.send("/report")
    await worker.click("开始")
    await worker.click("其他问题")
    if at == "a town":
        await choose_town(worker, about.place.name, "城西街道")
    await worker.send(about.enterprise)
    seen = await worker.last()
    assert ("可能在别的地方" if at == "a town" else "没有叫") in seen.text
    assert has(seen, "就写“") is (at == "a town")
    await worker.click(next(one for one in labels(seen) if "城东街道" in one))
    await worker.send(STORY)
    await worker.click("说不清")
    review = (await worker.last()).text
    assert about.enterprise in review
    assert "城东街道" in review
    assert "城西街道" not in review


async def test_where_can_be_described_found_in_vain_or_left_out(office: Office) -> None:
    worker = await office.person()
    for way in WAYS:
        await worker.send("/report")
        await worker.click("开始")
        await worker.click("其他问题")
        await choose_town(worker, "海陵区", "城西街道")
        if way == "自己写地方":
            await worker.click(way)
            await worker.send("桥头 3 号，没有招牌的院子 <b>")
        elif way == "就写“":
            await worker.send("无名小厂")
            assert "名单里没有" in (await worker.last()).text
            await worker.click(way)
        else:
            await worker.click(way)
        await worker.send(STORY)
        await worker.click("说不清")
        place = {"自己写地方": "桥头 3 号，没有招牌的院子 <b>", "就写“": "无名小厂", "不写厂名": "城西街道"}[
            way
        ]
        assert place in (await worker.last()).text
        await worker.click("提交举报")
        receipt_in(await worker.last())
        await worker.click("我记下了")


async def test_words_of_danger_are_answered_first(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_story(worker, about)
    await worker.send("刚才有人晕倒了")
    window = await worker.last()
    assert window.text.index("120") < window.text.index("接着写")
    assert "119" in window.text
    await worker.click("‹ 返回")
    await worker.send("有人晕倒了")
    await worker.click("紧急，隔几分钟转")
    await worker.click("就是今天")
    assert "紧急：隔几分钟转给办公室" in (await worker.last()).text
    await worker.click("现在有人有危险，马上转")
    assert "有人有危险：马上转给办公室" in (await worker.last()).text
    assert not has(await worker.last(), "现在有人有危险，马上转")
    await worker.click("改成不急")
    assert "按固定时间" in (await worker.last()).text
    await worker.send("里面着火了")
    assert "119" in (await worker.last()).text
    await worker.click("不急")
    assert "刚才有人晕倒了" in (await worker.last()).text
    await worker.click("取消，全删掉")
    await worker.send("/report")
    await worker.send("有人中毒")
    assert "120" in await said(worker)
    assert has(await worker.last(), "开始")


async def test_whoever_is_in_danger_is_told_what_to_do_before_anything_is_asked(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    before = await count(office)
    await worker.send("/report")
    await worker.click("现在有人倒下或着火")
    told = (await worker.last()).text
    for part in ("120", "119", "往上风走", "空气呼吸器"):
        assert part in told
    assert await count(office) == before  # a look at it is no report
    await worker.click("人已安全，接着举报")
    await worker.click("其他问题")
    await choose_town(worker, about.place.name)
    await type_name(worker, about.enterprise)
    await worker.send("刷胶的那间屋子没有窗")
    await worker.click("不急")  # it began so: whether it still is so is asked whatever the words
    await worker.click("就是今天")
    assert "按固定时间" in (await worker.last()).text
    await worker.send("还有一句")
    assert has(await worker.last(), "提交举报")


async def test_everything_can_be_corrected_before_it_is_sent(office: Office) -> None:
    about, other, worker = await office.owner(), await office.owner(), await office.person()
    await to_review(worker, about, photos=[picture(), picture()])
    assert "2/5" in (await worker.last()).text
    await worker.click("改类别")
    await worker.click("‹ 返回")
    await worker.click("改类别")
    await worker.click("打击报复")
    await worker.click("改地方")
    await choose_town(worker, other.place.name)
    await type_name(worker, other.enterprise)
    await worker.click("重写")
    await worker.send("换一种说法")
    await worker.send("再补一句")
    await worker.click("删照片 2")
    await worker.photo(picture(), "看这里")
    review = (await worker.last()).text
    for part in ("打击报复", other.enterprise, "换一种说法 再补一句 看这里", "1/5"):
        assert part in review
    assert about.enterprise not in review


async def test_long_texts_odd_names_and_too_many_photos(office: Office) -> None:
    about, worker = await office.owner(enterprise="<b>鑫&达</b>😀厂"), await office.person("<i>张三</i>😀")
    await to_story(worker, about)
    await worker.send("长" * (MAX_TEXT + 1))
    assert str(MAX_TEXT) in await said(worker)
    await worker.send("字" * (MAX_TEXT - 100))
    await worker.click("说不清")
    review = await worker.last()
    assert about.enterprise in review.text
    assert f"{MAX_TEXT - 100} 字" in review.text
    await worker.send("多" * 101)
    assert "太长" in await said(worker)
    await worker.send("<b>完</b>")
    for _ in range(MAX_PHOTOS + 1):
        await worker.photo(picture())
    assert f"最多 {MAX_PHOTOS} 张" in await said(worker)
    await worker.click("提交举报")
    await look_up(worker, receipt_in(await worker.last()))
    await worker.click("全部往来 1")
    pages, whole = 0, ""
    while has(await worker.last(), "‹ 上一页"):
        await worker.click("‹ 上一页")
    while True:
        whole += "".join((await worker.last()).text.split("\n")[1:])
        pages += 1
        if not has(await worker.last(), "下一页"):
            break
        await worker.click("下一页")
    assert whole.count("字") == MAX_TEXT - 100
    assert "<b>完</b>" in whole
    assert pages > 10


async def test_too_many_reports_a_day_are_refused_and_others_are_not(office: Office) -> None:
    about, worker, other = await office.owner(), await office.person(), await office.person()
    for number in range(5):
        await report(worker, about, f"第 {number} 件：{STORY}")
    await to_review(worker, about)
    await worker.click("提交举报")
    assert "请明天再来" in await worker.toast()
    assert has(await worker.last(), "提交举报"), "what was written is still there"
    await report(other, about)


async def test_a_report_needs_no_campaign(office: Office) -> None:
    ended = await office.open_place("hailing")
    about = await office.owner(place=ended)
    async with office.database.begin() as db:
        await campaign_ending.close(db, CLI, now(), ended.campaign_id)
        none = await jurisdictions.add(db, CLI, now(), f"none-{ended.id}", f"没有行动的第{ended.id}镇")
    worker = await office.person()
    await report(worker, about)
    await worker.click("我记下了")
    await worker.send("/report")
    await worker.click("开始")
    await worker.click("其他问题")
    await type_name(worker, none.name)
    await worker.click("不写厂名")
    await worker.send(STORY)
    await worker.click("说不清")
    await worker.click("提交举报")
    receipt_in(await worker.last())
