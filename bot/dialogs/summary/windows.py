"""The windows of summaries."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.summary import getters, handlers
from bot.states.campaigns import SummariesSG
from bot.ui.confirmation import Confirm, confirm_window
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of SummariesSG."""
    return Dialog(
        house_window(
            Choices("summary", "choices", handlers.on_one),
            paging("page", "list_"),
            Row(
                to_office(),
                Tap(T("forms-button"), "forms", handlers.on_forms, when="may_export"),
            ),
            state=SummariesSG.list,
            getter=getters.list_getter,
        ),
        house_window(
            Row(
                Tap(Given("problems"), "problems", handlers.on_part, "problems_part"),
                Tap(Given("plans"), "plans", handlers.on_part, "plans_part"),
            ),
            Tap(T("summary-cases-button"), "cases", handlers.on_cases),
            Tap(T("summary-look"), "look", handlers.on_look),
            SwitchTo(T("summary-file-button"), "to_sure", SummariesSG.sure, when="may_file"),
            SwitchTo(T("summary-file-own"), "to_sure_own", SummariesSG.sure, when="may_keep"),
            SwitchTo(T("summary-below"), "to_filings", SummariesSG.filings, when="has_below"),
            SwitchTo(T("summary-back"), "one_back", SummariesSG.list),
            state=SummariesSG.one,
            getter=getters.one_getter,
        ),
        house_window(
            Confirm(T("summary-clear"), "clear", handlers.on_clear, when="has_words"),
            back_to("write_back", SummariesSG.one),
            Words(handlers.on_words, numbers_too=True),
            state=SummariesSG.write,
            getter=getters.write_getter,
        ),
        house_window(
            Choices("case", "choices", handlers.on_case),
            paging("cases_page", "cases_"),
            back_to("cases_back", SummariesSG.one),
            Words(handlers.on_find),
            state=SummariesSG.cases,
            getter=getters.cases_getter,
        ),
        house_window(
            Confirm(T("summary-case-keep"), "keep", handlers.on_keep, when="open"),
            Confirm(T("summary-case-remove"), "remove", handlers.on_remove, when="chosen"),
            back_to("case_back", SummariesSG.cases),
            Words(handlers.on_case_words, numbers_too=True),
            state=SummariesSG.case,
            getter=getters.case_getter,
        ),
        confirm_window(
            Confirm(T("summary-yes"), "yes", handlers.on_file),
            back=back_to("sure_back", SummariesSG.one),
            state=SummariesSG.sure,
            getter=getters.sure_getter,
        ),
        house_window(
            Choices("filing", "choices", handlers.on_filing),
            paging("filings_page", "filings_"),
            back_to("filings_back", SummariesSG.one, when="may_write"),
            SwitchTo(T("summary-back"), "filings_list", SummariesSG.list),
            state=SummariesSG.filings,
            getter=getters.filings_getter,
        ),
    )
