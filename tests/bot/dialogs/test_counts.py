"""Typed 几人/共几人: stored only if all of it is understood and agrees with the profile."""

from __future__ import annotations

import pytest

from bot.dialogs.self_check.counts import match_counts
from content.rules import Verdict
from storage.base.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "verdict", "kept"),
    [
        *(
            (typed, "pass", (18, 18))
            for typed in ("18", "18/18", "１８／１８", "十八人", "全部", "都签了", "全员")
        ),
        *(
            (typed, "pass", (18, 18))
            for typed in ("18人都签了", "18 of 18", "十八/十八", "18 18", "everybody")
        ),
        *((typed, "fail", (17, 18)) for typed in ("17/18", "17 18", "17人/共18人", "18人中17人")),
        *((typed, "fail", (17, 18)) for typed in ("共18人，签了17人", "17 of 18", "十七/十八")),
        *((typed, "fail", (0, 18)) for typed in ("0", "没有", "0/18")),
    ],
)
def test_what_is_understood_whole_and_agrees_is_kept(
    typed: str, verdict: Verdict, kept: tuple[int, int]
) -> None:
    assert match_counts(typed, verdict, 18) == kept


@pytest.mark.parametrize(
    ("typed", "verdict", "problem"),
    [
        *(
            (typed, "pass", "counts-wrong")
            for typed in ("80%", "还差3人", "-3", "大概20", "差不多", "0/18/3")
        ),
        *(
            (typed, "fail", "counts-wrong")
            for typed in ("5人没签", "18-20", "17.5/18", "", "都没签", "20/18")
        ),
        *((typed, "pass", "counts-known") for typed in ("99/99", "20/20", "3/4", "1,800/1,800")),
        *((typed, "fail", "counts-one") for typed in ("5", "17", "五个人")),
        *((typed, "pass", "counts-one") for typed in ("17", "20")),
        *((typed, "pass", "counts-pass-other") for typed in ("0", "没有", "17/18", "0/18")),
        *((typed, "fail", "counts-fail-other") for typed in ("18", "18/18", "全部")),
    ],
)
def test_everything_else_is_asked_again(typed: str, verdict: Verdict, problem: str) -> None:
    with pytest.raises(Invalid) as raised:
        match_counts(typed, verdict, 18)
    assert raised.value.problem == problem


def test_without_a_known_number_of_people_the_whole_is_what_was_typed() -> None:
    assert match_counts("7", "pass", 0) == (7, 7)
    assert match_counts("3/7", "fail", 0) == (3, 7)
    for typed in ("全部", "0", "0/0"):
        with pytest.raises(Invalid):
            match_counts(typed, "pass", 0)
