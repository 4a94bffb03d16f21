"""Tasks for a person to decide: warn, hand up, decide or drop one. Never by itself."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import Dialog, DialogManager
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.files.enterprise import send_form
from bot.states.offices import EscalationSG, start_office, start_review
from bot.ui.campaign_name import campaign_if_several
from bot.ui.confirmation import Confirm, is_as_shown, show
from bot.ui.fragments import day, label_of, lines, measure_shown
from bot.ui.office_campaign import campaign_line
from bot.ui.office_seat import notice_of, post_of
from bot.ui.paging import page_of
from bot.ui.sentences import said
from bot.ui.widgets import Choices, Given, T, Tap, Words, going, paging
from bot.ui.window import house_window
from content.screen import fitted, shortened
from storage.campaigns import forms
from storage.offices import staff
from storage.reviews import escalation_rights, escalation_views, escalations, measures
from storage.reviews.escalation_views import EscalationView
from storage.self_checks import state as standing

WAYS = {
    "suspend": "escalation-way-suspend",
    "penalty": "escalation-way-penalty",
    "closure": "escalation-way-closure",
    "up": "escalation-way-up",
    "refusal": "escalation-way-refusal",
    "drop": "escalation-way-drop",
}
"""Catalog key of each way to close a task, or to hand it up."""

PAGE = 5


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """The task of a delivered button comes first, for who may see it."""
    chosen = start_data.get("id") if isinstance(start_data, dict) else None
    if chosen is not None:
        manager.dialog_data.update(id=int(chosen), page=start_data.get("page", 0))
        await view_of(manager)


async def view_of(manager: DialogManager) -> EscalationView:
    """The task on the screen.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        return await escalation_views.get_escalation(db, ctx.actor, int(manager.dialog_data["id"]))


# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """One of them."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(EscalationSG.one)


async def on_warn(manager: DialogManager, item: str) -> None:
    """催告."""
    ctx = context_of(manager)
    await ctx.act(escalations.warn, int(item), zone=ctx.app.zone)
    manager.dialog_data["notice"] = "escalation-warned"


async def on_form(manager: DialogManager, item: str) -> None:
    """The file it is about."""
    view = await view_of(manager)
    page = int(manager.dialog_data.get("page", 0))
    await start_review(manager, view.self_check_id, task={"id": view.id, "page": page})


async def on_material(manager: DialogManager, item: str) -> None:
    """The form with its faults, photos and reviews, as a PDF."""
    view = await view_of(manager)
    async with context_of(manager).app.database.read() as db:
        number = (await standing.load(db, view.self_check_id)).number
    await send_form(manager, view.self_check_id, number, caption="escalation-pdf-caption")


async def on_way(manager: DialogManager, item: str) -> None:
    """Choose the action: the reason is asked next."""
    manager.dialog_data["way"] = item
    await manager.switch_to(EscalationSG.reason)


async def on_reason(manager: DialogManager, text: str) -> None:
    """Do it, for this reason."""
    ctx = context_of(manager)
    number, way = int(manager.dialog_data["id"]), str(manager.dialog_data["way"])
    view = await view_of(manager)
    if view.state == "open" and not await is_as_shown(manager, *looked_at(view)):
        await manager.switch_to(EscalationSG.one)
        return
    async with ctx.app.database.begin() as db:
        if way == "up":
            await escalations.hand_up(db, ctx.actor, ctx.app.now(), number, text, zone=ctx.app.zone)
        elif way == "refusal":
            await measures.refuse(db, ctx.actor, ctx.app.now(), number, text, zone=ctx.app.zone)
        else:
            decision = None if way == "drop" else way
            await escalations.decide(db, ctx.actor, ctx.app.now(), number, decision, text, zone=ctx.app.zone)
    ctx.app.orders.forget()
    manager.dialog_data["notice"] = "escalation-done"
    await manager.switch_to(EscalationSG.list)


def looked_at(view: EscalationView) -> tuple[object, ...]:
    """The parts of a task that must not have changed since it was shown, when a decision comes."""
    return view.id, view.due_on, view.measure, view.rejections, view.warned, view.level, view.holds


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the tasks: those one's own office decides first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        tasks = await escalation_views.list_open(db, ctx.actor, post.place_id, campaign_id=post.campaign_id)
    choices = [
        (
            str(one.id),
            label_of(
                ctx,
                "escalation-one",
                "enterprise",
                one.enterprise,
                kind=one.kind,
                level="own" if one.jurisdiction_id == post.place_id else "other",
                office=shortened(one.level, 6),
            ),
        )
        for one in tasks
    ]
    page = page_of(choices, int(dialog_manager.dialog_data.get("page", 0)), PAGE)
    notice = notice_of(dialog_manager)
    head = ctx.say("escalation-head", total=len(tasks)) if tasks else ctx.say("escalation-none")
    return {**page, "body": lines(notice, " " if notice else "", campaign_line(ctx, post), head)}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show a task and the possible actions."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        form = await forms.get(db, view.form_digest)
        may = await staff.may(db, ctx.actor, "escalation.decide", view.jurisdiction_id, of=())
        enforces = await escalation_rights.may_enforce(
            db, ctx.actor, view.self_check_id, view.jurisdiction_id
        )
        of = await campaign_if_several(db, ctx, view.self_check_id)
    waits = view.state == "open" and view.holds
    decisions = [(one, ctx.say(WAYS[one])) for one in escalations.DECISIONS if enforces]
    up = [("up", ctx.say(WAYS["up"]))] if view.parent_id is not None else []
    notice = notice_of(dialog_manager)
    show(dialog_manager, *looked_at(view))
    return {
        "body": fitted(*((notice, " ") if notice else ()), (of, ""), *_said(ctx, view, form)),
        "confirmed": fitted((of, ""), *_said(ctx, view, form)),
        "confirms": looked_at(view),
        "item": str(view.id),
        "may": may and waits,
        "ways": [
            *up,
            *decisions,
            ("refusal", ctx.say("escalation-way-refusal")),
            ("drop", ctx.say("escalation-way-drop")),
        ],
    }


def _said(ctx: Context, view: EscalationView, form: Any) -> list[str | tuple[str, ...]]:
    said: list[str | tuple[str, ...]] = [
        ctx.say("review-unit", enterprise=shortened(view.enterprise, 30), place=view.place),
        ctx.say("escalation-kind", kind=view.kind),
    ]
    if view.question:
        question = form.by_code[view.question][1]
        said.append(shortened(question.marked_fault.say(ctx.language), 44))
        measure = measure_shown(ctx, question, view.measure)
        said.append(ctx.say("finding-measure-line", measure=shortened(measure, 40)))
    if view.due_on is not None:
        late = (ctx.app.today() - view.due_on).days
        said.append(
            ctx.say("extensions-due-late", day=day(ctx, view.due_on), days=late)
            if late > 0
            else ctx.say("extensions-due", day=day(ctx, view.due_on))
        )
    if view.rejections:
        said.append(ctx.say("escalation-rejections", count=view.rejections))
    if view.reason:
        said.append(ctx.say("review-comment", comment=shortened(view.reason, 60)))
    if view.warned:
        said.append(ctx.say("escalation-warned-times", count=view.warned))
    said.append(
        ctx.say("escalation-at", office=view.level)
        if view.state == "open" and view.holds
        else ctx.say("escalation-over", state=view.state, decision=view.decision or "none")
    )
    return said


async def reason_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the chosen action."""
    ctx = context_of(dialog_manager)
    return {"way": ctx.say(WAYS[dialog_manager.dialog_data["way"]])}


# --- windows ----------------------------------------------------------------------------------------


def make_dialog() -> Dialog:
    """The dialog of EscalationSG."""
    return Dialog(
        house_window(
            Given("body"),
            Choices("one", "choices", on_one),
            paging("page", "list_"),
            Tap(T("office-back"), "office", going(start_office)),
            Words(),
            state=EscalationSG.list,
            getter=list_getter,
        ),
        house_window(
            Given("body"),
            Row(
                Confirm(T("escalation-warn"), "warn", on_warn, "item", when="may"),
                Tap(T("escalation-form"), "form", on_form, "item"),
                Tap(T("escalation-material"), "material", on_material, "item"),
            ),
            Choices("way", "ways", on_way, width=2, when="may"),
            SwitchTo(T("escalation-back"), "one_back", EscalationSG.list),
            Words(),
            state=EscalationSG.one,
            getter=one_getter,
        ),
        house_window(
            T("escalation-reason-ask"),
            SwitchTo(T("back"), "reason_back", EscalationSG.one),
            Words(said("decide", on_reason), numbers_too=True),
            state=EscalationSG.reason,
            getter=reason_getter,
        ),
        on_start=on_start,
    )
