"""A fault at which the work has to stop says so wherever it is listed."""

from __future__ import annotations

from content.loader import load


def test_the_sign_stands_before_exactly_those_faults() -> None:
    questions = [one for item in load().items.values() for one in item.questions]
    assert {one.stop is not None for one in questions} == {True, False}
    for one in questions:
        assert one.marked_fault.zh == ("⛔ " if one.stop else "") + one.fails.zh
        assert one.marked_fault.en == ("⛔ " if one.stop else "") + one.fails.en
