"""Unified social credit codes: what is accepted, and which character is said to be wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.typed.credit_code import (
    ALPHABET,
    CreditCodeError,
    check_character,
    organisation_check,
    parse_credit_code,
)

SOUND = "91350100M000100Y43"  # the worked example of GB 32100-2015


def build(head: str, organisation: str) -> str:
    body = head + organisation + organisation_check(organisation)
    return body + check_character(body)


heads = st.tuples(st.sampled_from("159Y"), st.sampled_from("1239"), st.from_regex(r"\A[0-9]{6}\Z")).map(
    "".join
)
organisations = st.text(ALPHABET, min_size=8, max_size=8)
codes = st.builds(build, heads, organisations)


def error_of(text: str) -> CreditCodeError:
    with pytest.raises(CreditCodeError) as caught:
        parse_credit_code(text)
    return caught.value


@pytest.mark.parametrize(
    "typed",
    [
        SOUND,
        "91350100m000100y43",
        " 9135 0100 M000 1000 ".replace("1000 ", "100Y43"),
        "91350100-M000100Y-43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        "9135\u200b0100\ufeffM000100Y43\n",
        "统一社会信用代码：91350100M000100Y43",
    ],
)
def test_sound_code_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_credit_code(typed) == SOUND


@given(codes)
def test_generated_code_passes(code: str) -> None:
    assert parse_credit_code(code) == code


@given(codes, st.integers(0, 17), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_any_single_changed_character_is_found(code: str, place: int, other: str) -> None:
    changed = code[:place] + other + code[place + 1 :]
    if other == code[place]:
        assert parse_credit_code(changed) == code
        return
    error = error_of(changed)
    assert error.kind in {"character", "check"}
    if error.kind == "character":
        assert error.position == place + 1
        assert error.found == other
    if error.suggestion:
        assert parse_credit_code(error.suggestion) == error.suggestion


@given(codes, st.integers(8, 15), st.sampled_from(ALPHABET))
def test_place_named_in_the_organisation_code_lies_in_it(code: str, place: int, other: str) -> None:
    changed = code[:place] + other + code[place + 1 :]
    if other == code[place] or organisation_check(changed[8:16]) == changed[16]:
        return
    error = error_of(changed)
    assert error.position is None or 9 <= error.position <= 17


@given(codes, st.sampled_from([*zip("OIZSV", "0125U", strict=True)]))
def test_letter_that_no_code_has_is_repaired(code: str, pair: tuple[str, str]) -> None:
    wrong, right = pair
    place = code.find(right)
    if place < 0:
        return
    error = error_of(code[:place] + wrong + code[place + 1 :])
    assert (error.kind, error.position, error.found, error.expected) == ("character", place + 1, wrong, right)
    assert error.suggestion == code


def test_every_letter_o_is_repaired_at_once() -> None:
    error = error_of(SOUND.replace("0", "O"))
    assert (error.kind, error.position, error.suggestion) == ("character", 5, SOUND)


@pytest.mark.parametrize(("wrong", "place", "right"), [("B", 2, "8"), ("L", 3, "1"), ("D", 4, "0")])
def test_letter_in_the_district_is_told_with_its_digit(wrong: str, place: int, right: str) -> None:
    code = build("91810180", "M000100Y")
    error = error_of(code[:place] + wrong + code[place + 1 :])
    assert (error.kind, error.position, error.found, error.expected) == ("character", place + 1, wrong, right)


def test_look_alike_in_the_organisation_code_is_placed_and_repaired() -> None:
    code = build("91321202", "MA1B7C8D")
    place = code.index("B")
    error = error_of(code.replace("B", "8", 1))
    assert (error.kind, error.position, error.found, error.expected) == ("check", place + 1, "8", "B")
    assert error.suggestion == code


def test_mistake_that_cannot_be_placed_names_no_place() -> None:
    error = error_of("91350100M000100Y4E")
    assert (error.kind, error.position, error.expected, error.suggestion) == ("check", None, None, None)


@pytest.mark.parametrize(("typed", "length"), [("", 0), (SOUND[:-1], 17), (SOUND + "0", 19), ("你好", 2)])
def test_wrong_length_is_told_with_the_length(typed: str, length: int) -> None:
    error = error_of(typed)
    assert (error.kind, error.position, error.length) == ("length", None, length)


@pytest.mark.parametrize("sign", ["中", "*", "😀"])
def test_sign_of_no_alphabet_is_told_with_its_place(sign: str) -> None:
    error = error_of(SOUND[:10] + sign + SOUND[11:])
    assert (error.kind, error.position, error.found, error.expected) == ("character", 11, sign, None)


@given(st.text(max_size=16) | st.text(ALPHABET, min_size=19))
def test_text_of_another_length_is_refused(text: str) -> None:
    with pytest.raises(CreditCodeError):
        parse_credit_code(text)
