"""The page's panel of time in a real browser: at 360 px, on a desktop, with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from simulator.client import SimulatorClient
from simulator.server import Simulator
from tests.browser.phone import ARGUMENTS, CHROMIUM
from tests.simulator.clock_controls import FakeControls
from tests.simulator.conftest import aiogram_bot
from tests.simulator.test_page import DESKTOP, PHONE, opened

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
def controls() -> FakeControls:
    made = FakeControls()
    made.speed = 0
    return made


@pytest.fixture
async def timed(controls: FakeControls) -> AsyncIterator[Simulator]:
    """A simulator whose page has a clock, and a person who has written."""
    async with Simulator(clock=controls, controls=controls) as running:
        async with SimulatorClient(running.base_url) as client:
            await (await client.person("王老板")).send("好", wait=False)
        yield running


async def test_a_keyboard_alone_chooses_a_day_and_goes_there(
    timed: Simulator, browser: Browser, controls: FakeControls
) -> None:
    page = await opened(browser, timed.base_url, PHONE)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    toggle = page.get_by_role("button", name="时间", exact=True)
    await expect(toggle).to_have_attribute("aria-expanded", "false")
    await expect(page.locator(".clock-time")).to_have_text("2027年3月1日 周一 09:30")
    await toggle.focus()
    await page.keyboard.press("Enter")
    slider = page.get_by_role("slider", name="选一天")
    await expect(slider).to_have_attribute("aria-valuetext", "2027年3月1日 周一")
    for _ in range(10):
        await page.keyboard.press("Tab")
        if await slider.evaluate("one => one === document.activeElement"):
            break
    await page.keyboard.press("ArrowLeft")  # no day before today
    await expect(slider).to_have_attribute("aria-valuetext", "2027年3月1日 周一")
    go = page.locator(".clock-go")
    await expect(go).to_be_disabled()
    for _ in range(3):
        await page.keyboard.press("ArrowRight")
    await expect(slider).to_have_attribute("aria-valuetext", "2027年3月4日 周四")
    assert controls.done == [], "choosing alone moves nothing"
    await page.keyboard.press("Tab")
    await expect(go).to_be_focused()
    await expect(go).to_have_text("跳到 2027年3月4日 08:30")
    await page.keyboard.press("Enter")
    await expect(page.locator(".clock-said")).to_have_text("到了2027年3月4日 周四 08:30。")
    assert controls.done == ["go_to 2027-03-04"]
    await toggle.focus()
    for _ in range(2):
        await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    usual = page.get_by_role("button", name=re.compile("和真的时间一样快"))
    await expect(usual).to_have_attribute("aria-pressed", "true")
    await expect(usual).to_be_focused()
    assert controls.done[1:] == ["run 1.0"]
    await page.keyboard.press("Escape")
    await expect(toggle).to_be_focused()
    await expect(slider).to_be_hidden()
    assert faults == []


async def test_marks_lead_to_the_day_before_and_go_when_it_is_over(
    timed: Simulator, browser: Browser, controls: FakeControls
) -> None:
    page = await opened(browser, timed.base_url, DESKTOP)
    marks = page.get_by_role("group", name="跳到要紧日子的前一天").get_by_role("button")
    await expect(marks).to_have_text(["交表截止前一天2027年4月29日 08:30"])
    await expect(page.locator(".clock-tick")).to_have_count(2)
    await page.get_by_role("button", name="+7 天").click()
    await expect(page.locator(".clock-time")).to_have_text("2027年3月8日 周一 09:30")
    await marks.first.click()
    await expect(page.locator(".clock-time")).to_have_text("2027年4月29日 周四 08:30")
    await expect(marks).to_have_count(0)
    assert controls.done == ["forward 7", "go_to 2027-04-29"]


async def test_after_a_jump_it_says_who_has_news(
    timed: Simulator, browser: Browser, controls: FakeControls
) -> None:
    bot = aiogram_bot(timed.base_url, timed.bot_token)
    others = [timed.add_person(name, started=True) for name in ("<b>孙</b>老板", "周科长")]
    page = await opened(browser, f"{timed.base_url}/?person=王老板", PHONE)
    await page.get_by_role("button", name="时间", exact=True).click()
    await bot.send_message(others[0], "早就有的")
    await page.get_by_role("button", name="+1 天").click()
    said = page.locator(".clock-said")
    await expect(said).to_have_text("到了2027年3月2日 周二 09:30。")
    for _ in range(2):
        for one in others:
            await bot.send_message(one, "今天 1 件事")
    await expect(said).to_have_text("到了2027年3月2日 周二 09:30。有新消息：<b>孙</b>老板、周科长。")
    controls.refuse = "past"
    await page.get_by_role("button", name="+1 天").click()
    await expect(said).to_have_text("那一天已经过了，时间只往前走。")
    await bot.send_message(others[1], "还有一条")
    await page.get_by_role("button", name="周科长").click()
    await expect(page.get_by_text("还有一条")).to_be_visible()
    await expect(said).to_have_text("那一天已经过了，时间只往前走。")
    await bot.session.close()


async def test_two_pages_show_one_time_and_a_refusal_in_words(
    timed: Simulator, browser: Browser, controls: FakeControls
) -> None:
    first, second = [await opened(browser, timed.base_url, DESKTOP) for _ in range(2)]
    await first.get_by_role("button", name="+1 天").click()
    for page in (first, second):
        await expect(page.locator(".clock-time")).to_have_text("2027年3月2日 周二 09:30")
    for reason, words in (("past", "那一天已经过了"), ("beyond", "太远了"), ("speed", "没有这种快慢")):
        controls.refuse = reason
        await second.get_by_role("button", name="+1 天").click()
        await expect(second.get_by_role("status").filter(has_text=words)).to_be_visible()
    await expect(second.locator(".clock-time")).to_have_text("2027年3月2日 周二 09:30")


async def test_a_fast_clock_moves_by_itself(
    timed: Simulator, browser: Browser, controls: FakeControls
) -> None:
    page = await opened(browser, timed.base_url, DESKTOP)
    await page.get_by_role("button", name=re.compile("一秒钟过一天")).click()
    await expect(page.get_by_role("button", name=re.compile("一秒钟过一天"))).to_have_attribute(
        "aria-pressed", "true"
    )
    await expect(page.locator(".clock-time")).to_contain_text("2027年3月3日")
    slider = page.get_by_role("slider", name="选一天")
    assert int(await slider.input_value()) >= 30, "it follows where nothing was chosen"
    controls.speed = 300.0
    await page.reload()
    await expect(page.get_by_role("button", name=re.compile("300 倍"))).to_have_attribute(
        "aria-pressed", "true"
    )


async def test_nothing_sticks_out_and_messages_have_the_same_zone(timed: Simulator, browser: Browser) -> None:
    for viewport in (PHONE, DESKTOP):
        page = await opened(browser, timed.base_url, viewport)
        if viewport is PHONE:
            await page.get_by_role("button", name="时间", exact=True).click()
        await expect(page.locator(".clock-panel")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") == viewport["width"]
        assert await _sticking_out(page) == []
        await expect(page.locator(".line time").first).to_have_text("09:30")
        await expect(page.locator(".day").first).to_have_text("2027年3月1日")
        log = await page.locator(".log").bounding_box()
        assert log is not None
        assert log["height"] > 200, "the chat keeps its room"


async def _sticking_out(page: Page) -> list[str]:
    found: list[str] = await page.evaluate(
        """[...document.querySelectorAll(".clock button, .clock input")].filter(one => one.offsetParent)
           .filter(one => one.getBoundingClientRect().height < 40
             || (!one.closest(".clock-marks") && one.getBoundingClientRect().right > innerWidth)
             || !(one.ariaLabel || one.textContent.trim())
             || (one.tagName === "BUTTON" && one.scrollWidth > one.clientWidth + 1))
           .map(one => one.outerHTML)"""
    )
    return found


async def test_a_page_without_a_clock_has_no_panel(simulator: Simulator, browser: Browser) -> None:
    page = await opened(browser, simulator.base_url, PHONE)
    await expect(page.get_by_role("heading", name="尘安")).to_be_visible()
    await expect(page.locator("#clock")).to_be_hidden()
