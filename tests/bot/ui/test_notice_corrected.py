"""A corrected notice: its mark, what changed, and that it still fits."""

from __future__ import annotations

import pytest

from bot.ui.corrections import changes, marked
from content.catalog import Catalog
from content.telegram_html import MAX_CAPTION, MAX_TEXT, over, seen

CATALOG = Catalog.load()
OLD = "开会。11 月 15 日上午九点到镇里。带自查表。"
NEW = "开会。11 月 16 日上午九点到镇里。带自查表。"


def test_it_is_marked_and_says_what_it_was_and_what_it_is() -> None:
    made = marked(CATALOG, OLD, NEW, caption=False)
    assert made.startswith("【更正】\n")
    assert made.endswith(f"\n\n{NEW}")
    assert "原写“11 月 15 日上午九点到镇里。”，现为“11 月 16 日上午九点到镇里。”" in made


def test_corrected_once_more_it_is_marked_once() -> None:
    once = marked(CATALOG, OLD, NEW, caption=False)
    twice = marked(CATALOG, once, OLD, caption=False)
    assert twice.count("【更正】") == 1
    assert "现为“11 月 15 日上午九点到镇里。”" in twice
    assert marked(CATALOG, once, NEW, caption=False) == once
    assert marked(CATALOG, OLD, OLD, caption=False) == OLD


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("一。二。", "一。二。三。", ["新增“三。”"]),
        ("一。二。", "一。", ["删去“二。”"]),
        ("一\n\n二", "一\n二", []),
        ("a < b & c", "a < b & d", ["原写“a < b & c”，现为“a < b & d”"]),
    ],
)
def test_what_changed(before: str, after: str, said: list[str]) -> None:
    assert changes(CATALOG, before, after) == said


@pytest.mark.parametrize(("caption", "limit"), [(False, MAX_TEXT), (True, MAX_CAPTION)])
def test_a_long_text_goes_before_what_is_said_of_it(caption: bool, limit: int) -> None:
    text = "字" * (limit - 6)
    made = marked(CATALOG, OLD, text, caption=caption)
    assert made == f"【更正】\n\n{text}"
    assert not over(made, limit)


def test_signs_of_html_stay_what_they_are() -> None:
    made = marked(CATALOG, "a &lt; b", "a &lt; <b>c</b> &amp; d", caption=False)
    assert made.endswith("a &lt; <b>c</b> &amp; d")
    assert "现为“a < c & d”" in seen(made)
