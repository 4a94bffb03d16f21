"""Reports cut into pages of a phone: nothing is lost, nothing is too long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.report_case.desk import pages
from content.screen import lines_of

TEXTS = st.text(alphabet="字粉尘。；\n ab🙂", max_size=400)


@given(TEXTS, st.integers(2, 6), st.integers(4, 10))
def test_pages_fit_and_lose_only_breaks_between_them(text: str, first: int, rest: int) -> None:
    found = pages(text, first, rest)
    assert lines_of(found[0]) <= first
    assert all(lines_of(page) <= rest for page in found[1:])
    assert "".join(found).replace("\n", "") == text.replace("\n", "")


def test_a_page_ends_with_a_sentence() -> None:
    text = "这是一句不长不短的话。" * 40
    assert all(page.endswith("。") for page in pages(text, 4, 8))
