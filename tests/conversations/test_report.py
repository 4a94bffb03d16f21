"""Anonymous reports as a worker makes them: few steps, one text, and nothing of it left behind."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest

from simulator.client import Person, Seen
from storage.changes import campaign_ending, own_enterprise
from storage.offices import jurisdictions
from storage.reports import posters
from storage.reports.messages import MAX_PHOTOS, MAX_TEXT
from tests.conversations.installation import CLI, now
from tests.conversations.office import Office
from tests.conversations.reporting import (
    RECEIPT,
    STORY,
    choose_town,
    look_up,
    receipt_in,
    report,
    to_review,
    to_story,
    type_name,
)
from tests.conversations.walk import begin, has, labels, picture


async def count(office: Office) -> int:
    """How many reports there are."""
    (row,) = await office.rows("SELECT count(*) AS n FROM reports")
    return int(row["n"])


async def said(person: Person) -> str:
    """Everything in the chat that is still there."""
    return "\n".join(one.text for one in await person.messages(mine=True))


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
    assert (await worker.last()).buttons == [["首页"]]
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
        await own_enterprise.close_enterprise(db, CLI, now(), about.enterprise_id)
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


@pytest.mark.parametrize("way", ["button", "/cancel", "/start", "block"])
async def test_cancelling_leaves_nothing(office: Office, way: str) -> None:
    about, worker = await office.owner(), await office.person()
    before = await count(office)
    await to_story(worker, about)
    await worker.photo(picture())
    await worker.send(STORY)
    if way == "button":
        await worker.click("取消，全删掉")
    elif way == "block":
        await worker.block()
        await worker.unblock()
    else:
        await worker.send(way)
    if way in ("button", "/cancel"):
        assert STORY not in await said(worker)
        assert "写的都没有保存" in (await worker.last()).text
    await to_story(worker, about)
    await worker.send("另一件事")
    await worker.click("这几天")
    review = (await worker.last()).text
    assert STORY not in review
    assert "0/5" in review
    assert await count(office) == before


async def test_impatient_thumbs_send_one_report(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    before = await count(office)
    await to_review(worker, about)
    await office.client.fault(
        method="editMessageText", status=400, description="Bad Request: MESSAGE_ID_INVALID"
    )
    await worker.click("改成紧急")  # it is urgent now, and the screen does not say so
    await worker.click("提交举报")
    assert any("内容刚才变了" in one.text for one in await worker.messages())
    assert await count(office) == before, "what was not read through is not sent"
    await office.thumbs(worker, "提交举报")
    receipt_in(await worker.last())
    assert await count(office) == before + 1


async def test_a_receipt_that_could_not_be_shown_is_shown_at_the_next_tap(office: Office) -> None:
    about, worker, before = await office.owner(), await office.person(), await count(office)
    await to_review(worker, about)
    await office.client.fault(
        method="editMessageText", status=400, description="Bad Request: MESSAGE_ID_INVALID"
    )
    await worker.click("提交举报")
    assert await worker.toast() == "这一步没办成，请再试一次。"
    await worker.click("提交举报")
    receipt = receipt_in(await worker.last())
    assert await count(office) == before + 1
    await look_up(worker, receipt)
    await worker.send("再补一句")
    await office.client.fault(
        method="editMessageText", status=400, description="Bad Request: MESSAGE_ID_INVALID"
    )
    await worker.click("发给办公室")
    await worker.click("发给办公室")
    assert has(await worker.last(), "全部往来 2")


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


DETAILS: dict[str, dict[str, Any]] = {
    "contact": {"phone_number": "13800000000", "first_name": "张三"},
    "location": {"latitude": 32.5, "longitude": 119.9},
}


async def test_what_could_tell_who_sends_is_refused_with_a_reason(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_story(worker, about)
    await worker.voice()
    assert "声音能认出人" in (texts := await said(worker))
    assert "变成文字" in texts
    await worker.document(picture(), "张三的手机.jpg", "image/jpeg")
    assert "当“照片”发" in await said(worker)
    for kind, word in (("contact", "号码"), ("location", "太准"), ("sticker", "请打字或发照片")):
        await worker.other(kind, **DETAILS.get(kind, {}))
        assert word in await said(worker), kind
    await worker.forward("别人说的", "李四")
    assert "别人的账号" in await said(worker)
    await worker.send(STORY)
    await worker.click("这几天")
    review = (await worker.last()).text
    assert STORY in review
    assert "0/5" in review


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


async def test_help_and_privacy_do_not_lose_what_was_written(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_review(worker, about)
    await worker.send("/help")
    assert "/cancel" in await said(worker)
    await worker.send("/privacy")
    assert "管服务器的人：技术上看得到谁在用" in await said(worker)
    await worker.click("提交举报")
    receipt_in(await worker.last())


async def test_old_buttons_lead_to_the_window_that_is_open(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await worker.send("/start")
    home = await worker.last()
    await worker.click("匿名举报")
    await worker.send("/report")
    await worker.click("开始")
    old = await worker.last()
    await worker.send("/report")
    for window in (home, old):
        there = [one for one in await worker.messages() if one.id == window.id and one.buttons]
        if there:
            await worker.click(labels(there[0])[0], message_id=window.id)
    assert has(await worker.last(), "开始")
    await to_review(worker, about)
    await worker.click("提交举报")
    receipt_in(await worker.last())


async def test_too_many_reports_a_day_are_refused_and_others_are_not(office: Office) -> None:
    about, worker, other = await office.owner(), await office.person(), await office.person()
    for number in range(5):
        await report(worker, about, f"第 {number} 件：{STORY}")
    await to_review(worker, about)
    await worker.click("提交举报")
    assert "请明天再来" in await worker.toast()
    assert has(await worker.last(), "提交举报"), "what was written is still there"
    await report(other, about)


async def test_old_buttons_and_edits_after_clearing_find_nothing(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_review(worker, about)
    submit = await worker.button("提交举报")
    story = next(one for one in await worker.messages(mine=True) if one.text == STORY)
    await worker.edit(story.id, f"{STORY}改")
    assert "改过的消息不算数" in await said(worker)
    await worker.click("提交举报")
    receipt = receipt_in(next(one for one in await worker.messages() if RECEIPT.search(one.text)))
    written = await worker.button("我记下了")
    before = await count(office)
    await worker.click("我记下了")
    for button in (submit, written):
        await worker.tap(button)
        assert "写的都没有保存" in await worker.toast()
    await worker.edit(story.id, receipt)
    await worker.edit(story.id, STORY)
    assert receipt not in await said(worker)
    assert (await worker.last()).buttons in ([["首页"]], []), "no window of a report is left"
    assert await count(office) == before


async def test_what_may_tell_who_writes_is_shown_before_it_is_sent(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_review(worker, about, f"{STORY}我叫张三，电话13812345678")
    await worker.click("提交举报")
    asked = await worker.last()
    assert "「" not in asked.text
    for part in ("我叫张三", "13812345678", "删掉吗"):
        assert part in asked.text
    await worker.click("我自己改")
    await worker.send("微信号 zhang_san_90")
    await worker.click("提交举报")
    assert "zhang_san_90" in (await worker.last()).text
    await worker.click("删掉这些，再发")
    receipt = receipt_in(await worker.last())
    await look_up(worker, receipt)
    await worker.click("全部往来")
    story = (await worker.last()).text
    assert STORY in story
    for part in ("张三", "13812345678", "zhang_san_90"):
        assert part not in story
    await worker.click("返回")
    await worker.send("找 13912345678")
    await worker.click("发给办公室")
    assert "13912345678" in (await worker.last()).text
    await worker.click("不删，照原样发")
    await worker.click("全部往来 2")
    assert "13912345678" in (await worker.last()).text


async def test_all_that_is_taken_out_can_be_seen_before(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    parts = ["工号A0231", "我是小李", "138 1234 5678", "13912345678", "0523-86612345", "abc@qq.com"]
    parts += ["钉钉号lisi88", "苏M12345", "媳妇叫张翠花"]
    await to_review(worker, about, f"{STORY}{' '.join(parts)}")
    await worker.click("提交举报")
    first = await worker.last()
    assert "9 处" in first.text
    assert "认得出的" in first.text
    await worker.click("下一页")
    second = await worker.last()
    for part in parts:
        assert part in first.text + second.text
    assert parts[-1] in second.text
    await worker.click("这 9 处全删掉，再发")
    await look_up(worker, receipt_in(await worker.last()))
    await worker.click("全部往来")
    story = (await worker.last()).text
    assert STORY in story
    for part in parts:
        assert part not in story


async def test_a_command_in_the_middle_says_that_what_was_written_is_gone(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    for command, said_then in (("/start", "都没有保存"), ("/check", "已经没有了"), ("/office", "已经没有了")):
        await to_story(worker, about)
        await worker.send(STORY)
        await worker.send(command)
        last = await worker.last()
        assert said_then in last.text
        assert last.buttons == [["首页"]]
    await to_story(worker, about)
    await worker.send(STORY)
    await worker.send("/receipt")
    assert "已经没有了" in await said(worker)
    await to_story(worker, about)
    await worker.send(STORY)
    await worker.send("/nonsense")
    await worker.send("/report")
    assert "您刚才写的还在" in await said(worker)
    await worker.click("开始")
    await worker.click("这几天")
    assert STORY in (await worker.last()).text


async def test_a_receipt_mistyped_or_passed_on_is_kept_nowhere(office: Office) -> None:
    about, owner = await office.owner(), await office.owner()
    receipt = await report(await office.person(), about)
    digits = receipt.replace(" ", "")
    await begin(owner)
    for wrong in (
        digits[:-1],
        digits + digits[-1],
        receipt[:-2],
        digits.translate(CHINESE)[:-1],
        f"回执{digits}",
    ):
        await owner.send(wrong)
        assert "没有保存" in await said(owner)
        await owner.click("退出")
    await owner.photo(picture(), digits[:-2])
    await owner.click("退出")
    await owner.forward(receipt, "工友")
    assert "已收到" in (await owner.last()).text, "passed on by the worker to a second phone"
    await owner.click("退出")
    everything = str([await office.rows(query) for query in EVERYTHING])
    for part in (digits[:13], digits.translate(CHINESE)[:13], receipt[:16]):
        assert part not in everything


CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
EVERYTHING = (
    "SELECT * FROM answers",
    "SELECT * FROM dialog_states",
    "SELECT * FROM audit",
    "SELECT * FROM evidence",
    "SELECT * FROM enterprises",
)


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


# --- people with a row ------------------------------------------------------------------------------


async def test_a_story_never_becomes_the_note_of_a_question(own_office: Office) -> None:
    office = own_office
    about, owner, before = await office.owner(), await office.owner(), await count(office)
    await begin(owner)
    await to_story(owner, about)
    office.installation.bot.kill()
    await owner.send(STORY, wait=False)
    await asyncio.to_thread(office.installation.start_bot)
    await office.client.idle(owner.id)
    rows = await office.rows("SELECT note FROM answers WHERE note LIKE :words", words="%喷胶%")
    assert rows == []
    dump = await office.rows("SELECT data FROM dialog_states")
    assert "喷胶" not in str(dump)
    assert await count(office) == before
    await owner.send("/check")
    assert has(await owner.last(), "为什么问"), "the self-check goes on where it was"


async def test_a_crash_while_it_is_sealed_leaves_nothing_half_done_and_the_next_tap_leads_home(
    own_office: Office,
) -> None:
    """The tap was confirmed when sealing began: it does not come again, and the button waits in vain."""
    office = own_office
    about, worker, before = await office.owner(), await office.person(), await count(office)
    await to_review(worker, about)
    await worker.click("提交举报", wait=False)
    office.installation.bot.kill()
    await asyncio.to_thread(office.installation.start_bot)
    await office.client.idle(worker.id)
    last = await worker.last()
    if has(last, "提交举报"):
        await worker.click("提交举报")
        last = await worker.last()
    assert has(last, "首页") or RECEIPT.search(last.text), last.text
    written = await count(office) - before
    assert written in (0, 1)
    assert written or not RECEIPT.search(last.text), "a receipt is of what was written down"


async def test_a_crash_loses_the_draft_and_the_next_tap_leads_home(own_office: Office) -> None:
    office = own_office
    about, worker, before = await office.owner(), await office.person(), await count(office)
    await to_review(worker, about)
    office.installation.bot.kill()
    await asyncio.to_thread(office.installation.start_bot)
    await worker.click("提交举报")
    last = await worker.last()
    assert "写的都没有保存" in last.text
    assert last.buttons == [["首页"]]
    assert STORY not in await said(worker) or not has(last, "提交举报")
    await worker.click("首页")
    assert has(await worker.last(), "匿名举报")
    assert await count(office) == before


def test_the_room_lives_half_an_hour() -> None:
    from bot.privacy.sessions import LIFE_SECONDS

    assert timedelta(seconds=LIFE_SECONDS) == timedelta(minutes=30)
    assert re.fullmatch(r"\d+\.0", str(LIFE_SECONDS))
