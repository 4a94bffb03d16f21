"""The overview as a picture and in words: it fits a phone and a caption, and says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from content.catalog import Catalog
from content.loader import load
from documents.overview_chart import overview_png, overview_text
from storage.statistics.overviews import Overview, PlaceLine, Remedies, Steps
from storage.statistics.rates import Rate

CATALOG, LIBRARY = Catalog.load(), load()


def view(places: int = 3, name: str = "城东街道", **remedies: int) -> Overview:
    lines = tuple(
        PlaceLine(at, f"{name}{at}", Steps(10, 9, 8, at % 11, 2, 1), at % 3, own=at == 0)
        for at in range(places)
    )
    steps = Steps(212, 177, 143, 100, 39, 16)
    return Overview(1, "tianjin", "海陵区", date(2027, 3, 2), steps, Remedies(**remedies), lines)


@pytest.mark.parametrize(
    "shown",
    [
        view(open=3, overdue=1),
        view(0),
        view(200, "<b>很长很长的街道名字😀</b>", closed=1_000_000),
        Overview(1, "hailing", "空区", date(2027, 3, 2), Steps(), Remedies(), ()),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_picture_for_a_phone(shown: Overview, language: str) -> None:
    with Image.open(BytesIO(await overview_png(shown, LIBRARY, CATALOG, language))) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1080
        assert 600 < picture.height < 2400
        colours = picture.convert("RGB").getcolors(1 << 22)
        assert colours is not None
        assert len(colours) > 10
    words = overview_text(shown, LIBRARY, CATALOG, language)
    assert len(words) <= 1024


async def test_the_words_say_what_the_picture_shows() -> None:
    words = overview_text(view(open=3, overdue=1), LIBRARY, CATALOG, "zh")
    for said in ("应查 212", "已交 100 47%", "复查覆盖率 18%", "逾期 1", "城东街道1 1/10"):
        assert said in words


def test_all_but_one_is_not_all() -> None:
    shown = Overview(1, "tianjin", "区", date(2027, 3, 2), Steps(1000, 1000, 1000, 999), Remedies(), ())
    assert "已交 999 超过 99%" in overview_text(shown, LIBRARY, CATALOG, "zh")
    assert "已注册 1000 100%" in overview_text(shown, LIBRARY, CATALOG, "zh")


async def test_a_wider_bar_is_more_blue() -> None:
    def blue(png: bytes) -> int:
        with Image.open(BytesIO(png)) as picture:
            counted = picture.convert("RGB").getcolors(1 << 22) or []
        return sum(count for count, colour in counted if colour == (0, 114, 178))

    few = Overview(1, "tianjin", "区", date(2027, 3, 2), Steps(100, 50, 50, 10), Remedies(), ())
    many = Overview(1, "tianjin", "区", date(2027, 3, 2), Steps(100, 50, 50, 40), Remedies(), ())
    first, second = [blue(await overview_png(one, LIBRARY, CATALOG, "zh")) for one in (few, many)]
    assert second > 3 * first


async def test_shares_of_workers_stand_against_what_the_plan_wants() -> None:
    rates = (Rate("Q07.1", 980, 1000, 12), Rate("Q08.1", 1000, 1000, 12))
    shown = replace(view(), rates=rates)
    words = overview_text(shown, LIBRARY, CATALOG, "zh")
    assert "劳动合同签订率 98% 方案要求 100%；已交表的 12 家自报：1000 人中 980 人" in words
    assert "工伤保险参保率 100%" in words
    for language in ("zh", "en"):
        with Image.open(BytesIO(await overview_png(shown, LIBRARY, CATALOG, language))) as picture:
            higher = picture.height
        with Image.open(BytesIO(await overview_png(view(), LIBRARY, CATALOG, language))) as picture:
            assert higher > picture.height + 100
    elsewhere = replace(shown, pack="hailing")
    assert "签订率" not in overview_text(elsewhere, LIBRARY, CATALOG, "zh"), "no plan says so there"
