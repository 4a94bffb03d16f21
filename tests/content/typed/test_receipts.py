"""Receipts: what is typed back in, and which slips are noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.typed.credit_code import CreditCodeError, check_character, organisation_check, parse_credit_code
from content.typed.receipts import ReceiptError, new_receipt, parse_receipt, receipt_shape, shown

RECEIPTS = st.builds(new_receipt)


@given(RECEIPTS)
def test_a_receipt_comes_back_as_it_was_shown(receipt: str) -> None:
    assert len(shown(receipt)) == 19
    for typed in (receipt, shown(receipt), shown(receipt).replace(" ", "-"), f" {shown(receipt)}\n"):
        assert parse_receipt(typed) == receipt
    wide = receipt.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert parse_receipt(wide) == receipt


@given(RECEIPTS, st.integers(0, 15), st.integers(1, 9))
def test_any_wrong_digit_is_noticed(receipt: str, place: int, step: int) -> None:
    digit = str((int(receipt[place]) + step) % 10)
    with pytest.raises(ReceiptError) as caught:
        parse_receipt(receipt[:place] + digit + receipt[place + 1 :])
    assert caught.value.kind == "slip"


@given(RECEIPTS, st.integers(0, 14))
def test_any_swap_of_neighbours_is_noticed(receipt: str, place: int) -> None:
    one, other = receipt[place], receipt[place + 1]
    swapped = receipt[:place] + other + one + receipt[place + 2 :]
    if one == other:
        assert parse_receipt(swapped) == receipt
    else:
        with pytest.raises(ReceiptError):
            parse_receipt(swapped)


@pytest.mark.parametrize(
    ("typed", "kind", "digits"),
    [
        ("", "sign", 0),
        ("回执", "sign", 0),
        ("1234 5678", "length", 8),
        ("1" * 17, "length", 17),
        ("²" * 16, "sign", 0),
        ("回执 0937", "sign", 4),
    ],
)
def test_what_is_no_receipt_says_why(typed: str, kind: str, digits: int) -> None:
    with pytest.raises(ReceiptError) as caught:
        parse_receipt(typed)
    assert (caught.value.kind, caught.value.digits) == (kind, digits)


@given(RECEIPTS)
def test_words_beside_a_receipt_do_not_matter(receipt: str) -> None:
    for words in ("{} 你好", "回执是{}，一直没消息", "我的号 {} 请查 12345", "receipt {} please"):
        assert parse_receipt(words.format(shown(receipt))) == receipt
    assert parse_receipt(f"{shown(receipt)} 三个月了") == receipt
    wrong = receipt[:-1] + str((int(receipt[-1]) + 1) % 10)
    for typed, kind, digits in ((f"{wrong} 你好", "slip", 16), (f"{receipt[:15]} 你好", "length", 15)):
        with pytest.raises(ReceiptError) as caught:
            parse_receipt(typed)
        assert (caught.value.kind, caught.value.digits) == (kind, digits)


CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
KEYCAPS = {ord(digit): f"{digit}\ufe0f\u20e3" for digit in "0123456789"}


@given(RECEIPTS, st.data())
def test_a_receipt_with_digits_missing_or_doubled_is_known_as_one(receipt: str, data: st.DataObject) -> None:
    digits = list(receipt)
    for _ in range(data.draw(st.integers(0, 3), "slips")):
        place = data.draw(st.integers(0, len(digits) - 1), "place")
        digits[place] = "" if data.draw(st.booleans(), "missing") else digits[place] * 2
    gaps = data.draw(
        st.lists(st.sampled_from(["", " ", "–", "\u00a0", "．", "，", "\n"]), min_size=16, max_size=16)
    )
    typed = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True))
    if 13 <= sum(map(len, digits)) <= 19 and not is_code("".join(digits)):
        assert receipt_shape(typed) == "whole"
        assert receipt_shape(typed.translate(CHINESE)) == "whole"
        assert receipt_shape(typed.translate(KEYCAPS)) == "whole"


def is_code(digits: str) -> bool:
    """Whether digits are a sound credit code, by the rule itself."""
    try:
        return bool(parse_credit_code(digits))
    except CreditCodeError:
        return False


@pytest.mark.parametrize(
    "text",
    [
        "我的回执是 4821 0937 5516 2048",
        "回执4821-0937-5516-204，帮我查查",
        "回执：４８２１０９３７５５１６２０４８８",
        "四八二一〇九三七五五一六二〇四八 这个",
        "receipt: 4821 0937 5516 2048",
        "4 8 2 1 0 9 3 7 5 5 1 6 2 0 4 8 是回执",
    ],
)
def test_a_receipt_among_words_is_known(text: str) -> None:
    assert receipt_shape(text) == "within"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4821 0937 5516",
        "913212000000000006X",
        "91320000000000012J",
        "13812345678",
        "+86 138 1234 5678",
        "0086 13812345678",
        "0523-86881234-801",
        "2026-11-28 13:45:30",
        "2026.11.28-2026.12.05",
        "检测报告 JC202605010012345",
        "张工 13812345678，李工 13987654321",
        "2026-05-01 13812345678 张工",
        "噪声 80 85 90 78 82 88 91 分贝",
        "苯 0.52 0.48 0.61 0.55 0.49 0.50 mg/m³",
        "第1、2、3、4、5、6、7、8、9、10、11项",
        "二〇二六年十一月二十八日，十八人，三台风机",
        "花了 1,200,000 元",
    ],
)
def test_what_people_write_besides_is_no_receipt(text: str) -> None:
    assert receipt_shape(text) == ""


def test_a_sound_credit_code_of_digits_alone_is_no_receipt_and_a_wrong_one_is() -> None:
    body = next(
        body
        for number in range(1, 3000)
        if (body := f"91321202{number:08}{organisation_check(f'{number:08}')}").isdigit()
        and check_character(body).isdigit()
    )
    code = body + check_character(body)
    assert receipt_shape(code) == ""
    assert receipt_shape(f"代码 {code}") == ""
    assert receipt_shape(code[:-1] + str((int(code[-1]) + 1) % 10)) == "whole"


@pytest.mark.parametrize("code", ["91321202000000019G", "91321202100000016j"])
def test_a_credit_code_is_no_receipt_however_it_is_spaced(code: str) -> None:
    assert parse_credit_code(code)
    for text in (code, " ".join(code), f"{code[:8]} {code[8:]}", "-".join(code)):
        assert receipt_shape(text) == "", text


def test_receipts_are_not_repeated() -> None:
    assert len({new_receipt() for _ in range(5000)}) == 5000
