"""The windows of the office's home."""

from __future__ import annotations

from aiogram_dialog import Dialog, LaunchMode
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.office import campaigns, league, main
from bot.states.campaigns import start_summaries
from bot.states.exchange import start_incidents
from bot.states.offices import (
    OfficeSG,
    start_cases,
    start_duties,
    start_escalations,
    start_extensions,
    start_inspections,
    start_measures,
    start_notices,
    start_reviews,
    start_staff,
    start_units,
)
from bot.states.people import start_home, start_more
from bot.ui.widgets import Choices, T, Tap, going, paging
from bot.ui.window import back_to, house_window


def make_dialog() -> Dialog:
    """The dialog of OfficeSG."""
    return Dialog(
        house_window(
            Row(
                Tap(T("chart-button"), "overview", main.on_overview, when="has_campaign"),
                SwitchTo(T("league-button"), "to_league", OfficeSG.league, when="has_campaign"),
                Tap(T("ledger-button"), "ledger", main.on_ledger, when="may_export"),
            ),
            Row(
                Tap(T("office-remind"), "remind", main.on_remind, when="may_remind"),
                Tap(T("office-notices"), "notices", going(start_notices)),
                Tap(T("office-cases"), "cases", going(start_cases), when="reads_cases"),
            ),
            Row(
                Tap(T("office-reviews"), "reviews", going(start_reviews)),
                Tap(T("office-inspections"), "inspections", going(start_inspections)),
                Tap(T("office-escalations"), "escalations", going(start_escalations), when="has_escalations"),
                Tap(T("office-measures"), "measures", going(start_measures), when="has_measures"),
                Tap(T("office-incidents"), "incidents", going(start_incidents), when="has_incidents"),
            ),
            Row(
                Tap(T("office-extensions"), "extensions", going(start_extensions), when="has_extensions"),
                Tap(T("office-duties"), "duties", going(start_duties)),
                Tap(T("office-summaries"), "summaries", going(start_summaries), when="has_campaign"),
            ),
            Row(
                Tap(T("office-campaign"), "campaign", main.on_campaign, when="has_campaign"),
                Tap(T("office-campaign-open"), "open_campaign", main.on_open_campaign, when="may_open"),
                Tap(T("office-units"), "units", going(start_units)),
                Tap(T("office-staff"), "staff", going(start_staff)),
            ),
            Row(
                SwitchTo(T("office-campaigns"), "to_campaigns", OfficeSG.campaigns, when="several_campaigns"),
                SwitchTo(T("office-switch"), "seats", OfficeSG.seats, when="several"),
                SwitchTo(T("columns-button"), "to_sheets", OfficeSG.sheets, when="may_export"),
            ),
            Row(
                Tap(T("office-to-enterprise"), "enterprise", going(start_home), when="is_contact"),
                Tap(T("home-more"), "more", going(start_more)),
            ),
            state=OfficeSG.main,
            getter=main.main_getter,
        ),
        house_window(
            T("office-campaigns-ask"),
            Choices("campaign_one", "choices", campaigns.on_campaign_chosen),
            paging("campaigns_page", "campaigns_"),
            back_to("campaigns_back", OfficeSG.main),
            state=OfficeSG.campaigns,
            getter=campaigns.campaigns_getter,
        ),
        house_window(
            T("columns-ask"),
            Choices("sheet", "choices", main.on_sheet),
            back_to("sheets_back", OfficeSG.main),
            state=OfficeSG.sheets,
            getter=main.sheets_getter,
        ),
        house_window(
            T("office-switch-ask"),
            Choices("seat", "seats", main.on_seat),
            back_to("seats_back", OfficeSG.main),
            state=OfficeSG.seats,
            getter=main.seats_getter,
        ),
        house_window(
            Choices("league_place", "choices", league.on_place, width=2),
            paging("league_page", "league_"),
            SwitchTo(T("office-back"), "league_back", OfficeSG.main),
            state=OfficeSG.league,
            getter=league.league_getter,
        ),
        launch_mode=LaunchMode.ROOT,
    )
