"""The page behind printed codes in a real browser: small, without script, in WeChat."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.phone import CHROMIUM, WAIT_MS
from tests.browser.web_phone import Site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
INVITE = "e_" + "Ab3" * 7
WECHAT = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/107 Mobile MicroMessenger/8.0.49"
PICTURES = os.environ.get("CHENAN_PICTURES")
"""A folder for pictures of the pages, to look at."""


@pytest.fixture
def url(site: Site) -> str:
    """The page's address."""
    return site.url


def opened(chromium: Browser, address: str, **options: Any) -> Page:
    context = chromium.new_context(viewport={"width": 320, "height": 568}, locale="zh-CN", **options)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(address)
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 if options == {} else True
    assert context.cookies() == []
    return page


def pictured(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def hrefs(page: Page) -> dict[str, str]:
    return {
        name: page.locator(f"section:not([hidden]) a[data-door={name}]").first.get_attribute("href") or ""
        for name in ("web", "telegram", "app")
    }


def test_a_code_is_carried_to_both_doors_at_320_px(chromium: Browser, url: str) -> None:
    page = opened(chromium, f"{url}/d#{INVITE}")
    links = hrefs(page)
    assert links["web"] == f"/#{INVITE}"
    assert links["telegram"].startswith("https://t.me/")
    assert links["telegram"].endswith(f"?start={INVITE}")
    assert links["app"].endswith(f"&start={INVITE}")
    assert page.locator("section:not([hidden])").get_attribute("lang") == "zh"
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    pictured(page, "doors-zh")
    page.get_by_role("button", name="English").click()
    assert page.locator("section:not([hidden])").get_attribute("lang") == "en"
    assert hrefs(page) == links
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    pictured(page, "doors-en")
    page.locator("section:not([hidden]) a[data-door=web]").click()
    page.get_by_label("怎么称呼您").or_(page.get_by_label("Your name")).wait_for()


def test_a_posters_code_leaves_the_address_but_in_wechat(chromium: Browser, url: str) -> None:
    page = opened(chromium, f"{url}/d#r_abcdef123456")
    assert page.url == f"{url}/d"
    assert hrefs(page)["web"] == "/#r_abcdef123456"
    wechat = opened(chromium, f"{url}/d#r_abcdef123456", user_agent=WECHAT)
    assert wechat.url == f"{url}/d#r_abcdef123456", "opened in a browser from there it is taken along"


@pytest.mark.parametrize("hash_", ["", "#e_<b>", "#javascript:alert(1)", "#x_" + "a" * 20, "#r_" + "a" * 900])
def test_what_is_no_code_is_carried_nowhere(chromium: Browser, url: str, hash_: str) -> None:
    links = hrefs(opened(chromium, f"{url}/d{hash_}"))
    assert links["web"] == "/"
    assert "start" not in links["telegram"] + links["app"]


def test_without_script_it_says_what_to_do(chromium: Browser, url: str) -> None:
    context = chromium.new_context(
        viewport={"width": 320, "height": 568}, locale="zh-CN", java_script_enabled=False
    )
    page = context.new_page()
    page.goto(f"{url}/d#{INVITE}")
    words = page.inner_text("main")
    assert words.index("用浏览器打开") < words.index("WeChat")
    assert "发给机器人：/start" in words
    assert page.locator("a[data-door=telegram]").first.get_attribute("href", timeout=WAIT_MS)
    pictured(page, "doors-no-script")
