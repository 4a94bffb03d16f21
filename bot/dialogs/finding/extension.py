"""An owner asks for more time for a plan: the day, the reason; then waits, changes or withdraws it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.finding.case import Case, case_of, finding_id, started
from bot.states.people import ExtensionSG, start_finding
from bot.ui.calendar import DayCalendar, answered
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.fragments import day, days_left, measure_shown
from bot.ui.looked_at import looked_at
from bot.ui.replies import reply
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.unfinished import Unfinished
from bot.ui.widgets import Choices, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.screen import fitted, shortened
from storage.base.errors import Conflict, GuestOnly, Invalid
from storage.findings import extension_views, extensions
from storage.findings.extension_views import ExtensionView

USUAL_DAYS = (7, 15, 30)
REASONS = {
    "1": "extension-reason-1",
    "2": "extension-reason-2",
    "3": "extension-reason-3",
    "4": "extension-reason-4",
}
ENTERED = Unfinished("extension", ("wanted",))


def extension_line(ctx: Context, last: ExtensionView) -> str:
    """The state of the latest extension, on one line; empty without one."""
    if last.waits:
        return ctx.say("extension-line-asked", day=day(ctx, last.wanted_on))
    if last.state == "refused":
        return ctx.say("extension-line-refused", answer=shortened(last.answer, 22))
    return ""


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Show a waiting request; refuse people who may not ask."""
    ctx = context_of(manager)
    view = (await case_of(manager)).view
    if not view.is_contact:
        raise GuestOnly
    if view.remedy_state == "done":
        raise Conflict("error-conflict-extension-done")
    if view.remedy != "plan":
        raise Invalid("error-invalid-extension-none")
    last = await ctx.read(extension_views.last_question, ctx.actor, view.id)
    if last is not None and last.waits:
        await manager.switch_to(ExtensionSG.asked)
    else:
        await ENTERED.take_up(manager, view.id)


# --- handlers ---------------------------------------------------------------------------------------


async def on_day(manager: DialogManager, chosen: date) -> None:
    """Take a day from a button, the calendar or typed."""
    ctx, view = context_of(manager), (await case_of(manager)).view
    today = ctx.app.today()
    if view.due_on is None or not max(view.due_on + timedelta(days=1), today) <= chosen <= (
        today + extensions.FARTHEST
    ):
        await reply(manager, ctx.say("error-invalid-extension-day"))
        return
    manager.dialog_data["wanted"] = chosen.isoformat()
    await ENTERED.keep(manager, view.id)
    await manager.switch_to(ExtensionSG.reason)


async def on_usual(manager: DialogManager, item: str) -> None:
    """Take an offered day."""
    await answered(manager)
    await on_day(manager, date.fromisoformat(item))


async def on_reason(manager: DialogManager, item: str) -> None:
    """Take a usual reason, stored in Chinese for the office."""
    await ask(manager, context_of(manager).app.catalog.say(REASONS[item], "zh"))


async def ask(manager: DialogManager, reason: str) -> None:
    """Ask for the extension; a day that has passed meanwhile is chosen again."""
    ctx = context_of(manager)
    wanted = manager.dialog_data.get("wanted")
    if wanted is None:
        await manager.switch_to(ExtensionSG.day)
        return
    stands, waits = await _existing_request(manager)
    if not await is_as_shown(manager, *stands):
        await manager.switch_to(ExtensionSG.asked if waits else ExtensionSG.day)
        return
    try:
        await ctx.act(
            extensions.ask,
            finding_id(manager),
            date.fromisoformat(str(wanted)),
            reason,
            ctx.app.today(),
            zone=ctx.app.zone,
        )
    except Invalid as problem:
        await reply(manager, ctx.say(problem.key, **problem.values))
        if problem.problem == "extension-day":
            await manager.switch_to(ExtensionSG.day)
        return
    await ENTERED.forget(manager, finding_id(manager))
    await manager.switch_to(ExtensionSG.asked)


async def _existing_request(manager: DialogManager) -> tuple[tuple[object, ...], bool]:
    """The plan and the current request, which a new one would replace; whether it waits."""
    ctx, view = context_of(manager), (await case_of(manager)).view
    last = await ctx.read(extension_views.last_question, ctx.actor, view.id)
    asked = () if last is None else (last.id, last.state, last.wanted_on, last.reason)
    return (view.id, view.measure, view.due_on, view.remedy_state, *asked), bool(last and last.waits)


async def on_withdraw(manager: DialogManager, item: str) -> None:
    """Withdraw the request."""
    ctx = context_of(manager)
    await ctx.act(extensions.withdraw, int(item))
    await on_finding(manager, item)


async def on_finding(manager: DialogManager, item: str) -> None:
    """Open the finding it is about."""
    await start_finding(manager, finding_id(manager), back=str(started(manager).get("back") or "tasks"))


# --- getters ----------------------------------------------------------------------------------------


def subject(ctx: Context, case: Case) -> tuple[str, ...]:
    """The fault, the measure, and the due day."""
    view = case.view
    if view.due_on is None:
        return (case.question.marked_fault.say(ctx.language),)
    late = (ctx.app.today() - view.due_on).days
    left = ctx.say("finding-overdue", days=late) if late > 0 else days_left(ctx, view.due_on)
    return (
        shortened(case.question.marked_fault.say(ctx.language), 44),
        ctx.say(
            "finding-measure-line", measure=shortened(measure_shown(ctx, case.question, view.measure), 40)
        ),
        ctx.say("finding-due-line", day=day(ctx, view.due_on), left=left),
    )


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The plan, and days usually asked for."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    show(dialog_manager, *(await _existing_request(dialog_manager))[0])
    today = ctx.app.today()
    base = max(case.view.due_on or today, today)
    days = [
        (one, base + timedelta(days=one))
        for one in USUAL_DAYS
        if base + timedelta(days=one) <= today + extensions.FARTHEST
    ]
    wanted_before = _wanted_before(dialog_manager, base, today)
    return {
        "body": fitted(*subject(ctx, case), " ", ctx.say("extension-ask")),
        "id": case.view.id,
        "days": [
            *((one.isoformat(), ctx.say("finding-kept", value=day(ctx, one))) for one in wanted_before),
            *(
                (
                    wanted.isoformat(),
                    ctx.say("extension-usual", days=more, day=day(ctx, wanted)),
                )
                for more, wanted in days
                if wanted not in wanted_before
            ),
        ],
    }


def _wanted_before(manager: DialogManager, base: date, today: date) -> tuple[date, ...]:
    """The day chosen earlier for a request that was not sent, while it may still be asked for."""
    wanted = manager.dialog_data.get("wanted")
    found = date.fromisoformat(str(wanted)) if wanted else None
    return (found,) if found and base <= found <= today + extensions.FARTHEST else ()


async def reason_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The day asked for, and the usual reasons."""
    ctx = context_of(dialog_manager)
    wanted = date.fromisoformat(str(dialog_manager.dialog_data.get("wanted") or ctx.app.today()))
    return {
        "wanted": day(ctx, wanted),
        "reasons": [(one, ctx.say(key)) for one, key in REASONS.items()],
    }


async def asked_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the extension and its outcome."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    async with ctx.app.database.read() as db:
        last = await extension_views.last_question(db, ctx.actor, case.view.id)
        waits = last is not None and last.waits
        told = ""
        if last is not None and waits:
            about = (last.asked_at, last.jurisdiction_id, last.from_on)
            told = await looked_at(ctx, db, "outbox-extension", *about)
    said = [ctx.say("extension-none-open")]
    if last is not None and waits:
        said = [
            ctx.say("extension-wanted", day=day(ctx, last.wanted_on)),
            ctx.say("extension-reason-line", reason=shortened(last.reason, 60)),
            ctx.say("extension-waits", told=told),
        ]
    elif last is not None:
        said = [extension_line(ctx, last) or said[0]]
    return {"body": fitted(*subject(ctx, case), " ", *said), "waits": waits, "id": str(case.view.id)}


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of ExtensionSG."""
    return Dialog(
        house_window(
            *typed_day("wanted", on_day),
            Choices("usual", "days", on_usual),
            SwitchTo(T("extension-calendar"), "to_calendar", ExtensionSG.calendar),
            Tap(T("extension-back"), "day_back", on_finding),
            state=ExtensionSG.day,
            getter=day_getter,
        ),
        house_window(
            T("extension-calendar-ask"),
            *typed_day("calendar_day", on_day),
            DayCalendar("day", on_day),
            back_to("calendar_back", ExtensionSG.day),
            state=ExtensionSG.calendar,
        ),
        house_window(
            T("extension-why"),
            Choices("reason", "reasons", on_reason),
            SwitchTo(T("extension-other-day"), "reason_back", ExtensionSG.day),
            Words(said("late", ask)),
            state=ExtensionSG.reason,
            getter=reason_getter,
        ),
        house_window(
            Row(
                SwitchTo(T("extension-other-day"), "change", ExtensionSG.day),
                Confirm(T("extension-withdraw"), "withdraw", on_withdraw, "id"),
                when="waits",
            ),
            Tap(T("extension-back"), "asked_back", on_finding),
            state=ExtensionSG.asked,
            getter=asked_getter,
        ),
        on_start=on_start,
    )
