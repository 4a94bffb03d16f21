"""A report tells nothing of its sender, and nothing of its content is left in chat or tables."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import pytest

from tests.conversations.office import Office
from tests.conversations.reporting import (
    RECEIPT,
    STORY,
    count,
    look_up,
    receipt_in,
    report,
    said,
    to_review,
    to_story,
)
from tests.conversations.walk import begin, has, picture


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


async def test_old_buttons_and_edits_after_clearing_find_nothing(office: Office) -> None:
    about, worker = await office.owner(), await office.person()
    await to_review(worker, about)
    submit = await worker.button("提交举报")
    story = next(one for one in await worker.messages(mine=True) if one.text == STORY)
    await worker.edit(story.id, f"{STORY}改")
    assert "改过的消息不算数" in await said(worker)
    assert (await worker.last()).buttons, "the window stands again below"
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
        last = await worker.newest()
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


def test_the_room_lives_half_an_hour() -> None:
    from bot.privacy.sessions import LIFE_SECONDS

    assert timedelta(seconds=LIFE_SECONDS) == timedelta(minutes=30)
    assert re.fullmatch(r"\d+\.0", str(LIFE_SECONDS))
