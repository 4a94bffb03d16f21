"""axe-core reports nothing in any state of the page, in both languages, light and dark, at all widths."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.phone import CHROMIUM, WAIT_MS
from tests.browser.web_phone import Site, WebPhone, context_of, opened_by, watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")


def findings(page: Page) -> list[str]:
    """Everything that axe-core objects to, by rule and element."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("width", "dark", "language"), [(320, False, "zh"), (390, True, "en"), (1280, False, "en")]
)
def test_a_report_can_be_made_by_everybody(
    chromium: Browser, site: Site, faults: list[str], width: int, dark: bool, language: str
) -> None:
    page = context_of(chromium, width, dark=dark, wechat=width == 320).new_page()
    watch(page, faults, offline=True)
    page.goto(site.url)
    phone = WebPhone(page)
    expect(page.locator(".big").first).to_be_visible()
    page.locator("#language").select_option(language)
    page.locator(".size").click()
    assert findings(page) == []
    page.locator(".big").first.click()
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    assert findings(page) == []
    page.context.set_offline(True)
    page.locator("textarea").fill("x")
    page.keyboard.press("Enter")
    expect(page.locator(".offline")).to_be_visible()
    assert findings(page) == []
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_be_hidden(timeout=WAIT_MS)
    page.locator(".head .plain").last.click()
    expect(page.locator("dialog")).to_be_visible()
    assert findings(page) == []
    page.locator("dialog .big").first.click()
    expect(
        page.get_by_role("status").filter(has_text=("已经结束" if language == "zh" else "nded"))
    ).to_be_visible()
    assert findings(page) == []
    page.context.close()


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False), (1280, True)])
def test_offices_can_work_here_however_they_see_and_type(
    chromium: Browser, site: Site, faults: list[str], width: int, dark: bool
) -> None:
    page = context_of(chromium, width, dark=dark).new_page()
    watch(page, faults, offline=True)
    page.goto(f"{site.url}/#l_{'x' * 32}")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("这个链接用不了")).to_be_visible()
    assert findings(page) == []
    page.goto("about:blank")
    page.goto(f"{site.url}/#{site.link()}")
    expect(page.get_by_label("怎么称呼您")).to_be_visible()
    assert findings(page) == []
    page.goto("about:blank")
    owner = opened_by(page, site, site.link())
    assert findings(page) == []
    owner.tap("加入")
    owner.type("/start")
    owner.tap("更多")
    owner.tap("网页登录")
    owner.tap("设密码")
    assert findings(page) == []
    owner.send_photo()
    assert findings(page) == []
    page.context.close()
