"""Tasks and one task in words: its cause, and the possible decisions."""

from __future__ import annotations

from typing import Any

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.ui.campaign_name import campaign_if_several, campaign_line
from bot.ui.confirmation import show
from bot.ui.fragments import day, label_of, lines, measure_shown, notice_lines, notice_of
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from content.screen import fitted, shortened
from storage.campaigns import forms
from storage.offices import staff
from storage.reviews import escalation_rights, escalation_views, escalations, referral_views
from storage.reviews.escalation_views import EscalationView

WAYS = {
    "suspend": "escalation-way-suspend",
    "penalty": "escalation-way-penalty",
    "closure": "escalation-way-closure",
    "up": "escalation-way-up",
    "out": "escalation-way-out",
    "refusal": "escalation-way-refusal",
    "drop": "escalation-way-drop",
}
"""Catalog key of each way to close a task, or to hand it up."""
OUT = "out"
"""To hand a task up to an authority outside, where there is no office above."""
PAGE = 5


async def view_of(manager: DialogManager) -> EscalationView:
    """The task of the window.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    return await ctx.read(escalation_views.get_escalation, ctx.actor, int(manager.dialog_data["id"]))


def looked_at(view: EscalationView) -> tuple[object, ...]:
    """The parts of a task that must not have changed since it was shown, when a decision comes."""
    parts = (view.id, view.due_on, view.measure, view.rejections, view.warned, view.level, view.holds)
    return (*parts, view.is_referred)


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of the tasks: those one's own office decides first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        place, campaign = post.place_id, post.campaign_id
        tasks = await escalation_views.list_open(db, ctx.actor, place, campaign_id=campaign)
        handed_up = await referral_views.count_at(db, ctx.actor, place, campaign_id=campaign)
    choices = [
        (
            str(one.id),
            label_of(
                ctx,
                "escalation-one",
                "enterprise",
                one.enterprise,
                kind=one.kind,
                level=_level(one, post.place_id),
                office=shortened(one.level, 6),
            ),
        )
        for one in tasks
    ]
    page = page_of(choices, turned_to(dialog_manager), PAGE)
    head = ctx.say("escalation-head", total=len(tasks)) if tasks else ctx.say("escalation-none")
    return {
        **page,
        "body": lines(*notice_lines(dialog_manager), campaign_line(ctx, post), head),
        "referrals": handed_up,
        "has_referrals": handed_up > 0,
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show a task and the possible actions."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        form = await forms.get(db, view.form_digest)
        may = await staff.may(db, ctx.actor, "escalation.decide", view.jurisdiction_id, of=())
        where = (view.self_check_id, view.jurisdiction_id)
        own = await escalation_rights.decisions_of(db, ctx.actor, *where, escalations.DECISIONS)
        referral = await referral_views.waiting_of(db, view.id)
        of = await campaign_if_several(db, ctx, view.self_check_id)
    waits = view.state == "open" and view.holds
    up = OUT if view.parent_id is None else "up"
    ways = [up, *own, "refusal", "drop"] if referral is None else ["refusal"]
    notice = notice_of(dialog_manager)
    show(dialog_manager, *looked_at(view))
    return {
        "body": fitted(*((notice, " ") if notice else ()), (of, ""), *_said(ctx, view, form)),
        "confirmed": fitted((of, ""), *_said(ctx, view, form)),
        "confirms": looked_at(view),
        "item": str(view.id),
        "may": may and waits,
        "ways": [(one, ctx.say(WAYS[one])) for one in ways],
        "referral": str(referral or 0),
        "is_referred": referral is not None,
    }


def _level(task: EscalationView, place_id: int) -> str:
    if task.is_referred:
        return "out"
    return "own" if task.jurisdiction_id == place_id else "other"


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
    if view.is_referred:
        said.append(ctx.say("escalation-referred"))
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
