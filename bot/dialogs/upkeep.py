"""定期提醒: the enterprise's own recurring dates: when each is due next, done today, set, stopped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.files.enterprise import send_deadlines
from bot.states.people import UpkeepSG, start_home
from bot.ui.calendar import answered
from bot.ui.confirmation import Confirm
from bot.ui.fragments import day, days_left, lines, overdue_for
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words, going
from bot.ui.window import house_window
from content.calendar.overdue import add_months, overdue_since
from content.model.questions import Dated
from content.model.reminder_kinds import UPKEEPS
from content.registry import complete
from storage.base.errors import NotFound
from storage.enterprises import registry as enterprises
from storage.enterprises import upkeeps
from storage.enterprises.upkeeps import UpkeepView
from storage.reminders import answers

NAMES: Mapping[str, str] = complete(
    "bot.dialogs.upkeep.NAMES",
    UPKEEPS,
    {
        "maintenance": "upkeep-name-maintenance",
        "medical_exam": "upkeep-name-medical_exam",
        "testing": "upkeep-name-testing",
    },
)


async def on_calendar(manager: DialogManager, item: str) -> None:
    """All days by which the enterprise owes something, for a calendar."""
    await send_deadlines(manager)


# --- what is shown ----------------------------------------------------------------------------------


def dated_of(ctx: Context, kind: str) -> Dated:
    """The question about a kind, and its interval.

    Raises:
        NotFound: no question of the check items asks for it.
    """
    for item in ctx.app.library.items.values():
        for question in item.questions:
            if question.dated is not None and question.dated.upkeep == kind:
                return question.dated
    raise NotFound


def kind_of(manager: DialogManager) -> str:
    """The kind whose window is open."""
    return str(manager.dialog_data.get("kind", UPKEEPS[0]))


async def _list(ctx: Context) -> dict[str, UpkeepView]:
    async with ctx.app.database.read() as db:
        return {one.kind: one for one in await upkeeps.list_upkeeps(db, ctx.actor, ctx.enterprise_id)}


def _next(ctx: Context, view: UpkeepView | None) -> str:
    if view is None:
        return ctx.say("upkeep-unset")
    if view.state != "active":
        return ctx.say("upkeep-stopped")
    return ctx.say("upkeep-next", day=day(ctx, view.due_on), left=days_left(ctx, view.due_on))


def _lapsed(ctx: Context, view: UpkeepView | None) -> str:
    """How long it is overdue, counted from the last time."""
    if view is None:
        return ""
    lapsed = overdue_since(add_months(view.last_on, view.every_months), ctx.app.today())
    return overdue_for(ctx, lapsed) if lapsed else ""


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All kinds with their next day."""
    ctx = context_of(dialog_manager)
    kept = await _list(ctx)
    names = {kind: ctx.say(key) for kind, key in NAMES.items()}
    return {
        "body": lines(
            ctx.say("upkeep-head"),
            " ",
            *(ctx.say("upkeep-line", name=names[kind], next=_next(ctx, kept.get(kind))) for kind in UPKEEPS),
        ),
        "kinds": [(kind, names[kind]) for kind in UPKEEPS],
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One kind: when it was last, when it is next, whether it is reminded of."""
    ctx, kind = context_of(dialog_manager), kind_of(dialog_manager)
    view = (await _list(ctx)).get(kind)
    async with ctx.app.database.read() as db:
        muted = view is not None and view.id in await answers.list_muted(
            db, ctx.actor.person_id or 0, "upkeep"
        )
    active = view is not None and view.state == "active"
    return {
        "kind": kind,
        "id": view.id if view else 0,
        "time": f"{view.id}.{view.due_on.isoformat()}" if view else "",
        "body": lines(
            ctx.say("upkeep-line", name=ctx.say(NAMES[kind]), next=_next(ctx, view)),
            ctx.say("upkeep-last", day=day(ctx, view.last_on), months=view.every_months) if view else "",
            _lapsed(ctx, view),
            ctx.say("upkeep-muted") if muted and active else "",
        ),
        "active": active,
        "silent": view is not None and (muted or not active),
        "may_stop": active and not muted,
        "nothing_left": not active,
    }


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question when it was done last."""
    ctx, kind = context_of(dialog_manager), kind_of(dialog_manager)
    return {"ask": dated_of(ctx, kind).ask.say(ctx.language), "kind": kind}


# --- handlers ---------------------------------------------------------------------------------------


async def on_kind(manager: DialogManager, item: str) -> None:
    """One of the kinds; one without a day asks for it at once."""
    manager.dialog_data["kind"] = item
    known = item in await _list(context_of(manager))
    await manager.switch_to(UpkeepSG.one if known else UpkeepSG.day)


async def on_back(manager: DialogManager, item: str) -> None:
    """Away from the day: to its kind, or to the list where it has none yet."""
    known = kind_of(manager) in await _list(context_of(manager))
    await manager.switch_to(UpkeepSG.one if known else UpkeepSG.list)


async def on_done_today(manager: DialogManager, item: str) -> None:
    """Record it as done today, for the time on the button."""
    ctx = context_of(manager)
    number, _, due = item.partition(".")
    await ctx.act(upkeeps.mark_kept, int(number), date.fromisoformat(due), ctx.app.today())


async def on_stop(manager: DialogManager, item: str) -> None:
    """End its reminders."""
    ctx = context_of(manager)
    await ctx.act(upkeeps.stop, int(item))


async def on_again(manager: DialogManager, item: str) -> None:
    """Reminded of again, oneself and, where it was stopped, everybody."""
    ctx = context_of(manager)
    async with ctx.app.database.begin() as db:
        view = await upkeeps.get(db, ctx.actor, int(item))
        await answers.unmute(db, ctx.actor, ctx.app.now(), "upkeep", view.id)
        await upkeeps.set_last(
            db,
            ctx.actor,
            ctx.app.now(),
            view.enterprise_id,
            view.kind,
            view.last_on,
            view.every_months,
            ctx.app.today(),
        )


async def on_today(manager: DialogManager, item: str) -> None:
    """Done today."""
    await answered(manager)
    await keep(manager, item, context_of(manager).app.today())


async def on_day(manager: DialogManager, chosen: date) -> None:
    """A typed day."""
    await keep(manager, kind_of(manager), chosen)


async def keep(manager: DialogManager, kind: str, last_on: date) -> None:
    """Keep the day of a kind for the enterprise the person is working on."""
    ctx = context_of(manager)
    async with ctx.app.database.begin() as db:
        enterprise = await enterprises.get_enterprise(db, ctx.enterprise_id)
        months = dated_of(ctx, kind).months(severe=bool(enterprise.facts.get("severe")))
        await upkeeps.set_last(
            db, ctx.actor, ctx.app.now(), ctx.enterprise_id, kind, last_on, months, ctx.app.today()
        )
    manager.dialog_data["kind"] = kind
    await manager.switch_to(UpkeepSG.one)


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The recurring dates."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("kind", "kinds", on_kind),
            Row(
                Tap(T("upkeep-home"), "home", going(start_home)),
                Tap(T("deadline-button"), "calendar", on_calendar),
            ),
            Words(),
            state=UpkeepSG.list,
            getter=list_getter,
        ),
        house_window(
            Given("body"),
            Tap(T("upkeep-done-today"), "done_today", on_done_today, "time", when="active"),
            Row(
                SwitchTo(T("upkeep-change"), "change", UpkeepSG.day),
                Confirm(T("upkeep-stop"), "stop", on_stop, "id", when="may_stop"),
                Tap(T("upkeep-again"), "again", on_again, "id", when="silent"),
            ),
            SwitchTo(T("back"), "to_list", UpkeepSG.list),
            Words(),
            state=UpkeepSG.one,
            getter=one_getter,
        ),
        house_window(
            T("upkeep-ask"),
            *typed_day("last", on_day, "past", unclear="upkeep-day-unclear"),
            Tap(T("upkeep-today"), "today", on_today, "kind"),
            Tap(T("back"), "from_day", on_back),
            state=UpkeepSG.day,
            getter=day_getter,
        ),
    )
