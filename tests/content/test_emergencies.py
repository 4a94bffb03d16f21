"""Emergencies are recognised as workers type them, and look-alikes are not."""

import re
from pathlib import Path
from typing import cast

import pytest

from content.checks.all import check
from content.loader import DEFAULT_ROOT, load
from content.model.base import Text
from content.model.emergencies import Emergencies, Sign, Signs
from content.screen import LINES, lines_of
from tests.content import emergency_sentences as sentences

KNOWN = cast(Emergencies, load().emergencies)
ORDERS = [
    "关掉",
    "关闭",
    "拉闸",
    "切断",
    "断开",
    "打开",
    "两人",
    "结伴",
    "单独",
    "独自",
    "switch",
    "turn",
    "alone",
]
LONGEST = ["一二三四五六七八九十" * 400, "人" * 4000, "没" * 4000, "a " * 2000, "去年" * 2000]


@pytest.mark.parametrize(
    "sentence",
    [
        *sentences.NOW,
        *sentences.LATER_NOW,
        *sentences.LAST_NOW,
        *sentences.FRESH_NOW,
        *sentences.UNSEEN_NOW,
        *sentences.SEPARATE_NOW,
    ],
)
def test_an_emergency_is_seen_however_it_is_typed(sentence: str) -> None:
    assert KNOWN.is_seen(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        *sentences.NOT_NOW,
        *sentences.LATER_NOT_NOW,
        *sentences.LAST_NOT_NOW,
        *sentences.FRESH_NOT_NOW,
        *sentences.UNSEEN_NOT_NOW,
        *sentences.SEPARATE_NOT_NOW,
    ],
)
def test_the_past_the_denied_the_feared_and_what_is_none_are_left_alone(sentence: str) -> None:
    assert not KNOWN.is_seen(sentence)


def test_there_are_forty_of_each_and_as_many_again_that_the_patterns_had_not_seen() -> None:
    for first in (sentences.NOW, sentences.NOT_NOW):
        assert len(set(first)) >= 40
    for later in (sentences.LATER_NOW, sentences.LATER_NOT_NOW, sentences.LAST_NOW, sentences.LAST_NOT_NOW):
        assert len(set(later)) >= 20


def test_spaces_width_and_letters_make_no_difference() -> None:
    for text in ("有人 晕 倒 了", "有人\n晕倒了", "ＦＩＲＥ in the booth", "Fire In The Booth"):
        assert KNOWN.is_seen(text)


def test_what_is_over_and_has_begun_again_is_seen() -> None:
    assert not KNOWN.is_seen("去年有人晕倒")
    assert KNOWN.is_seen("去年有人晕倒今天又晕倒了")
    assert KNOWN.is_seen("去年有人晕倒。里面着火了")


def test_signs_add_up_only_together_and_not_over_a_full_stop() -> None:
    assert not KNOWN.is_seen("味道很冲")
    assert KNOWN.is_seen("警报响了，味道很冲，工友都在往外跑，快来")
    assert not KNOWN.is_seen("警报器响过。味道一直很大。工友没培训")


@pytest.mark.parametrize(
    "text", ["一二三四五六七八九十" * 400, "人" * 4000, "没" * 4000, "a " * 2000, "去年" * 2000]
)
def test_the_longest_texts_are_read_through_at_once(text: str) -> None:
    assert not KNOWN.is_seen(text)  # a pattern that goes back and forth over them would not end


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_to_do_fits_a_phone(language: str) -> None:
    assert lines_of(KNOWN.help.say(language)) <= LINES
    assert lines_of(KNOWN.first_aid.say(language)) <= LINES - 6  # a question stands below it


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("text", [KNOWN.first_aid, KNOWN.help])
def test_what_to_do_first_orders_nothing_switched_and_nobody_in(text: Text, language: str) -> None:
    said = re.sub("开关不碰|不碰开关|touch no switch", "", text.say(language))
    for order in ORDERS:
        assert order not in said
    for needed in ("120", "119"):
        assert needed in said


def test_a_pattern_that_cannot_be_used_is_named_with_its_line(tmp_path: Path) -> None:
    broken = KNOWN.model_copy(update={"seen": ("着火", "(", "<nobody>倒")})
    assert isinstance(broken, Emergencies)
    assert [(name, number) for name, number, _ in broken.faults()] == [("seen", 1), ("seen", 2)]
    signs = Signs(enough=3, within=9, denied=-4, each=(Sign(weight=3, pattern="["),))
    assert [name for name, _, _ in KNOWN.model_copy(update={"signs": signs}).faults()] == ["signs"]
    assert not [one for one in check(DEFAULT_ROOT) if one.file == "emergencies.yaml"]
