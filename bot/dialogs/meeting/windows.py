"""Windows of joint meetings."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.meeting.getters import (
    attendance_getter,
    confirm_getter,
    list_getter,
    minutes_getter,
    one_getter,
    party_getter,
    points_getter,
    whom_getter,
)
from bot.dialogs.meeting.handlers import (
    on_agenda,
    on_call,
    on_came,
    on_clock,
    on_come,
    on_confirm,
    on_day,
    on_discard,
    on_drop,
    on_due,
    on_guest,
    on_issue,
    on_leave,
    on_minutes,
    on_one,
    on_paper,
    on_party,
    on_point,
    on_remove,
    on_who,
)
from bot.states.exchange import MeetingSG
from bot.states.offices import start_duties
from bot.ui.confirmation import Confirm, ConfirmChoices
from bot.ui.office_seat import office_today
from bot.ui.pickers import an_hour
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of MeetingSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page"),
            Tap(T("meeting-call"), "call", on_call, when="may_call"),
            Row(
                Tap(T("duties-back"), "to_duties", going(start_duties)),
                to_office("to_office"),
            ),
            state=MeetingSG.list,
            getter=list_getter,
        ),
        house_window(
            Row(
                Tap(T("meeting-come"), "come", on_come, "guest", when="may_answer"),
                SwitchTo(T("meeting-send"), "to_who", MeetingSG.who, when="may_answer"),
                Tap(T("meeting-leave"), "leave", on_leave, "guest", when="may_answer"),
            ),
            Row(
                SwitchTo(T("meeting-to-attendance"), "to_came", MeetingSG.attendance, when="may_run"),
                SwitchTo(T("meeting-to-minutes"), "to_minutes", MeetingSG.minutes, when="may_run"),
                SwitchTo(T("meeting-to-points"), "to_points", MeetingSG.points, when="may_run"),
            ),
            SwitchTo(T("meeting-to-points"), "see_points", MeetingSG.points, when="has_points"),
            Confirm(T("meeting-issue"), "issue", on_issue, "id", when="may_issue"),
            Tap(T("meeting-paper"), "paper", on_paper, when="has_minutes"),
            Confirm(T("meeting-drop"), "drop", on_drop, "id", when="may_drop"),
            SwitchTo(T("meeting-back"), "one_back", MeetingSG.list),
            state=MeetingSG.one,
            getter=one_getter,
        ),
        house_window(
            T("meeting-ask-who"),
            back_to("who_back", MeetingSG.one),
            Words(on_who),
            state=MeetingSG.who,
        ),
        house_window(
            T("meeting-ask-day"),
            *typed_day("held", on_day, "future", today=office_today),
            back_to("day_back", MeetingSG.list),
            state=MeetingSG.day,
        ),
        house_window(
            T("meeting-ask-clock"),
            back_to("clock_back", MeetingSG.day),
            Words(on_clock, numbers_too=True, pickers=an_hour(" ")),
            state=MeetingSG.clock,
        ),
        house_window(
            T("meeting-ask-agenda"),
            back_to("agenda_back", MeetingSG.clock),
            Words(on_agenda),
            state=MeetingSG.agenda,
        ),
        house_window(
            T("meeting-ask-whom"),
            Choices("guest", "choices", on_guest),
            paging("whom_page", "whom_"),
            SwitchTo(T("circular-whom-done"), "whom_done", MeetingSG.confirm, when="has_any"),
            back_to("whom_back", MeetingSG.agenda),
            state=MeetingSG.whom,
            getter=whom_getter,
        ),
        house_window(
            Confirm(T("meeting-confirm"), "confirm", on_confirm, "token"),
            Row(
                SwitchTo(T("meeting-change"), "change", MeetingSG.day),
                Tap(T("circular-discard"), "discard", on_discard),
            ),
            back_to("confirm_back", MeetingSG.whom),
            state=MeetingSG.confirm,
            getter=confirm_getter,
        ),
        house_window(
            T("meeting-ask-attendance"),
            Choices("came", "choices", on_came),
            paging("came_page", "came_"),
            back_to("came_back", MeetingSG.one),
            state=MeetingSG.attendance,
            getter=attendance_getter,
        ),
        house_window(
            paging("part", "part_"),
            back_to("minutes_back", MeetingSG.one),
            Words(on_minutes),
            state=MeetingSG.minutes,
            getter=minutes_getter,
        ),
        house_window(
            paging("point_part", "points_"),
            ConfirmChoices("remove", "removable", on_remove),
            back_to("points_back", MeetingSG.one),
            Words(on_point),
            state=MeetingSG.points,
            getter=points_getter,
        ),
        house_window(
            T("meeting-ask-party"),
            Choices("party", "choices", on_party),
            paging("party_page", "party_"),
            back_to("party_back", MeetingSG.points),
            state=MeetingSG.party,
            getter=party_getter,
        ),
        house_window(
            T("meeting-ask-due"),
            *typed_day("point_due", on_due, "future", today=office_today),
            back_to("due_back", MeetingSG.party),
            state=MeetingSG.due,
        ),
    )
