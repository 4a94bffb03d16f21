"""The windows as a whole: none is missing, no button is mistaken for another, no callback is too long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from aiogram_dialog import Dialog, Window
from aiogram_dialog.api.entities import Stack
from aiogram_dialog.widgets.common.when import true_condition
from aiogram_dialog.widgets.kbd import Keyboard

from bot.dialogs import ALL_DIALOGS
from bot.dispatcher import build_dispatcher
from bot.handlers.commands import COMMANDS, menu
from bot.states.people import ALL_GROUPS
from bot.transport.isolation import ChatIsolation
from bot.ui.widgets import Given, T
from content import loader
from content.catalog import Catalog
from content.checks.all import check
from simulator.server import Simulator
from tests.bot.at_work import demo_settings

SOURCE = Path(__file__).parents[3]
BUILT_IN = frozenset({"__back__", "__cancel__", "__next__"})
LONGEST_NUMBER = "9223372036854775807"
CALLBACK_BYTES = 64


@pytest.fixture(scope="module")
def dialogs() -> list[Dialog]:
    """All dialogs of the bot."""
    return [make() for make in ALL_DIALOGS]


def windows(dialog: Dialog) -> list[Window]:
    """The windows of a dialog."""
    return [one for one in dialog.windows.values() if isinstance(one, Window)]


def all_windows(dialogs: list[Dialog]) -> list[Window]:
    """The windows of all dialogs."""
    return [window for dialog in dialogs for window in windows(dialog)]


def parts(widget: Any, seen: set[int]) -> Iterator[Any]:
    """A widget and all inside it, each once."""
    if id(widget) in seen or not type(widget).__module__.startswith(("bot.", "aiogram_dialog.")):
        return
    seen.add(id(widget))
    yield widget
    for value in vars(widget).values() if hasattr(widget, "__dict__") else ():
        for one in value.values() if isinstance(value, dict) else value if _is_many(value) else (value,):
            yield from parts(one, seen)


def _is_many(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def keyboards(window: Window) -> list[Keyboard]:
    """All keyboard widgets of a window that have an id."""
    found = parts(window.keyboard, set())
    return [one for one in found if isinstance(one, Keyboard) and one.widget_id]


def test_every_state_has_a_window_and_every_window_a_state(dialogs: list[Dialog]) -> None:
    states = {str(state.state) for group in ALL_GROUPS for state in group.__all_states__}
    shown = Counter(str(state.state) for dialog in dialogs for state in dialog.windows)
    assert states - set(shown) == set(), "a person sent there would be lost"
    assert set(shown) - states == set(), "a group is missing in ALL_GROUPS"
    assert max(shown.values()) == 1


def test_every_group_has_one_dialog(dialogs: list[Dialog]) -> None:
    assert sorted(dialog.states_group_name() for dialog in dialogs) == sorted(
        group.__full_group_name__ for group in ALL_GROUPS
    )


def test_a_button_has_an_id_of_its_own_in_its_dialog(dialogs: list[Dialog]) -> None:
    # Callback data names dialog and widget, not the window: a late tap would press another window's button.
    for dialog in dialogs:
        ids = Counter(
            one.widget_id
            for window in windows(dialog)
            for one in keyboards(window)
            if one.widget_id not in BUILT_IN
        )
        assert [name for name, count in ids.items() if count > 1] == [], dialog.states_group_name()


def test_callback_data_fits_with_the_longest_item(dialogs: list[Dialog]) -> None:
    library = loader.load()
    items = {
        LONGEST_NUMBER,
        "2027-12-31",
        "Q13.9plan",
        *(f"{option.key}.1" for asked in library.profile for option in asked.options),
        *library.industries,
    }
    longest = max(len(item.encode()) for item in items)
    intent = len(Stack().id) + 2  # ids grow by a sign now and then, and a separator follows
    ids = [one.widget_id or "" for window in all_windows(dialogs) for one in keyboards(window)]
    assert len(ids) > 100
    for name in ids:
        assert name == name.lower(), name
        assert intent + len(f"{name}:".encode()) + longest <= CALLBACK_BYTES, name


def test_every_sentence_of_a_window_exists_in_both_languages(dialogs: list[Dialog]) -> None:
    catalog = Catalog.load()
    keys = {
        one.key
        for one in chain.from_iterable(parts(window, set()) for window in all_windows(dialogs))
        if isinstance(one, T) and not one.key.startswith("$")
    }
    assert len(keys) > 60
    for key in keys:
        assert catalog.variables(key, "zh") == catalog.variables(key, "en"), key


def test_every_sentence_the_program_names_exists_and_none_is_forgotten() -> None:
    assert [str(mistake) for mistake in check()] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_command_menu_fits_telegram(language: str) -> None:
    commands = menu(Catalog.load(), language)
    assert [one.command for one in commands] == list(COMMANDS)
    assert 1 <= len(commands) <= 100
    for one in commands:
        assert one.command.isascii()
        assert one.command.islower()
        assert len(one.command) <= 32
        assert 1 <= len(one.description) <= 256


async def test_a_dispatcher_can_be_built_twice(tmp_path: Path) -> None:
    from bot.runtime import build_app
    from bot.transport.dialog_storage import DialogStorage

    async def known(chat: int) -> bool:
        return False

    async with Simulator() as simulator:
        app = build_app(demo_settings(simulator, tmp_path))
        storage = DialogStorage(app.database, app.clock, b"secret", known, app.private_sessions)
        for _ in range(2):
            dispatcher = build_dispatcher(app, storage, ChatIsolation())
            used = set(dispatcher.resolve_used_update_types())
            assert {"message", "callback_query", "edited_message", "my_chat_member"} <= used
        await app.database.close()


HOMES = frozenset({"HomeSG:main", "OfficeSG:main"})
OTHERWISE = frozenset({"FindingSG:stop", "FindingSG:choose"})
"""Out by one of two buttons, as one came from the self-check or not; by the last choice (先记下)."""
OUT = frozenset(
    {
        "asked-later",
        "check-all",
        "extension-other-day",
        "finding-send-later",
        "join-skip",
        "notice-audience-done",
        "notice-choice-done",
        "notice-files-done",
        "notice-later",
        "notice-no",
        "report-cancel",
        "report-keep",
        "report-leave",
        "submit-home",
        "submit-withdraw-no",
    }
)
"""Labels that lead out, besides those that begin with ‹."""


def leads_out(button: Any, catalog: Catalog) -> bool:
    """Whether a button is always there and leads out of its window."""
    text = getattr(button, "text", None)
    if getattr(button, "condition", None) is not true_condition:
        return False
    if isinstance(text, Given):
        return text.name == "back"
    if not isinstance(text, T):
        return False
    said = catalog.say(text.key, "zh", **dict.fromkeys(catalog.variables(text.key, "zh"), 1))
    return said.startswith("‹") or text.key in OUT


def test_no_window_is_a_dead_end(dialogs: list[Dialog]) -> None:
    catalog = Catalog.load()
    found = {
        window.state.state
        for window in all_windows(dialogs)
        if not any(leads_out(one, catalog) for one in parts(window.keyboard, set()))
    }
    assert found == HOMES | OTHERWISE
