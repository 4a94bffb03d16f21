"""Rectifications reported as done: one after the other, accepted or sent back."""

from __future__ import annotations

from collections.abc import Sequence

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.review.case import rules_of
from bot.states.offices import VerifySG
from bot.ui.campaign_name import campaign_if_several, campaign_line
from bot.ui.confirmation import is_as_shown, show
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, label_of, lines, measure_shown, notice_lines, notice_of
from bot.ui.office_seat import post_of, today_of
from bot.ui.paging import page_of, turned_to
from content.screen import fitted, shortened
from storage.campaigns import forms
from storage.findings import verification_views, verifications
from storage.findings.verification_views import DoneView
from storage.offices import staff
from storage.self_checks import attachments

PAGE = 5

# --- handlers ---------------------------------------------------------------------------------------


async def on_one(manager: DialogManager, item: str) -> None:
    """Open a rectification."""
    manager.dialog_data["id"] = int(item)
    await manager.switch_to(VerifySG.one)


async def on_photos(manager: DialogManager, item: str) -> None:
    """Show the photos before and after."""
    ctx = context_of(manager)
    async with ctx.app.database.read() as db:
        view = await verification_views.get_done(db, ctx.actor, int(item))
        files = await attachments.list_files(db, view.self_check_id, view.question)
    if not await show_files(manager, files):
        manager.dialog_data["notice"] = "review-no-files"


async def on_accept(manager: DialogManager, item: str) -> None:
    """Accept it (同意销号)."""
    ctx = context_of(manager)
    await ctx.act(verifications.accept, rules_of(ctx), int(item), zone=ctx.app.zone)
    await to_list(manager, "verify-accepted")


async def on_reject(manager: DialogManager, item: str) -> None:
    """Send it back for a usual reason."""
    await on_reject_words(manager, rules_of(context_of(manager)).said("reject")[int(item)].zh)


async def on_reject_words(manager: DialogManager, text: str) -> None:
    """Send it back for this reason."""
    ctx = context_of(manager)
    today = await today_of(ctx)
    number = int(manager.dialog_data["id"])
    async with ctx.app.database.read() as db:
        view = await verification_views.get_done(db, ctx.actor, number)
        files = await attachments.list_files(db, view.self_check_id, view.question)
    if view.state == "done" and not await is_as_shown(manager, *shown_done(view, files)):
        await manager.switch_to(VerifySG.one)
        return
    await ctx.act(verifications.reject, rules_of(ctx), number, text, today, zone=ctx.app.zone)
    await to_list(manager, "verify-rejected")


def shown_done(view: DoneView, files: Sequence[attachments.Attached]) -> tuple[object, ...]:
    """The values a confirmation covers: the plan, the day of completion, and its evidence."""
    plan = (view.finding_id, view.measure, view.responsible, view.due_on, view.done_at, view.rejections)
    return *plan, [file.id for file in files]


async def to_list(manager: DialogManager, notice: str) -> None:
    """Go to the list of the others."""
    await hide_files(manager)
    manager.dialog_data["notice"] = notice
    await manager.switch_to(VerifySG.list)


async def on_list(manager: DialogManager, item: str) -> None:
    """Go back to the list."""
    await hide_files(manager)
    await manager.switch_to(VerifySG.list)


# --- getters ----------------------------------------------------------------------------------------


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """A page of what waits, the longest due first."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        waiting = await verification_views.list_waiting(
            db, ctx.actor, post.place_id, limit=100, campaign_id=post.campaign_id
        )
    choices = [
        (
            str(one.finding_id),
            label_of(
                ctx,
                "verify-one",
                "enterprise",
                one.enterprise,
                question=one.question,
                rejections=one.rejections,
            ),
        )
        for one in waiting
    ]
    head = ctx.say("verify-head", waiting=len(waiting)) if waiting else ctx.say("verify-none")
    page = page_of(choices, turned_to(dialog_manager), PAGE)
    return {**page, "body": lines(*notice_lines(dialog_manager), campaign_line(ctx, post), head)}


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the finding, its plan, its evidence."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        view = await verification_views.get_done(db, ctx.actor, int(dialog_manager.dialog_data["id"]))
        form = await forms.get(db, view.form_digest)
        may = await staff.may(
            db, ctx.actor, "review.do", view.jurisdiction_id, of=(), campaign=view.campaign_id
        )
        files = await attachments.list_files(db, view.self_check_id, view.question)
        of = await campaign_if_several(db, ctx, view.self_check_id)
    question = form.by_code[view.question][1]
    measure = measure_shown(ctx, question, view.measure)
    waits = view.state == "done" and view.finding_state == "open"
    notice = notice_of(dialog_manager)
    show(dialog_manager, *shown_done(view, files))
    body: list[str | tuple[str, ...]] = [
        (of, ""),
        ctx.say("review-unit", enterprise=shortened(view.enterprise, 30), place=view.place),
        shortened(question.marked_fault.say(ctx.language), 60),
        (
            ctx.say("finding-measure-line", measure=shortened(measure, 60)),
            ctx.say("finding-measure-line", measure=shortened(measure, 24)),
        ),
        ctx.say("extensions-responsible", responsible=shortened(view.responsible or "–", 18)),
        ctx.say(
            "verify-days",
            due=day(ctx, view.due_on),
            done=day(ctx, ctx.app.local_day(view.done_at)) if view.done_at else "–",
        ),
        ctx.say("verify-before", count=view.rejections, reason=shortened(view.rejection, 40))
        if view.rejections
        else "",
        "" if waits else ctx.say("verify-over", state=view.finding_state),
    ]
    return {
        "body": fitted(*((notice, " ") if notice else ()), *body),
        "confirmed": fitted(*body),
        "confirms": shown_done(view, files),
        "item": str(view.finding_id),
        "files": sum(file.kind != "voice" for file in files),
        "may": may and waits,
    }


async def reject_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual reasons, and the new day."""
    ctx = context_of(dialog_manager)
    rules = rules_of(ctx)
    said = [(str(place), one.say(ctx.language)) for place, one in enumerate(rules.said("reject"))]
    return {"remarks": said, "days": rules.rejected_days}
