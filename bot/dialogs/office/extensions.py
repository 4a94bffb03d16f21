"""Extensions that wait for an office: the queue, one of them, another day, a refusal."""

from __future__ import annotations

from datetime import date

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.office import several_extensions as several
from bot.dialogs.office.several_extensions import REFUSALS, label_of_one
from bot.states.offices import ExtensionsSG, start_extensions
from bot.ui.calendar import DayCalendar, answered
from bot.ui.campaign_name import campaign_if_several, campaign_line
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.fragments import day, lines, measure_shown, notice_lines
from bot.ui.office_seat import office_today, post_of
from bot.ui.paging import page_line, page_of, turned_to
from bot.ui.replies import reply
from bot.ui.sentences import said
from bot.ui.typed_days import typed_day
from bot.ui.widgets import Choices, Given, T, Tap, Words, paging
from bot.ui.window import back_to, house_window, to_office
from content.model.questions import Question
from content.screen import fitted, shortened
from storage.base.errors import Conflict, Invalid
from storage.campaigns import forms
from storage.findings import extension_views, extensions
from storage.findings.extension_views import ExtensionView
from storage.findings.extensions import soonest
from storage.offices import staff

PAGE = 5


async def on_start(start_data: object, manager: DialogManager) -> None:
    """Open the request of a delivered button first, for those who may see it."""
    chosen = start_data.get("id") if isinstance(start_data, dict) else None
    if chosen is not None:
        manager.dialog_data["id"] = chosen
        await view_of(manager)


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a request of the queue."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(ExtensionsSG.one)


async def on_grant(manager: DialogManager, item: str) -> None:
    """Grant the day asked for (同意), as the button showed it (`id:day`)."""
    await answered(manager)
    number, _, wanted = item.partition(".")
    await decide(manager, int(number), date.fromisoformat(wanted), "")


async def on_day(manager: DialogManager, chosen: date) -> None:
    """Grant another day than the one asked for."""
    await decide(manager, int(manager.dialog_data["id"]), chosen, "")


async def on_refuse(manager: DialogManager, item: str) -> None:
    """Refuse for a usual reason, stored in Chinese."""
    await on_refuse_words(manager, context_of(manager).app.catalog.say(REFUSALS[item], "zh"))


async def on_refuse_words(manager: DialogManager, text: str) -> None:
    """Refuse with a reason in the officer's own words."""
    await decide(manager, int(manager.dialog_data["id"]), None, text)


async def decide(manager: DialogManager, number: int, granted: date | None, answer: str) -> None:
    """Decide about the request as shown, or say who decided first; a request changed meanwhile is shown
    first."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        today = (await post_of(db, ctx)).today
        view = await extension_views.get_extension(db, ctx.actor, number)
    if view.waits and not await is_as_shown(manager, *asked(view)):
        await manager.switch_to(ExtensionsSG.one)
        return
    try:
        await ctx.act(extensions.decide, number, granted, answer, today, zone=ctx.app.zone)
    except Invalid as problem:
        await reply(manager, ctx.say(problem.key, **problem.values))
        return
    except Conflict as problem:
        name = {"name": problem.values.get("name") or ctx.say("extensions-somebody")}
        given = name if problem.problem == "extension-decided" else {}
        await reply(manager, ctx.say(problem.key, **given))
        await start_extensions(manager, page=turned_to(manager))
        return
    done = "extensions-refused" if granted is None else "extensions-granted"
    await start_extensions(manager, done, page=turned_to(manager))


def asked(view: ExtensionView) -> tuple[object, ...]:
    """The values a decision covers: the day, the reason and the plan as they were shown."""
    return view.id, view.asked_at, view.wanted_on, view.reason, view.due_on, view.measure, view.responsible


# --- getters ----------------------------------------------------------------------------------------


async def view_of(manager: DialogManager) -> ExtensionView:
    """The request of the window.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    return await ctx.read(extension_views.get_extension, ctx.actor, int(manager.dialog_data["id"]))


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the queue, the oldest due day first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        waiting = await extension_views.list_waiting(
            db, ctx.actor, post.place_id, campaign_id=post.campaign_id
        )
    years = post.campaign is not None and post.campaign.spans_years
    choices = [(str(one.id), label_of_one(ctx, one, years=years)) for one in waiting]
    page = page_of(choices, turned_to(dialog_manager), PAGE)
    head = ctx.say("extensions-head", waiting=len(waiting)) if waiting else ctx.say("extensions-none")
    of = campaign_line(ctx, post)
    return {
        **page,
        "body": lines(*notice_lines(dialog_manager), of, head, page_line(ctx, page)),
        "has_several": len(waiting) > 1,
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All facts needed to decide, on one screen."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        view = await extension_views.get_extension(db, ctx.actor, int(dialog_manager.dialog_data["id"]))
        form = await forms.get(db, view.form_digest)
        may = await staff.may(db, ctx.actor, "extension.decide", view.jurisdiction_id, of=())
        of = await campaign_if_several(db, ctx, view.self_check_id)
    show(dialog_manager, *asked(view))
    return {
        "confirms": asked(view),
        "confirmed": view.id,  # who was first is said in words
        "body": fitted((of, ""), *_said(ctx, view, form.by_code[view.question][1], post.today)),
        "open": view.waits and may,
        "grantable": view.waits and may and view.wanted_on >= soonest(view, post.today),
        "item": f"{view.id}.{view.wanted_on.isoformat()}",
        "grant": ctx.say("extensions-grant", day=day(ctx, view.wanted_on)),
    }


def _said(ctx: Context, view: ExtensionView, question: Question, today: date) -> list[str | tuple[str, ...]]:
    late = (today - view.due_on).days
    measure = measure_shown(ctx, question, view.measure)
    first = view.first_due_on
    return [
        f"{shortened(view.enterprise, 30)} · {view.place}",
        shortened(question.marked_fault.say(ctx.language), 44),
        (
            ctx.say("finding-measure-line", measure=shortened(measure, 60)),
            ctx.say("finding-measure-line", measure=shortened(measure, 18)),
        ),
        (ctx.say("extensions-responsible", responsible=shortened(view.responsible or "–", 18)), ""),
        " ",
        ctx.say("extensions-due-late", day=day(ctx, view.due_on), days=late)
        if late > 0
        else ctx.say("extensions-due", day=day(ctx, view.due_on)),
        ctx.say("extensions-before", count=view.granted_before, day=day(ctx, first))
        if view.granted_before
        else "",
        ctx.say("extensions-wanted", day=day(ctx, view.wanted_on), days=(view.wanted_on - view.due_on).days),
        ctx.say("extensions-wanted-passed") if view.waits and view.wanted_on < soonest(view, today) else "",
        (
            ctx.say("extension-reason-line", reason=shortened(view.reason, 100)),
            ctx.say("extension-reason-line", reason=shortened(view.reason, 36)),
        ),
        _outcome(ctx, view),
    ]


def _outcome(ctx: Context, view: ExtensionView) -> str:
    if view.waits:
        return ""
    state = view.state if view.state != "asked" else "moot"
    name = view.decided_by or ctx.say("extensions-somebody")
    return ctx.say("extensions-outcome", state=state, name=name)


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of ExtensionsSG."""
    return Dialog(
        house_window(
            Choices("one", "choices", on_one),
            paging("page", "list_"),
            Row(
                to_office(),
                Tap(T("extensions-several"), "several", several.on_begin, when="has_several"),
            ),
            state=ExtensionsSG.list,
            getter=list_getter,
        ),
        house_window(
            Confirm(Given("grant"), "grant", on_grant, "item", when="grantable"),
            Row(
                SwitchTo(T("extensions-other-day"), "to_day", ExtensionsSG.day),
                SwitchTo(T("extensions-refuse"), "to_refuse", ExtensionsSG.refuse),
                when="open",
            ),
            SwitchTo(T("extensions-back"), "one_back", ExtensionsSG.list),
            state=ExtensionsSG.one,
            getter=one_getter,
        ),
        house_window(
            T("extensions-day-ask"),
            *typed_day("day_typed", on_day, today=office_today),
            DayCalendar("day", on_day),
            back_to("day_back", ExtensionsSG.one),
            state=ExtensionsSG.day,
        ),
        house_window(
            T("extensions-refuse-ask"),
            Choices("refusal", "refusals", on_refuse),
            back_to("refuse_back", ExtensionsSG.one),
            Words(said("refuse", on_refuse_words)),
            state=ExtensionsSG.refuse,
            getter=refuse_getter,
        ),
        *several.make_windows(),
        on_start=on_start,
    )


async def refuse_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual reasons."""
    ctx = context_of(dialog_manager)
    return {"refusals": [(one, ctx.say(key)) for one, key in REFUSALS.items()]}
