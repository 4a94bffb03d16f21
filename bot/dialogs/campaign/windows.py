"""The windows of campaigns."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.campaign import days, ending, opening, publishing, reading
from bot.states.campaigns import CampaignSG
from bot.states.offices import start_office, start_office_rules
from bot.ui.calendar import DayCalendar
from bot.ui.confirmation import Confirm, ConfirmChoices
from bot.ui.sentences import said
from bot.ui.typed_days import DayYes, typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import house_window


def make_dialog() -> Dialog:
    """The dialog of CampaignSG."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("pack", "packs", opening.on_pack),
            Tap(T("office-back"), "pack_office", going(start_office)),
            Words(),
            state=CampaignSG.pack,
            getter=opening.packs_getter,
        ),
        house_window(
            Given("body"),
            *typed_day("first_typed", opening.begin_on, "either"),
            Choices("first", "starts", opening.on_start_day),
            Row(
                SwitchTo(T("back"), "start_back", CampaignSG.pack),
                SwitchTo(T("campaign-other-day"), "to_calendar", CampaignSG.calendar),
            ),
            state=CampaignSG.start,
            getter=opening.start_getter,
        ),
        house_window(
            T("campaign-calendar"),
            *typed_day("start_typed", opening.begin_on, "either"),
            DayCalendar("start_day", opening.on_calendar_day),
            SwitchTo(T("back"), "calendar_back", CampaignSG.start),
            state=CampaignSG.calendar,
        ),
        house_window(
            Given("body"),
            Choices("day", "choices", days.on_edit),
            paging("page", "days_"),
            Row(
                SwitchTo(T("plan-button"), "to_plan", CampaignSG.plan),
                SwitchTo(T("campaign-sends"), "to_sends", CampaignSG.sends, when="sends"),
                SwitchTo(T("campaign-phone-button"), "to_phone", CampaignSG.phone, when="may_phone"),
                SwitchTo(T("campaign-close"), "to_close", CampaignSG.close, when="may_close"),
                SwitchTo(T("campaign-reopen"), "to_reopen", CampaignSG.reopen, when="may_reopen"),
            ),
            Row(
                Tap(T("office-back"), "days_office", going(start_office)),
                Tap(T("campaign-another"), "another", opening.on_another, when="may_another"),
                Tap(T("rules-button"), "rules", going(start_office_rules), when="at_work"),
                SwitchTo(T("campaign-to-open"), "to_sure", CampaignSG.sure, when="opening"),
            ),
            Words(),
            state=CampaignSG.days,
            getter=days.days_getter,
        ),
        house_window(
            Given("body"),
            DayYes("edit_yes", days.on_days),
            Tap(Given("moved"), "moved", days.on_moved, when="moved"),
            DayCalendar("edit_day", days.on_calendar_day, when="one_day"),
            SwitchTo(T("back"), "edit_back", CampaignSG.days),
            Words(days.on_words, numbers_too=True),
            state=CampaignSG.edit,
            getter=days.edit_getter,
        ),
        house_window(
            Given("body"),
            Tap(Given("later"), "later", days.on_later, "later_next", when="follows"),
            SwitchTo(T("back"), "reason_back", CampaignSG.edit),
            Words(said("change", days.on_reason), numbers_too=True),
            state=CampaignSG.reason,
            getter=days.reason_getter,
        ),
        house_window(
            Given("body"),
            Choices("part", "parts", reading.on_part, width=2),
            SwitchTo(T("back"), "plan_back", CampaignSG.days),
            Words(),
            state=CampaignSG.plan,
            getter=reading.plan_getter,
        ),
        house_window(
            Given("body"),
            paging("part_page", "part_"),
            SwitchTo(T("plan-back"), "part_back", CampaignSG.plan),
            Words(),
            state=CampaignSG.part,
            getter=reading.part_getter,
        ),
        house_window(
            Given("body"),
            paging("sends_page", "sends_"),
            Row(
                SwitchTo(T("back"), "sends_back", CampaignSG.days),
                SwitchTo(T("campaign-to-open"), "sends_to_sure", CampaignSG.sure, when="opening"),
            ),
            Words(),
            state=CampaignSG.sends,
            getter=opening.sends_getter,
        ),
        house_window(
            Given("body"),
            Confirm(T("campaign-open"), "open", opening.on_open),
            SwitchTo(T("back"), "sure_back", CampaignSG.days),
            Words(),
            state=CampaignSG.sure,
            getter=opening.sure_getter,
        ),
        house_window(
            Given("body"),
            SwitchTo(T("back"), "close_back", CampaignSG.days),
            Words(ending.on_name),
            state=CampaignSG.close,
            getter=ending.close_getter,
        ),
        house_window(
            T("campaign-close-reason"),
            SwitchTo(T("back"), "close_reason_back", CampaignSG.days),
            Words(said("change", ending.on_reason), numbers_too=True),
            state=CampaignSG.close_reason,
            getter=ending.name_getter,
        ),
        house_window(
            T("campaign-reopen-ask"),
            SwitchTo(T("back"), "reopen_back", CampaignSG.days),
            Words(said("change", ending.on_reopen), numbers_too=True),
            state=CampaignSG.reopen,
            getter=ending.reopen_getter,
        ),
        house_window(
            Given("body"),
            SwitchTo(T("campaign-hotlines-button"), "to_hotlines", CampaignSG.hotlines),
            SwitchTo(T("back"), "phone_back", CampaignSG.days),
            Words(days.on_phone, numbers_too=True),
            state=CampaignSG.phone,
            getter=days.phone_getter,
        ),
        house_window(
            Given("body"),
            ConfirmChoices("hotline", "choices", publishing.on_withdraw),
            SwitchTo(T("back"), "hotlines_back", CampaignSG.phone),
            Words(publishing.on_hotline, numbers_too=True),
            state=CampaignSG.hotlines,
            getter=publishing.hotlines_getter,
        ),
    )
