"""A phone's browser on the page beside Telegram; what its policy forbids or its scripts throw is a fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, FilePayload, Locator, Page, expect, sync_playwright

from tests.browser.phone import ARGUMENTS, CHROMIUM, WAIT_MS, photo
from tests.conversations.installation import Installation

RECEIPT = re.compile(r"\d{4} \d{4} \d{4} \d{4}")

# The newest window, as one string; null while there is none.
_WINDOW = """() => {
  const lines = [...document.querySelectorAll(".chat .line:not(.mine)")];
  const found = lines.filter(one => one.querySelector(".key")).pop();
  return found ? `${lines.length} ${found.innerText}` : null;
}"""

_QUIET = """() => !document.querySelector(".key[aria-busy], .pending")"""


@dataclass
class Site:
    """The page, and the installation that serves it."""

    url: str
    installation: Installation


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
            self.page.get_by_role("textbox").fill(words)
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
        device_scale_factor=2 if phone else 1,
        locale="zh-CN",
        color_scheme="dark" if dark else "light",
        user_agent=f"{agent} MicroMessenger/8.0" if wechat else agent,
    )


def watch(page: Page, faults: list[str], *, offline: bool = False) -> None:
    """Record errors of a page; `offline`: requests fail on purpose."""
    page.set_default_timeout(WAIT_MS)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda said: (
            faults.append(f"console: {said.text}")
            if said.type in ("error", "warning") and not (offline and "Failed to load" in said.text)
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
