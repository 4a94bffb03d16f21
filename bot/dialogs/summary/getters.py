"""Getters of summaries: the list, one summary, its cases, and what offices below filed. They only read."""

from __future__ import annotations

from datetime import datetime

from aiogram_dialog import DialogManager

from bot.app import Context, context_of
from bot.dialogs.summary.opened import (
    campaign_of,
    case_of,
    id_of,
    item_of,
    listed_cases,
    read_item,
    title_of,
    view_of,
    written,
)
from bot.ui.confirmation import show
from bot.ui.fragments import day, label_of, lines, notice_lines
from bot.ui.office_seat import post_of
from bot.ui.paging import page_of, turned_to
from content.calendar.duties import ONCE
from content.screen import shortened
from storage.campaigns import opening as campaigns
from storage.offices import jurisdictions, staff
from storage.statistics import overviews, summaries, summary_views
from storage.statistics.summary_views import Case

PAGE = 5


async def list_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The whole campaign's, then the months, latest first, with their filings."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        campaign = await campaigns.get_campaign(db, campaign_of(post))
        done = await summary_views.list_own(db, ctx.actor, campaign.id, post.place_id)
    periods = [("whole", ONCE)]
    periods += [("month", month) for month in summary_views.months(campaign.start_on, post.today)]
    choices = [
        (
            item_of(kind, period_on),
            ctx.say("summary-filed-mark", title=title_of(ctx, kind, period_on))
            if (kind, period_on) in done
            else title_of(ctx, kind, period_on),
        )
        for kind, period_on in periods
    ]
    return {
        "may_export": post.seat.allows("ledger.export"),
        **page_of(choices, turned_to(dialog_manager), PAGE),
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("summary-head", place=post.place),
            ctx.say("summary-how"),
        ),
    }


async def filings_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The places below, those that have not filed first; one that has is a button."""
    ctx = context_of(dialog_manager)
    kind, period_on = read_item(str(dialog_manager.dialog_data["item"]))
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        found = await summary_views.list_filings(
            db, ctx.actor, campaign_of(post), post.place_id, kind, period_on
        )
        own = (await summary_views.list_own(db, ctx.actor, campaign_of(post), post.place_id)).get(
            (kind, period_on)
        )
        may = await staff.may(db, ctx.actor, "summary.write", post.place_id, of=())

    def shown(place: str, at: datetime | None) -> str:
        when = day(ctx, ctx.app.local_day(at)) if at else ""
        filed = "yes" if at else "no"
        return label_of(ctx, "summary-filings-line", "place", place, filed=filed, day=when)

    filed = [(str(one.id), shown(one.place, one.filed_at)) for one in found if one.filed_at]
    if own is not None:
        filed.insert(0, (str(own.id), shown(post.path[-1], own.filed_at)))
    waiting = [shown(one.place, None) for one in found if one.filed_at is None]
    page = page_of(filed, turned_to(dialog_manager, "filings_page"), PAGE)
    return {
        **page,
        "body": lines(
            ctx.say("summary-filings-head", title=title_of(ctx, kind, period_on)),
            " ",
            *waiting[:8],
            ctx.say("chart-more", more=len(waiting) - 8) if len(waiting) > 8 else "",
            ctx.say("summary-filings-none") if not found and not filed else "",
        ),
        "may_write": may,
    }


async def one_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the summary's state."""
    ctx = context_of(dialog_manager)
    async with ctx.app.database.read() as db:
        post = await post_of(db, ctx)
        view = await summary_views.get(db, ctx.actor, id_of(dialog_manager))
        seen = await overviews.overview(db, ctx.actor, view.campaign_id, view.jurisdiction_id, post.today)
        may = await staff.may(db, ctx.actor, "summary.file", view.jurisdiction_id)
        above = len(await jurisdictions.above(db, view.jurisdiction_id)) > 1
        below = bool(await jurisdictions.list_children(db, view.jurisdiction_id))
    steps = seen.steps
    title = title_of(ctx, view.kind, view.period_on)
    return {
        "body": lines(
            *notice_lines(dialog_manager),
            ctx.say("summary-one", title=title, place=view.place),
            ctx.say(
                "summary-counted",
                enterprises=steps.enterprises,
                submitted=steps.submitted,
                reviewed=steps.reviewed,
                overdue=seen.remedies.overdue,
            ),
            " ",
            ctx.say("summary-never")
            if view.filed_at is None
            else ctx.say(
                "summary-was-filed",
                day=day(ctx, ctx.app.local_day(view.filed_at)),
                filings=view.filings,
            ),
        ),
        "problems": ctx.say("summary-problems-button", written="yes" if view.problems else "no"),
        "plans": ctx.say("summary-plans-button", written="yes" if view.plans else "no"),
        "problems_part": "problems",
        "plans_part": "plans",
        "cases": len(view.cases),
        "may_file": may and above,
        "may_keep": may and not above,
        "has_below": below,
    }


async def write_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the text so far."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    part = str(dialog_manager.dialog_data["part"])
    words = view.problems if part == "problems" else view.plans
    show(dialog_manager, *written(view, part))
    return {
        "body": lines(
            ctx.say("summary-write", part=part, limit=summaries.MAX_TEXT),
            " " if words else "",
            ctx.say("summary-written") if words else "",
            shortened(words, 160),
        ),
        "has_words": bool(words),
        "confirms": written(view, part),
    }


async def sure_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """The last question."""
    ctx, view = context_of(dialog_manager), await view_of(dialog_manager)
    async with ctx.app.database.read() as db:
        above = len(await jurisdictions.above(db, view.jurisdiction_id)) > 1
    body = ctx.say("summary-sure" if above else "summary-sure-own")
    return {"body": body, "confirms": (view.id, view.problems, view.plans, view.cases, view.filings)}


def _line(ctx: Context, case: Case, *, chosen: bool) -> str:
    return label_of(
        ctx,
        "summary-case-line",
        "enterprise",
        case.enterprise,
        mark="☑ " if chosen else "",
        found=case.found,
        closed=case.closed,
    )


async def cases_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """Show the chosen cases, then the possible ones."""
    ctx = context_of(dialog_manager)
    view, listed = await listed_cases(dialog_manager)
    find = str(dialog_manager.dialog_data.get("find", ""))
    choices = [(str(case.self_check_id), _line(ctx, case, chosen=case in view.cases)) for case in listed]
    if find:
        what = ctx.say("summary-cases-found" if listed else "summary-cases-nobody", find=shortened(find, 16))
    else:
        what = "" if view.cases else ctx.say("summary-cases-none")
    return {
        **page_of(choices, turned_to(dialog_manager, "cases_page"), PAGE),
        "body": lines(ctx.say("summary-cases-head", cases=len(view.cases), limit=summaries.MAX_CASES), what),
    }


async def case_getter(dialog_manager: DialogManager, **_: object) -> dict[str, object]:
    """One enterprise."""
    ctx = context_of(dialog_manager)
    case, chosen = await case_of(dialog_manager)
    show(dialog_manager, case.self_check_id, case.text, chosen)
    return {
        "body": lines(
            ctx.say(
                "summary-case-ask",
                enterprise=shortened(case.enterprise, 24),
                found=case.found,
                closed=case.closed,
                limit=summaries.MAX_CASE,
            ),
            ctx.say("summary-case-said", text=shortened(case.text, 120)) if case.text else "",
        ),
        "confirms": (case.self_check_id, case.text, chosen),
        "chosen": chosen,
        "open": not chosen,
    }
