"""Text made fit for a font."""

from __future__ import annotations

import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.glyphs import SUBSTITUTE, FontProblem, coverage, printable

FONT = Path(str(files("manimgx_fonts_cjk"))) / "NotoSansCJK-VF.otf.ttc"
COVERED = coverage(FONT, 2)


def test_coverage_knows_rare_names_and_no_emoji() -> None:
    assert {ord(char) for char in "尘安𠮷䶮℃□✓A"} <= COVERED
    assert not {ord("✅"), ord("🚧"), 0x0627} & COVERED


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.otf"
    for content in (b"", b"not a font at all", b"OTTO\0\0" + b"\0" * 20):
        wrong.write_bytes(content)
        coverage.cache_clear()
        with pytest.raises(FontProblem, match=r"wrong\.otf"):
            coverage(wrong)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("✅ 已改 ❌ 未改 ⚠️ 小心", "✓ 已改 × 未改 ▲ 小心"),
        ("👍🏽", SUBSTITUTE),
        ("1️⃣", "1"),
        ("张\u200d三\ufeff\u00ad", "张三"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("一\n\n\n\n二", "一\n\n二"),
        ("a\u00a0b\tc\u3000d", "a b c\u3000d"),
        ("葛\U000e0100", "葛"),
        ("\u3164\u2800姓名", "姓名"),
        ("z" + "\u0301" * 9, "z\u0301\u0301"),
        ("\ue000\ud800", SUBSTITUTE),
    ],
)
def test_characters(given_text: str, expected: str) -> None:
    assert printable(given_text, COVERED) == expected


@given(st.text(st.characters()))
def test_nothing_without_a_glyph_is_left_and_a_second_time_changes_nothing(text: str) -> None:
    shown = printable(text, COVERED)
    assert all(char == "\n" or ord(char) in COVERED for char in shown)
    assert not any(unicodedata.category(char) in {"Cc", "Cf"} for char in shown if char != "\n")
    assert printable(shown, COVERED) == shown


@given(st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F)))
def test_plain_text_is_left_alone(text: str) -> None:
    expected = "".join(char if ord(char) in COVERED else SUBSTITUTE for char in text)
    assert printable(text, COVERED) == expected
