"""A finding in its current state, remarks on it, and the link that shows it to the responsible person."""

from __future__ import annotations

from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Row, SwitchTo

from bot.app import Context, context_of
from bot.dialogs.finding.case import Case, case_of, day_shown, finding_id, phase_end, started, tell
from bot.dialogs.finding.deciding import on_leave
from bot.dialogs.finding.extension import extension_line
from bot.dialogs.finding.planning import begin, money
from bot.states.people import FindingSG, start_extension
from bot.ui.campaign_name import campaign_if_several
from bot.ui.confirmation import Confirm
from bot.ui.fragments import days_left, measure_shown, row_of
from bot.ui.replies import put_below
from bot.ui.widgets import Given, T, Tap, Words
from bot.ui.window import back_to, house_window
from content.grounds import grounds
from content.screen import fitted, shortened
from storage.findings import comments, extension_views, photos, plans
from storage.membership import invites

BACK = {
    "check": "finding-back-check",
    "tasks": "finding-back-tasks",
    "done": "finding-back-done",
    "submit": "finding-back-submit",
    "home": "finding-back-home",
}
"""Label of the back button, by the window it leads to."""

SHOWN_COMMENTS = 5


# --- handlers ---------------------------------------------------------------------------------------


async def on_decide(manager: DialogManager, item: str) -> None:
    """Enter the rectification."""
    await manager.switch_to(FindingSG.choose)


async def on_extend(manager: DialogManager, item: str) -> None:
    """Ask for more time."""
    await start_extension(manager, int(item), back=started(manager)["back"])


async def on_reopen(manager: DialogManager, item: str) -> None:
    """Undo the completion."""
    ctx = context_of(manager)
    await ctx.act(plans.reopen, int(item))


async def on_comment(manager: DialogManager, text: str) -> None:
    """Add a remark."""
    ctx = context_of(manager)
    await ctx.act(comments.comment, finding_id(manager), text)


async def on_share(manager: DialogManager, item: str) -> None:
    """Make a link and send it as a message that can be forwarded; its secret is stored nowhere."""
    ctx = context_of(manager)
    made = int(manager.dialog_data.get("links", 0))
    if item != str(made):
        return  # a second tap on the same button: the link is on its way
    case = await case_of(manager)
    invite = await ctx.act(invites.create, "finding", case.view.enterprise_id, case.view.id)
    manager.dialog_data["links"] = made + 1
    view = case.view
    await tell(
        manager,
        ctx.say(
            "finding-share-message",
            enterprise=view.enterprise,
            fault=case.question.marked_fault.say(ctx.language),
            due=day_shown(ctx, view.due_on) or "–",
            link=ctx.link(invite.secret),
        ),
    )
    put_below(manager)


# --- getters ----------------------------------------------------------------------------------------


async def view_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The finding on twelve lines, and the possible actions."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    view = case.view
    is_open = view.remedy_state == "open"
    async with ctx.app.database.read() as db:
        files = await photos.list_finding_files(db, ctx.actor, view.id)
        remarks = await comments.list_comments(db, ctx.actor, view.id)
        last = await extension_views.last_question(db, ctx.actor, view.id) if is_open else None
        of = await campaign_if_several(db, ctx, view.self_check_id)
    after = sum(file.stage == "after" for file in files)
    may_change = view.is_contact and case.is_draft
    back = str(started(dialog_manager)["back"]).partition(".")[0]
    body = fitted(
        "" if view.is_contact else view.enterprise,
        (of, ""),
        case.question.marked_fault.say(ctx.language),
        f"{row_of(ctx, case.item, case.rows)} · {case.item.check.title.say(ctx.language)}",
        (law_line(ctx, case), ""),
        (ctx.say("finding-plan-words", words=shortened(case.item.source_text, 34)), ""),
        ctx.say("finding-stop-first") if case.must_stop else "",
        *remedy_lines(ctx, case, await phase_end(ctx, view)),
        ctx.say("finding-rejected", count=view.rejections, reason=shortened(view.rejection or "", 40))
        if view.rejections and is_open
        else "",
        extension_line(ctx, last) if last else "",
        ctx.say("finding-pictures-line", before=len(files) - after, after=after) if files else "",
        comment_line(ctx, remarks[-1], len(remarks)) if remarks else "",
    )
    return {
        "body": body,
        "id": view.id,
        "must_stop": case.must_stop and view.is_contact,
        "undecided": may_change and view.remedy is None,
        "may_end": view.is_contact and is_open,
        "may_add": not view.is_contact and view.remedy_state != "done",
        "may_extend": view.is_contact and is_open and view.remedy == "plan" and not case.is_draft,
        "may_plan": view.is_contact and is_open and case.has_day and not view.measure,
        "may_change": view.is_contact and is_open and (case.has_day or case.is_draft) and bool(view.measure),
        "may_reopen": may_change and view.remedy_state == "done",
        "pictures": len(files),
        "may_share": view.is_contact and is_open,
        "back": ctx.say(BACK[back] if view.is_contact else "back"),
    }


def law_line(ctx: Context, case: Case) -> str:
    """The first article in force that it rests on."""
    unread = ctx.say("law-unverified")
    cited = grounds(case.question.law, ctx.app.library.laws, ctx.language, unread)
    return ctx.say("finding-law", law=cited[0]) if cited else ""


def remedy_lines(ctx: Context, case: Case, end: object) -> list[str]:
    """The rectification in lines: measure, responsible, due day."""
    view = case.view
    if view.remedy is None or view.due_on is None:
        return [ctx.say("finding-undecided")]
    measure = shortened(measure_shown(ctx, case.question, view.measure), 40)
    said = [ctx.say("finding-objection", objection=shortened(view.objection, 40))] if view.objection else []
    said += [ctx.say("finding-measure-line", measure=measure)]
    if view.remedy == "plan" and view.measure:
        funds = money(ctx, view.funds_fen or 0)
        said.append(ctx.say("finding-who-line", responsible=view.responsible or "–", funds=funds))
    if view.remedy_state in ("done", "accepted"):
        done = day_shown(ctx, ctx.app.local_day(view.done_at)) if view.done_at else ""
        return [*said, ctx.say("finding-done-line", day=done)]
    late = view.days_over(ctx.app.today())
    left = ctx.say("finding-overdue", days=late) if late else days_left(ctx, view.due_on)
    due = day_shown(ctx, view.due_on)
    if view.first_due_on is not None and view.first_due_on != view.due_on:
        due += ctx.say("finding-due-first", day=day_shown(ctx, view.first_due_on))
    said.append(ctx.say("finding-due-line", day=due, left=left))
    if view.beyond_reason and end:
        said.append(ctx.say("finding-confirm-beyond", beyond=shortened(view.beyond_reason, 17)))
    return said


def comment_line(ctx: Context, remark: comments.Remark, count: int) -> str:
    """The newest remark."""
    return ctx.say("finding-comment-last", count=count, text=shortened(remark.text, 17))


async def comment_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The newest remarks, oldest first."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    remarks = await ctx.read(comments.list_comments, ctx.actor, case.view.id)
    said = [
        ctx.say(
            "finding-comment-guest" if remark.by_guest else "finding-comment-contact",
            day=day_shown(ctx, ctx.app.local_day(remark.written_at)),
            text=shortened(remark.text, 60),
        )
        for remark in remarks[-SHOWN_COMMENTS:]
    ]
    return {
        "fault": case.question.marked_fault.say(ctx.language),
        "remarks": "\n".join(said),
        "any": bool(said),
    }


async def share_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the contents of the link, and whether one was made here."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    made = int(dialog_manager.dialog_data.get("links", 0))
    return {
        "fault": case.question.marked_fault.say(ctx.language),
        "responsible": case.view.responsible or ctx.say("finding-somebody"),
        "made": str(made),
        "is_made": made > 0,
        "is_new": made == 0,
    }


# --- windows ----------------------------------------------------------------------------------------


def make_windows() -> list[Window]:
    """view, comment, share."""
    return [
        house_window(
            SwitchTo(T("finding-stop-button"), "to_stop", FindingSG.stop, when="must_stop"),
            Tap(T("finding-decide"), "decide", on_decide, when="undecided"),
            SwitchTo(T("finding-rectified"), "to_after", FindingSG.after, when="may_end"),
            SwitchTo(T("finding-add-picture"), "to_add", FindingSG.after, when="may_add"),
            Tap(T("extension-button"), "extend", on_extend, "id", when="may_extend"),
            Tap(T("finding-plan-now"), "plan_now", begin, when="may_plan"),
            Tap(T("finding-change"), "change", begin, when="may_change"),
            Confirm(T("finding-reopen"), "reopen", on_reopen, "id", when="may_reopen"),
            Row(
                SwitchTo(T("finding-pictures"), "to_files", FindingSG.files, when="pictures"),
                SwitchTo(T("finding-comment-button"), "to_comment", FindingSG.comment),
            ),
            SwitchTo(T("finding-share-button"), "to_share", FindingSG.share, when="may_share"),
            Tap(Given("back"), "leave", on_leave),
            state=FindingSG.view,
            getter=view_getter,
        ),
        house_window(
            T("finding-comment"),
            Given("remarks", when="any"),
            T("finding-comment-how"),
            back_to("comment_back", FindingSG.view),
            Words(on_comment, numbers_too=True),
            state=FindingSG.comment,
            getter=comment_getter,
        ),
        house_window(
            T("finding-share", when="is_new"),
            T("finding-share-made", when="is_made"),
            Tap(T("finding-share-make"), "share", on_share, "made", when="is_new"),
            Tap(T("finding-share-again"), "share_again", on_share, "made", when="is_made"),
            back_to("share_back", FindingSG.view),
            state=FindingSG.share,
            getter=share_getter,
        ),
    ]
