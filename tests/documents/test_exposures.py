"""The list of whom to name in public: whole, in messages that Telegram takes."""

from __future__ import annotations

from datetime import UTC, date, datetime

from content.catalog import Catalog
from content.loader import load
from documents.papers.exposures import exposure_paper, exposure_texts
from storage.offices.letterheads import Letterhead
from storage.reviews.measure_views import Exposed
from storage.reviews.place_exposures import ExposedPlace

AT = datetime(2026, 11, 20, 4, tzinfo=UTC)


def test_a_long_list_is_several_messages_and_leaves_nobody_out() -> None:
    exposed = [Exposed(f"第{number}厂", "", "某镇", "拒不整改，" * 60, AT) for number in range(40)]
    head = Letterhead("某市")
    paper = exposure_paper(exposed, "yangzhou", head, date(2026, 11, 29), load(), Catalog.load())
    messages = exposure_texts(paper)
    assert all(len(one) <= 4096 for one in messages)
    whole = "\n".join(messages)
    assert all(f"{number + 1}. 第{number}厂（某镇）：" in whole for number in range(40))
    assert whole.startswith(paper.title)
    assert whole.endswith("某市 2026年11月29日")


def test_places_stand_in_a_part_of_their_own_where_the_plan_names_them() -> None:
    head, day = Letterhead("某市"), date(2026, 11, 29)
    areas = [ExposedPlace(1, 1, 1, "某市", 2, "某区", "走过场", "agreed", 1, AT)]
    units = [Exposed("第1厂", "", "某镇", "拒不整改", AT)]
    given = ("yangzhou", head, day, load(), Catalog.load())
    both = exposure_paper(units, *given, places=areas)
    assert both.title.endswith("单位和地区名单")
    assert [part.title for part in both.body] == ["一、存在严重问题的单位", "二、存在严重问题的地区"]
    (whole,) = exposure_texts(both)
    assert "1. 某区：走过场" in whole
    alone = exposure_paper([], *given, places=areas)
    assert alone.title.endswith("地区名单")
    assert [part.title for part in alone.body] == [""]
