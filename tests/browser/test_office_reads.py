"""An officer reads a report on a wide screen and on another device; a slow line carries a photo."""

from __future__ import annotations

import asyncio

import pytest
from playwright.sync_api import Browser, expect

from storage.base.database import Database
from storage.reports import batches, keys
from storage.reports.sealing import Intake
from tests.browser.phone import CHROMIUM, WAIT_MS, photo
from tests.browser.test_accessible import findings
from tests.browser.ways import fill_profile
from tests.browser.web_phone import Site, WebPhone, aside, context_of, joined, opened_by, watch
from tests.conversations.installation import today
from tests.conversations.working_hours import now

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
STORY = "打磨间没有抽风，粉尘落一身"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Slow 3G as Chromium's own tools have it: 400 kbit/s, and 400 ms there and back."""


async def _release(site: Site) -> None:
    database = Database(site.installation.database_url)
    try:
        async with database.begin() as db:
            await batches.release(db, now(), Intake(keys.load(site.installation.report_key)), today())
    finally:
        await database.close()


def reported(chromium: Browser, site: Site, faults: list[str]) -> None:
    """A worker reports with a photo, and offices may open it."""
    page = context_of(chromium, 390).new_page()
    watch(page, faults)
    page.goto(site.url)
    worker = WebPhone(page)
    worker.choose("匿名举报")
    for button in ("开始", "粉尘毒气没抽走", site.installation.places["hailing"].name, "自己写地方"):
        worker.tap(button)
    worker.type("老厂房")
    worker.send_photo(photo())
    worker.type(STORY)
    worker.tap("这几天")
    worker.tap("提交举报")
    worker.receipt()
    page.context.close()
    aside(lambda: asyncio.run(_release(site)))


def test_what_an_officer_reads_is_shown_here_alone_and_to_everybody_who_works_here(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    reported(chromium, site, faults)
    page = context_of(chromium, 1280).new_page()
    watch(page, faults)
    officer = opened_by(page, site, site.seat())
    officer.tap("加入")
    officer.type("/office")
    assert page.locator(".desk").is_visible()
    assert findings(page) == []
    officer.tap("举报 ")
    officer.tap(" · ")
    expect(officer.window).to_contain_text(STORY)
    expect(page.get_by_text("请不要截图、转发")).to_be_visible()
    assert findings(page) == []
    officer.tap("看照片")
    pictures = page.locator("[data-protected] .picture-open")
    expect(pictures.first).to_be_visible()
    opened: list[str] = []
    page.on("request", lambda request: opened.append(request.url) if "/w/open/" in request.url else None)
    pictures.first.click()
    whole = page.locator("dialog .whole")
    expect(whole).to_be_visible()
    assert findings(page) == []
    page.locator("dialog .big").click()
    expect(whole).to_be_hidden()
    assert opened == [], "it has no address of its own"
    page.context.close()


def test_what_is_withheld_is_said_to_everybody(chromium: Browser, site: Site, faults: list[str]) -> None:
    reported(chromium, site, faults)
    page = context_of(chromium, 1280, dark=True).new_page()
    watch(page, faults, offline=True)
    officer = opened_by(page, site, site.seat())
    officer.tap("加入")
    officer.type("/office")
    officer.tap("举报 ")
    officer.tap(" · ")
    expect(officer.window).to_contain_text(STORY)
    site.installation.bot.kill()
    site.installation.start_bot()
    page.reload()
    expect(page.locator(".withheld").first).to_be_visible(timeout=WAIT_MS)
    assert STORY not in page.inner_text("body")
    assert findings(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert findings(page) == []
    page.context.close()


def test_a_question_with_a_photo_is_answered_on_a_slow_line(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    phone = joined(chromium, site, faults, 390)
    page = phone.page
    fill_profile(phone)  # type: ignore[arg-type]  # taps and types as a phone does
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    page.reload()
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    phone.tap("开始自查")
    while not phone.has("符合") or "已收 0 张" not in phone.text:
        phone.tap("不涉及") if phone.has("不涉及") else phone.type("厂里没有这个")
    phone.send_photo(photo())
    expect(phone.window).to_contain_text("已收 1 张", timeout=WAIT_MS)
    before = phone.text
    phone.tap("符合")
    assert phone.text != before
    page.context.close()
