"""The windows of NudgesSG."""

from __future__ import annotations

from aiogram_dialog import Dialog

from bot.dialogs.nudges.getters import ask_getter, code_getter, main_getter
from bot.dialogs.nudges.handlers import (
    on_again,
    on_code,
    on_kind,
    on_known,
    on_remove,
    on_typed,
    on_waiting,
)
from bot.states.people import NudgesSG, start_more
from bot.ui.widgets import Choices, T, Tap, Words, going
from bot.ui.window import back_to, house_window


def make_dialog() -> Dialog:
    """Addresses for nudges."""
    return Dialog(
        house_window(
            Choices("waiting", "waiting", on_waiting),
            Choices("kind", "kinds", on_kind),
            Choices("remove", "addresses", on_remove),
            Tap(T("back"), "more", going(start_more)),
            state=NudgesSG.main,
            getter=main_getter,
        ),
        house_window(
            Choices("known", "known", on_known),
            back_to("ask_back", NudgesSG.main),
            Words(on_typed, numbers_too=True),
            state=NudgesSG.ask,
            getter=ask_getter,
        ),
        house_window(
            Tap(T("nudge-code-again"), "again", on_again),
            back_to("code_back", NudgesSG.main),
            Words(on_code, numbers_too=True),
            state=NudgesSG.code,
            getter=code_getter,
        ),
    )
