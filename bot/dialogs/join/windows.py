"""The windows of joining, one question a screen. Handlers and getters are beside them."""

from __future__ import annotations

from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.kbd import Row

from bot.dialogs.join import entering, getters, handlers
from bot.memory import RememberingDialog
from bot.states.people import JoinSG, start_home
from bot.ui.confirmation import Confirm
from bot.ui.pickers import a_number
from bot.ui.sentences import no_label
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import house_window
from storage.enterprises.registry import MOST_WORKERS


def _keep(id: str) -> Tap:
    """The button [不改]: leave a line unchanged."""
    return Tap(T("join-keep"), id, handlers.on_keep, when="has_value")


def _back(id: str) -> Tap:
    return Tap(T("back"), id, handlers.on_back)


def make_dialog() -> Dialog:
    """The dialog of JoinSG; drafts and wrong codes are kept in memory."""
    return RememberingDialog(
        house_window(
            T("join-choose"),
            Tap(T("join-register"), "register", entering.on_register),
            Tap(T("join-have-code"), "have_code", entering.on_have_code),
            Tap(T("back"), "leave", going(start_home)),
            state=JoinSG.choose,
        ),
        house_window(
            Confirm(Given("accept"), "accept", entering.on_accept, "enterprise", when="works"),
            Tap(T("join-have-code"), "other_code", entering.on_have_code, when="dead"),
            Tap(T("join-not-now"), "not_now", going(start_home)),
            state=JoinSG.invited,
            getter=entering.invited_getter,
        ),
        house_window(
            T("join-code-enter"),
            Tap(T("back"), "code_back", entering.on_choose),
            Words(entering.on_code),
            state=JoinSG.code,
        ),
        *_written(),
        *_chosen(),
        house_window(
            Choices("fix", "fixes", handlers.on_fix, width=2),
            Confirm(T("join-confirm-button"), "confirm", handlers.on_confirm, "code"),
            _back("confirm_back"),
            state=JoinSG.confirm,
            getter=getters.confirm_getter,
        ),
        house_window(
            T("join-phone"),
            Tap(T("join-skip"), "own_phone_skip", entering.on_enter),
            Words(entering.on_own_phone, numbers_too=True),
            state=JoinSG.own_phone,
        ),
        house_window(
            T("join-ask-phone"),
            Tap(T("join-skip"), "ask_phone_skip", handlers.on_ask_skip),
            Tap(T("back"), "ask_phone_back", handlers.on_ask_back),
            Words(handlers.on_ask_phone, numbers_too=True),
            state=JoinSG.ask_phone,
        ),
    )


def _written() -> tuple[Window, ...]:
    """The screens where a text is typed."""
    return (
        house_window(
            T("join-name"),
            T("join-kept", when="has_value"),
            _keep("name_keep"),
            _back("name_back"),
            Words(no_label(handlers.on_name)),
            state=JoinSG.name,
            getter=getters.getter_for("name"),
        ),
        house_window(
            Tap(
                T("join-code-change"),
                "suggestion",
                handlers.on_suggestion,
                "suggestion",
                when="has_suggestion",
            ),
            Tap(T("join-ask"), "ask", handlers.on_ask, when="taken"),
            Tap(T("join-have-code"), "taken_code", entering.on_have_code, when="taken"),
            Tap(T("join-keep"), "code_keep", handlers.on_keep_code, when="has_value"),
            _back("credit_code_back"),
            Words(handlers.on_credit_code),
            state=JoinSG.credit_code,
            getter=getters.credit_code_getter,
        ),
        house_window(
            T("join-address"),
            T("join-kept", when="has_value"),
            _keep("address_keep"),
            Tap(T("join-skip"), "address_skip", handlers.on_skip_address),
            _back("address_back"),
            Words(no_label(handlers.on_address)),
            state=JoinSG.address,
            getter=getters.getter_for("address"),
        ),
        house_window(
            T("join-headcount"),
            T("join-kept", when="has_value"),
            _keep("headcount_keep"),
            _back("headcount_back"),
            Words(
                handlers.on_headcount, numbers_too=True, pickers=a_number(1, MOST_WORKERS, "picker-people")
            ),
            state=JoinSG.headcount,
            getter=getters.getter_for("headcount"),
        ),
        house_window(
            T("join-phone"),
            T("join-kept", when="has_value"),
            _keep("phone_keep"),
            Tap(T("join-skip"), "phone_skip", handlers.on_skip_phone),
            _back("phone_back"),
            Words(handlers.on_phone, numbers_too=True),
            state=JoinSG.phone,
            getter=getters.getter_for("phone"),
        ),
    )


def _chosen() -> tuple[Window, ...]:
    """The screens where one of many is chosen: six rows, paging, back."""
    return (
        house_window(
            Choices("industry", "choices", handlers.on_industry, width=2),
            paging(prefix="industry_"),
            Row(
                _back("industry_back"),
                Tap(T("join-all"), "industry_all", handlers.on_all, when="has_find"),
            ),
            Words(handlers.on_industry_typed),
            state=JoinSG.industry,
            getter=getters.industry_getter,
        ),
        house_window(
            Choices("town", "choices", handlers.on_town, width=2),
            paging(prefix="town_"),
            Row(
                Tap(T("back"), "town_back", handlers.on_town_back),
                Tap(T("join-town-here"), "town_here", handlers.on_here, "at", when="may_stay"),
                Tap(T("join-all"), "town_all", handlers.on_all, when="has_find"),
            ),
            Words(handlers.on_town_typed),
            state=JoinSG.town,
            getter=getters.town_getter,
        ),
    )
