"""The verdict: kind, day, reason; a summary; a second person where it needs one."""

from __future__ import annotations

from datetime import date, timedelta

from aiogram_dialog import DialogManager

from bot.app import context_of
from bot.dialogs.review.case import case_id, case_of, claimed, judged, rules_of, to_queue
from bot.states.offices import ReviewSG
from bot.ui.calendar import answered
from bot.ui.evidence import hide_files
from bot.ui.fragments import day, lines
from bot.ui.office_seat import today_of
from bot.ui.replies import reply
from bot.ui.unfinished import Unfinished, say_taken_up
from content.model.reviews import ReviewVerdict
from content.screen import shortened
from storage.base.database import Connection
from storage.campaigns import opening as campaigns
from storage.reviews import verdicts

ENTERED = Unfinished("verdict", ("due", "comment"))
"""Key in the dialog's data: day and reason of an unconfirmed verdict, by case and verdict."""

# --- handlers ---------------------------------------------------------------------------------------


async def on_pass(manager: DialogManager, item: str) -> None:
    """Choose 全部同意，通过."""
    await on_verdict(manager, "pass")


async def on_verdicts(manager: DialogManager, item: str) -> None:
    """Open 下结论."""
    await hide_files(manager)
    await manager.switch_to(ReviewSG.verdict)


async def on_verdict(manager: DialogManager, item: str) -> None:
    """Choose a verdict; the data it needs is asked first."""
    await hide_files(manager)
    manager.dialog_data["verdict"] = item
    manager.dialog_data.pop("due", None)
    manager.dialog_data.pop("comment", None)
    if await ENTERED.take_up(manager, _about(manager)):
        await say_taken_up(manager)
    await _next(manager)


def _about(manager: DialogManager) -> str:
    """The case and the verdict: data entered for one is not used for another."""
    return f"{case_id(manager)}.{manager.dialog_data.get('verdict')}"


async def on_usual_day(manager: DialogManager, item: str) -> None:
    """Take an offered day."""
    await answered(manager)
    await on_day(manager, date.fromisoformat(item))


async def on_day(manager: DialogManager, chosen: date) -> None:
    """Take the day by which faults are to be rectified."""
    ctx = context_of(manager)
    today = await today_of(ctx)
    if not today <= chosen <= today + timedelta(days=365):
        await reply(manager, ctx.say("error-invalid-review-day"))
        return
    manager.dialog_data["due"] = chosen.isoformat()
    await ENTERED.keep(manager, _about(manager))
    await _next(manager)


async def on_comment(manager: DialogManager, text: str) -> None:
    """Take the officer's reason; the enterprise reads it."""
    if len(text) > 500:
        ctx = context_of(manager)
        await reply(manager, ctx.say("error-invalid-text-long", limit=500, length=len(text)))
        return
    manager.dialog_data["comment"] = text
    await ENTERED.keep(manager, _about(manager))
    await manager.switch_to(ReviewSG.confirm)


async def on_confirm(manager: DialogManager, item: str) -> None:
    """Confirm the verdict. The case is claimed with it where nobody had it."""
    ctx, rules = context_of(manager), rules_of(context_of(manager))
    data = manager.dialog_data
    today = await today_of(ctx)
    if item not in rules.by_key or data.get("verdict") != item:
        await manager.switch_to(ReviewSG.case)
        return
    if (await case_of(manager)).self_check.state == "submitted":
        await claimed(manager)
    due = data.get("due")
    made = await ctx.act(
        verdicts.decide,
        rules,
        case_id(manager),
        item,
        today=today,
        due_on=date.fromisoformat(str(due)) if due else None,
        comment=str(data.get("comment", "")),
        zone=ctx.app.zone,
    )
    await ENTERED.forget(manager, _about(manager))
    await to_queue(manager, "review-done" if made.confirmed else "review-waits-second")


async def on_agreed(manager: DialogManager, item: str) -> None:
    """Agree, as a second person."""
    await on_second(manager, agreed=True)


async def on_sent_back(manager: DialogManager, item: str) -> None:
    """Send it back, as a second person."""
    await on_second(manager, agreed=False)


async def on_second(manager: DialogManager, *, agreed: bool) -> None:
    """Store a second person's decision on a verdict."""
    ctx, rules = context_of(manager), rules_of(context_of(manager))
    today = await today_of(ctx)
    await ctx.act(verdicts.confirm, rules, case_id(manager), agreed=agreed, today=today, zone=ctx.app.zone)
    await to_queue(manager, "review-done" if agreed else "review-refused-second")


async def _next(manager: DialogManager) -> None:
    """Ask for the next part the verdict needs, else show the summary."""
    verdict = chosen(manager)
    if verdict.day and "due" not in manager.dialog_data:
        await manager.switch_to(ReviewSG.day)
    elif verdict.reason and "comment" not in manager.dialog_data:
        await manager.switch_to(ReviewSG.comment)
    else:
        await manager.switch_to(ReviewSG.confirm)


def chosen(manager: DialogManager) -> ReviewVerdict:
    """The chosen verdict."""
    return rules_of(context_of(manager)).by_key[str(manager.dialog_data["verdict"])]


# --- getters ----------------------------------------------------------------------------------------


async def verdict_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The verdicts that fit the case."""
    ctx, case = context_of(dialog_manager), await case_of(dialog_manager)
    rules = rules_of(ctx)
    fitting = [one for one in rules.verdicts if verdicts.fits(one, case)]
    return {
        "body": lines(
            ctx.say("review-verdict-ask", overturned=len(case.overturned)),
            " ",
            *(
                f"{one.sign} {one.title.say(ctx.language)}：{one.hint.say(ctx.language)}"
                for one in fitting[:1]
            ),
        )
        if len(fitting) == 1
        else ctx.say("review-verdict-ask", overturned=len(case.overturned)),
        "verdicts": [(one.key, f"{one.sign} {one.title.say(ctx.language)}") for one in fitting],
    }


async def day_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Usual days."""
    ctx = context_of(dialog_manager)
    today = await today_of(ctx)
    offered = [(today + timedelta(days=many), many) for many in rules_of(ctx).days]
    return {
        "days": [
            (on.isoformat(), ctx.say("review-day-usual", days=many, day=day(ctx, on))) for on, many in offered
        ],
        "title": chosen(dialog_manager).title.say(ctx.language),
    }


async def comment_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The verdict, and the plan's wording of its rung."""
    ctx = context_of(dialog_manager)
    written = await ctx.read(_written, dialog_manager)
    verdict = chosen(dialog_manager)
    return {
        "body": lines(
            f"{verdict.sign} {verdict.title.say(ctx.language)}",
            verdict.hint.say(ctx.language),
            written,
            " ",
            ctx.say("review-comment-ask"),
        )
    }


async def confirm_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The summary of the verdict."""
    ctx, case, verdict = context_of(dialog_manager), await case_of(dialog_manager), chosen(dialog_manager)
    data = dialog_manager.dialog_data
    done = sum(
        line.finding_state == "open" and line.remedy_state == "done"
        for line in case.self_check.lines.values()
    )
    due = data.get("due")
    unseen = len(case.self_check.answers) - len(case.judged)
    written = await ctx.read(_written, dialog_manager)
    return {
        "body": lines(
            ctx.say("review-unit", enterprise=shortened(case.enterprise, 30), place=case.place),
            f"{verdict.sign} {verdict.title.say(ctx.language)}",
            written,
            ctx.say("review-due", day=day(ctx, date.fromisoformat(str(due)))) if due else "",
            ctx.say("review-comment", comment=shortened(str(data["comment"]), 80))
            if data.get("comment")
            else "",
            ctx.say("review-confirm-new", count=len(case.overturned)) if case.overturned else "",
            ctx.say("review-confirm-closed", count=done) if done and not verdict.again else "",
            ctx.say("review-confirm-unseen", count=unseen) if unseen and case.judged else "",
            " ",
            ctx.say("review-confirm-second") if verdict.second else ctx.say("review-confirm-how"),
        ),
        "item": verdict.key,
        "confirms": (*judged(case), str(data.get("comment", ""))),
    }


async def _written(db: Connection, manager: DialogManager) -> str:
    """The plan's own words for the rung, where it has one."""
    ctx, verdict = context_of(manager), chosen(manager)
    case = await case_of(manager)
    campaign = await campaigns.get_campaign(db, case.self_check.campaign_id)
    pack = ctx.app.library.packs.get(campaign.pack)
    rungs = [rung for rung in pack.ladder if rung.code in verdict.rungs] if pack else []
    if rungs:
        return ctx.say("review-written", written=rungs[-1].written, consequence=rungs[-1].consequence)
    return ctx.say("review-unwritten") if verdict.raises or verdict.second else ""
