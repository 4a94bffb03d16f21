"""Words that offices do not use are in no catalog, no pack and no other sentence of the content."""

import re
from pathlib import Path

import pytest

from content.checks.texts import texts_of
from content.loader import DEFAULT_ROOT, load, read_tree
from tests.content.unofficial_words import CHINESE, ENGLISH

HALF_WIDTH = re.compile(r"[一-鿿][,;:?!](?=[一-鿿])|[一-鿿]\([^()]*\)(?=[一-鿿。，])")


def sentences(language: str) -> list[str]:
    """Lines of the catalogs and templates without comments, and all texts of the other files."""
    tree, _ = read_tree(DEFAULT_ROOT)
    files = [*(DEFAULT_ROOT / "catalogs" / language).glob("*.ftl")]
    said = [line for path in files for line in _lines(path)] + [one.say(language) for one in texts_of(tree)]
    if language == "zh":
        said += [line for path in (DEFAULT_ROOT / "templates").glob("*.typ") for line in _lines(path)]
    return said


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if not re.match(r"\s*(?:#(?!\[)|//)", line)]


QUOTED = {part for pack in load().packs.values() for row in pack.items for part in (row.text,)}
"""The plans' own words."""


@pytest.mark.parametrize("word", CHINESE)
def test_a_word_that_offices_do_not_use_is_nowhere(word: str) -> None:
    found = [one for one in sentences("zh") if word in one and one not in QUOTED]
    assert found == [], f"write {CHINESE[word]}"


@pytest.mark.parametrize("pattern", ENGLISH)
def test_a_clumsy_english_word_is_nowhere(pattern: str) -> None:
    found = [one for one in sentences("en") if re.search(pattern, one)]
    assert found == [], f"write {ENGLISH[pattern]}"


def test_chinese_has_no_half_width_commas_and_brackets() -> None:
    said = [re.sub(r"\{[^}]*\}", "", one) for one in sentences("zh")]
    assert [one for one in said if len(one) > 16 and HALF_WIDTH.search(one)] == []  # names keep their own


def test_the_words_would_be_found() -> None:
    assert len(sentences("zh")) > 2000
    assert HALF_WIDTH.search("煤气(一氧化碳)没味道")
