"""One person's phone on the demonstration's page, tapped and typed on as a thumb would."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.async_api import expect as expect_soon
from playwright.sync_api import Download, FilePayload, Locator, Page, expect

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WAIT_MS = 90_000  # two cores may be busy with other things
expect.set_options(timeout=WAIT_MS)
expect_soon.set_options(timeout=WAIT_MS)
_numbers = itertools.count(1)

# The newest message with buttons, as one string; null while there is none.
_WINDOW = """label => {
  const log = [...document.querySelectorAll(".phone")].find(one => one.ariaLabel === label);
  const lines = log ? [...log.querySelectorAll(".line:not(.mine)")] : [];
  const found = lines.filter(one => one.querySelector(".key")).pop();
  return found ? `${lines.indexOf(found)} ${found.innerText}` : null;
}"""


def photo(width: int = 1280, height: int = 960) -> bytes:
    """A picture unlike any other."""
    number = next(_numbers)
    image = Image.new("RGB", (width, height), (90 + number * 7 % 90, 110, 140 - number * 5 % 70))
    draw = ImageDraw.Draw(image)
    for row in range(6):
        shade = (60 + row * 25, 80 + number * 3 % 100, 70 + row * 20)
        draw.rectangle((80 + number * 9 % 200, 120 + row * 130, 1180, 210 + row * 130), fill=shade)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


class Phone:
    """The phone of `name` on the page. Every action waits until the bot's window has changed."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.name = name
        self.root = page.get_by_role("region", name=f"{name}的手机")

    def choose(self) -> Phone:
        """Bring this phone to the front, where only one has room."""
        chip = self.page.locator("#people").get_by_role("button", name=self.name)
        if not self.root.is_visible():
            chip.click()
        expect(self.root).to_be_visible()
        return self

    @property
    def window(self) -> Locator:
        """The newest message of the bot that has buttons."""
        return self.root.locator(".line:not(.mine):has(.key)").last

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

    def begin(self) -> None:
        """Press start."""
        self._changing(lambda: self.root.get_by_role("button", name="开始", exact=True).click())

    def tap(self, button: str) -> None:
        """Tap the first button of the window that has these words in it."""
        place = next((n for n, one in enumerate(self.buttons) if button in one), None)
        assert place is not None, f"no button {button!r} in:\n{self.text}"
        self._changing(lambda: self.window.locator(".key").nth(place).click())

    def type(self, words: str) -> None:
        """Write a message."""

        def write() -> None:
            self.root.get_by_role("textbox", name=f"{self.name}写消息").fill(words)
            self.page.keyboard.press("Enter")

        self._changing(write)

    def send_photo(self, data: bytes | None = None) -> None:
        """Send a photo through the page's own menu."""

        payload: FilePayload = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data or photo()}

        def send() -> None:
            self.root.get_by_role("button", name="发照片、文件或语音").click()
            with self.page.expect_file_chooser() as choosing:
                self.page.get_by_role("menuitem", name="照片").click()
            choosing.value.set_files(payload)

        self._changing(send)

    def download(self, name: re.Pattern[str]) -> Download:
        """Download the newest file with such a name."""
        with self.page.expect_download() as downloading:
            self.root.get_by_role("link", name=name).last.click()
        return downloading.value

    def _changing(self, act: Callable[[], None]) -> None:
        label = f"{self.name}的手机"
        before = self.page.evaluate(_WINDOW, label)
        act()
        self.page.wait_for_function(
            f"([label, before]) => {{ const now = ({_WINDOW})(label); return now && now !== before; }}",
            arg=[label, before],
            timeout=WAIT_MS,
        )
