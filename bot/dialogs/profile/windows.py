"""The windows of the profile, one question a screen. Handlers and getters are beside them."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.profile import getters, handlers
from bot.states.people import ProfileSG, start_home
from bot.ui.pickers import a_number
from bot.ui.sentences import no_label
from bot.ui.widgets import Choices, Given, T, Tap, Words, going
from bot.ui.window import back_to, house_window
from storage.enterprises.registry import MOST_WORKERS


def make_dialog() -> Dialog:
    """The dialog of ProfileSG; an unfinished draft is continued."""
    return Dialog(
        house_window(
            Choices("use", "options", handlers.on_use),
            Row(
                Tap(T("profile-home"), "uses_back", going(start_home)),
                SwitchTo(T("profile-next"), "uses_next", ProfileSG.materials),
            ),
            state=ProfileSG.uses,
            getter=getters.uses_getter,
        ),
        house_window(
            Tap(T("profile-same"), "same", handlers.on_same_materials, when="has_last"),
            SwitchTo(T("profile-materials-none"), "none", ProfileSG.workers, when="is_empty"),
            Tap(T("profile-materials-clear"), "clear", handlers.on_clear_materials, when="has_typed"),
            Row(
                back_to("materials_back", ProfileSG.uses),
                SwitchTo(T("profile-next"), "materials_next", ProfileSG.workers, when="has_typed"),
            ),
            Words(no_label(handlers.on_materials)),
            state=ProfileSG.materials,
            getter=getters.materials_getter,
        ),
        house_window(
            Choices("workers", "numbers", handlers.on_workers),
            back_to("workers_back", ProfileSG.materials),
            Words(handlers.on_workers, numbers_too=True, pickers=a_number(1, MOST_WORKERS, "picker-people")),
            state=ProfileSG.workers,
            getter=getters.workers_getter,
        ),
        house_window(
            Choices("exposed", "numbers", handlers.on_exposed),
            back_to("exposed_back", ProfileSG.workers),
            Words(
                handlers.on_exposed,
                numbers_too=True,
                pickers=a_number(0, handlers.workers_of, "picker-people"),
            ),
            state=ProfileSG.exposed,
            getter=getters.exposed_getter,
        ),
        house_window(
            Choices("situation", "options", handlers.on_situation),
            Row(
                back_to("situations_back", ProfileSG.exposed),
                Tap(T("profile-done"), "done", handlers.on_done),
            ),
            state=ProfileSG.situations,
            getter=getters.situations_getter,
        ),
        house_window(
            Tap(Given("check_text"), "check", handlers.on_check, when="has_check"),
            Row(
                SwitchTo(T("profile-again"), "again", ProfileSG.uses),
                Tap(T("profile-home"), "result_home", going(start_home)),
            ),
            state=ProfileSG.result,
            getter=getters.result_getter,
        ),
        on_start=handlers.on_start,
    )
