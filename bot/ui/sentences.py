"""Reads text people type in a window: a text with content (a name, a reason), a number, a sum. A text without
content is asked again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.replies import reply
from bot.ui.widgets import OnText, T, bare
from content.catalog import Catalog
from content.screen import shortened
from content.typed.numerals import parse_money, parse_number
from content.typed.spoken import is_no_sentence

Asked = Literal[
    "measure",
    "person",
    "late",
    "na",
    "refuse",
    "reject",
    "overturn",
    "change",
    "decide",
    "hand",
    "void",
    "recall",
]
"""Kinds of texts asked for, each with its example in the catalog. All but the first two are reasons."""
_LABELS = (
    "back",
    "cancel",
    "check-later",
    "command-start",
    "command-tasks",
    "extension-back",
    "finding-choose-next",
    "finding-choose-now",
    "finding-choose-plan",
    "finding-fixed",
    "finding-free",
    "finding-measure-usual",
    "home-check-start",
    "home-help",
    "join-skip",
    "notice-files-done",
    "notice-resume",
    "profile-continue",
    "verdict-fail",
    "verdict-na",
    "verdict-owed",
    "verdict-pass",
)
"""Keys of labels that windows choose among while they are rendered."""


def said(asked: Asked, on_text: OnText) -> OnText:
    """Pass typed text on to `on_text` if it can be meant as one; a day, a number, a telephone, a button's
    label or signs alone are asked again, with an example."""

    async def take(manager: DialogManager, text: str) -> None:
        ctx = context_of(manager)
        nothing = is_no_sentence(text, ctx.app.today(), name=asked == "person")
        if nothing or bare(text) in ctx.app.labels():
            await reply(manager, ctx.say("sentence-needed", asked=asked))
            return
        await on_text(manager, text)

    return take


def no_label(on_text: OnText) -> OnText:
    """Pass text on to `on_text` unless it is the label of another window's button: people type labels,
    and some do it twice."""

    async def take(manager: DialogManager, text: str) -> None:
        ctx = context_of(manager)
        if bare(text) in ctx.app.labels():
            await reply(manager, ctx.say("input-button-elsewhere", label=shortened(text.strip(), 20)))
            return
        await on_text(manager, text)

    return take


def labels_of(dialogs: Iterable[Any], catalog: Catalog) -> frozenset[str]:
    """The labels, bare and in every language, of all buttons that are a sentence without variables."""
    keys = {*_LABELS} | {
        text.key
        for dialog in dialogs
        for window in dialog.windows.values()
        for button in _buttons(window.keyboard)
        if isinstance(text := getattr(button, "text", None), T) and not text.key.startswith("$")
    }
    said = ((key, language) for key in keys for language in catalog.languages)
    return frozenset(
        bare(catalog.say(key, language)) for key, language in said if not catalog.variables(key, language)
    ) - {""}


def protected_states(dialogs: Iterable[Any]) -> frozenset[str]:
    """The states of windows that are protected."""
    return frozenset(
        str(state.state)
        for dialog in dialogs
        for state, window in dialog.windows.items()
        if window.protect_content
    )


def _buttons(keyboard: Any) -> Iterator[Any]:
    if not hasattr(keyboard, "buttons"):
        yield keyboard
    for one in getattr(keyboard, "buttons", ()):
        yield from _buttons(one)


async def number_typed(manager: DialogManager, text: str, unclear: str, **values: object) -> int | None:
    """The whole number that was typed, in whatever numerals; None once it was asked for again: `unclear` is
    the key of that sentence, `values` are its variables."""
    try:
        return parse_number(text)
    except ValueError:
        await reply(manager, context_of(manager).say(unclear, **values))
        return None


async def fen_typed(manager: DialogManager, text: str, unclear: str, most: int | None = None) -> int | None:
    """The sum of yuan that was typed, in fen, at most `most`; None once it was asked for again."""
    fen = parse_money(text)
    if fen is None or (most is not None and fen > most):
        await reply(manager, context_of(manager).say(unclear))
        return None
    return fen
