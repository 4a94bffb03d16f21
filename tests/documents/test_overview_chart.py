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
from storage.statistics.days import Before, Course, Kept
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


DUE, END = date(2027, 3, 31), date(2027, 12, 31)
COURSE = Course(
    END,
    {"self_check_form": DUE},
    Kept(date(2027, 2, 23), 210, 80, 30, 9, 14),
    Before("tianjin", Kept(date(2025, 3, 4), 190, 70, 60, 20, 4), as_far=True),
)


async def test_days_left_what_is_missing_and_what_has_changed() -> None:
    shown = view(open=3, overdue=1)
    words = overview_text(shown, LIBRARY, CATALOG, "zh", COURSE)
    for said in (
        "距自查表报送期限（3月31日）还有 29 天",
        "距行动结束（12月31日）还有 304 天",
        "复查覆盖率 18% 还差 173 家",
        "上周（2月23日） 已交 38% → 47%、已复查 14% → 18%、逾期 14 → 1",
        "上次行动同期（2025年3月4日） 已交 37% → 47%",
    ):
        assert said in words
    for language in ("zh", "en"):
        higher = await overview_png(shown, LIBRARY, CATALOG, language, COURSE)
        lower = await overview_png(shown, LIBRARY, CATALOG, language)
        with Image.open(BytesIO(higher)) as with_it, Image.open(BytesIO(lower)) as without:
            assert without.height + 200 < with_it.height < 2400


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (DUE, "今天（3月31日）是自查表报送期限"),
        (date(2027, 4, 3), "自查表报送期限（3月31日）已过 3 天"),
        (END, "今天（12月31日）是最后一个阶段的最后一天"),
        (date(2028, 1, 2), "最后一个阶段（2027年12月31日）已结束 2 天"),
    ],
)
def test_the_day_itself_and_days_after_it(day: date, said: str) -> None:
    assert said in overview_text(replace(view(), day=day), LIBRARY, CATALOG, "zh", COURSE)


def test_nothing_is_left_of_what_has_ended_and_undated_days_are_not_said() -> None:
    ended = overview_text(replace(view(), ended=True), LIBRARY, CATALOG, "zh", COURSE)
    assert "还有" not in ended
    assert "上周" not in ended
    assert "上次行动同期" in ended
    assert "还有" not in overview_text(view(), LIBRARY, CATALOG, "zh")


def test_a_mark_that_is_met_leaves_nothing_missing() -> None:
    met = Overview(1, "tianjin", "区", date(2027, 3, 2), Steps(10, 10, 10, 10, 10), Remedies(), ())
    assert "还差" not in overview_text(met, LIBRARY, CATALOG, "zh", COURSE)


def test_many_places_with_all_there_is_fit_a_caption() -> None:
    rates = (Rate("Q07.1", 980, 1000, 12), Rate("Q08.1", 1000, 1000, 12))
    full = replace(view(200, "很长很长的街道名字", open=1_000_000), rates=rates, visited=9)
    for language in ("zh", "en"):
        words = overview_text(full, LIBRARY, CATALOG, language, COURSE)
        assert len(words) <= 1024
        assert "很长很长的街道" in words
