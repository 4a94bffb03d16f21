"""The home window and its pages."""

from __future__ import annotations

from aiogram_dialog import Dialog, LaunchMode
from aiogram_dialog.widgets.kbd import Column, Row, SwitchTo

from bot.dialogs.home import getters as get
from bot.dialogs.home import handlers as on
from bot.dialogs.home.plan import plan_getter
from bot.states.exchange import start_happened, start_own_duties, start_own_readiness
from bot.states.offices import start_office
from bot.states.people import (
    HomeSG,
    start_devices,
    start_join,
    start_nudges,
    start_profile,
    start_received,
    start_resumption,
    start_share,
    start_tasks,
    start_upkeeps,
)
from bot.ui.widgets import Choices, Given, Go, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_home


def to_main(id: str) -> Tap:
    """A button to the home window; for people who work only for an office it is another dialog's."""
    return to_home(id)


def make_dialog() -> Dialog:
    """The home window and its pages."""
    return Dialog(
        house_window(
            Tap(Given("check_text"), "check", on.on_check, "check_campaign", when="has_campaign"),
            Choices("checks", "checks", on.on_check, when="has_campaigns"),
            SwitchTo(T("home-campaigns"), "all_campaigns", HomeSG.campaigns, when="has_more_campaigns"),
            Row(
                Tap(T("home-tasks"), "tasks", going(start_tasks), when="has_tasks"),
                Tap(T("home-overview"), "overview", on.on_overview, "check", when="has_check"),
                SwitchTo(T("home-more"), "more", HomeSG.more, when="owner"),
                Tap(T("incident-button"), "happened", going(start_happened), when="owner"),
            ),
            Row(
                Tap(T("home-notices"), "notices", going(start_received), when="has_notices"),
                Tap(T("home-asked"), "asked", on.on_asked, "asked_item", when="asked"),
                Tap(T("home-office"), "office", going(start_office), when="official"),
            ),
            Tap(T("home-resume"), "resume", going(start_resumption), when="suspended"),
            Tap(T("home-guest-finding"), "guest_tasks", going(start_tasks), when="guest"),
            Row(
                Tap(T("home-join"), "join", going(start_join)),
                Go(T("home-report"), "go:report", when="reports"),
                when="stranger",
            ),
            Row(
                Go(T("home-receipt"), "go:receipt", when="reports"),
                SwitchTo(T("home-about"), "about", HomeSG.privacy),
                when="stranger",
            ),
            Row(
                SwitchTo(T("home-language"), "stranger_language", HomeSG.language),
                SwitchTo(T("home-tip"), "stranger_tip", HomeSG.tip, when="tips"),
                when="stranger",
            ),
            Words(on.on_said),
            state=HomeSG.main,
            getter=get.main_getter,
        ),
        house_window(
            Choices("every_check", "choices", on.on_check),
            paging("campaigns_page", "campaigns_"),
            SwitchTo(T("home-back"), "campaigns_back", HomeSG.main),
            state=HomeSG.campaigns,
            getter=get.campaigns_getter,
        ),
        house_window(
            T("home-more-title"),
            Column(
                Tap(T("home-share"), "share", going(start_share), when="owner"),
                Tap(T("home-profile"), "profile", going(start_profile), when="owner"),
            ),
            Row(
                Tap(T("history-own-button"), "own_history", on.on_history, when="owner"),
                Tap(T("home-upkeeps"), "upkeeps", going(start_upkeeps), when="owner"),
                Tap(T("own-duties-button"), "own_duties", going(start_own_duties), when="has_duties"),
                Tap(T("readiness-button"), "own_readiness", going(start_own_readiness), when="prepares"),
                SwitchTo(T("home-past"), "to_past", HomeSG.past, when="has_past"),
                Tap(T("incident-own-button"), "incidents", on.on_incidents, when="has_incidents"),
            ),
            Row(
                SwitchTo(T("home-switch"), "switch", HomeSG.enterprises, when="several"),
                Tap(T("home-further"), "further", going(start_join)),
            ),
            Row(
                Go(T("home-report"), "go:report"),
                Go(T("home-receipt"), "go:receipt"),
                when="reports",
            ),
            Row(
                SwitchTo(T("home-about"), "privacy", HomeSG.privacy),
                SwitchTo(T("home-help"), "help", HomeSG.help),
                SwitchTo(T("plan-button"), "to_plan", HomeSG.plan, when="takes_part"),
            ),
            Row(
                SwitchTo(T("home-language"), "language", HomeSG.language),
                Tap(T("devices-button"), "devices", going(start_devices), when="has_page"),
                SwitchTo(T("home-tip"), "tip", HomeSG.tip, when="tips"),
                Tap(T("home-nudges"), "nudges", going(start_nudges), when="nudges"),
            ),
            to_main("from_more"),
            state=HomeSG.more,
            getter=get.more_getter,
        ),
        house_window(
            T("home-past-ask"),
            Choices("past_form", "choices", on.on_past),
            paging("past_page", "past_"),
            to_main("from_past"),
            state=HomeSG.past,
            getter=get.past_getter,
        ),
        house_window(
            T("home-language-ask"),
            Choices("set_language", "languages", on.on_language, width=2),
            to_main("from_language"),
            state=HomeSG.language,
            getter=get.language_getter,
        ),
        house_window(
            SwitchTo(T("home-anonymity"), "anonymity", HomeSG.anonymity, when="reports"),
            to_main("from_privacy"),
            state=HomeSG.privacy,
            getter=get.privacy_getter,
        ),
        house_window(
            T("private-privacy"),
            Row(back_to("anonymity_back", HomeSG.privacy), to_main("from_anonymity")),
            state=HomeSG.anonymity,
        ),
        house_window(
            paging("plan_page", "plan_"),
            to_main("from_plan"),
            state=HomeSG.plan,
            getter=plan_getter,
        ),
        house_window(
            T("home-help-text"),
            Given("hotline"),
            to_main("from_help"),
            state=HomeSG.help,
            getter=get.help_getter,
        ),
        house_window(
            Tap(T("home-tip-on"), "tip_on", on.on_tip_on, when="off"),
            to_main("from_tip"),
            # Not in the position of the other button: a late second tap must not undo the first.
            Tap(T("home-tip-off"), "tip_off", on.on_tip_off, when="on"),
            state=HomeSG.tip,
            getter=get.tip_getter,
        ),
        house_window(
            T("home-switch-ask"),
            Choices("enterprise", "own", on.on_enterprise),
            to_main("from_enterprises"),
            state=HomeSG.enterprises,
            getter=get.enterprises_getter,
        ),
        launch_mode=LaunchMode.ROOT,
    )
