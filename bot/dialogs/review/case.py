"""A case as an officer sees it: its state, the reasons for its rank, the way to its parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.files.enterprise import send_form
from bot.states.offices import ReviewSG, start_escalations, start_office, start_units
from bot.ui.campaign_name import campaign_if_several
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import day, lines, notice_of
from bot.ui.office_seat import today_of
from bot.ui.replies import put_below
from content.model.reviews import SIGNS, ReviewRules
from content.screen import fitted, shortened
from documents import words
from storage.base.errors import NotFound
from storage.findings import views as finding_views
from storage.inspections import former
from storage.inspections.former import SeenThere
from storage.reviews import cases as reviews
from storage.reviews import verdicts
from storage.reviews import views as review_views
from storage.reviews.views import CaseView
from storage.self_checks import attachments, signed_forms
from storage.self_checks import signs as review_signs
from storage.self_checks.signs import Sign

FAULTS_SHOWN = 5
REASONS_SHOWN = 4


def rules_of(ctx: Context) -> ReviewRules:
    """The content's rules of reviews.

    Raises:
        NotFound: nothing.
    """
    if ctx.app.library.reviews is None:
        raise NotFound
    return ctx.app.library.reviews


def case_id(manager: DialogManager) -> int:
    """Id of the form of the window."""
    return int(manager.dialog_data["id"])


async def case_of(manager: DialogManager) -> CaseView:
    """The form of the window.

    Raises:
        NotAllowed: not this office's.
    """
    ctx = context_of(manager)
    return await ctx.read(review_views.get_case, ctx.actor, case_id(manager))


async def claimed(manager: DialogManager) -> None:
    """Claim the case where nobody has it: judging is reviewing.

    Raises:
        Conflict: another has it, or it is over.
    """
    ctx = context_of(manager)
    await ctx.act(reviews.claim, case_id(manager))


# --- handlers ---------------------------------------------------------------------------------------


async def on_start(start_data: Any, manager: DialogManager) -> None:
    """Open the case of a delivered button first, for those who may see it."""
    chosen = start_data.get("id") if isinstance(start_data, dict) else None
    if chosen is not None:
        manager.dialog_data["id"] = int(chosen)
        await case_of(manager)


async def on_claim(manager: DialogManager, item: str) -> None:
    """Claim the case (领取)."""
    await claimed(manager)


async def on_give_back(manager: DialogManager, item: str) -> None:
    """Give the case back (退还，不再由我复查)."""
    ctx = context_of(manager)
    await ctx.act(reviews.give_back, int(item))
    await to_queue(manager, "review-given-back")


async def on_items(manager: DialogManager, item: str) -> None:
    """Open 逐项看, from the first answer without a judgement."""
    case = await case_of(manager)
    order = list(case.self_check.answers)
    left = [code for code in order if code not in case.judged]
    if case.own_rows and not case.may:
        unsaid = [code for code in case.own_rows if case.opinion(code, case.advises) is None]
        left = unsaid or list(case.own_rows)
    manager.dialog_data["q"] = (left or order)[0]
    await manager.switch_to(ReviewSG.item)


async def on_signs(manager: DialogManager, item: str) -> None:
    """Show signs of a check done for show."""
    await manager.switch_to(ReviewSG.signs)


async def on_photos(manager: DialogManager, item: str) -> None:
    """Show all photos of the form."""
    await case_of(manager)
    ctx = context_of(manager)
    files = await ctx.read(attachments.list_files, case_id(manager))
    if not await show_files(manager, files):
        manager.dialog_data["notice"] = "review-no-files"


async def on_pdf(manager: DialogManager, item: str) -> None:
    """Send the form as a PDF, with the reviews' remarks."""
    case = await case_of(manager)
    await send_form(manager, case.self_check.id, case.self_check.number, caption="review-pdf-caption")
    put_below(manager)


async def on_queue(manager: DialogManager, item: str) -> None:
    """Go back to where the case was opened: an enterprise, a task, else the queue."""
    unit, task = came_from(manager)
    if unit is None and task is None:
        await to_queue(manager)
        return
    await hide_files(manager)
    if unit is not None:
        await start_units(manager, unit)
    elif task is not None:
        await start_escalations(manager, task["id"], task["page"])


def came_from(manager: DialogManager) -> tuple[dict[str, Any] | None, dict[str, int] | None]:
    """The enterprise or the task from which the case of the window was opened; None, None: the queue."""
    start = manager.start_data
    if not isinstance(start, dict) or start.get("id") != manager.dialog_data.get("id"):
        return None, None
    return start.get("unit"), start.get("task")


async def to_queue(manager: DialogManager, notice: str = "") -> None:
    """Open the queue; shown photos are deleted."""
    await hide_files(manager)
    if notice:
        manager.dialog_data["notice"] = notice
    await manager.switch_to(ReviewSG.queue)


async def on_office(manager: DialogManager, item: str) -> None:
    """Go back to the office's home."""
    await hide_files(manager)
    await start_office(manager)


# --- getters ----------------------------------------------------------------------------------------


def reason_line(ctx: Context, reasons: dict[str, int], most: int = REASONS_SHOWN) -> str:
    """The reasons for a case's rank, the heaviest first."""
    return words.reason_line(ctx.say, rules_of(ctx), reasons, most)


async def case_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """All facts needed to choose the next step."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    counted = case.self_check.tally
    view = case.review
    working = view is not None and view.state == "open" and view.reviewer_id is not None
    second = view is not None and view.state == "second"
    waits = case.self_check.state in ("submitted", "in_review")
    free = case.may and waits and (not working or case.is_mine) and not second
    signs = sum(count for reason, count in case.reasons.items() if reason in SIGNS)
    notice = notice_of(dialog_manager)
    files = sum(line.files for line in case.self_check.lines.values())
    unit, task = came_from(dialog_manager)
    async with ctx.app.database.read() as db:
        of = await campaign_if_several(db, ctx, case.self_check.id)
        visited = await former.last_seen(db, case.enterprise_id, case.self_check.campaign_id)
        pages = len(await signed_forms.pages(db, ctx.actor, case.self_check.id))
    body: list[str | tuple[str, ...]] = [
        (of, ""),
        ctx.say("review-unit", enterprise=shortened(case.enterprise, 30), place=case.place),
        ctx.say(
            "review-form",
            number=case.self_check.number or "",
            day=day(ctx, ctx.app.local_day(case.submitted_at)) if case.submitted_at else "",
        ),
        ctx.say(
            "review-counts",
            passed=counted.passed,
            failed=counted.failed,
            owed=counted.owed,
            na=counted.na,
            left=counted.left_out,
        ),
        (
            ctx.say("review-risk", risk=case.risk, why=reason_line(ctx, dict(case.reasons))),
            ctx.say("review-risk", risk=case.risk, why=reason_line(ctx, dict(case.reasons), 2)),
        )
        if case.risk
        else ctx.say("review-calm"),
        state_line(ctx, case),
        await _faults_left(ctx, case) if free else "",
        *_photos_owed(ctx, case),
        _opinions_line(ctx, case),
        _visited_line(ctx, visited),
    ]
    return {
        "body": fitted(*((notice, " ") if notice else ()), *body),
        "confirmed": fitted(*body),
        "confirms": judged(case),
        "back": ctx.say("review-back-unit" if unit else "review-back-task" if task else "review-back"),
        "item": str(case.self_check.id),
        "may_pass": free and not case.overturned and not verdicts.unseen(case),
        "may_judge": free,
        "may_look": case.self_check.state != "draft",
        "may_claim": free and not working,
        "may_give_back": case.is_mine,
        "signs": signs,
        "signed": pages,
        "has_signs": signs > 0,
        "files": files,
        "has_files": files > 0 and case.self_check.state != "draft",
        "may_confirm": second and view is not None and not view.mine and case.may,
    }


def _visited_line(ctx: Context, visited: Mapping[str, SeenThere]) -> str:
    """The last visit to the enterprise, and how many questions failed when they were last looked at."""
    last = max((one.done_on for one in visited.values() if one.done_on is not None), default=None)
    if last is None:
        return ""
    faults = sum(one.verdict == "fail" for one in visited.values())
    return ctx.say("review-visited-line", day=day(ctx, last), seen=len(visited), faults=faults)


def judged(case: CaseView) -> tuple[object, ...]:
    """The values a verdict covers: the form as it was handed in, and the answers agreed to or overturned."""
    view = case.review
    stands = view is not None and view.state != "open"
    decided = (view.verdict, view.due_on, view.comment) if view is not None and stands else ()
    handed_in = (case.self_check.id, case.submitted_at, sorted(case.self_check.lines.items()))
    return *handed_in, sorted(case.judged), sorted(case.overturned), decided


async def _faults_left(ctx: Context, case: CaseView) -> tuple[str, ...]:
    """Open and overdue findings by name, five and, for a full window, fewer of them: they are looked at one
    by one before the form can be passed."""
    left = verdicts.unfinished(case)
    if not left:
        return ("",)
    found = await ctx.read(finding_views.list_of_check, case.self_check.id)
    due = {one.question: one.due_on for one in found}
    today = await today_of(ctx)
    head = ctx.say("review-faults-left", count=len(left), unseen=len(verdicts.unseen(case)))
    said = []
    for code in left[:FAULTS_SHOWN]:
        on = due.get(code)
        state = "none" if on is None else "late" if on < today else "open"
        text = shortened(case.self_check.form.by_code[code][1].marked_fault.say(ctx.language), 24)
        said.append(ctx.say("review-fault-left", text=text, state=state, day=day(ctx, on) if on else ""))
    return tuple(
        lines(
            head,
            *said[:most],
            ctx.say("review-faults-more", count=len(left) - most) if most < len(left) else "",
        )
        for most in range(len(said), 0, -1)
    )


def _photos_owed(ctx: Context, case: CaseView) -> list[str]:
    """Photos that are still owed, with their day: they are looked at one by one before a pass."""
    said = []
    for code, due_on in case.self_check.owed.items():
        title = case.self_check.form.by_code[code][0].check.title.say(ctx.language)
        late = "yes" if due_on < ctx.app.today() else "no"
        said.append(ctx.say("review-owed", title=shortened(title, 16), day=day(ctx, due_on), late=late))
    return said


def _opinions_line(ctx: Context, case: CaseView) -> str:
    """The departments' opinions on their rows; for the reader's department, what is left to give."""
    own = [code for code in case.own_rows if case.opinion(code, case.advises) is None]
    waits = case.self_check.state in ("submitted", "in_review")
    return lines(
        ctx.say(
            "review-opinions",
            agreed=sum(one.verdict == "agree" for one in case.opinions),
            objected=sum(one.verdict == "object" for one in case.opinions),
        )
        if case.opinions
        else "",
        ctx.say("review-own-rows", count=len(own)) if own and waits and not case.may else "",
    )


def state_line(ctx: Context, case: CaseView) -> str:
    """The reviewer, the progress, or the outcome."""
    view = case.review
    if view is None or (view.state == "open" and view.reviewer_id is None):
        if case.self_check.state == "draft":
            return ctx.say("review-taken-back")
        return (
            ctx.say("review-free") if not (view and view.had) else ctx.say("review-free-had", name=view.had)
        )
    name = view.reviewer or ctx.say("extensions-somebody")
    if view.state == "open":
        judged, total = len(case.judged), len(case.self_check.answers)
        return lines(
            ctx.say("review-mine") if view.mine else ctx.say("review-theirs", name=name),
            ctx.say("review-judged", judged=judged, total=total, overturned=len(case.overturned)),
        )
    title = rules_of(ctx).by_key[view.verdict or "pass"].title.say(ctx.language)
    state = "second" if view.state == "second" else "decided"
    return lines(
        ctx.say("review-outcome", state=state, verdict=title, name=name),
        ctx.say("review-due", day=day(ctx, view.due_on)) if view.due_on else "",
        ctx.say("review-comment", comment=shortened(view.comment, 60)) if view.comment else "",
    )


async def signs_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The signs, a line each, with the place of the match."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    found = await ctx.read(review_signs.signs, rules_of(ctx), case.self_check.id)
    return {"body": lines(ctx.say("review-signs-head"), " ", *(sign_line(ctx, one) for one in found[:8]))}


def sign_line(ctx: Context, sign: Sign) -> str:
    """One sign in words."""
    if sign.reason == "fast":
        return ctx.say("review-sign-fast", seconds=sign.seconds)
    if sign.reason == "old_photo" and sign.taken_at is not None:
        taken = day(ctx, ctx.app.local_day(sign.taken_at))
        return ctx.say("review-sign-old", question=sign.question, day=taken)
    if sign.reason == "copied_note":
        return ctx.say(
            "review-sign-copied", question=sign.question, enterprise=shortened(sign.enterprise, 16)
        )
    if sign.enterprise:
        return ctx.say(
            "review-sign-photo",
            question=sign.question,
            enterprise=shortened(sign.enterprise, 16),
            other=sign.other,
        )
    return ctx.say("review-sign-photo-here", question=sign.question, other=sign.other)
