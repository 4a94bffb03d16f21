"""The windows of ResumptionSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.dialogs.resumption.getters import main_getter, words_getter
from bot.dialogs.resumption.handlers import on_paper, on_photo, on_send, on_words
from bot.states.people import ResumptionSG
from bot.ui.confirmation import Confirm
from bot.ui.incoming_files import PICTURES
from bot.ui.sentences import said
from bot.ui.widgets import Media, T, Tap, Words
from bot.ui.window import back_to, house_window, to_home


def make_dialog() -> Dialog:
    """The dialog of ResumptionSG."""
    return Dialog(
        house_window(
            Confirm(T("resumption-send"), "send", on_send, "item", when="may_send"),
            SwitchTo(T("resumption-begin"), "begin", ResumptionSG.words, when="begins"),
            SwitchTo(T("resumption-rewrite"), "rewrite", ResumptionSG.words, when="drafted"),
            Tap(T("resumption-paper"), "request_paper", on_paper, when="is_asked"),
            to_home(),
            Media(on_photo, PICTURES),
            state=ResumptionSG.main,
            getter=main_getter,
        ),
        house_window(
            back_to("words_back", ResumptionSG.main),
            Words(said("measure", on_words), numbers_too=True),
            state=ResumptionSG.words,
            getter=words_getter,
        ),
    )
