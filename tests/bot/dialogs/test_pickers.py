"""Windows that take a typed day, number or hour offer the page pickers for it: none is forgotten."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest
from aiogram_dialog import Window

from bot.dialogs import ALL_DIALOGS
from bot.ui import sentences, typed_days
from bot.ui.widgets import Words
from content.typed import days, moments, numerals
from storage.enterprises import registry

READERS: frozenset[Callable[..., Any]] = frozenset(
    {
        days.parse_day,
        moments.parse_clock,
        moments.parse_hour,
        moments.parse_moment,
        numerals.figure,
        numerals.parse_counts,
        numerals.parse_money,
        numerals.parse_number,
        numerals.parse_year,
        registry.read_headcount,
        sentences.fen_typed,
        sentences.number_typed,
        typed_days.take_days,
    }
)
"""Functions that read a typed day, number or hour, and nothing else."""
NO_PICKER = {
    "FindingSG:measure": "a sentence is asked for; a day typed there is kept for the question of the day",
}


def names_of(code: CodeType) -> Iterator[str]:
    """The global names and attributes that a function uses, those of functions within it included."""
    yield from code.co_names
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from names_of(one)


def reads(function: Any, seen: set[int]) -> bool:
    """Whether a function of ours, or one that it uses, reads a typed day, number or hour."""
    function = inspect.unwrap(function)
    if function in READERS:
        return True
    if not isinstance(function, FunctionType) or id(function) in seen:
        return False
    seen.add(id(function))
    if not function.__module__.startswith("bot.") or function.__module__ in ("bot.app", "bot.ui.widgets"):
        return False
    used = [function.__globals__.get(name) for name in names_of(function.__code__)]
    used += [
        vars(module).get(name)
        for module in used
        if isinstance(module, ModuleType)
        for name in names_of(function.__code__)
    ]
    used += [cell.cell_contents for cell in function.__closure__ or ()]
    return any(reads(one, seen) for one in used if callable(one))


def windows() -> list[Window]:
    """All windows of the bot."""
    return [one for make in ALL_DIALOGS for one in make().windows.values() if isinstance(one, Window)]


def typed(window: Window) -> list[Words]:
    """The inputs of a window that take typed text."""
    inputs = getattr(window.on_message, "inputs", (window.on_message,))
    return [one for one in inputs if isinstance(one, Words)]


@pytest.fixture(scope="module")
def readers() -> dict[str, Words]:
    """The inputs that take typed days, numbers or hours, by the state of their windows."""
    return {
        str(window.state.state): words
        for window in windows()
        for words in typed(window)
        if words.on_text is not None and reads(words.on_text, set())
    }


def test_windows_that_take_typed_days_and_numbers_are_found(readers: dict[str, Words]) -> None:
    known = {"FindingSG:due", "FindingSG:funds", "SelfCheckSG:numbers", "ProfileSG:workers"}
    known |= {"InspectionSG:day", "NoticeWriteSG:time", "CampaignSG:edit", "IncidentSG:people"}
    assert known <= set(readers)
    assert len(readers) > 30


def test_each_offers_pickers_to_the_page(readers: dict[str, Words]) -> None:
    without = {state for state, words in readers.items() if words.pickers is None}
    assert without == set(NO_PICKER), "give its Words `pickers` (bot.ui.pickers)"


def test_no_other_window_does(readers: dict[str, Words]) -> None:
    others = {
        str(window.state.state) for window in windows() for words in typed(window) if words.pickers
    } - set(readers)
    assert others == set()
