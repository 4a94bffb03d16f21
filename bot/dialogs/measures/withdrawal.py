"""Withdrawing a measure (撤销决定): why, from which day; its paper; its task once more."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager, Window

from bot.app import context_of
from bot.dialogs.measures.getters import view_of
from bot.states.offices import MeasuresSG, start_escalations
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.evidence import hide_files
from bot.ui.office_seat import office_today
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, T, Words
from bot.ui.window import back_to, house_window
from content.screen import clause, shortened
from storage.reviews import withdrawals
from storage.reviews.measures import MAX_REASON
from storage.self_checks.answers import tidy

# --- handlers ---------------------------------------------------------------------------------------


async def on_withdraw(manager: DialogManager, item: str) -> None:
    """Ask why the measure is withdrawn."""
    await hide_files(manager)
    show(manager, await view_of(manager))
    manager.dialog_data["cause_text"] = ""
    await manager.switch_to(MeasuresSG.withdraw)


async def on_cause(manager: DialogManager, item: str) -> None:
    """Ask for the day; where the cause says nothing by itself, for a sentence first."""
    manager.dialog_data["cause"] = item
    await manager.switch_to(MeasuresSG.withdraw_text if item == "other" else MeasuresSG.withdraw_day)


async def on_text(manager: DialogManager, text: str) -> None:
    """Store the sentence until the day is known."""
    manager.dialog_data["cause_text"] = tidy(text, MAX_REASON)
    await manager.switch_to(MeasuresSG.withdraw_day)


async def on_day(manager: DialogManager, when: date) -> None:
    """Withdraw the measure from a day on, if it is still what was shown."""
    ctx, view = context_of(manager), await view_of(manager)
    data = manager.dialog_data
    given = (str(data["cause"]), when, str(data["cause_text"]))
    same = (view.cause, view.withdrawn_on, view.cause_text) == given
    if not same and not await is_as_shown(manager, view):
        await manager.switch_to(MeasuresSG.one)
        return
    await ctx.act(withdrawals.withdraw, view.id, *given, zone=ctx.app.zone)
    ctx.app.orders.forget()
    data["notice"] = "withdrawal-kept-refusal" if view.kind == "refusal" else "withdrawal-kept"
    await manager.switch_to(MeasuresSG.one)


async def on_today(manager: DialogManager, item: str) -> None:
    """Withdraw it from today on."""
    await on_day(manager, date.fromisoformat(item))


async def on_number(manager: DialogManager, text: str) -> None:
    """Note the number of the paper by which it was withdrawn."""
    await context_of(manager).act(withdrawals.note, int(manager.dialog_data["id"]), number=text)
    await manager.switch_to(MeasuresSG.one)


async def on_noted_text(manager: DialogManager, text: str) -> None:
    """Note what is said of the cause."""
    await context_of(manager).act(withdrawals.note, int(manager.dialog_data["id"]), text=text)
    await manager.switch_to(MeasuresSG.one)


async def on_again(manager: DialogManager, item: str) -> None:
    """Make a task of it again, and open that."""
    ctx = context_of(manager)
    measure_id = int(manager.dialog_data["id"])
    task = await ctx.act(withdrawals.raise_again, measure_id, zone=ctx.app.zone)
    await start_escalations(manager, task)


# --- getters ----------------------------------------------------------------------------------------


async def cause_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The causes to choose among."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    return {
        "body": ctx.say("withdrawal-ask", enterprise=shortened(view.enterprise, 30), kind=view.kind),
        "causes": [(one, ctx.say("withdrawal-cause", cause=one)) for one in withdrawals.CAUSES],
    }


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The consequences, and the question from which day; today as a button."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    data = dialog_manager.dialog_data
    body = ctx.say(
        "withdrawal-day-ask",
        enterprise=shortened(view.enterprise, 30),
        kind=view.kind,
        cause=data["cause"],
        text=clause(data["cause_text"], 60) or "none",
    )
    return {"body": body, "today": (await office_today(dialog_manager)).isoformat(), "confirms": view}


def make_windows() -> tuple[Window, ...]:
    """withdraw, withdraw_text, withdraw_day, withdrawal_number, withdrawal_text."""
    return (
        house_window(
            Choices("cause", "causes", on_cause),
            back_to("cause_back", MeasuresSG.one),
            state=MeasuresSG.withdraw,
            getter=cause_getter,
        ),
        house_window(
            T("withdrawal-text-ask"),
            back_to("withdraw_text_back", MeasuresSG.withdraw),
            Words(said("decide", on_text), numbers_too=True),
            state=MeasuresSG.withdraw_text,
        ),
        house_window(
            Confirm(T("measure-today"), "withdraw_today", on_today, "today"),
            *typed_day("withdrawn", on_day, "past", today=office_today, unclear="measure-day-unclear"),
            back_to("withdraw_day_back", MeasuresSG.withdraw),
            state=MeasuresSG.withdraw_day,
            getter=day_getter,
        ),
        house_window(
            T("withdrawal-number-ask"),
            back_to("withdrawal_number_back", MeasuresSG.one),
            Words(on_number, numbers_too=True),
            state=MeasuresSG.withdrawal_number,
        ),
        house_window(
            T("withdrawal-text-ask"),
            back_to("withdrawal_text_back", MeasuresSG.one),
            Words(said("decide", on_noted_text), numbers_too=True),
            state=MeasuresSG.withdrawal_text,
        ),
    )
