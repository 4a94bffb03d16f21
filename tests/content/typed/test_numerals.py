"""Numbers of people as they are typed."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.typed.numerals import digits_of, parse_money, parse_number, says_none

DIGITS = "零一二三四五六七八九"


def spell(number: int) -> str:
    """A number below 100,000,000 in Chinese: 一万零一百二十."""
    if number >= 10_000:
        rest = number % 10_000
        zero = "零" if 0 < rest < 1000 else ""
        return f"{spell(number // 10_000)}万{zero}{spell(rest) if rest else ''}"
    said = ""
    gap = False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
        gap = not digit
    return said or DIGITS[0]


@given(st.integers(0, 99_999_999))
def test_what_is_spelt_out_is_read_as_that_number(number: int) -> None:
    assert parse_number(spell(number)) == number


@given(st.integers(0, 99_999_999), st.sampled_from(["", "人", " 个", "名工人", "左右"]))
def test_digits_of_any_width_are_read(number: int, after: str) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_number(f"{number}{after}") == number
    assert parse_number(f" 一共{wide}{after}") == number
    assert parse_number(f"{number:,}") == number


@given(st.text(max_size=30))
def test_anything_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert parse_number(text) >= 0
    assert digits_of(text).isdigit() or digits_of(text) == ""


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("十八", 18),
        ("两百", 200),
        ("一百二", 120),
        ("廿五", 25),
        ("二〇", 20),
        ("3百", 300),
        ("没有", 0),
        ("拾贰", 12),
        ("十八人左右", 18),
        ("大概20人", 20),
        ("大概1万5左右", 15_000),
        ("1,200", 1200),
        ("我们厂里有十八个工人", 18),
    ],
)
def test_everyday_ways_of_writing_are_read(typed: str, number: int) -> None:
    assert parse_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "人",
        "十几",
        "20多",
        "二十来个",
        "大概20来个",
        "几十",
        "18-20",
        "1.5",
        "-3",
        "十十",
        "万",
        "9" * 12,
        "80%",
        "还差3人",
        "-18",
        "18-3",
        "5人没签",
        "3/18",
    ],
)
def test_what_is_no_plain_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"number|digits|units|large"):
        parse_number(typed)


@pytest.mark.parametrize(
    "typed", ["48210937", "4821 0937", "４８２１　０９３７", "4821-0937", "【4821 0937】"]
)
def test_a_code_is_its_digits(typed: str) -> None:
    assert digits_of(typed) == "48210937"


def test_saying_that_there_is_nothing_is_not_naming_something() -> None:
    assert says_none(" 没有。")
    assert says_none("Not sure")
    assert not says_none("没有苯")


def test_a_token_is_no_code_of_digits() -> None:
    assert digits_of("e_48210937") == ""


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("500", 500),
        ("1.5万", 15_000),
        ("￥3,000", 3_000),
        ("３０００ 元", 3_000),
        ("１．５万元", 15_000),
        ("三千五", 3_500),
        ("三千零五", 3_005),
        ("1万2", 12_000),
        ("一万二千", 12_000),
        ("十五块钱", 15),
        ("大概 500 左右", 500),
        ("2k", 2_000),
        ("不花钱", 0),
        ("无", 0),
        ("0", 0),
        ("12.34", 12.34),
    ],
)
def test_a_sum_is_read_as_it_is_meant(text: str, yuan: float) -> None:
    assert parse_money(text) == round(yuan * 100)


@pytest.mark.parametrize(
    "text",
    ["", "500-800", "几百块", "-5", "1,5", "0.005", "万", "老板出", "5 6", "1.2.3", "¥", "5元6", "80%"],
)
def test_what_is_no_sum_is_not_guessed_at(text: str) -> None:
    assert parse_money(text) is None


@given(st.integers(0, 10**10))
def test_a_sum_in_fen_is_read_back(fen: int) -> None:
    assert parse_money(f"{fen // 100:,}.{fen % 100:02}") == fen
