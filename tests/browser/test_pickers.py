"""Days and numbers are picked on the page with the phone's own pickers, beside the words typed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.phone import CHROMIUM, WAIT_MS
from tests.browser.test_accessible import findings
from tests.browser.web_phone import Site, WebPhone, joined

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]


def fits(phone: WebPhone) -> None:
    """The pickers are seen whole, a thumb's width high, and nothing is wider than the phone."""
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for one in page.locator(".pickers input").all():
        box = one.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= page.viewport_size["width"]  # type: ignore[index]


def send(phone: WebPhone) -> None:
    """Tap on the button that sends."""
    phone._changing(lambda: phone.page.locator(".send").tap())


def to_workers(phone: WebPhone) -> None:
    """Go to the question how many people work there."""
    phone.tap("下一步")
    phone.type("白胶")
    phone.tap("下一步")


def test_a_number_and_a_day_are_picked_on_a_small_phone(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    phone = joined(chromium, site, faults, 320)
    page, text = phone.page, phone.page.locator(".composer textarea")
    page.emulate_media(color_scheme="dark")
    for _ in range(2):  # the largest
        page.locator(".size").tap()
    expect(page.locator(".pickers")).to_be_hidden()
    to_workers(phone)
    people: Locator = page.get_by_label("填人数")
    expect(people).to_be_visible()
    assert (
        people.evaluate("one => [one.type, one.inputMode, one.min, one.max].join()")
        == "number,numeric,1,200000"
    )
    fits(phone)
    assert findings(page) == []
    people.tap()
    people.press_sequentially("40")
    expect(text).to_have_value("40")
    people.fill("")
    expect(text).to_have_value("")
    text.fill("没数过")
    people.fill("2")
    expect(text).to_have_value("2")
    people.fill("20")
    page.evaluate("document.querySelector('.log').scrollTop = 0")
    send(phone)
    expect(page.locator(".mine", has_text="20").last).to_be_visible()
    assert people.evaluate("one => one.max") == "20"
    expect(people).to_have_value("")
    phone.type("11")
    expect(page.locator(".pickers")).to_be_hidden()
    phone.tap("填好了")
    phone.tap("开始自查")
    phone.tap("不符合")
    for button in ("已停", "要几天", "就这么改", "本人", "不花钱"):
        if phone.has(button):
            phone.tap(button)
    day = page.get_by_label("选日期")
    expect(day).to_be_visible()
    least = str(day.evaluate("one => one.min"))
    assert least
    fits(phone)
    assert findings(page) == []
    assert phone.window.locator(".cell", has_text="年").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert not {"一", "日"} & set(phone.buttons), "days of the week are no buttons"
    page.reload()
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    later = f"{int(least[:4]) + 1}-03-01"
    day.fill(later)
    expect(text).to_have_value(later)
    send(phone)
    expect(page.locator(".mine", has_text=later)).to_be_visible()
    expect(phone.window).to_contain_text("3月1日")
    page.context.close()


def test_by_the_keyboard_alone_on_a_wide_screen(chromium: Browser, site: Site, faults: list[str]) -> None:
    phone = joined(chromium, site, faults, 1280)
    page = phone.page
    to_workers(phone)
    page.get_by_label("填人数").focus()
    page.keyboard.type("0")  # the bot, and no bubble of the browser's, says what is wrong with it
    page.keyboard.press("Enter")
    expect(page.get_by_text("没看懂人数")).to_be_visible()
    expect(page.get_by_label("填人数")).to_have_value("")
    page.get_by_label("填人数").focus()
    page.keyboard.type("7")
    phone._changing(lambda: page.keyboard.press("Enter"))
    assert page.get_by_label("填人数").evaluate("one => one.max") == "7"
    assert findings(page) == []
    page.context.close()
