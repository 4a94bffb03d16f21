"""Sentences that speak of Telegram's commands have a twin that is said on the page in a browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import content
from content.catalog import ON_PAGE, Catalog
from content.languages import FOLDER

CATALOG = Catalog.load()
FOLDERS = Path(content.__file__).parent / FOLDER
COMMAND = re.compile(r"(?<![\w/<.])/(start|help|check|tasks|office|receipt|report|cancel|language|privacy)\b")
ELSEWHERE = re.compile(r"Telegram|机器人|\bbot\b")
SENTENCE = re.compile(r"^([a-z][\w-]*) =((?:.*\n)(?:[ \t]+.*\n|\n(?=[ \t]))*)", re.MULTILINE)


def sentences(language: str) -> dict[str, str]:
    """The raw text of each sentence people read in a conversation."""
    texts = [
        path.read_text("utf-8")
        for path in (FOLDERS / language).glob("*.ftl")
        if not path.name.startswith(("command_line", "operator", "doors"))
    ]
    return dict(SENTENCE.findall("\n".join(texts) + "\n"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_is_told_a_command_is_told_of_a_button_on_the_page(language: str) -> None:
    told = sentences(language)
    assert len(told) > 1000
    with_command = {key for key, text in told.items() if COMMAND.search(text)}
    assert len(with_command) > 5
    assert {key for key in with_command if CATALOG.on_page(key) == key} == set()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_twins_say_nothing_of_telegram_and_are_given_their_variables(language: str) -> None:
    told = sentences(language)
    twins = {key for key in told if key.removesuffix(ON_PAGE) in told and key.endswith(ON_PAGE)}
    assert len(twins) > 10
    for twin in twins:
        assert not COMMAND.search(told[twin]), twin
        assert not ELSEWHERE.search(told[twin]), twin
        of = CATALOG.variables(twin.removesuffix(ON_PAGE), language)
        assert CATALOG.variables(twin, language) <= of, twin
