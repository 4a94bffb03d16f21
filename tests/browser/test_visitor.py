"""A worker's report on the page, in a real browser: on small phones, offline, with hostile names."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.phone import CHROMIUM, WAIT_MS
from tests.browser.web_phone import HOSTILE, Site, WebPhone, context_of, watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
TOWN = "县镇 城东街道"


def opened(
    chromium: Browser, site: Site, faults: list[str], width: int, fragment: str = "", **how: bool
) -> Page:
    """The page on a phone of that width; `dark`, `wechat`, and `offline`, where requests are to fail."""
    offline = how.pop("offline", False)
    page = context_of(chromium, width, **how).new_page()
    watch(page, faults, offline=offline)
    page.goto(site.url + fragment)
    expect(page.locator("#main > *").first).to_be_visible()
    return page


def fits(page: Page) -> bool:
    """Whether nothing is wider than the screen, on small phones and usual ones."""
    size, found = page.viewport_size, []
    assert size is not None
    for width in (320, 360, 390):
        page.set_viewport_size({**size, "width": width})
        found.append(page.evaluate("[innerWidth, document.documentElement.scrollWidth <= innerWidth]"))
    page.set_viewport_size(size)
    return found == [[320, True], [360, True], [390, True]]


def to_story(phone: WebPhone) -> None:
    """Go to the question what happened, with a typed place."""
    phone.choose("匿名举报")
    for button in ("开始", "粉尘毒气没抽走", TOWN, "自己写地方"):
        phone.tap(button)
    phone.type(HOSTILE)


def test_a_whole_report_with_photo_receipt_and_follow_up(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 360, dark=True)
    phone = WebPhone(page)
    assert fits(page)
    to_story(phone)
    phone.send_photo(name="<script>alert(2)</script>.jpg")
    phone.type("<b>关着门</b>喷漆 <script>alert(3)</script>&lt;i&gt;")
    phone.tap("这几天")
    assert HOSTILE in phone.text
    assert "<script>alert(3)</script>" in phone.text
    assert "照片：1/" in phone.text
    assert fits(page)
    phone.tap("提交举报")
    receipt = phone.receipt()
    phone.tap("我记下了")
    assert page.locator(".log .line").count() == 1, "both sides are deleted"
    page.get_by_role("button", name="首页").click()
    phone.choose("查询举报")
    phone.type(receipt)
    phone.type("又关门了")
    phone.tap("发给办公室")
    phone.tap("全部往来")
    assert "又关门了" in phone.text
    assert page.locator(".log script, .log img[src=x]").count() == 0
    assert fits(page)
    page.context.close()


def test_the_page_killed_and_opened_again_after_every_step_goes_on(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 360)
    phone = WebPhone(page)
    phone.choose("匿名举报")
    steps: list[Callable[[], None]] = [
        *(partial(phone.tap, name) for name in ("开始", "粉尘毒气没抽走", TOWN, "自己写地方")),
        partial(phone.type, "东街三号"),
        phone.send_photo,
        partial(phone.type, "关着门喷漆"),
        partial(phone.tap, "这几天"),
        partial(phone.tap, "提交举报"),
    ]
    for step in steps:
        step()
        before = phone.text
        page.reload()
        expect(phone.window).to_be_visible()
        assert phone.text == before
    assert phone.receipt()
    page.context.close()


def test_what_is_typed_without_a_network_is_sent_once_it_is_back(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 390, offline=True)
    phone = WebPhone(page)
    to_story(phone)
    page.context.set_offline(True)
    page.get_by_role("textbox").fill("关着门喷漆")
    page.keyboard.press("Enter")
    expect(page.locator(".offline")).to_be_visible()
    expect(page.locator(".pending")).to_be_visible()
    page.context.set_offline(False)
    expect(phone.window).to_contain_text("从什么时候开始")
    expect(page.locator(".offline")).to_be_hidden()
    assert page.locator(".mine:not(.pending)", has_text="关着门喷漆").count() == 1
    page.context.close()


def test_an_answer_that_is_lost_on_the_way_does_nothing_twice(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    """Nor does one that is late, of which the page says so meanwhile."""
    page = opened(chromium, site, faults, 390, offline=True)
    phone = WebPhone(page)
    to_story(phone)
    lost: list[str] = []
    late: list[Route] = []

    def lose(route: Route) -> None:
        told = route.request.post_data or ""
        if len(lost) < 2 and "关着门喷漆" in told:
            lost.append(json.loads(told)["id"])
            route.fetch()  # the server handles it, and nobody hears of it
            route.abort()
        else:
            route.continue_()

    page.route("**/w/updates", lose)
    phone.type("关着门喷漆")
    expect(page.locator(".pending")).to_have_count(0)
    assert len(lost) == 2
    assert len(set(lost)) == 1
    assert page.locator(".mine", has_text="关着门喷漆").count() == 1
    page.unroute("**/w/updates")
    page.clock.install()
    page.route("**/w/updates", lambda route: late.append(route))  # noqa: PLW0108  playwright marks it
    phone.window.locator(".key").first.click()
    page.wait_for_function("() => document.querySelector('.key[aria-busy]')")
    page.clock.run_for(4100)
    expect(page.locator(".toast")).to_contain_text("服务器有点慢")
    late[0].continue_()
    expect(page.locator(".key[aria-busy]")).to_have_count(0)
    page.context.close()


def test_the_page_keeps_one_number_and_the_end_clears_it(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 390)
    phone = WebPhone(page)
    to_story(phone)
    kept = page.evaluate("Object.fromEntries(Object.entries(sessionStorage))")
    assert set(kept) <= {"session", "size", "language"}
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    assert page.context.cookies() == []
    phone.send_photo()
    own = page.locator(".mine .small")
    expect(own).to_have_js_property("naturalWidth", 1280)  # this page's memory has it
    page.reload()
    expect(page.locator(".mine .sent-photo")).to_have_text("照片")
    assert own.count() == 0
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="结束，全清掉").click()
    expect(page.get_by_text("已经结束")).to_be_visible()
    assert "session" not in page.evaluate("Object.keys(sessionStorage)")
    assert page.locator(".line").count() == 0
    page.reload()
    expect(page.get_by_role("button", name="匿名举报")).to_be_visible()
    page.context.close()


def test_a_poster_leads_to_a_report_and_leaves_the_address(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 390, fragment="/#r_abcdef")
    expect(WebPhone(page).window).to_contain_text("匿名举报")
    assert page.evaluate("location.href") == f"{site.url}/"
    page.context.close()


def test_wechat_is_warned_and_a_report_can_be_made_in_english_with_large_letters(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 320, wechat=True)
    expect(page.get_by_text("您在微信里")).to_be_visible()
    page.get_by_label("字的大小").click()
    page.get_by_label("字的大小").click()
    assert fits(page)
    phone = WebPhone(page)
    phone.choose("匿名举报")
    page.get_by_label("语言").select_option("en")
    expect(phone.window).to_contain_text("Anonymous report")
    expect(page.get_by_role("button", name="End", exact=True)).to_be_visible()
    assert fits(page)
    phone.tap("Begin")
    assert fits(page)
    page.context.close()


def test_with_the_keyboard_alone_to_the_question_where(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 1280)
    page.get_by_role("button", name="匿名举报").focus()
    page.keyboard.press("Enter")
    phone = WebPhone(page)
    expect(phone.window).to_contain_text("手机和流量")
    phone.window.locator(".key").nth(1).focus()
    page.keyboard.press("Enter")
    expect(phone.window).to_contain_text("哪方面的事")
    assert page.evaluate("document.activeElement.classList.contains('key')"), "the focus is not lost"
    page.keyboard.type("1")
    page.context.close()


def test_a_server_that_started_again_says_that_the_conversation_is_gone(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = opened(chromium, site, faults, 390, offline=True)
    phone = WebPhone(page)
    to_story(phone)
    site.installation.bot.kill()
    expect(page.locator(".offline")).to_be_visible()
    site.installation.start_bot()
    expect(page.get_by_text("这次的对话已经没有了")).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("button", name="回到开头").click()
    phone.choose("匿名举报")
    page.context.close()


def test_who_begins_where_too_many_do_is_asked_for_nothing(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    """nginx answers in HTML that it is too early: the page waits, and begins by itself, once."""
    page = context_of(chromium, 360).new_page()
    watch(page, faults, offline=True)
    begun: list[int] = []

    def refused(route: Route) -> None:
        begun.append(len(begun))
        if len(begun) < 3:
            route.fulfill(status=429, content_type="text/html", body="<html>429 Too Many Requests</html>")
        else:
            route.continue_()

    page.clock.install()
    page.route("**/w/session", refused)
    page.goto(site.url)
    button = page.get_by_role("button", name="匿名举报", exact=True)
    button.click()
    expect(page.get_by_text("服务器暂时没办成")).to_be_visible()
    button.click()  # once more, since nothing seems to happen
    for _ in range(3):
        page.clock.run_for(4000)
    phone = WebPhone(page)
    expect(phone.window).to_contain_text("开始", timeout=WAIT_MS)
    assert len(begun) == 3
    page.context.close()
