"""Sentences about danger satisfy a doctor and a fire officer."""

import re

import pytest

from content.checks.texts import texts_of
from content.loader import DEFAULT_ROOT, load, read_tree
from content.typed.substances import match

LIBRARY = load()
QUESTIONS = {question.code: question for item in LIBRARY.items.values() for question in item.questions}
NEVER = {
    "zh": re.compile("两人同行|两个人一起下|先通风、戴|戴好防护再救|关掉电源|拉下?电闸|设施开起来|打开设施"),
    "en": re.compile("(?i)never alone|in pairs|air first|turn off the power|switch off the|switch on"),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_sentence_orders_to_switch_or_to_go_in_by_two(language: str) -> None:
    tree, _ = read_tree(DEFAULT_ROOT)
    said = [text.say(language) for text in texts_of(tree)]
    assert len(said) > 500
    assert [one for one in said if NEVER[language].search(one)] == []


@pytest.mark.parametrize("code", ["Q12.2", "Q13.1", "Q13.2", "Q13.4", "Q15.3"])
def test_photos_where_vapour_may_explode_are_taken_from_outside(code: str) -> None:
    what = QUESTIONS[code].evidence.what
    assert what is not None
    assert "门外拍" in what.zh
    assert "outside" in what.en


@pytest.mark.parametrize("typed", ["铝粉", "打磨铝合金的铝尘", "镁粉", "aluminium dust"])
def test_dust_of_aluminium_and_magnesium_is_known_with_what_not_to_do(typed: str) -> None:
    (found,) = [one for one in match(typed, LIBRARY.substances) if one.name.zh == "铝粉、镁粉"]
    assert found.hint is not None
    assert "不能用水" in found.hint.zh
    assert "普通吸尘器" in found.hint.zh


def test_white_spirit_is_no_hexane() -> None:
    assert [one.name.zh for one in match("white spirit", LIBRARY.substances)] == ["溶剂汽油"]
    assert "白电油" in [one.name.zh for one in match("白电油", LIBRARY.substances)]


@pytest.mark.parametrize("typed", ["TDI", "PU胶", "固化剂"])
def test_isocyanates_are_not_left_to_the_nose(typed: str) -> None:
    hints = [one.hint.zh for one in match(typed, LIBRARY.substances) if one.hint is not None]
    assert any("闻到时" in hint for hint in hints)
