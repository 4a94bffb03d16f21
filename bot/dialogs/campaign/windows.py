"""The windows of campaigns."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.campaign import days, ending, opening, publishing, reading
from bot.states.campaigns import CampaignSG
from bot.states.offices import start_office_rules
from bot.ui.calendar import DayCalendar
from bot.ui.confirmation import Confirm, ConfirmChoices, confirm_window
from bot.ui.pickers import a_number
from bot.ui.sentences import said
from bot.ui.typed_days import DayYes, typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of CampaignSG."""
    return Dialog(
        house_window(
            Choices("pack", "packs", opening.on_pack),
            to_office("pack_office"),
            state=CampaignSG.pack,
            getter=opening.packs_getter,
        ),
        house_window(
            *typed_day("first_typed", opening.begin_on, "either"),
            Choices("first", "starts", opening.on_start_day),
            Row(
                back_to("start_back", CampaignSG.pack),
                SwitchTo(T("campaign-other-day"), "to_calendar", CampaignSG.calendar),
            ),
            state=CampaignSG.start,
            getter=opening.start_getter,
        ),
        house_window(
            T("campaign-calendar"),
            *typed_day("start_typed", opening.begin_on, "either"),
            DayCalendar("start_day", opening.on_calendar_day),
            back_to("calendar_back", CampaignSG.start),
            state=CampaignSG.calendar,
        ),
        house_window(
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
                to_office("days_office"),
                Tap(T("campaign-another"), "another", opening.on_another, when="may_another"),
                Tap(T("rules-button"), "rules", going(start_office_rules), when="at_work"),
                SwitchTo(T("campaign-to-open"), "to_sure", CampaignSG.sure, when="opening"),
            ),
            state=CampaignSG.days,
            getter=days.days_getter,
        ),
        house_window(
            DayYes("edit_yes", days.on_days),
            Tap(Given("moved"), "moved", days.on_moved, when="moved"),
            DayCalendar("edit_day", days.on_calendar_day, when="one_day"),
            back_to("edit_back", CampaignSG.days),
            Words(days.on_words, numbers_too=True, pickers=days.days_picked),
            state=CampaignSG.edit,
            getter=days.edit_getter,
        ),
        house_window(
            Tap(Given("later"), "later", days.on_later, "later_next", when="follows"),
            back_to("reason_back", CampaignSG.edit),
            Words(said("change", days.on_reason), numbers_too=True),
            state=CampaignSG.reason,
            getter=days.reason_getter,
        ),
        house_window(
            Choices("part", "parts", reading.on_part, width=2),
            SwitchTo(T("campaign-since-button"), "to_since", CampaignSG.since, when="may_since"),
            back_to("plan_back", CampaignSG.days),
            state=CampaignSG.plan,
            getter=reading.plan_getter,
        ),
        house_window(
            T("campaign-since-ask"),
            Tap(T("campaign-since-none"), "since_none", reading.on_since_none, when="is_set"),
            back_to("since_back", CampaignSG.plan),
            Words(reading.on_since, numbers_too=True, pickers=a_number(1900, 2099, "picker-year")),
            state=CampaignSG.since,
            getter=reading.since_getter,
        ),
        house_window(
            paging("part_page", "part_"),
            SwitchTo(T("plan-back"), "part_back", CampaignSG.plan),
            state=CampaignSG.part,
            getter=reading.part_getter,
        ),
        house_window(
            paging("sends_page", "sends_"),
            Row(
                back_to("sends_back", CampaignSG.days),
                SwitchTo(T("campaign-to-open"), "sends_to_sure", CampaignSG.sure, when="opening"),
            ),
            state=CampaignSG.sends,
            getter=opening.sends_getter,
        ),
        confirm_window(
            Confirm(T("campaign-open"), "open", opening.on_open),
            back=back_to("sure_back", CampaignSG.days),
            state=CampaignSG.sure,
            getter=opening.sure_getter,
        ),
        house_window(
            back_to("close_back", CampaignSG.days),
            Words(ending.on_name),
            state=CampaignSG.close,
            getter=ending.close_getter,
        ),
        house_window(
            T("campaign-close-reason"),
            back_to("close_reason_back", CampaignSG.days),
            Words(said("change", ending.on_reason), numbers_too=True),
            state=CampaignSG.close_reason,
            getter=ending.name_getter,
        ),
        house_window(
            T("campaign-reopen-ask"),
            back_to("reopen_back", CampaignSG.days),
            Words(said("change", ending.on_reopen), numbers_too=True),
            state=CampaignSG.reopen,
            getter=ending.reopen_getter,
        ),
        house_window(
            Row(
                SwitchTo(T("campaign-hotlines-button"), "to_hotlines", CampaignSG.hotlines),
                SwitchTo(T("letterhead-button"), "to_letterhead", CampaignSG.letterhead),
            ),
            back_to("phone_back", CampaignSG.days),
            Words(days.on_phone, numbers_too=True),
            state=CampaignSG.phone,
            getter=days.phone_getter,
        ),
        house_window(
            ConfirmChoices("hotline", "choices", publishing.on_withdraw),
            back_to("hotlines_back", CampaignSG.phone),
            Words(publishing.on_hotline, numbers_too=True),
            state=CampaignSG.hotlines,
            getter=publishing.hotlines_getter,
        ),
        house_window(
            Row(
                SwitchTo(T("letterhead-set-name"), "to_full_name", CampaignSG.full_name),
                SwitchTo(T("letterhead-set-number"), "to_number", CampaignSG.number_pattern),
            ),
            back_to("letterhead_back", CampaignSG.phone),
            state=CampaignSG.letterhead,
            getter=publishing.letterhead_getter,
        ),
        house_window(
            T("letterhead-ask-name"),
            back_to("full_name_back", CampaignSG.letterhead),
            Words(publishing.on_full_name, numbers_too=True),
            state=CampaignSG.full_name,
        ),
        house_window(
            T("letterhead-ask-number"),
            back_to("number_back", CampaignSG.letterhead),
            Words(publishing.on_pattern, numbers_too=True),
            state=CampaignSG.number_pattern,
        ),
    )
