"""A notice is written by an office on a phone, sent, read by an owner on another one, and counted."""

from __future__ import annotations

import asyncio
import re

import pytest
from playwright.sync_api import Browser, expect

from simulator.client import Person, SimulatorClient
from tests.browser.phone import CHROMIUM, WAIT_MS
from tests.browser.web_phone import Site, aside, context_of, joined, opened_by, watch
from tests.conversations.office import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
PIN = "130579"
TEXT = "请各厂月底前交表 <b>别忘了</b> 🏭"


async def joined_in_telegram(site: Site, first: str, second: str) -> tuple[tuple[int, int], str]:
    """Two owners who joined in Telegram; the second gets a link for the page, too."""
    async with SimulatorClient(site.installation.url) as client:
        people = [await client.person("赵老板"), await client.person("钱老板")]
        for person, link in zip(people, (first, second), strict=True):
            await person.send(f"/start {link}")
            await person.click("加入")
        await people[1].send("/start")
        for button in ("更多", "网页登录", "再登录一台设备"):
            await people[1].click(button)
        await people[1].send(PIN)
        found = re.search(r"#l_[\w-]+", (await people[1].last()).text)
        assert found
        return (people[0].id, people[1].id), found[0]


async def read_in_telegram(site: Site, *numbers: int) -> None:
    """These people find the notice in Telegram and tap 已阅读 under it."""
    async with SimulatorClient(site.installation.url) as client:
        for number in numbers:
            person = Person(client, number, "")
            told = await until(person, "请各厂月底前交表", WAIT_MS / 1000)
            await person.click("已阅读", message_id=told.id)


def test_a_notice_is_written_sent_and_read_on_phones_and_in_telegram(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    owner = joined(chromium, site, faults, 320)
    links = [site.link(), site.link()]
    in_telegram, login = aside(lambda: asyncio.run(joined_in_telegram(site, *links)))
    both = context_of(chromium, 360).new_page()
    watch(both, faults, offline=True)  # the number is asked for by a refusal
    both.goto(f"{site.url}/{login}")
    both.get_by_role("button", name="登录").click()
    both.get_by_label("六位密码").fill(PIN)
    both.get_by_role("button", name="登录").click()
    expect(both.get_by_label("六位密码")).to_have_count(0, timeout=WAIT_MS)
    page = context_of(chromium, 390).new_page()
    watch(page, faults)
    office = opened_by(page, site, site.seat())
    office.tap("加入")
    office.tap("通知")
    office.tap("写通知")
    office.tap("空白")
    office.type(TEXT)
    office.tap("紧急")  # to both doors of who has two
    office.tap("发给 ")
    expect(office.window).to_contain_text("别忘了 🏭")
    office.tap("确认，发给 ")
    notice = owner.page.locator(".line", has_text="请各厂月底前交表").last
    expect(notice).to_be_visible(timeout=WAIT_MS)
    assert notice.locator("strong", has_text="别忘了").count() == 1
    assert notice.locator(".new").count() == 1, "it came unasked"
    notice.get_by_role("button", name="已阅读", exact=True).tap()
    expect(notice.get_by_role("button", name="已阅读", exact=True)).to_have_count(0, timeout=WAIT_MS)
    theirs = both.locator(".line", has_text="请各厂月底前交表").last
    theirs.get_by_role("button", name="已阅读", exact=True).tap()
    expect(theirs).to_contain_text("已读", timeout=WAIT_MS)
    aside(lambda: asyncio.run(read_in_telegram(site, *in_telegram)))
    office.page.locator(".head").get_by_role("button", name="首页", exact=True).tap()
    expect(office.window).to_contain_text("应查", timeout=WAIT_MS)
    office.tap("通知")
    office.tap("请各厂月底前交表")
    expect(office.window).to_contain_text("已阅读 3 人")  # one on the page, one in Telegram, one on both
    expect(notice).to_contain_text("已读")
    for one in (page, owner.page, both):
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        one.context.close()
