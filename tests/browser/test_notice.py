"""A notice is written by an office on a phone, sent, read by an owner on another one, and counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.phone import CHROMIUM, WAIT_MS
from tests.browser.web_phone import Site, context_of, joined, opened_by, watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
TEXT = "请各厂月底前交表 <b>别忘了</b> 🏭"


def test_a_notice_is_written_sent_and_read_on_phones(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    owner = joined(chromium, site, faults, 320)
    page = context_of(chromium, 390).new_page()
    watch(page, faults)
    office = opened_by(page, site, site.seat())
    office.tap("加入")
    office.tap("通知")
    office.tap("写通知")
    office.tap("空白")
    office.type(TEXT)
    office.tap("发给 ")
    expect(office.window).to_contain_text("别忘了 🏭")
    office.tap("确认，发给 ")
    notice = owner.page.locator(".line", has_text="请各厂月底前交表").last
    expect(notice).to_be_visible(timeout=WAIT_MS)
    assert notice.locator("strong", has_text="别忘了").count() == 1
    assert notice.locator(".new").count() == 1, "it came unasked"
    notice.get_by_role("button", name="已阅读", exact=True).tap()
    expect(notice.get_by_role("button", name="已阅读", exact=True)).to_have_count(0, timeout=WAIT_MS)
    office.page.locator(".head").get_by_role("button", name="首页", exact=True).tap()
    expect(office.window).to_contain_text("应查", timeout=WAIT_MS)
    office.tap("通知")
    office.tap("请各厂月底前交表")
    expect(office.window).to_contain_text("已阅读 1 人")
    expect(notice).to_contain_text("已读")
    for one in (page, owner.page):
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        one.context.close()
