"""An owner without Telegram: from the office's link through a whole self-check to the form in hand."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect
from pypdf import PdfReader

from tests import sizes
from tests.browser.phone import CHROMIUM, WAIT_MS, photo
from tests.browser.ways import answer_all, fill_profile
from tests.browser.web_phone import Site, WebPhone, context_of, joined, opened_by, watch

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("page in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]


EVERY = sizes.size(4, 1)
"""The page is killed after one question of so many: each costs Chromium a second."""


def opened_again(phone: WebPhone) -> None:
    """Kill the page and open it again: it shows the same window, and each word that was typed once."""
    before, said = phone.text, phone.page.locator(".mine").count()
    phone.page.reload()
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    assert phone.text == before
    assert phone.page.locator(".mine").count() == said


def recorded(page: Page) -> bytes:
    """A second of sound, as the browser records it."""
    made = page.evaluate(
        """async () => {
          const context = new AudioContext(), tone = context.createOscillator();
          const end = context.createMediaStreamDestination();
          tone.connect(end);
          tone.start();
          const recorder = new MediaRecorder(end.stream), parts = [];
          recorder.ondataavailable = (event) => parts.push(event.data);
          const done = new Promise((resolve) => { recorder.onstop = resolve; });
          recorder.start();
          setTimeout(() => recorder.stop(), 1000);
          await done;
          await context.close();
          return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
        }"""
    )
    return bytes(made)


def test_an_owner_without_telegram_hands_in_the_form_and_is_told_the_verdict(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    # opened faster than anybody opens a page: it is told to wait now and then, and asks again
    phone = joined(chromium, site, faults, 360, offline=True)
    page: Page = phone.page
    photos = 0

    def killed(name: str, *_: object) -> None:
        number = re.match(r"question-(\d+)", name)
        if number is None or int(number[1]) % EVERY == 1 % EVERY:
            opened_again(phone)

    def taken() -> bytes:
        nonlocal photos
        photos += 1
        return photo()

    opened_again(phone)
    recorder = page.get_by_text("录音", exact=True)
    expect(recorder).to_be_hidden()
    fill_profile(phone, killed)  # type: ignore[arg-type]  # taps and types as a phone does
    phone.tap("开始自查")
    opened_again(phone)
    expect(recorder).to_be_visible()
    voice: FilePayload = {"name": "录音.bin", "mimeType": "audio/webm", "buffer": recorded(page)}
    phone._changing(lambda: page.locator("#voice").set_input_files(voice))
    assert "语音备注 1 条" in phone.text
    opened_again(phone)
    page.locator(".mine .file", has_text="录音").click()
    page.wait_for_function("() => document.querySelector('audio')?.currentTime > 0")
    answered = answer_all(phone, frozenset({1}), killed, picture=taken)  # type: ignore[arg-type]
    assert answered > 8
    assert page.locator(".mine .small").count() == photos > 0, "each photo once"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    opened_again(phone)
    phone._changing(lambda: page.locator(".head").get_by_role("button", name="首页", exact=True).tap())
    assert not page.locator(".mine", has_text="/start").count()
    phone.tap("继续自查")
    phone.tap("提交自查表")
    expect(phone.window).to_contain_text(re.compile(r"编号 HL-\d{4}"), timeout=WAIT_MS)
    # Chromium's own viewer would ask for its parts
    page.route("**/w/open/*", lambda route: route.fulfill(status=204))
    with page.expect_request("**/w/open/*") as asked:
        page.locator(".file", has_text=".pdf").last.click()
    got = page.request.get(asked.value.url)
    words = "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(got.body())).pages).split())
    assert "鞋" in words or "厂" in words
    assert got.headers["content-type"] == "application/pdf"
    page.goto(site.url)
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    own = page.locator(".mine .small")
    assert own.count() > 0, "photos sent before are shown, by the page that is opened later, too"
    own.last.scroll_into_view_if_needed()
    page.wait_for_function("() => [...document.querySelectorAll('.mine .small')].pop().naturalWidth === 480")
    desk = context_of(chromium, 1280).new_page()
    watch(desk, faults)
    officer = opened_by(desk, site, site.seat())
    for button in ("加入", "复查", "<img", "下结论", "限期整改", "15 天", "确认"):
        officer.tap(button)
        opened_again(officer)
    assert "已记下" in desk.inner_text(".chat")
    told = page.locator(".line:not(.mine)", has_text="限期整改").last
    expect(told).to_be_visible(timeout=WAIT_MS)
    assert told.locator(".new").count() == 1
    told.locator(".key", has_text="查看结果").tap()
    expect(phone.window).to_contain_text("限期整改", timeout=WAIT_MS)
    desk.context.close()
    assert page.evaluate("Object.keys(localStorage).sort()") == ["device", "queue"]
    page.context.close()


def test_what_was_typed_without_a_network_is_sent_by_the_page_opened_later(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    phone = joined(chromium, site, faults, 320, offline=True)
    page = phone.page
    page.context.set_offline(True)
    page.get_by_role("textbox").fill("白胶 天那水")
    page.keyboard.press("Enter")
    expect(page.locator(".pending")).to_be_visible()
    page.evaluate("window.stop()")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".mine", has_text="白胶 天那水")).to_have_count(1, timeout=WAIT_MS)
    site.installation.bot.kill()
    site.installation.start_bot()
    page.reload()
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    page.get_by_role("textbox").fill("/report")
    page.keyboard.press("Enter")
    expect(phone.window).to_contain_text("不保存您的账号", timeout=WAIT_MS)
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="结束，全清掉").click()
    expect(page.get_by_text("已经结束")).to_be_visible()
    page.reload()
    expect(page.locator(".mine", has_text="白胶 天那水")).to_have_count(1, timeout=WAIT_MS)
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="结束，全清掉").click()
    expect(page.get_by_text("已经结束")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.context.close()


def test_a_report_from_an_owners_phone_leaves_nothing_with_the_owner(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    """Once a report begins, the device's key asks nothing, and nothing typed then is stored with it."""
    phone = joined(chromium, site, faults, 320)
    page = phone.page
    key = page.evaluate("localStorage.getItem('device')")
    asked: list[str] = []
    button = page.get_by_role("button", name="匿名举报", exact=True)
    expect(button).to_be_visible()
    page.get_by_label("语言").select_option("en")
    for _ in range(3):  # back to the usual size at the end
        page.locator(".size").click()
        expect(page.get_by_role("button", name="Anonymous report", exact=True)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".head").evaluate("one => one.scrollWidth <= one.clientWidth")
    page.get_by_label("Language").select_option("zh")
    expect(button).to_be_visible()
    page.on("request", lambda request: asked.append(request.headers.get("x-session", "")))
    button.click()
    expect(page.get_by_role("button", name="查询举报", exact=True)).to_be_visible()
    page.get_by_role("button", name="匿名举报", exact=True).click()
    expect(phone.window).to_contain_text("不保存您的账号", timeout=WAIT_MS)
    page.evaluate("location.hash = 'e_marked'")
    expect(phone.window).to_contain_text("不保存您的账号")
    assert "marked" not in page.url
    assert key not in asked
    assert not page.get_by_text("企业概况").count()
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="结束，全清掉").click()
    page.get_by_role("button", name="回到开头").click()
    page.get_by_role("button", name="回到我的页面").click()
    expect(phone.window).to_contain_text("企业概况", timeout=WAIT_MS)

    story = "老板不开抽风，粉尘落一身"
    page.evaluate(
        """story => {
          const area = document.querySelector("textarea"), form = document.querySelector("form");
          for (const words of ["4821 0937 5516 2048", story]) { area.value = words; form.requestSubmit(); }
        }""",
        story,
    )
    expect(phone.window).to_contain_text("回执", timeout=WAIT_MS)
    assert story not in page.evaluate("JSON.stringify(localStorage)")
    page.get_by_role("button", name="结束", exact=True).click()
    page.get_by_role("button", name="结束，全清掉").click()
    page.reload()
    expect(phone.window).to_contain_text("企业概况", timeout=WAIT_MS)
    assert not page.get_by_text(story).count()
    page.context.close()


def test_a_second_device_is_let_in_by_link_and_pin_and_loses_it_when_all_are_ended(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    phone = joined(chromium, site, faults, 360, offline=True)
    page = phone.page
    phone.type("/start")
    for button in ("更多", "网页登录", "再登录一台设备"):
        phone.tap(button)
    phone.type("130579")
    found = re.search(r"#l_[\w-]+", phone.text)
    assert found
    other = context_of(chromium, 1280).new_page()
    watch(other, faults, offline=True)  # a wrong PIN is answered with 403, which Chromium notes
    other.goto(f"{site.url}/{found[0]}")
    other.get_by_role("button", name="登录").click()
    field = other.get_by_label("六位密码")
    expect(field).to_be_focused()
    assert "l_" not in other.url
    field.fill("130578")
    other.keyboard.press("Enter")
    expect(other.get_by_text("密码不对")).to_be_visible()
    field.fill("130579")
    other.keyboard.press("Enter")
    second = WebPhone(other)
    expect(second.window).to_be_visible(timeout=WAIT_MS)
    second.type("/start")
    for button in ("更多", "网页登录"):
        second.tap(button)
    expect(second.window).to_contain_text("已登录 2 台")
    assert "130579" not in other.inner_text("body")
    second.tap("退出网页上的设备")
    second.window.locator(".key", has_text="全部退出").click()
    for one in (other, page):
        expect(one.get_by_text("这台手机已经退出")).to_be_visible(timeout=WAIT_MS)
        assert one.evaluate("localStorage.length") == 0
        one.context.close()


def test_a_photo_chosen_without_a_network_is_sent_by_the_page_opened_later(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    phone = joined(chromium, site, faults, 390, offline=True)
    page = phone.page
    page.context.set_offline(True)
    payload: FilePayload = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    page.locator("#photos").set_input_files(payload)
    expect(page.locator(".pending")).to_be_visible()
    count = "indexedDB.databases().then(found => found.length)"
    page.wait_for_function(f"{count}.then(number => number === 1)")
    page.evaluate("window.stop()")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".mine:not(.pending)", has_text="照片")).to_have_count(1, timeout=WAIT_MS)
    left = """() => new Promise((resolve) => {
      const asked = indexedDB.open("waiting");
      asked.onsuccess = () => {
        const found = asked.result.transaction("files").objectStore("files").count();
        found.onsuccess = () => { asked.result.close(); resolve(found.result); };
      };
    })"""
    page.wait_for_function(f"({left})().then(number => number === 0)")
    page.context.close()


def test_a_notice_is_written_sent_and_read_on_the_page(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    owner = joined(chromium, site, faults, 360)
    desk = context_of(chromium, 1280).new_page()
    watch(desk, faults)
    officer = opened_by(desk, site, site.seat())
    officer.tap("加入")
    for button in ("通知", "写通知", "空白"):
        officer.tap(button)
    officer.type("请本周五前关好抽风口 <script>alert(4)</script>")
    officer.tap("发给 ")
    officer.tap("确认，发给")
    told = owner.page.locator(".line", has_text="关好抽风口")
    expect(told).to_be_visible(timeout=WAIT_MS)
    assert "<script>" in told.inner_text(), "words are never markup"
    told.locator(".key", has_text="已阅读").click()
    expect(told.locator(".key")).to_contain_text("✓ 已读", timeout=WAIT_MS)
    expect(desk.locator(".panes > .log:not(.desk) .line", has_text="关好抽风口").first).to_be_visible()
    left, right = desk.locator(".panes > .log").first.bounding_box(), desk.locator(".desk").bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"] + 1, "messages left, the open window right"
    assert owner.page.locator(".desk").is_hidden()
    officer.type("/office")
    for button in ("通知", "关好抽风口"):
        officer.tap(button)
    expect(officer.window).to_contain_text("已阅读 1")
    for one in (owner.page, desk):
        one.context.close()


def test_there_is_room_to_write_in_english_with_the_largest_letters(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    phone = joined(chromium, site, faults, 320)
    page = phone.page
    page.get_by_label("语言").select_option("en")
    for _ in range(2):
        page.locator(".size").click()
    box = page.locator("textarea").bounding_box()
    assert box
    assert box["width"] > 140
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.context.close()


def test_a_page_that_is_joining_goes_on_after_its_process_is_killed(
    chromium: Browser, site: Site, faults: list[str]
) -> None:
    page = context_of(chromium, 360).new_page()
    watch(page, faults, offline=True)
    phone = opened_by(page, site, site.link())
    expect(phone.window).to_contain_text("厂", timeout=WAIT_MS)
    typed = page.locator(".typed")
    for meanwhile in ("looked at", "closed", "tapped on"):
        if meanwhile == "looked at":
            phone.type("永兴<b>鞋材</b>厂")
            assert typed.count() == 0, "the server has it"
        key = page.evaluate("localStorage.device")
        site.installation.bot.kill()
        if meanwhile == "closed":
            page.goto("about:blank")
        elif meanwhile == "tapped on":
            phone.window.locator(".key", has_text="加入").first.tap()
        site.installation.start_bot()
        if meanwhile == "closed":
            page.goto(site.url)
        page.wait_for_function("key => localStorage.device && localStorage.device !== key", arg=key)
        expect(page.get_by_text("刚才断开过")).to_be_visible(timeout=WAIT_MS)
        expect(phone.window).to_contain_text("加入", timeout=WAIT_MS)
    typed.get_by_role("button", name="永兴<b>鞋材</b>厂").tap()
    expect(page.locator("textarea")).to_have_value("永兴<b>鞋材</b>厂")
    page.locator("textarea").fill("")
    phone.tap("加入")
    expect(typed).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('typed')") is None
    expect(phone.window).to_contain_text("企业概况", timeout=WAIT_MS)
    page.wait_for_function("() => Object.keys(localStorage).sort().join() === 'device,queue'")
    site.installation.bot.kill()
    site.installation.start_bot()
    before = phone.text
    page.reload()
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    assert phone.text == before
    page.context.close()
