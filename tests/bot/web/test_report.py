"""A report from a browser: the dialogs are those of Telegram, and so is what is left of it."""

from __future__ import annotations

import pytest

from bot.transport.channels import WEB_BOT_ID
from tests.bot.web.conftest import Door
from tests.bot.web.visitor import Refused, words_of
from tests.bot.web.ways import report, to_review, to_story
from tests.conversations.reporting import STORY, look_up
from tests.conversations.walk import picture

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_report_with_photos_is_sent_and_followed_up_and_the_chat_is_cleared(door: Door) -> None:
    worker = await door.browser.visitor()
    before = await door.work.rows("SELECT count(*) AS n FROM reports")
    receipt = await report(worker, STORY, [picture(900, 700), picture(700, 900)])
    assert len(await worker.messages()) > 1
    await worker.click("我记下了")
    assert [one.buttons for one in await worker.messages(mine=True)] == [[["首页"]]], "both sides are deleted"
    after = await door.work.rows("SELECT count(*) AS n FROM reports")
    assert after[0]["n"] == before[0]["n"] + 1

    again = await door.browser.visitor()
    seen = await look_up(again, receipt)
    assert "已收到" in seen.text
    await again.send("补充：换班以后又关了。")
    await again.click("发给办公室")
    await again.click("全部往来")
    assert "换班以后又关了" in (await again.last()).text
    await again.click("返回")
    await again.click("清除本次对话")
    assert [one.buttons for one in await again.messages(mine=True)] == [[["首页"]]]
    await again.click("首页")
    assert again.front
    assert not again.shown


async def test_what_telegram_would_learn_is_not_said_and_what_the_network_learns_is(door: Door) -> None:
    worker = await door.browser.visitor()
    await worker.send("/report")
    assert "网络" in (await worker.last()).text
    assert "Telegram" not in (await worker.last()).text
    await worker.send("/privacy")
    said = words_of(await worker.messages())
    assert "网络地址" in said
    assert "Telegram" not in said


async def test_a_poster_leads_to_its_enterprise_and_an_english_page_speaks_english(door: Door) -> None:
    worker = await door.browser.visitor("en")
    await worker.send("/start r_nosuchposter")
    assert "Anonymous report" in (await worker.last()).text
    await door.browser.json("POST", "/w/language", worker.session, json={"language": "zh"})
    await worker.refresh()
    assert "匿名举报" in (await worker.last()).text
    assert (await worker.messages(mine=True))[-1].raw["mine"] is False, "the command is not shown"


@pytest.mark.parametrize("words", ["/start", "/office", "/check", "你好", "/start e_token", "/start s_token"])
async def test_whatever_is_no_report_leads_to_the_front_and_nobody_is_looked_up(
    door: Door, words: str
) -> None:
    worker = await door.browser.visitor()
    people = await door.work.rows("SELECT count(*) AS n FROM people")
    await worker.send(words)
    assert worker.front
    assert not worker.shown
    assert await door.work.rows("SELECT count(*) AS n FROM people") == people
    chat = (WEB_BOT_ID, door.chat(worker).address)
    assert door.work.app.private_sessions.is_unsure(chat) is None, "neither ordinary nor private"


async def test_a_tap_that_is_not_on_the_page_does_nothing(door: Door) -> None:
    worker = await door.browser.visitor()
    await worker.send("/report")
    window = await worker.last()
    for data in ("go:home", "go:office", "abcdef\x1dsubmit", "go:held:take"):
        await worker.deed({"press": {"message": window.id, "data": data}})
        assert (await worker.last()).text == window.text
        assert not worker.front


async def test_a_photo_that_is_none_is_refused_in_the_words_of_the_dialog(door: Door) -> None:
    worker = await door.browser.visitor()
    await to_story(worker)
    await worker.photo(b"<svg onload='alert(1)'>")
    assert "打不开" in words_of(await worker.messages()) or "照片" in words_of(await worker.messages())
    assert not any("svg" in str(one.raw) for one in await worker.messages(mine=True))


async def test_an_end_forgets_the_draft_and_the_page(door: Door) -> None:
    worker = await door.browser.visitor()
    await to_review(worker)
    address = door.chat(worker).address
    assert door.work.app.private_sessions.find((WEB_BOT_ID, address)) is not None
    status, headers, _ = await door.browser.ask("POST", "/w/end", worker.session, json={"everything": True})
    assert status == 200
    assert '"storage"' in headers["Clear-Site-Data"]
    with pytest.raises(Refused) as refusal:
        await worker.send("/report")
    assert refusal.value.status == 401
    assert door.work.app.private_sessions.find((WEB_BOT_ID, address)) is None
