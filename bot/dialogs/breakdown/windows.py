"""Windows of the breakdown of a campaign."""

from __future__ import annotations

from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import Dialog, Window
from aiogram_dialog.widgets.kbd import Row

from bot.dialogs.breakdown import getters, handlers
from bot.states.offices import BreakdownSG
from bot.ui.widgets import Choices, OnTap, T, Tap, paging
from bot.ui.window import house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of BreakdownSG."""
    return Dialog(
        house_window(
            Choices("place", "choices", handlers.on_place),
            paging("page"),
            Row(
                Tap(T("breakdown-units"), "units", handlers.on_units),
                Tap(T("breakdown-by-item"), "items", handlers.on_items),
            ),
            Row(
                Tap(T("breakdown-by-industry"), "industries", handlers.on_industries),
                Tap(T("breakdown-by-hazard"), "hazards", handlers.on_hazards),
            ),
            Row(
                Tap(T("briefing-button"), "briefing", handlers.on_briefing),
                Tap(T("breakdown-chart"), "chart", handlers.on_chart, when="is_below"),
                Tap(T("breakdown-above"), "above", handlers.on_place, "above", when="is_below"),
                Tap(T("league-switch-off"), "rank_off", handlers.on_rank, "rank", when="may_rank_off"),
                Tap(T("league-switch-on"), "rank_on", handlers.on_rank, "rank", when="may_rank_on"),
            ),
            to_office(),
            state=BreakdownSG.place,
            getter=getters.place_getter,
        ),
        _groups("industry", handlers.on_industry, BreakdownSG.industries, getters.industries_getter),
        _groups("hazard", handlers.on_hazard, BreakdownSG.hazards, getters.hazards_getter),
        _groups("item", handlers.on_item, BreakdownSG.items, getters.items_getter),
    )


def _groups(what: str, on_one: OnTap, state: State, getter: Any) -> Window:
    return house_window(
        Choices(what, "choices", on_one),
        paging("page", f"{what}_"),
        Tap(T("breakdown-back"), f"{what}_back", handlers.on_back),
        state=state,
        getter=getter,
    )
