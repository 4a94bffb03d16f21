"""The demonstration's time on its page: it passes, it jumps, it is never earlier after a kill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect

from tests.browser.phone import CHROMIUM, WAIT_MS, Phone
from tests.conversations.processes import Process

pytestmark = [
    pytest.mark.browser,
    pytest.mark.xdist_group("demonstration in a browser"),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's Chromium: apt-get install chromium"),
]
OWNER = "李老板"
_DAY = re.compile(r"(\d+)年(\d+)月(\d+)日")


class Demonstration:
    """A demonstration on a data directory, started again as often as wanted."""

    def __init__(self, directory: Path, *arguments: str) -> None:
        self.directory = directory
        self.arguments = ("--port", "0", "--no-browser", "--data-dir", str(directory / "data"), *arguments)
        self.process = self._start()

    def _start(self) -> Process:
        return Process("demo", *self.arguments, directory=self.directory, settings={})

    @property
    def url(self) -> str:
        """Its address."""
        return self.process.wait_for("ready ").partition(" ")[2]

    def kill_and_start(self) -> None:
        """Restart the machine as after a power cut."""
        self.process.kill()
        self.process = self._start()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A phone's browser."""
    opened = chromium.new_page(viewport={"width": 360, "height": 740})
    opened.set_default_timeout(WAIT_MS)
    yield opened
    opened.context.close()


@pytest.fixture
def started(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Demonstration]:
    """A demonstration with the speed of the test."""
    made = Demonstration(tmp_path, "--speed", request.param)
    try:
        yield made
        assert made.process.terminate() == 0
        assert "Traceback" not in made.process.output()
        assert " ERROR " not in made.process.output()
    finally:
        if made.process.running:
            made.process.kill()


def day_of(page: Page) -> tuple[int, ...]:
    """The day on the page."""
    found = _DAY.search(page.locator(".clock-time").inner_text())
    assert found
    return tuple(int(part) for part in found.groups())


def home(page: Page) -> Phone:
    """The owner's home window, whether or not anything was said before.

    As long as nothing was, the page has a button to begin; the first reminder takes its place at any moment.
    """
    phone = Phone(page, OWNER).choose()
    start = phone.root.get_by_role("button", name="开始", exact=True)
    expect(start.or_(phone.root.get_by_role("textbox")).first).to_be_visible()
    if start.is_visible():
        with suppress(TimeoutError):
            start.click(timeout=3_000)
            expect(phone.window).to_contain_text("自查")
            return phone
    phone.type("/start")
    return phone


@pytest.mark.parametrize("started", ["1440"], indirect=True)
def test_a_jump_to_the_day_before_is_kept_by_a_killed_process(started: Demonstration, page: Page) -> None:
    page.goto(started.url)
    first = page.locator(".clock-time").inner_text()
    expect(page.locator(".clock-time")).not_to_have_text(first)  # it moves
    page.get_by_role("button", name="时间", exact=True).click()
    page.get_by_role("button", name="交自查表截止前一天").click()
    # A second of the test is 24 minutes of this clock: a busy machine reads it hours after 08:30.
    expect(page.locator(".clock-said")).to_contain_text(re.compile(r"到了.*(08:[345]|09:|1\d:|2\d:)\d+。"))
    before = day_of(page)
    page.get_by_role("button", name="停，时间停住").click()
    phone = home(page)
    assert "还有 1 天" in phone.text or "明天" in phone.text, phone.text
    label = page.locator(".day").last.inner_text()
    assert tuple(int(part) for part in _DAY.findall(label)[0]) == before
    started.kill_and_start()
    page.goto(started.url)
    expect(page.locator(".clock-time")).to_be_visible()
    assert day_of(page) >= before
    home(page)
    times = page.locator(".line time").evaluate_all("all => all.map(one => one.dateTime)")
    assert times == sorted(times)


@pytest.mark.parametrize("started", ["86400"], indirect=True)
def test_a_day_a_second_breaks_nothing(started: Demonstration, page: Page) -> None:
    page.goto(started.url)
    first = day_of(page)
    phone = home(page)
    phone.tap("开始自查")
    phone.tap("符合")
    page.wait_for_function(
        "first => !document.querySelector('.clock-time').textContent.startsWith(first)",
        arg="{}年{}月{}日".format(*first),
    )
    phone.type("/start")
    assert phone.buttons, "the bot answers as before"
    assert day_of(page) > first
