"""A text that has to say something: a measure, a name, a reason. What says nothing is asked again."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.ui.replies import reply
from bot.ui.widgets import OnText, bare
from content.catalog import Catalog
from content.typed.spoken import is_no_sentence

Asked = Literal["measure", "person", "late", "na", "refuse", "reject", "overturn", "change", "decide", "hand"]
"""What is asked for, each with its example in the catalog. All but the first two are reasons."""
_LABELS = (
    "back",
    "cancel",
    "check-later",
    "command-start",
    "command-tasks",
    "extension-back",
    "finding-fixed",
    "finding-free",
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
"""Buttons of other windows that people type where a sentence is asked for."""


def said(asked: Asked, on_text: OnText) -> OnText:
    """Give `on_text` only what may be meant so; a day, a number, a telephone, a button's label or signs alone
    are asked again, with an example."""

    async def take(manager: DialogManager, text: str) -> None:
        ctx = context_of(manager)
        nothing = is_no_sentence(text, ctx.app.today(), name=asked == "person")
        if nothing or bare(text) in _labels(ctx.app.catalog):
            await reply(manager, ctx.say("sentence-needed", asked=asked))
            return
        await on_text(manager, text)

    return take


@lru_cache(maxsize=1)
def _labels(catalog: Catalog) -> frozenset[str]:
    return frozenset(bare(catalog.say(key, language)) for key in _LABELS for language in catalog.languages)
