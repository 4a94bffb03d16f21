"""The due day of a plan, the reason for a late one, and the summary before it is stored."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.finding.case import (
    Case,
    case_of,
    day_shown,
    finding_id,
    leave,
    phase_end,
    planned,
    tell,
    usual_day,
)
from bot.dialogs.finding.planning import ENTERED, draft, keep, money, on_back
from bot.states.people import FindingSG
from bot.ui.calendar import FARTHEST, DayCalendar, answered
from bot.ui.confirmation import Confirm
from bot.ui.fragments import day, days_left, measure_shown
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.screen import shortened
from storage.base.errors import Invalid
from storage.findings import plans
from storage.self_checks.answers import tidy

BEYOND_REASONS = {
    "1": "finding-beyond-reason-1",
    "2": "finding-beyond-reason-2",
    "3": "finding-beyond-reason-3",
}


# --- handlers ---------------------------------------------------------------------------------------


async def on_day(manager: DialogManager, chosen: date) -> None:
    """Take a day from the calendar or typed; ask for the reason of one after the self-check phase."""
    ctx = context_of(manager)
    today = ctx.app.today()
    if not today <= chosen <= today + FARTHEST:
        key = "finding-due-past" if chosen < today else "finding-due-far"
        await tell(manager, ctx.say(key, day=day(ctx, chosen)))
        return
    end = await phase_end(ctx, (await case_of(manager)).view)
    if end is not None and chosen > end:
        manager.dialog_data["late"] = chosen.isoformat()
        await manager.switch_to(FindingSG.beyond)
        return
    manager.dialog_data["beyond"] = ""
    await keep(manager, "due", chosen.isoformat())


async def on_usual(manager: DialogManager, item: str) -> None:
    """Take the offered day."""
    await answered(manager)
    await on_day(manager, date.fromisoformat(item))


async def on_beyond(manager: DialogManager, item: str) -> None:
    """Take a usual reason, stored in Chinese for the office."""
    await keep_late(manager, context_of(manager).app.catalog.say(BEYOND_REASONS[item], "zh"))


async def on_beyond_words(manager: DialogManager, text: str) -> None:
    """A reason in the person's own words."""
    await keep_late(manager, tidy(text))


async def keep_late(manager: DialogManager, reason: str) -> None:
    """Keep the late day together with its reason."""
    late = manager.dialog_data.get("late")
    if late is None:
        await manager.switch_to(FindingSG.due)
        return
    manager.dialog_data["beyond"] = reason
    await keep(manager, "due", str(late))


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Store the plan as it was read back; a day that has passed meanwhile is asked again."""
    ctx = context_of(manager)
    parts = draft(manager)
    case = await case_of(manager)
    if case.has_day:
        await _confirm_for_the_day(manager, parts)
        return
    end = await phase_end(ctx, case.view)
    try:
        await ctx.act(
            plans.plan,
            finding_id(manager),
            measure=parts["measure"],
            responsible=parts["responsible"],
            funds_fen=int(parts["funds"]),
            due_on=date.fromisoformat(parts["due"]),
            today=ctx.app.today(),
            phase_end=end,
            beyond_reason=str(manager.dialog_data.get("beyond", "")),
        )
    except Invalid as problem:
        if not problem.problem.startswith("due-"):
            raise
        await tell(manager, ctx.say("finding-due-again"))
        await manager.switch_to(FindingSG.due)
        return
    await ENTERED.forget(manager, finding_id(manager))
    await leave(manager, "finding-planned-notice")


async def _confirm_for_the_day(manager: DialogManager, parts: dict[str, str]) -> None:
    """Keep the owner's part of a plan whose day the office set."""
    ctx = context_of(manager)
    await ctx.act(
        plans.plan_for_the_day,
        finding_id(manager),
        measure=parts["measure"],
        responsible=parts["responsible"],
        funds_fen=int(parts["funds"]),
    )
    await ENTERED.forget(manager, finding_id(manager))
    await leave(manager, "finding-planned-notice")


# --- getters ----------------------------------------------------------------------------------------


async def due_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The day offered, and the phase's end."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    today = ctx.app.today()
    end = await phase_end(ctx, case.view)
    usual = usual_day(case.question, today, end)
    return {
        "usual_iso": usual.isoformat(),
        "usual": day(ctx, usual),
        "days": (usual - today).days,
        "end": day_shown(ctx, end.isoformat()) if end and end >= today else "",
        "has_end": bool(end and end >= today),
        "measure": shortened(
            measure_shown(ctx, case.question, dialog_manager.dialog_data.get("measure")), 40
        ),
    }


async def beyond_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The day asked for, the phase's end, the usual reasons."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    end = await phase_end(ctx, case.view)
    return {
        "day": day_shown(ctx, dialog_manager.dialog_data.get("late")),
        "end": day_shown(ctx, end.isoformat()) if end else "–",
        "reasons": [(item, ctx.say(key)) for item, key in BEYOND_REASONS.items()],
    }


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The whole plan."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    parts = draft(dialog_manager)
    due = date.fromisoformat(parts["due"])
    beyond = str(dialog_manager.dialog_data.get("beyond", ""))
    return {
        "fault": case.question.marked_fault.say(ctx.language),
        "measure": shortened(measure_shown(ctx, case.question, parts["measure"]), 80),
        "responsible": parts["responsible"],
        "funds": money(ctx, int(parts["funds"])),
        "due": day(ctx, due),
        "left": days_left(ctx, due),
        "beyond": shortened(beyond, 44),
        "is_beyond": bool(beyond),
        "stands": _existing_plan(ctx, case, parts),
        "confirms": (planned(case.view), *parts.values(), beyond),  # long words are shown cut
        "may_date": not case.has_day,
    }


def _existing_plan(ctx: Context, case: Case, parts: dict[str, str]) -> str:
    """The existing plan that this one would replace."""
    view = case.view
    if not view.measure or view.due_on is None:
        return ""
    was = (view.measure, view.responsible, str(view.funds_fen), view.due_on.isoformat())
    if was == tuple(parts[name] for name in ("measure", "responsible", "funds", "due")):
        return ""
    measure = shortened(measure_shown(ctx, case.question, view.measure), 12)
    return ctx.say(
        "finding-confirm-stands",
        measure=measure,
        responsible=shortened(view.responsible or "–", 6),
        due=day(ctx, view.due_on),
    )


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """due, beyond, confirm."""
    return [
        house_window(
            T("finding-due"),
            T("finding-due-end", when="has_end"),
            *typed_day("due", on_day),
            DayCalendar("day", on_day),
            Row(
                Tap(T("back"), "due_back", on_back),
                Tap(T("finding-due-usual"), "usual", on_usual, "usual_iso"),
            ),
            state=FindingSG.due,
            getter=due_getter,
        ),
        house_window(
            T("finding-beyond"),
            Choices("beyond_reason", "reasons", on_beyond),
            SwitchTo(T("finding-beyond-other-day"), "beyond_back", FindingSG.due),
            Words(said("late", on_beyond_words)),
            state=FindingSG.beyond,
            getter=beyond_getter,
        ),
        house_window(
            T("finding-confirm"),
            T("finding-confirm-beyond", when="is_beyond"),
            Given("stands"),
            T("finding-confirm-ask"),
            Confirm(T("finding-confirm-yes"), "confirm", on_confirm),
            Row(
                SwitchTo(T("finding-edit-measure"), "edit_measure", FindingSG.measure),
                SwitchTo(T("finding-edit-responsible"), "edit_responsible", FindingSG.responsible),
            ),
            Row(
                SwitchTo(T("finding-edit-funds"), "edit_funds", FindingSG.funds),
                SwitchTo(T("finding-edit-due"), "edit_due", FindingSG.due, when="may_date"),
            ),
            back_to("confirm_back", FindingSG.view),
            state=FindingSG.confirm,
            getter=confirm_getter,
        ),
    ]
