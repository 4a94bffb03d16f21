"""Receipts: what is typed back in, and which slips are noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.receipts import ReceiptError, looks_like_receipt, new_receipt, parse_receipt, shown

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
    ],
)
def test_what_is_no_receipt_says_why(typed: str, kind: str, digits: int) -> None:
    with pytest.raises(ReceiptError) as caught:
        parse_receipt(typed)
    assert (caught.value.kind, caught.value.digits) == (kind, digits)


def test_a_mistyped_receipt_still_looks_like_one() -> None:
    receipt = new_receipt()
    assert looks_like_receipt(receipt)
    assert looks_like_receipt(receipt[:-1] + str((int(receipt[-1]) + 1) % 10))
    assert not looks_like_receipt("4821 0937 5516")
    assert not looks_like_receipt("我的回执是 " + receipt)


def test_receipts_are_not_repeated() -> None:
    assert len({new_receipt() for _ in range(5000)}) == 5000
