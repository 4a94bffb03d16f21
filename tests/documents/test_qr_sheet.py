"""Sheets of QR codes: every code holds its link, every name is printed, twenty fit on a page."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from content.catalog import Catalog
from documents.qr_sheet import Card, drawn, invitation_sheet, poster_sheet

CATALOG = Catalog.load()


def cards(count: int) -> list[Card]:
    return [
        Card(f"第{number}制鞋厂 <b>&", "城东街道 · 12月26日前有效", f"https://t.me/bot?start=e_{number:022d}")
        for number in range(count)
    ]


def text_of(data: bytes) -> list[str]:
    return [page.extract_text().replace("\n", "") for page in PdfReader(BytesIO(data)).pages]


async def test_twenty_on_a_page_and_the_rest_on_the_next() -> None:
    pages = text_of(await invitation_sheet(cards(23), CATALOG, "zh", per_page=20))
    assert len(pages) == 2
    found = re.findall(r"第\s*(\d+)\s*制鞋厂", "".join(pages))
    assert [int(number) for number in found] == list(range(23))


async def test_the_longest_name_leaves_room_for_the_note_within_its_card() -> None:
    card = Card("厂" * 60, "城东街道 · 12月26日前有效", f"https://t.me/bot?start=e_{0:022d}")
    page = PdfReader(BytesIO(await invitation_sheet([card], CATALOG, "zh", per_page=20))).pages[0]
    found: list[float] = []

    def look(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if "有效" in text:
            found.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

    page.extract_text(visitor_text=look)
    edge = float(page.mediabox.height) - (0.9 + 5.4) / 2.54 * 72
    assert min(found) > edge + 3


async def test_one_on_a_page_says_what_to_do() -> None:
    pages = text_of(await invitation_sheet(cards(3), CATALOG, "zh"))
    assert len(pages) == 3
    assert all("扫一扫" in page and "只能用一次" in page for page in pages)
    with pytest.raises(ValueError, match="7 a page"):
        await invitation_sheet(cards(1), CATALOG, "zh", per_page=7)


async def test_a_poster_names_the_enterprise_and_how_to_be_safe() -> None:
    (page,) = text_of(await poster_sheet(cards(1), CATALOG, "zh"))
    assert "不要用厂里的网" in page
    assert "120" in page
    assert "<b>&" in page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("doors", ["telegram", "web", "both"])
async def test_every_sheet_says_what_its_code_opens_on_one_page(doors: str, language: str) -> None:
    phones = tuple(f"{'部' * 20} 0523-8629000{number} {'时' * 40}" for number in range(6))
    card = Card("厂" * 40, "城东街道", f"https://report.example.org/d#e_{'x' * 22}", phones)
    (poster,) = text_of(await poster_sheet([card], CATALOG, language, doors=doors))
    (invite,) = text_of(await invitation_sheet(cards(1), CATALOG, language, doors=doors))
    page = "网页" if language == "zh" else "page"
    assert ("Telegram" in invite, page in invite) == (doors != "web", doors != "telegram")
    assert (page in poster) == (doors != "telegram")
    assert "0523-86290005" in poster


async def test_the_numbers_an_office_publishes_fit_on_the_poster() -> None:
    phones = tuple(f"{'部' * 20} 0523-8629000{number} {'时' * 40}" for number in range(6))
    card = Card("厂" * 40, "城东街道", "https://t.me/chenan_bot?start=r_abc", phones)
    (page,) = text_of(await poster_sheet([card], CATALOG, "zh"))
    assert "0523-86290005" in page
    assert "也可以打电话" in page


def test_a_code_is_that_of_its_link() -> None:
    link = "https://t.me/chenan_bot?start=r_abcDEF123456"
    matrix = segno.make(link, error="q", boost_error=False, micro=False).matrix
    side = len(matrix) + 4  # two quiet modules on each side
    svg = drawn(link)
    assert f'width="{side * 4}"' in svg
    assert svg != drawn(link + "x")
