"""Every label of every window fits its button on a phone, where it is cut off at the end of one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from aiogram.types import InlineKeyboardButton
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.kbd import Button, Keyboard
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogs import ALL_DIALOGS
from bot.ui.labels import MOST_ROWS, fits, label_fitted, laid_out, room, width
from bot.ui.widgets import T, Tap
from content.catalog import Catalog
from content.languages import languages

LANGUAGES = languages()
SOURCE = Path(__file__).parents[3] / "bot" / "dialogs"
KEY = re.compile(r'"([a-z][a-z-]+)"')


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return Catalog.load()


@pytest.fixture(scope="module")
def dialogs() -> list[Dialog]:
    return [make() for make in ALL_DIALOGS]


def buttons(keyboard: Keyboard) -> Iterator[Keyboard]:
    """All buttons of a keyboard."""
    for one in getattr(keyboard, "buttons", ()):
        yield from buttons(one)
    if not hasattr(keyboard, "buttons"):
        yield keyboard


def label(catalog: Catalog, button: Keyboard, language: str) -> str:
    """The label of a button: its sentence with small numbers; empty where the data decides."""
    text = button.text if isinstance(button, Tap | Button) else None
    if not isinstance(text, T) or text.key.startswith("$"):
        return ""
    return catalog.say(text.key, language, **dict.fromkeys(catalog.variables(text.key, language), 12))


def made(*rows: list[str]) -> list[list[InlineKeyboardButton]]:
    return [[InlineKeyboardButton(text=one, callback_data=one) for one in row] for row in rows]


def laid(*rows: list[str]) -> list[list[str]]:
    return [[one.text for one in row] for row in laid_out(made(*rows))]


def test_the_measure_itself() -> None:
    assert width("符合abc👍") == pytest.approx(2 + 1.65 + 1)
    assert room(1) == pytest.approx(19.67, abs=0.01)
    assert fits(["尘" * 19])
    assert not fits(["尘" * 20])
    assert fits(["尘" * 9, "不符合"])
    assert not fits(["尘" * 10, "不符合"])


@given(name=st.text("鞋a1 ", min_size=1, max_size=40), beside=st.integers(1, 2))
def test_a_label_holds_as_much_of_a_name_as_fits(name: str, beside: int) -> None:
    label = label_fitted(lambda shown: f"逾期 · {shown}", name, beside)
    assert fits([label] * beside)
    if label != f"逾期 · {name}":
        shown = label.removeprefix("逾期 · ")
        assert shown.endswith("…")
        assert name.startswith(shown[:-1])
        assert not fits([f"逾期 · {name[: len(shown)]}…"] * beside) or len(shown) == len(name)


def test_a_row_is_broken_up_only_where_a_label_would_be_cut_off() -> None:
    assert laid(["符合", "不符合", "不涉及"]) == [["符合", "不符合", "不涉及"]]
    assert laid(["不细分，就到这一级", "上一页", "全部"]) == [["不细分，就到这一级", "上一页"], ["全部"]]
    assert laid(["尘" * 25, "一", "二"]) == [["尘" * 25], ["一", "二"]]
    week = [str(day) for day in range(10, 17)]
    assert laid(week) == [week]
    seven = [["一"]] * 7
    assert laid(*seven, ["尘" * 12, "二"]) == [*seven, ["尘" * 12, "二"]], "a ninth row fits no phone"


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=24), min_size=1, max_size=5), max_size=8))
def test_no_button_is_lost_doubled_or_moved(rows: list[list[str]]) -> None:
    found = laid(*rows)
    assert [one for row in found for one in row] == [one for row in rows for one in row]
    assert len(found) <= max(len(rows), MOST_ROWS)
    assert all(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_of_a_window_is_cut_off(catalog: Catalog, dialogs: list[Dialog], language: str) -> None:
    """Each fits a row of its own, which it gets where it does not fit beside others."""
    found, seen = set(), 0
    for dialog in dialogs:
        for window in dialog.windows.values():
            assert isinstance(window, Window)
            for button in buttons(window.keyboard):
                text = label(catalog, button, language)
                seen += bool(text)
                found |= set() if fits([text]) else {f"{window.state.state}: {text}"}
    assert seen > 300, "it looks at something"
    assert not found, "\n".join(sorted(found))


NAMED = re.compile(r'label_of\(\s*ctx,\s*(.+?),\s*"(\w+)",', re.DOTALL)
USUAL = {
    "check": "看自查表 HL-0173",
    "day": "2026年12月31日",
    "due": "12月31日",
    "kind": "duty",
    "name": "陈师傅的徒弟小王",
    "number": "HL-0173",
    "place": "城东街道",
    "until": "12-31",
    "wanted": "12-31",
    "when": "12月31日 23:59",
}
"""Usual values of variables on a label with a name; numbers where none is given here."""


def saying(catalog: Catalog, key: str, language: str, field: str) -> Callable[[str], str]:
    """A function that fills a sentence with its usual values and a name."""
    usual: dict[str, str | int] = {one: USUAL.get(one, 12) for one in catalog.variables(key, language)}
    # Sentences within a sentence may need more values.
    return lambda name: catalog.say(key, language, **{**USUAL, **usual, field: name})


def test_a_long_name_pushes_nothing_off_its_label(catalog: Catalog) -> None:
    source = "\n".join(file.read_text() for file in SOURCE.rglob("*.py"))
    named = {(key, field) for said, field in NAMED.findall(source) for key in KEY.findall(said)}
    assert len(named) > 15
    for key, field in sorted(named):
        for language in LANGUAGES:
            label = label_fitted(saying(catalog, key, language, field), "鞋" * 60)
            assert fits([label]), f"{key}: {label}"
            assert label.count("鞋") >= 3, f"{key} leaves no room for the name: {label}"
