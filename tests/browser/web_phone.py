"""A phone's browser on the page beside Telegram; what its policy forbids or its scripts throw is a fault."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect, sync_playwright

from storage.base.audit import Actor
from storage.base.database import Database
from storage.enterprises import registration
from storage.membership import invites, staff_invites
from tests.browser.phone import ARGUMENTS, CHROMIUM, WAIT_MS, photo
from tests.conversations.installation import Installation
from tests.conversations.office import credit_code
from tests.conversations.working_hours import now

RECEIPT = re.compile(r"\d{4} \d{4} \d{4} \d{4}")

# The newest window, as one string; null while there is none.
_WINDOW = """() => {
  const lines = [...document.querySelectorAll(".chat .line:not(.mine)")];
  const found = lines.filter(one => one.querySelector(".key")).pop();
  return found ? `${lines.length} ${found.innerText}` : null;
}"""

# A window may be redrawn before its tap is answered: the busy key is not enough to tell.
_QUIET = """() => !document.querySelector("[data-sending], .key[aria-busy], .pending")"""


SYSTEM = Actor("system")
HOSTILE = "<img src=x onerror=alert(1)>厂"
Made = TypeVar("Made")
_codes = itertools.count(71_000_001)


def aside(act: Callable[[], Made]) -> Made:
    """The result of something that runs a loop of its own, while Playwright's runs in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(act).result()


@dataclass
class Site:
    """The page, and the installation that serves it."""

    url: str
    installation: Installation

    def link(self) -> str:
        """A link of one more enterprise."""
        return aside(lambda: asyncio.run(self._link()))

    def seat(self) -> str:
        """A link for the head of the office of those enterprises."""
        return aside(lambda: asyncio.run(self._seat()))

    @property
    def _town(self) -> int:
        return self.installation.places["hailing"].towns[0]

    async def _link(self) -> str:
        database, number = Database(self.installation.database_url), next(_codes)
        try:
            async with database.begin() as db:
                given = (f"{HOSTILE}{number}", credit_code(number), "shoes", self._town, 18, "东街")
                enterprise = await registration.enlist(db, SYSTEM, now(), *given)
                await registration.set_phone(db, SYSTEM, now(), enterprise, "何老板", "13800000000")
                return (await invites.create(db, SYSTEM, now(), "enterprise", enterprise)).secret
        finally:
            await database.close()

    async def _seat(self) -> str:
        database = Database(self.installation.database_url)
        try:
            async with database.begin() as db:
                given = (self._town, "head", "safety", "韩科长")
                return (await staff_invites.create(db, SYSTEM, now(), *given)).secret
        finally:
            await database.close()


class WebPhone:
    """One page; every action waits until the bot's window has changed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def window(self) -> Locator:
        """The newest message of the bot that has buttons."""
        return self.page.locator(".chat .line:not(.mine):has(.key)").last

    @property
    def text(self) -> str:
        """The text of the window, buttons included."""
        return self.window.inner_text()

    @property
    def buttons(self) -> list[str]:
        """The window's buttons."""
        return [one.strip() for one in self.window.locator(".key").all_inner_texts()]

    def has(self, button: str) -> bool:
        """Whether the window has a button with these words in it."""
        return any(button in one for one in self.buttons)

    def choose(self, words: str) -> None:
        """Press a button of the front."""
        self._changing(lambda: self.page.get_by_role("button", name=words, exact=True).click())

    def tap(self, button: str) -> None:
        """Tap the first button of the window that has these words in it."""
        place = next((n for n, one in enumerate(self.buttons) if button in one), None)
        assert place is not None, f"no button {button!r} in:\n{self.text}"
        self._changing(lambda: self.window.locator(".key").nth(place).click())

    def type(self, words: str) -> None:
        """Write a message."""

        def write() -> None:
            self.page.locator(".composer textarea").fill(words)
            self.page.keyboard.press("Enter")

        self._changing(write)

    def send_photo(self, data: bytes | None = None, name: str = "photo.jpg") -> None:
        """Choose a photo of the album."""
        payload: FilePayload = {"name": name, "mimeType": "image/jpeg", "buffer": data or photo()}
        self._changing(lambda: self.page.locator("#photos").set_input_files(payload))

    def _changing(self, act: object) -> None:
        assert callable(act)
        before = self.page.evaluate(_WINDOW)
        act()
        self.page.wait_for_function(
            f"before => {{ const now = ({_WINDOW})(); return now && now !== before && ({_QUIET})(); }}",
            arg=before,
            timeout=WAIT_MS,
        )

    # --- a whole report

    def to_story(self, town: str, place: str, enterprise: str) -> None:
        """Go from the front page to the question what happened."""
        self.choose("匿名举报")
        self.tap("开始")
        self.tap("粉尘毒气没抽走")
        self.type(place)
        self.tap(town)
        self.type(enterprise)
        if enterprise in " ".join(self.buttons):
            self.tap(enterprise)

    def receipt(self) -> str:
        """The receipt on the page."""
        expect(self.window).to_contain_text(RECEIPT)
        found = RECEIPT.search(self.text)
        assert found
        return found[0]


def opened_by(page: Page, site: Site, link: str) -> WebPhone:
    """A page opened by a link, at the question whether to join."""
    page.goto(f"{site.url}/#{link}")
    page.get_by_label("怎么称呼您").fill("何<b>老板</b>")
    page.get_by_role("button", name="下一步").click()
    phone = WebPhone(page)
    expect(phone.window).to_be_visible(timeout=WAIT_MS)
    return phone


def joined(
    chromium: Browser, site: Site, faults: list[str], width: int, *, offline: bool = False
) -> WebPhone:
    """A page whose owner has joined by a link of the office, at the window after it."""
    page = context_of(chromium, width).new_page()
    watch(page, faults, offline=offline)
    phone = opened_by(page, site, site.link())
    expect(phone.window).to_contain_text("厂", timeout=WAIT_MS)
    assert page.evaluate("location.href") == f"{site.url}/"
    phone.tap("加入")
    return phone


def context_of(
    browser: Browser, width: int = 390, *, dark: bool = False, wechat: bool = False
) -> BrowserContext:
    """A phone with touch, or a desktop from 700 px on."""
    phone = width < 700
    agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"
    return browser.new_context(
        viewport={"width": width, "height": 740 if phone else 900},
        is_mobile=phone,
        has_touch=phone,
        locale="zh-CN",
        color_scheme="dark" if dark else "light",
        user_agent=f"{agent} MicroMessenger/8.0" if wechat else agent,
    )


def watch(page: Page, faults: list[str], *, offline: bool = False, warnings: bool = True) -> None:
    """Note what goes wrong on a page; `offline`: requests fail on purpose."""
    kinds = ("error", "warning") if warnings else ("error",)
    page.set_default_timeout(WAIT_MS)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda said: (
            faults.append(f"console: {said.text}")
            if said.type in kinds and not (offline and "Failed to load" in said.text)
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            faults.append(f"request: {request.url}")
            if urlsplit(request.url).hostname not in ("127.0.0.1", None)
            else None
        ),
    )


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            yield made
        finally:
            made.close()
