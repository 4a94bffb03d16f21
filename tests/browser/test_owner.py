"""A newcomer's way after `chenan demo`, on a phone: from the first message to the form handed in."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from content.typed.credit_code import check_character, organisation_check
from tests.browser.phone import CHROMIUM, WAIT_MS, Phone
from tests.browser.ways import answer_all, fill_profile, is_question, register
from tests.sample_forms import sample_form

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("demonstration in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
OWNER = "李老板"
SLOWLY = "() => { const now = Date.now, then = now(); Date.now = () => then + 1000 * (now() - then); }"
"""To the page every answer takes long: the keyboard's place is kept however slow the bot is."""


def credit_code(organisation: str) -> str:
    """A valid credit code that no enterprise has; `organisation` has eight characters."""
    body = f"91321202{organisation}{organisation_check(organisation)}"
    return body + check_character(body)


def newcomer(page: Page, name: str) -> Phone:
    """The phone of somebody who was not there."""
    page.get_by_role("button", name="加个人").click()
    page.get_by_label("怎么称呼").fill(name)
    page.keyboard.press("Enter")
    return Phone(page, name).choose()


def test_an_owner_answers_everything_plans_two_repairs_and_hands_in(page: Page, tmp_path: Path) -> None:
    expect(page.get_by_text("演示模式")).to_be_visible()
    phone = Phone(page, OWNER).choose()
    phone.begin()
    assert "鑫达鞋材厂" in phone.text
    phone.tap("开始自查")
    failing = frozenset({1, 4})
    assert answer_all(phone, failing=failing) == len(sample_form(OWNER).asked(failing))
    assert "都齐了" in phone.text
    assert "符合 11 · 不符合 2 · 不涉及 0" in phone.text
    assert "2 处有整改计划" in phone.text
    phone.tap("提交自查表")
    said = re.search(r"编号 (HL-\d{4})", phone.text)
    assert said
    target = tmp_path / "form.pdf"
    phone.download(re.compile(r"\.pdf")).save_as(target)
    reader = PdfReader(io.BytesIO(target.read_bytes()))
    words = "".join("".join(one.extract_text() for one in reader.pages).split())
    assert said[1] in words
    assert "鑫达鞋材厂" in words
    assert sum(len(one.images) for one in reader.pages) >= 1, "the photos are on paper"
    expect(page.get_by_text("演示模式")).to_be_visible()
    phone.tap("整改（2）")
    assert "未完成 2" in phone.text
    page.reload()
    again = Phone(page, OWNER).choose()
    expect(again.window).to_contain_text("未完成 2")


def test_a_newcomer_registers_and_fills_in_the_profile(page: Page) -> None:
    phone = newcomer(page, "陈老板")
    register(phone, "顺达鞋厂", credit_code("MA27UK4A"))
    fill_profile(phone)
    phone.tap("开始自查")
    assert is_question(phone)
    assert "第 1/13 项" in phone.text
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_wrong_credit_code_is_shown_where_it_is_wrong(page: Page) -> None:
    phone = newcomer(page, "周老板")
    phone.begin()
    for button in ("我是企业", "企业登记"):
        phone.tap(button)
    phone.type("周记家具厂")
    phone.type("91321202 ma27uk4a0p")
    assert "MA2【7】 UK4A 0P" in phone.text
    phone.tap("改成")
    assert "做哪一行" in phone.text


def test_with_the_keyboard_alone_to_an_answered_question(page: Page) -> None:
    phone = newcomer(page, "鲁老板")
    page.evaluate(SLOWLY)
    start = phone.root.get_by_role("button", name="开始", exact=True)
    start.focus()
    page.keyboard.press("Enter")
    first = phone.window.locator(".key").first
    expect(first).to_be_focused(timeout=WAIT_MS)
    page.keyboard.press("Enter")
    expect(phone.window).to_contain_text("怎样加入", timeout=WAIT_MS)
    expect(phone.window.locator(".key").first).to_be_focused(timeout=WAIT_MS)
    page.keyboard.press("Space")
    expect(phone.window).to_contain_text("企业名称", timeout=WAIT_MS)
    box = phone.root.get_by_role("textbox", name="鲁老板写消息")
    for _ in range(6):
        page.keyboard.press("Tab")
        if box.evaluate("one => one === document.activeElement"):
            break
    expect(box).to_be_focused()
    page.keyboard.type("吴记五金厂")
    page.keyboard.press("Enter")
    expect(phone.window).to_contain_text("统一社会信用代码", timeout=WAIT_MS)
    page.keyboard.type(credit_code("MA5K12Q0"))
    page.keyboard.press("Enter")
    expect(phone.window).to_contain_text("做哪一行", timeout=WAIT_MS)
    page.keyboard.type("1")  # a number presses the button of that number
    page.keyboard.press("Enter")
    expect(phone.window).to_contain_text("企业在", timeout=WAIT_MS)
