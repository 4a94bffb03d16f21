"""The windows of summaries."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.summary import cases, listing, writing
from bot.states.campaigns import SummariesSG
from bot.states.offices import start_office
from bot.ui.confirmation import Confirm
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import house_window


def make_dialog() -> Dialog:
    """The dialog of SummariesSG."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("summary", "choices", listing.on_one),
            paging("page", "list_"),
            Row(
                Tap(T("office-back"), "office", going(start_office)),
                Tap(T("forms-button"), "forms", listing.on_forms, when="may_export"),
            ),
            Words(),
            state=SummariesSG.list,
            getter=listing.list_getter,
        ),
        house_window(
            Given("body"),
            Row(
                Tap(Given("problems"), "problems", writing.on_part, "problems_part"),
                Tap(Given("plans"), "plans", writing.on_part, "plans_part"),
            ),
            Tap(T("summary-cases-button"), "cases", cases.on_cases),
            Tap(T("summary-look"), "look", writing.on_look),
            SwitchTo(T("summary-file-button"), "to_sure", SummariesSG.sure, when="may_file"),
            SwitchTo(T("summary-file-own"), "to_sure_own", SummariesSG.sure, when="may_keep"),
            SwitchTo(T("summary-below"), "to_filings", SummariesSG.filings, when="has_below"),
            SwitchTo(T("summary-back"), "one_back", SummariesSG.list),
            Words(),
            state=SummariesSG.one,
            getter=writing.one_getter,
        ),
        house_window(
            Given("body"),
            Confirm(T("summary-clear"), "clear", writing.on_clear, when="has_words"),
            SwitchTo(T("back"), "write_back", SummariesSG.one),
            Words(writing.on_words, numbers_too=True),
            state=SummariesSG.write,
            getter=writing.write_getter,
        ),
        house_window(
            Given("body"),
            Choices("case", "choices", cases.on_case),
            paging("cases_page", "cases_"),
            SwitchTo(T("back"), "cases_back", SummariesSG.one),
            Words(cases.on_find),
            state=SummariesSG.cases,
            getter=cases.cases_getter,
        ),
        house_window(
            Given("body"),
            Confirm(T("summary-case-keep"), "keep", cases.on_keep, when="open"),
            Confirm(T("summary-case-remove"), "remove", cases.on_remove, when="chosen"),
            SwitchTo(T("back"), "case_back", SummariesSG.cases),
            Words(cases.on_words, numbers_too=True),
            state=SummariesSG.case,
            getter=cases.case_getter,
        ),
        house_window(
            Given("body"),
            Confirm(T("summary-yes"), "yes", writing.on_file),
            SwitchTo(T("back"), "sure_back", SummariesSG.one),
            Words(),
            state=SummariesSG.sure,
            getter=writing.sure_getter,
        ),
        house_window(
            Given("body"),
            Choices("filing", "choices", listing.on_filing),
            paging("filings_page", "filings_"),
            SwitchTo(T("back"), "filings_back", SummariesSG.one, when="may_write"),
            SwitchTo(T("summary-back"), "filings_list", SummariesSG.list),
            Words(),
            state=SummariesSG.filings,
            getter=listing.filings_getter,
        ),
    )
