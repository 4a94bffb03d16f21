"""The windows of EscalationSG."""

from __future__ import annotations

from aiogram_dialog import Dialog
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.dialogs.escalation.getters import list_getter, one_getter, reason_getter
from bot.dialogs.escalation.handlers import (
    on_form,
    on_material,
    on_one,
    on_reason,
    on_referral,
    on_start,
    on_warn,
    on_way,
)
from bot.states.offices import EscalationSG, start_referrals
from bot.ui.confirmation import Confirm
from bot.ui.sentences import said
from bot.ui.widgets import Choices, T, Tap, Words, going, paging
from bot.ui.window import back_to, house_window, to_office


def make_dialog() -> Dialog:
    """The dialog of EscalationSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page", "list_"),
            Row(
                Tap(T("referral-to-list"), "to_referrals", going(start_referrals), when="has_referrals"),
                to_office("to_office"),
            ),
            state=EscalationSG.list,
            getter=list_getter,
        ),
        house_window(
            Row(
                Confirm(T("escalation-warn"), "warn", on_warn, "item", when="may"),
                Tap(T("escalation-form"), "form", on_form, "item"),
                Tap(T("escalation-material"), "material", on_material, "item"),
            ),
            Tap(T("referral-see"), "to_referral", on_referral, "referral", when="is_referred"),
            Choices("way", "ways", on_way, width=2, when="may"),
            SwitchTo(T("escalation-back"), "one_back", EscalationSG.list),
            state=EscalationSG.one,
            getter=one_getter,
        ),
        house_window(
            T("escalation-reason-ask"),
            back_to("reason_back", EscalationSG.one),
            Words(said("decide", on_reason), numbers_too=True),
            state=EscalationSG.reason,
            getter=reason_getter,
        ),
        on_start=on_start,
    )
