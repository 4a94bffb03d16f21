"""Draws docs/demo.png again: three phones of the demonstration side by side. `make pictures` runs it."""

from __future__ import annotations

import io
import itertools
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from tests.browser.phone import ARGUMENTS, CHROMIUM, Phone
from tests.browser.ways import answer_all
from tests.conversations.processes import Process

TARGET = Path(__file__).parents[1] / "docs" / "demo.png"
MOST_BYTES = 400_000
SIZE = (390, 844)
GAP, MARGIN = 28, 28
PAPER = (236, 241, 243)
_shades = itertools.count()


def workshop() -> bytes:
    """A drawing of a notice board in a workshop, unlike any other by its wall, for a photo in the chat."""
    shade = next(_shades) % 12
    image = Image.new("RGB", (1200, 640), (206 - shade, 211 - shade, 207))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 470, 1200, 640), fill=(150, 158, 156))
    draw.rectangle((120, 70, 760, 420), fill=(58, 96, 84))
    draw.rectangle((136, 86, 744, 404), fill=(233, 236, 228))
    for number in range(6):
        left, top = 166 + number % 3 * 192, 112 + number // 3 * 146
        draw.rectangle((left, top, left + 160, top + 118), fill=(255, 255, 255), outline=(170, 178, 174))
        draw.rectangle((left + 12, top + 12, left + 120, top + 22), fill=(186, 62, 54))
        for line in range(5):
            right = left + 146 - line % 2 * 30
            draw.rectangle(
                (left + 12, top + 36 + line * 15, right, top + 42 + line * 15), fill=(150, 158, 160)
            )
    draw.polygon(((930, 120), (1030, 300), (830, 300)), fill=(240, 196, 48), outline=(60, 60, 60))
    draw.rectangle((922, 180, 938, 246), fill=(50, 50, 50))
    draw.ellipse((921, 258, 939, 276), fill=(50, 50, 50))
    draw.rectangle((840, 330, 1020, 380), fill=(255, 255, 255), outline=(120, 126, 124))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def shot(phone: Phone) -> Image.Image:
    """The phone's screen as it is now."""
    phone.page.mouse.move(0, 0)
    phone.page.evaluate("document.activeElement?.blur()")
    phone.page.wait_for_function("[...document.images].every(one => one.complete)")
    phone.page.wait_for_function("!document.querySelector('.toast:not([hidden])')")
    phone.root.locator(".log").evaluate("log => { log.scrollTop = log.scrollHeight; }")
    return Image.open(io.BytesIO(phone.root.locator(".screen").screenshot(animations="disabled")))


def take(page: Page) -> list[Image.Image]:
    """Home half-way, a question with its photo, the form handed in."""
    phone = Phone(page, "李老板").choose()
    phone.begin()
    phone.tap("开始自查")
    answer_all(phone, frozenset({1, 4}), skipping=frozenset({3}), before=7, picture=workshop)
    phone.type("/start")
    home = shot(phone)
    phone.tap("继续自查")
    phone.send_photo(workshop())
    question = shot(phone)
    answer_all(phone, picture=workshop)
    phone.tap("提交自查表")
    return [home, question, shot(phone)]


def side_by_side(screens: list[Image.Image]) -> Image.Image:
    """The screens on one sheet, with rounded corners."""
    scale = 2
    wide, high = screens[0].size
    gap, margin = GAP * scale, MARGIN * scale
    sheet = Image.new(
        "RGB", (wide * len(screens) + gap * (len(screens) - 1) + 2 * margin, high + 2 * margin), PAPER
    )
    corners = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(corners).rounded_rectangle((0, 0, wide - 1, high - 1), 28 * scale, fill=255)
    for number, screen in enumerate(screens):
        sheet.paste(screen.convert("RGB"), (margin + number * (wide + gap), margin), corners)
    return sheet


def small_enough(sheet: Image.Image) -> bytes:
    """PNG with as many colours as fit into MOST_BYTES.

    Raises:
        ValueError: even few colours do not fit.
    """
    for colours in (256, 128, 64):
        out = io.BytesIO()
        sheet.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise ValueError(f"the picture does not fit into {MOST_BYTES} bytes")


def main() -> None:
    """Draw the picture; says where it is."""
    if not CHROMIUM.exists():
        sys.exit("pictures need Debian's Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory) / "data"
        demo = Process(
            "demo",
            "--port",
            "0",
            "--no-browser",
            "--data-dir",
            str(data),
            directory=Path(directory),
            settings={},
        )
        try:
            url = demo.wait_for("ready ").partition(" ")[2]
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
                page = browser.new_page(
                    viewport={"width": SIZE[0], "height": SIZE[1]},
                    device_scale_factor=2,
                    color_scheme="light",
                )
                page.goto(url)
                screens = take(page)
                browser.close()
        finally:
            demo.kill()
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(small_enough(side_by_side(screens)))
    sys.stdout.write(f"{TARGET.name}: {TARGET.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
