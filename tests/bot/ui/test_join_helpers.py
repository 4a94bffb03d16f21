"""Helpers of joining and the profile: guesses, drafts, pages, places, lines that fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogs.profile.fitting import fit
from bot.memory import Guesses
from bot.ui.paging import PAGE, in_groups, page_of
from bot.ui.towns import TOP, pick
from content.screen import LINES, lines_of
from storage.base.memory import Recent
from storage.offices.jurisdictions import Place

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
TREE = (
    Place(1, "city", "市", None),
    Place(2, "east", "东区", 1),
    Place(3, "east-a", "甲街道", 2),
    Place(4, "east-a-v", "甲村", 3),
    Place(5, "east-b", "乙街道", 2),
    Place(6, "west", "西区", 1),
    Place(7, "far", "外县", None),
)


def test_five_wrong_codes_mean_a_wait_until_the_first_is_fifteen_minutes_old() -> None:
    guesses = Guesses()
    for minute in range(5):
        assert guesses.wait(1, NOW + timedelta(minutes=minute)) is None
        guesses.wrong(1, f"{minute}", NOW + timedelta(minutes=minute))
    assert guesses.wait(1, NOW + timedelta(minutes=5)) == timedelta(minutes=10)
    assert guesses.wait(2, NOW + timedelta(minutes=5)) is None
    assert guesses.wait(1, NOW + timedelta(minutes=15)) is None


def test_the_same_wrong_code_counts_once() -> None:
    guesses = Guesses()
    for second in range(9):
        guesses.wrong(1, "12345678", NOW + timedelta(seconds=second))
    assert guesses.wait(1, NOW + timedelta(seconds=9)) is None


def test_the_oldest_makes_room() -> None:
    kept: Recent[int, str] = Recent(most=2)
    for key in (1, 2, 1, 3):
        kept.put(key, str(key))
    assert [kept.get(key) for key in (1, 2, 3)] == ["1", None, "3"]
    kept.drop(3)
    kept.drop(3)
    assert kept.get(3) is None


@given(st.integers(0, 60), st.integers(-3, 9))
def test_pages_show_every_choice_once(number: int, page: int) -> None:
    choices = [(str(one), f"{one}") for one in range(number)]
    shown = page_of(choices, page)
    assert 1 <= shown["page"] <= shown["pages"]
    step = page_of(choices, 0)
    together = list(step["choices"])
    while step["has_after"]:
        assert len(step["choices"]) == PAGE
        step = page_of(choices, int(step["after"]))
        together += step["choices"]
    assert together == choices


def test_a_code_is_shown_in_groups_with_one_character_marked() -> None:
    assert in_groups("91321202MA1O") == "9132 1202 MA1O"
    assert in_groups("91321202MA1O", 12, "[O]") == "9132 1202 MA1[O]"


def test_places_begin_inside_the_only_campaign() -> None:
    towns = pick(TREE, {"east"})
    assert towns.start == 2
    assert [one.id for one in towns.inside(2)] == [3, 5]
    assert towns.above(3) == 2
    assert towns.above(4) == 3
    assert towns.above(2) == 2
    assert towns.only is None
    assert towns.name(4) == "东区 甲街道 甲村"
    assert [one.id for one in towns.named("街道")] == [3, 5]


def test_several_campaigns_are_chosen_from_first_and_one_below_another_is_inside_it() -> None:
    towns = pick(TREE, {"east", "east-a", "far"})
    assert towns.start == TOP
    assert [one.id for one in towns.inside(TOP)] == [2, 7]
    assert towns.above(3) == 2
    assert towns.above(7) == TOP


def test_one_place_with_nothing_below_is_not_asked_for() -> None:
    assert pick(TREE, {"far"}).only == 7


def test_without_any_campaign_all_places_are_offered() -> None:
    assert [one.id for one in pick(TREE, set()).inside(TOP)] == [1, 7]
    assert pick((), set()).places == {}


@given(st.lists(st.text("字母 ab。", max_size=80), max_size=12), st.text("字", max_size=120))
def test_what_falls_away_fits_and_nothing_is_left_out_in_silence(middle: list[str], tail: str) -> None:
    instead = [f"{left} more" for left in range(1, len(middle) + 1)]
    said = fit(["head"], middle, instead, [tail])
    left_out = len(middle) - sum(one in said for one in middle) if middle else 0
    assert said[0] == "head"
    assert said[-1] == tail
    assert sum(map(lines_of, said)) <= LINES
    assert len(said) == 2 + len(middle) or any(one in said for one in instead) or left_out == 0
