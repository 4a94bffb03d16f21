"""Recurring dates in words: the last time, the next one, whether it has lapsed."""

from __future__ import annotations

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.fragments import day, days_left, lines, overdue_for
from content.calendar.overdue import add_months, overdue_since
from content.model.questions import Dated
from content.model.reminder_kinds import UPKEEP_NAMES, UPKEEPS
from storage.base.errors import NotFound
from storage.enterprises import upkeeps
from storage.enterprises.upkeeps import UpkeepView
from storage.reminders import answers


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
    """The kind of the window."""
    return str(manager.dialog_data.get("kind", UPKEEPS[0]))


async def dates_by_kind(ctx: Context) -> dict[str, UpkeepView]:
    async with ctx.app.database.read() as db:
        return {one.kind: one for one in await upkeeps.list_upkeeps(db, ctx.actor, ctx.enterprise_id)}


def _next(ctx: Context, view: UpkeepView | None) -> str:
    if view is None:
        return ctx.say("upkeep-unset")
    if view.state != "active":
        return ctx.say("upkeep-stopped")
    return ctx.say("upkeep-next", day=day(ctx, view.due_on), left=days_left(ctx, view.due_on))


def _lapsed(ctx: Context, view: UpkeepView | None) -> str:
    """The time by which it is overdue, counted from the last time."""
    if view is None:
        return ""
    lapsed = overdue_since(add_months(view.last_on, view.every_months), ctx.app.today())
    return overdue_for(ctx, lapsed) if lapsed else ""


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All kinds with their next day."""
    ctx = context_of(dialog_manager)
    kept = await dates_by_kind(ctx)
    names = {kind: ctx.say(key) for kind, key in UPKEEP_NAMES.items()}
    return {
        "body": lines(
            ctx.say("upkeep-head"),
            " ",
            *(ctx.say("upkeep-line", name=names[kind], next=_next(ctx, kept.get(kind))) for kind in UPKEEPS),
        ),
        "kinds": [(kind, names[kind]) for kind in UPKEEPS],
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One kind: its last and next day, and whether it is reminded of."""
    ctx, kind = context_of(dialog_manager), kind_of(dialog_manager)
    view = (await dates_by_kind(ctx)).get(kind)
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
            ctx.say("upkeep-line", name=ctx.say(UPKEEP_NAMES[kind]), next=_next(ctx, view)),
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
    """The question for the day it was done last."""
    ctx, kind = context_of(dialog_manager), kind_of(dialog_manager)
    return {"ask": dated_of(ctx, kind).ask.say(ctx.language), "kind": kind}
