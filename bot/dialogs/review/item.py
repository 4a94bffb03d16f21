"""One answer under review: agree, overturn, ask back, look at its evidence, add a photo."""

from __future__ import annotations

from aiogram.types import Message
from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.review.case import case_id, case_of, claimed, rules_of
from bot.states.offices import ReviewSG
from bot.ui.confirmation import is_as_shown, show
from bot.ui.evidence import hide_files, show_files
from bot.ui.fragments import closing_line, day, measure_shown, notice_of, overdue_for, owed_line, row_of
from bot.ui.incoming_files import receive
from bot.ui.replies import put_below, reply
from content.screen import fitted, shortened
from content.verdicts import VERDICTS
from storage.findings import views as finding_views
from storage.findings.views import FindingView
from storage.inspections import former
from storage.inspections.former import SeenThere
from storage.reviews import cases as reviews
from storage.reviews import evidence, opinions, questions
from storage.reviews.views import CaseView
from storage.self_checks import attachments

# --- handlers ---------------------------------------------------------------------------------------


def asked_code(manager: DialogManager) -> str:
    """The question of the window."""
    return str(manager.dialog_data["q"])


async def on_turn(manager: DialogManager, item: str) -> None:
    """Go to the question on the button."""
    await hide_files(manager)
    manager.dialog_data["q"] = item


async def on_agree(manager: DialogManager, item: str) -> None:
    """Agree, and go on to the next."""
    if item == asked_code(manager) and await _is_as_shown(manager):  # else tapped twice: the next is shown
        await _judge(manager, item, "agree")
        await _go_on(manager, item)


async def on_unsay(manager: DialogManager, item: str) -> None:
    """Remove the verdict on an answer."""
    if item == asked_code(manager) and await _is_as_shown(manager):
        await _judge(manager, item, None)


async def on_overturn(manager: DialogManager, item: str) -> None:
    """Overturn for a usual reason, stored in Chinese for the enterprise."""
    remark = rules_of(context_of(manager)).said("overturn")[int(item)]
    await on_overturn_words(manager, remark.zh)


async def on_overturn_words(manager: DialogManager, text: str) -> None:
    """Overturn the answer, with this reason."""
    code = asked_code(manager)
    if not await _is_as_shown(manager):
        await manager.switch_to(ReviewSG.item)
        return
    await _judge(manager, code, "overturn", text)
    await _go_on(manager, code)
    await manager.switch_to(ReviewSG.item)


async def on_advise_agree(manager: DialogManager, item: str) -> None:
    """Agree for one's department, and go on to its next row."""
    if item == asked_code(manager) and await _is_as_shown(manager):
        await _advise(manager, item, "agree")
        await _go_on_advising(manager, item)


async def on_advise_unsay(manager: DialogManager, item: str) -> None:
    """Withdraw the opinion of one's department."""
    if item == asked_code(manager) and await _is_as_shown(manager):
        await _advise(manager, item, None)


async def on_object(manager: DialogManager, item: str) -> None:
    """Object for a usual reason, stored in Chinese for the reviewing office."""
    await on_object_words(manager, rules_of(context_of(manager)).said("overturn")[int(item)].zh)


async def on_object_words(manager: DialogManager, text: str) -> None:
    """Object for one's department, for this reason, and go on to its next row."""
    code = asked_code(manager)
    if await _is_as_shown(manager):
        await _advise(manager, code, "object", text)
        await _go_on_advising(manager, code)
    if manager.current_context().state != ReviewSG.case:
        await manager.switch_to(ReviewSG.item)


async def _advise(manager: DialogManager, code: str, verdict: str | None, comment: str = "") -> None:
    await context_of(manager).act(opinions.say, case_id(manager), code, verdict, comment)


async def _go_on_advising(manager: DialogManager, code: str) -> None:
    """Go to the next row of the department without its opinion; to the case when all have one."""
    await hide_files(manager)
    case = await case_of(manager)
    left = [one for one in case.own_rows if case.opinion(one, case.advises) is None]
    if left:
        after = [one for one in left if one > code]
        manager.dialog_data["q"] = (after or left)[0]
    else:
        await manager.switch_to(ReviewSG.case)


async def on_ask(manager: DialogManager, item: str) -> None:
    """Ask a usual question."""
    await on_ask_words(manager, rules_of(context_of(manager)).said("ask")[int(item)].zh)


async def on_ask_words(manager: DialogManager, text: str) -> None:
    """Ask the enterprise a typed question; it gets one message with a button."""
    ctx = context_of(manager)
    if not await _is_as_shown(manager):
        await manager.switch_to(ReviewSG.item)
        return
    await claimed(manager)
    await ctx.act(questions.ask, case_id(manager), asked_code(manager), text, zone=ctx.app.zone)
    manager.dialog_data["notice"] = "review-asked"
    await manager.switch_to(ReviewSG.item)


async def on_evidence(manager: DialogManager, item: str) -> None:
    """Show the photos and files of this answer."""
    await case_of(manager)
    ctx = context_of(manager)
    files = await ctx.read(attachments.list_files, case_id(manager), item)
    if not await show_files(manager, files):
        manager.dialog_data["notice"] = "review-no-files"


async def on_visited(manager: DialogManager, item: str) -> None:
    """Show the photos of this question that the last visit took."""
    case, ctx = await case_of(manager), context_of(manager)
    async with ctx.app.database.read() as db:
        visited = await former.last_seen(db, case.enterprise_id, case.self_check.campaign_id)
        if item in visited:
            await show_files(manager, await former.files_of(db, visited[item].inspection_id, item))


async def on_photo(message: Message, manager: DialogManager) -> None:
    """Add a photo of the reviewer's own."""
    ctx = context_of(manager)
    await claimed(manager)
    file = await receive(message, ctx)
    await ctx.act(evidence.attach_review, case_id(manager), asked_code(manager), file)
    manager.dialog_data["notice"] = "review-photo-kept"
    put_below(manager)


async def on_caption(manager: DialogManager, text: str) -> None:
    """Answer words under the reviewer's photo by saying where they belong, so that they are not lost."""
    await reply(manager, context_of(manager).say("review-caption"))


async def on_case(manager: DialogManager, item: str) -> None:
    """Go back to the case."""
    await hide_files(manager)
    await manager.switch_to(ReviewSG.case)


async def _judge(manager: DialogManager, code: str, verdict: str | None, comment: str = "") -> None:
    ctx = context_of(manager)
    await claimed(manager)
    await ctx.act(reviews.judge, case_id(manager), code, verdict, comment)


async def _is_as_shown(manager: DialogManager) -> bool:
    """Whether the answer on the screen is still the one that was shown; else that is said."""
    case = await case_of(manager)
    return await is_as_shown(manager, *answered(case, asked_code(manager)))


def answered(case: CaseView, code: str) -> tuple[object, ...]:
    """The values a judgement covers: the answer as it was handed in, questions about it and their answers."""
    asked = [(one.id, one.answered_at, one.answer) for one in case.asked if one.question == code]
    return (
        case.self_check.id,
        code,
        case.submitted_at,
        case.self_check.line(code),
        case.judged.get(code),
        [one for one in case.opinions if one.question == code],
        asked,
    )


async def _go_on(manager: DialogManager, code: str) -> None:
    """Go to the next answer without a judgement; to the case when all have one."""
    await hide_files(manager)
    case = await case_of(manager)
    order = list(case.self_check.answers)
    start = order.index(code) + 1 if code in order else 0
    left = [one for one in (*order[start:], *order[:start]) if one not in case.judged]
    if left:
        manager.dialog_data["q"] = left[0]
    else:
        await manager.switch_to(ReviewSG.case)


# --- getters ----------------------------------------------------------------------------------------


async def item_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The question, its answer, and the judgements."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    order = list(case.self_check.answers)
    code = asked_code(dialog_manager)
    if code not in order:
        code = order[0]
        dialog_manager.dialog_data["q"] = code
    place = order.index(code)
    line = case.self_check.line(code)
    view = case.review
    busy = view is not None and view.reviewer_id is not None and not case.is_mine
    may = case.may and case.self_check.state in ("submitted", "in_review") and not busy
    waits = case.self_check.state in ("submitted", "in_review")
    own = case.opinion(code, case.advises) if case.advises else None
    notice = notice_of(dialog_manager)
    show(dialog_manager, *answered(case, code))
    async with ctx.app.database.read() as db:
        found = await finding_views.list_of_check(db, case.self_check.id) if line.remedy else ()
        visited = await former.last_seen(db, case.enterprise_id, case.self_check.campaign_id)
    plan = next((one for one in found if one.question == code), None)
    return {
        "body": fitted(*((notice, " ") if notice else ()), *_said(ctx, case, code, plan, visited.get(code))),
        "item": code,
        "visited": visited[code].files if code in visited else 0,
        "may_agree": may and code not in case.judged,
        "may_overturn": may and line.verdict in ("pass", "na", "owed") and code not in case.overturned,
        "may_unsay": may and code in case.judged,
        "may_ask": may,
        "may_advise": waits and code in case.own_rows and own is None,
        "advised": waits and own is not None,
        "files": line.files + line.voices,
        "previous": order[place - 1],
        "following": order[(place + 1) % len(order)],
        "place": ctx.say("review-place", place=place + 1, total=len(order)),
    }


def _said(
    ctx: Context, case: CaseView, code: str, plan: FindingView | None, visited: SeenThere | None
) -> list[str | tuple[str, ...]]:
    item, question = case.self_check.form.by_code[code]
    line = case.self_check.line(code)
    judged = case.judged.get(code)
    asked = [one for one in case.asked if one.question == code]
    text = question.text.say(ctx.language)
    said: list[str | tuple[str, ...]] = [
        row_of(ctx, item, case.self_check.form.rows),
        (text, shortened(text, 60)),
        ctx.say("review-answer", verdict=ctx.say(VERDICTS[line.verdict].label)),
        owed_line(ctx, case.self_check, code),
        closing_line(ctx, case.self_check, code),
        question.marked_fault.say(ctx.language) if line.verdict == "fail" and question.stop else "",
    ]
    if line.done is not None and line.total is not None:
        said.append(ctx.say("review-numbers", done=line.done, total=line.total))
    if line.dated_on is not None:
        lapsed = case.self_check.overdue(code, ctx.app.today())
        said.append(
            ctx.say(
                "review-dated",
                day=day(ctx, line.dated_on),
                overdue=overdue_for(ctx, lapsed) if lapsed else "",
                lapsed="yes" if lapsed else "no",
            )
        )
    if line.reason or line.note:
        words = " ".join(part for part in (line.reason, line.note) if part)
        said.append(
            (
                ctx.say("review-note", note=shortened(words, 80)),
                ctx.say("review-note", note=shortened(words, 30)),
            )
        )
    if line.remedy:
        kind = "none" if plan is not None and plan.measure == "" else line.remedy
        said.append(ctx.say("review-remedy", kind=kind, state=line.remedy_state or "open"))
    if plan is not None and plan.measure is not None and plan.due_on is not None:
        measure = measure_shown(ctx, question, plan.measure)
        said += [
            (
                ctx.say("finding-measure-line", measure=shortened(measure, 60)),
                ctx.say("finding-measure-line", measure=shortened(measure, 24)),
            ),
            ctx.say(
                "review-plan", responsible=shortened(plan.responsible or "–", 18), day=day(ctx, plan.due_on)
            ),
        ]
    if visited is not None:
        values = {
            "day": day(ctx, visited.done_on) if visited.done_on else "–",
            "verdict": ctx.say(VERDICTS[visited.verdict].label),
        }
        said.append(
            (
                ctx.say("review-visited", note=shortened(visited.note, 60) or 0, **values),
                ctx.say("review-visited", note=shortened(visited.note, 20) or 0, **values),
            )
        )
    if judged is not None:
        said.append(ctx.say("review-said", verdict=judged.verdict, comment=shortened(judged.comment, 40)))
    for opinion in case.opinions:
        if opinion.question == code:
            department = ctx.say("staff-department", department=opinion.department)
            values = {"department": department, "verdict": opinion.verdict}
            said.append(ctx.say("review-opinion", comment=shortened(opinion.comment, 40), **values))
    for one in asked[-1:]:
        said.append((ctx.say("review-question", question=shortened(one.text, 40)), ""))
        if one.answered_at is not None:
            said.append(ctx.say("review-reply", reply=shortened(one.answer, 60)))
        else:
            asked_on = day(ctx, ctx.app.local_day(one.asked_at))
            said.append(ctx.say("review-no-reply", day=asked_on))
    return said


async def overturn_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual reasons."""
    return _remarks(context_of(dialog_manager), "overturn")


async def ask_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The usual questions."""
    return _remarks(context_of(dialog_manager), "ask")


def _remarks(ctx: Context, use: str) -> dict[str, object]:
    said = rules_of(ctx).said(use)
    return {"remarks": [(str(place), one.say(ctx.language)) for place, one in enumerate(said)]}
